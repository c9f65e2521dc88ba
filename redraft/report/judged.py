"""Judged shares of runs, raw and corrected, for a terminal and as data."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from redraft.calibration.correction import Judged
from redraft.calibration.figure import LEAST

from .lines import count, wrapped
from .runs import interval

__all__ = ["judged_data", "judged_line", "judged_lines", "judged_told"]

WORDS = {"boxes": "judged boxes ticked", "ready": "texts ready"}


def judged_told(found: Sequence[Judged]) -> list[str]:
    """A line for each share: what the verifier said, and what is likely true.

    Why some are not calibrated is said once for all of which the same is true.
    """
    whole, whys = list[str](), dict[str, list[str]]()
    for one in found:
        if one.corrected is None:
            whys.setdefault(one.why, []).append(_raw(one))
        else:
            whole.append(judged_line(one))
    for why, lines in whys.items():
        whole += [*lines, f"not calibrated: {why}"]
    return whole


def judged_lines(found: Sequence[Judged]) -> list[str]:
    """The same wrapped for a terminal."""
    return [line for told in judged_told(found) for line in wrapped(told, indent=4)]


def judged_data(found: Sequence[Judged]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [asdict(one) | {"calibrated": one.corrected is not None} for one in found]


def judged_line(one: Judged) -> str:
    """One share in a line."""
    told = _raw(one)
    if one.corrected is None:
        return f"{told}, not calibrated: {one.why}"
    if one.why:
        return f"{told}, which {one.why}"
    told = f"{told}, {interval(one.corrected)} corrected"
    if one.examples < LEAST:
        told += f" by rates of {count(one.examples, 'example')}, which are too few to go by"
    return told


def _raw(one: Judged) -> str:
    return f"run {one.run}, {WORDS[one.name]}: {interval(one.raw)} as judged"
