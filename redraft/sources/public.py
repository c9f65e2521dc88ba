"""The public sets by name, so that anyone can measure on text that nobody here wrote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import argrewrite, commongen, ifeval, pep

__all__ = ["SETS", "PublicSet"]


@dataclass(frozen=True)
class PublicSet:
    """A public set: where it is and how a record of it becomes fields of ours.

    `hub` is empty where a file has to be given. `adapt` raises KeyError or TypeError for a
    record that is none of the set's.
    """

    name: str
    adapt: Callable[[Mapping[str, Any]], dict[str, Any]]
    hub: str = ""
    split: str | None = None


SETS = {
    public.name: public
    for public in (
        PublicSet("ifeval", ifeval.adapt, hub="google/IFEval", split="train"),
        PublicSet("commongen_hard", commongen.adapt),
        PublicSet("argrewrite", argrewrite.adapt),
        PublicSet("pep", pep.adapt),
    )
}
