"""How steps compose: one technique a file, one registry."""

from .best_of_n import BestOfN
from .chain_of_verification import ChainOfVerification
from .dspy_peers import DspyBestOfN, DspyRefine
from .item import Item
from .meta_prompting import MetaPrompting
from .one_shot import OneShot
from .program import Program
from .refine import Refine
from .registry import PROGRAMS, find
from .result import Result
from .self_refine import SelfRefine
from .single_pass import SinglePass
from .structured_thinking import StructuredThinking
from .template import Template
from .verify_first import VerifyFirst

__all__ = [
    "PROGRAMS",
    "BestOfN",
    "ChainOfVerification",
    "DspyBestOfN",
    "DspyRefine",
    "Item",
    "MetaPrompting",
    "OneShot",
    "Program",
    "Refine",
    "Result",
    "SelfRefine",
    "SinglePass",
    "StructuredThinking",
    "Template",
    "VerifyFirst",
    "find",
]
