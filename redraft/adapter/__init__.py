"""How a step's question becomes a prompt and a reply becomes fields again."""

from .adapter import PrefixAdapter
from .listener import FieldListener

__all__ = ["FieldListener", "PrefixAdapter"]
