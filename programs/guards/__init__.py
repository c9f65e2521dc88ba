"""Guards: pure code that holds critiques, rewrites and verdicts to the text; no calls."""

from .chat import chats
from .echoes import echoes, repeated
from .evidence import complete, honest
from .ledger import audit, ledger
from .loss import lost
from .names import named
from .open_boxes import open_boxes
from .preamble import strip_preamble
from .refusal import refuses
from .scope import creep
from .sieve import sieve

__all__ = [
    "audit",
    "chats",
    "complete",
    "creep",
    "echoes",
    "honest",
    "ledger",
    "lost",
    "named",
    "open_boxes",
    "refuses",
    "repeated",
    "sieve",
    "strip_preamble",
]
