"""Prompts that leave redraft with the very bytes that it sends.

To a server that holds replies to a JSON schema, the steps whose text comes after JSON are asked
to put it inside; an export carries no schema, and asks as every other server is asked.
"""

from .formats import FORMATS, Form, unsaid
from .steps import steps

__all__ = ["FORMATS", "Form", "steps", "unsaid"]
