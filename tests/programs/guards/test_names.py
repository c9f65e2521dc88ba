"""What a critique may name."""

from redraft.programs import Refine
from redraft.programs.guards import named
from redraft.signatures.types import Weakness
from tests.scripted import Scripted, critique, edit, verify


def test_only_what_was_given_is_named() -> None:
    """As it was given, whatever the case; another name is left out and the weakness kept."""
    given = [
        Weakness(problem="no day", category=" Technical  accuracy", concerns="B1"),
        Weakness(problem="no hour", category="style", concerns="b7"),
        Weakness(problem="no place", concerns="[b1]: Is the day told?"),
    ]
    kept = named(given, ["technical accuracy", "clarity"], ["b1", "r1"])
    assert [(one.category, one.concerns) for one in kept] == [
        ("technical accuracy", "b1"),
        ("", ""),
        ("", "b1"),
    ]
    assert [one.problem for one in kept] == ["no day", "no hour", "no place"]


def test_a_server_without_grammar_cannot_name_a_box_that_is_not_there() -> None:
    """The round's weaknesses concern boxes of the checklist only."""
    wrong = {"problem": "No hour is given.", "fix": "Add it.", "concerns": "b9", "category": "tone"}
    right = {"quote": "closes soon", "problem": "No day is given.", "concerns": "B1"}
    engine = Scripted(
        {
            "draft": "The kitchen closes soon.",
            "critique": critique(wrong, right),
            "verify": verify(b1=""),
            "edit": edit(("w1", "closes soon", "closes on Friday at noon")),
        }
    )
    with engine.use():
        done = Refine(max_rounds=1, rewrites=("edits",))(
            task="Say when we close.", checklist=["Is the day told?"]
        )
    found = {weak.problem: weak for weak in done.rounds[1].weaknesses}
    assert (found["No hour is given."].concerns, found["No hour is given."].category) == ("", "")
    assert found["No day is given."].concerns == "b1"
