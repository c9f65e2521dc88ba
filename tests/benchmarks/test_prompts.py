"""The table of prompts, from rows that were kept."""

from typing import Any

from benchmarks.prompts import ADAPTERS, SIZES, against, told


def rows(item: str, **fresh: int) -> list[dict[str, Any]]:
    """A question to each adapter that has so many tokens evaluated, and takes as many seconds."""
    cells = dict.fromkeys(SIZES, 1)
    return [
        cells
        | {"item": item, "adapter": name, "prompt": 5 + tokens, "cached": 5, "seconds": tokens}
        for name, tokens in fresh.items()
    ]


def test_ours_is_held_to_the_better_one() -> None:
    """In the whole, and in each half of the drafts."""
    short = rows("short", ours=90, ChatAdapter=100, JSONAdapter=200)
    long = rows("long", ours=30, ChatAdapter=100, JSONAdapter=60)
    assert against(short) == (0.9, 0.9)
    assert against(long) == (0.5, 0.5)
    said = told([*short, *long], "a-model", 400)
    assert "0.60 of the prompt tokens evaluated, 0.60 of the wall time" in said
    assert "shorter half of the drafts 0.90 and 0.90, over the longer 0.50 and 0.50" in said


def test_one_item_has_no_halves() -> None:
    """It is told as it is."""
    said = told(rows("one", **dict.fromkeys(ADAPTERS, 10)), "a-model", 400)
    assert "1 items" in said
    assert "half" not in said
