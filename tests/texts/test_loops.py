"""Texts that say the same over and over."""

import pytest

from redraft.texts.loops import loops

STEP = "Deploy the service to a new cluster and watch its error rate for an hour."


@pytest.mark.parametrize(
    ("text", "so"),
    [
        (f"First.\n{STEP}\n" * 4, True),
        (f"{STEP} " * 3 + STEP[:30], True),  # cut in the middle of the fourth
        (f"{STEP}\nThen wait.\n{STEP}", False),
        (f"{STEP} {STEP} {STEP} Then the old one is switched off, and nobody notices it.", False),
        ("no " * 40, True),
        ("Too short", False),
        ("", False),
    ],
)
def test_the_last_words_tell(text: str, so: bool) -> None:
    """Three times, and only at the end."""
    assert loops(text) == so
