"""Guards: pure code that holds critiques, rewrites and verdicts to the text; no calls."""

from .cosmetic import cosmetic, weight
from .duplicates import distinct, same_fault
from .edits import Audit, outcome
from .evidence import complete, honest
from .grounding import ground, grounded
from .leak import leak
from .ledger import audit, ledger
from .loss import lost
from .praise import praises
from .preamble import strip_preamble
from .refusal import refuses
from .scope import creep
from .segments import Segment, added, alike, segments
from .sentences import sentences
from .sieve import sieve
from .text import contains, locate, normalise
from .unchanged import empty, unchanged
from .words import content_words, words

__all__ = [
    "Audit",
    "Segment",
    "added",
    "alike",
    "audit",
    "complete",
    "contains",
    "content_words",
    "cosmetic",
    "creep",
    "distinct",
    "empty",
    "ground",
    "grounded",
    "honest",
    "leak",
    "ledger",
    "locate",
    "lost",
    "normalise",
    "outcome",
    "praises",
    "refuses",
    "same_fault",
    "segments",
    "sentences",
    "sieve",
    "strip_preamble",
    "unchanged",
    "weight",
    "words",
]
