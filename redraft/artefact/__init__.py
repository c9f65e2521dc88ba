"""A compiled program as a folder: its state, its card, and what changed in its prompts."""

from .card import Card, Compared, DataUsed, Estimate, Spent
from .fields import Fields, fields_of
from .folder import Artefact, load, save
from .prompts import diff, wording

__all__ = [
    "Artefact",
    "Card",
    "Compared",
    "DataUsed",
    "Estimate",
    "Fields",
    "Spent",
    "diff",
    "fields_of",
    "load",
    "save",
    "wording",
]
