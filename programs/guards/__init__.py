"""Guards: pure code that holds critiques, rewrites and verdicts to the text; no calls."""

from redraft.texts.cosmetic import cosmetic, weight
from redraft.texts.duplicates import distinct, same_fault
from redraft.texts.grounding import ground, grounded
from redraft.texts.leak import leak
from redraft.texts.praise import praises
from redraft.texts.segments import Segment, added, alike, segments
from redraft.texts.sentences import sentences
from redraft.texts.text import contains, locate, normalise
from redraft.texts.unchanged import empty, unchanged
from redraft.texts.words import content_words, words

from .chat import chats
from .echoes import echoes, repeated
from .edits import Audit, outcome
from .evidence import complete, honest, quoted
from .ledger import audit, ledger
from .loss import lost
from .names import named
from .open_boxes import open_boxes
from .preamble import strip_preamble
from .refusal import refuses
from .scope import creep
from .sieve import sieve

__all__ = [
    "Audit",
    "Segment",
    "added",
    "alike",
    "audit",
    "chats",
    "complete",
    "contains",
    "content_words",
    "cosmetic",
    "creep",
    "distinct",
    "echoes",
    "empty",
    "ground",
    "grounded",
    "honest",
    "leak",
    "ledger",
    "locate",
    "lost",
    "named",
    "normalise",
    "open_boxes",
    "outcome",
    "praises",
    "quoted",
    "refuses",
    "repeated",
    "same_fault",
    "segments",
    "sentences",
    "sieve",
    "strip_preamble",
    "unchanged",
    "weight",
    "words",
]
