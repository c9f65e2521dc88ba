"""What reading a text costs where it was made to be dear: no more than its length warrants."""

import tracemalloc
from collections.abc import Callable
from time import process_time

import pytest

from redraft.texts.cosmetic import cosmetic
from redraft.texts.facts import facts
from redraft.texts.names import names
from redraft.texts.segments import segments
from redraft.texts.sentences import sentences
from redraft.texts.text import locate, normalise


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (lambda text: cosmetic(text, text), "Mail me at " + "@" * 2_000),
        (lambda text: cosmetic(text, text), "\u4e2d" * 20_000),
        (lambda text: facts([text], ""), "a" * 40_000),
        (lambda text: facts([text], ""), "5" + " " * 10_000 + "x"),
        (lambda text: facts([], text), "# a" + "#" * 20_000 + "b"),
        (sentences, "ab. " * 20_000 + "x" * 2_000_000),
    ],
)
def test_a_text_made_to_be_dear_is_read_once(read: Callable[[str], object], text: str) -> None:
    """Runs without a space, and stops without end, are not read again from each place."""
    start = process_time()
    read(text)
    assert process_time() - start < 3


def test_names_are_those_of_one_reading_from_left_to_right() -> None:
    """An address is found where a name or code has just ended, and only up to its last dot."""
    text = "Ask Anna.Smith@x.org, `a b`c@d.e! or f@g.h.i; see https://x.y and @z Bob"
    assert list(names(text)) == [
        "Anna",
        ".Smith@x.org",
        "`a b`",
        "c@d.e",
        "f@g.h.i",
        "https://x.y",
        "Bob",
    ]


def test_long_texts_are_compared_in_pieces() -> None:
    """A rewrite of every sentence of a long text is told sentence by sentence, and not for long."""
    old = [
        f"Thing {at} of part {at % 7} is {at * 7919 % 1009} wide and stays." for at in range(900)
    ]
    new = [line.replace("stays", "is then taken away") for line in old]
    start = process_time()
    found = segments(" ".join(old), " ".join(new))
    assert process_time() - start < 4
    assert [(edit.before, edit.after) for edit in found] == list(zip(old, new, strict=True))


def test_a_loop_is_compared_in_time() -> None:
    """A sentence said thousands of times is no edit where it stands on both sides."""
    start = process_time()
    found = segments("Same. " * 8_000, "Same. " * 6_000 + "Other thing. " + "Same. " * 1_999)
    assert process_time() - start < 10
    assert any("Other thing." in edit.after for edit in found)
    assert sum(len(edit.before) for edit in found) < 200


def test_long_texts_do_not_stay_in_memory() -> None:
    """Where each character came from is kept in few bytes, and of few long texts."""
    texts = [f"{number} {'word and ' * 2_000}" for number in range(8)]
    tracemalloc.start()
    try:
        assert all(normalise(text) == text.strip() for text in texts)
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert held < 6_000_000
    assert locate(texts[0], "0 word and") == (0, 10)
