"""Names beside one another, told by what varies."""

from collections.abc import Sequence

from redraft.terminal import shorten

__all__ = ["apart", "fitting"]


def apart(names: Sequence[str]) -> list[str]:
    """The names without the parts between commas that all of them have.

    As they are where all are alike, or where one would be left without a name.
    """
    parts = [name.split(",") for name in names]
    shared = set.intersection(*map(set, parts)) if len(set(names)) > 1 else set[str]()
    told = [",".join(part for part in own if part not in shared) for own in parts]
    return told if all(told) else list(names)


def fitting(names: Sequence[str], most: int) -> list[str]:
    """The names in at most so many characters, those that differ still apart.

    Where shortening alone makes two of them one, what they share is left out first; where
    that does not help, each has its place before it.
    """
    for tried in (names, apart(names)):
        short = [shorten(name, most) for name in tried]
        if len(set(short)) == len(set(names)):
            return short
    return [shorten(f"{at} {name}", most) for at, name in enumerate(apart(names), 1)]
