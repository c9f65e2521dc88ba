"""Names beside one another, told by what varies."""

from collections.abc import Sequence

__all__ = ["apart"]


def apart(names: Sequence[str]) -> list[str]:
    """The names without the parts between commas that all of them have.

    As they are where all are alike, or where one would be left without a name.
    """
    parts = [name.split(",") for name in names]
    shared = set.intersection(*map(set, parts)) if len(set(names)) > 1 else set[str]()
    told = [",".join(part for part in own if part not in shared) for own in parts]
    return told if all(told) else list(names)
