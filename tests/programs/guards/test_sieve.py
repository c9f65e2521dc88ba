"""Which weaknesses count."""

from redraft.programs.guards.sieve import sieve
from redraft.signatures.types import Weakness

TEXT = "## Install\n\nRun the script. It should work quickly on most machines."


def weak(problem: str, fix: str, quote: str = "") -> Weakness:
    """A weakness of these words, however short."""
    return Weakness.model_construct(problem=problem, fix=fix, quote=quote, by="model", id="x9")


GOOD = weak("It names no script to run.", "Give the command.", "Run the script")
OMITTED = weak("No uninstall instructions are given.", "Add them.")


def test_each_guard_drops_its_own() -> None:
    """Empty, praise, ungrounded and duplicate each say so, and the rest is numbered."""
    given = [
        weak("", ""),
        weak("The text is clear and concise.", ""),
        weak("The price is missing there.", "Add it.", "costs nothing at all"),
        GOOD,
        GOOD,
        OMITTED,
    ]
    kept, dropped = sieve(given, TEXT)
    assert [weakness.id for weakness in kept] == ["w1", "w2"]
    assert [weakness.problem for weakness in kept] == [GOOD.problem, OMITTED.problem]
    reasons = ["empty", "praise", "ungrounded", "duplicate"]
    assert [drop.reason for drop in dropped] == reasons


def test_praise_is_named_before_ungrounded() -> None:
    """A compliment with an invented quote is praise first."""
    _, (drop,) = sieve([weak("Great use of headings", "", "not in the text at all")], TEXT)
    assert drop.reason == "praise"


def test_what_code_made_of_a_box_is_kept() -> None:
    """An unticked box is a weakness as it stands, though its words are few."""
    given = {"by": "code", "problem": "Is it good enough?", "fix": "Tick this box."}
    made = Weakness.model_validate(given)
    kept, dropped = sieve([made, made], TEXT)
    assert [weakness.id for weakness in kept] == ["w1"]
    assert [drop.reason for drop in dropped] == ["duplicate"]
