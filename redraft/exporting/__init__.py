"""Prompts that leave redraft with the very bytes that it sends."""

from .formats import FORMATS, Form, unsaid
from .steps import steps

__all__ = ["FORMATS", "Form", "steps", "unsaid"]
