"""How often a judge is right, by what is true."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from .share import Share, share

__all__ = ["Diagnostic", "diagnostic"]


@dataclass(frozen=True)
class Diagnostic:
    """`sensitivity`: of what is so, the share said to be; `specificity`: of what is not, not.

    None where nothing was so, or everything. Both have an `interval`.
    """

    sensitivity: Share | None
    specificity: Share | None


def diagnostic(
    truth: Sequence[bool], said: Sequence[bool], *, groups: Sequence[Hashable] | None = None
) -> Diagnostic:
    """Compare what a judge said of boxes with what is true of them.

    Each box weighs the same (Yerushalmy 1947, Public Health Reports 62, 1432-1449); `groups`
    names its example, as the boxes of one text are not independent.

    Raises:
        ValueError: unequal numbers of truths, answers and groups.
    """
    names = range(len(truth)) if groups is None else groups
    if not len(truth) == len(said) == len(names):
        raise ValueError(f"{len(truth)} truths, {len(said)} answers and {len(names)} groups")
    rows = list(zip(truth, said, names, strict=True))
    found = []
    for wanted in (True, False):
        right = [(answer == wanted, name) for so, answer, name in rows if bool(so) == wanted]
        flags, named = [flag for flag, _ in right], [name for _, name in right]
        found.append(share(flags, groups=named, by_row=True) if right else None)
    return Diagnostic(*found)
