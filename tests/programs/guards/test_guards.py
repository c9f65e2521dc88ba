"""The package's public face."""

from time import process_time

import pytest

from redraft.programs import guards
from redraft.texts.leak import leak
from redraft.texts.sentences import sentences


def test_all_is_sorted_and_true() -> None:
    """Every name that is promised is there, once."""
    assert guards.__all__ == sorted(set(guards.__all__), key=lambda name: (name.islower(), name))
    assert all(hasattr(guards, name) for name in guards.__all__)


@pytest.mark.parametrize(
    "piece", ["\n", "  ", "- a\n", "```\n", "\n \n", "---\nChanges:\n", "' ", "1,"]
)
def test_no_text_takes_long(piece: str) -> None:
    """Runs of blanks, marks and fences cost no more than their length warrants."""
    text = f"x\n{piece * 3000}#"
    start = process_time()
    guards.strip_preamble(text)
    guards.refuses(text)
    sentences(text)
    leak("Write it.", [], [], "Before.", text)
    assert process_time() - start < 2
