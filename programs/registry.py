"""The programs by name."""

from redraft.texts.nearest import accepted

from .best_of_n import BestOfN
from .chain_of_verification import ChainOfVerification
from .dspy_peers import DspyBestOfN, DspyRefine
from .meta_prompting import MetaPrompting
from .one_shot import OneShot
from .program import Program
from .refine import Refine
from .self_refine import SelfRefine
from .single_pass import SinglePass
from .structured_thinking import StructuredThinking
from .template import Template
from .verify_first import VerifyFirst

__all__ = ["PROGRAMS", "find"]

PROGRAMS: dict[str, type[Program]] = {
    program.name: program
    for program in (
        Refine,
        SinglePass,
        OneShot,
        BestOfN,
        Template,
        SelfRefine,
        ChainOfVerification,
        VerifyFirst,
        StructuredThinking,
        MetaPrompting,
        DspyBestOfN,
        DspyRefine,
    )
}


def find(name: str) -> type[Program]:
    """The program of this name.

    Raises:
        KeyError: there is none; the message names those there are, the nearest first.
    """
    if name in PROGRAMS:
        return PROGRAMS[name]
    raise KeyError(f"no program is called {name!r}: {accepted(name, PROGRAMS)}")
