"""A user's own examples, and public sets by name, as the rows that programs and metrics read.

    open_data("tasks.csv", mapping={"task": "prompt"})
    open_data("examples/", split="dev")       a folder of one file a split
    open_data("someone/dataset", split="test")
    open_data("ifeval"), open_data("pep:../pep_pairs.jsonl")
    open_data("redraft", split="dev")         the examples that come with us

One public set is one file with an `adapt`; `SETS` in `public` is their registry.
"""

from .opening import open_data
from .public import SETS, PublicSet

__all__ = ["SETS", "PublicSet", "open_data"]
