"""Unticked boxes become weaknesses, and code's word goes before a model's."""

from redraft.programs.guards import open_boxes
from redraft.signatures.types import Box, Verdict, Weakness

TEXT = "It was down for a while. We are sorry."
BOXES = [
    Box(id="b1", question="The times", check='contains "14:12"'),
    Box(id="b2", question="No soft words", check='lacks "a while", "sorry"'),
    Box(id="b3", question="Is the cause named?"),
    Box(id="b4", question="Is it kind?"),
]
CODED = [
    Verdict(box="b1", missing="does not contain '14:12'", checked=False, by="code"),
    Verdict(box="b2", missing="still contains 'a while', 'sorry'", checked=False, by="code"),
]
JUDGED = [Verdict(box="b3", missing="no cause", checked=False)]


def weak(concerns: str, quote: str = "") -> Weakness:
    """A weakness as a model tells it."""
    return Weakness(quote=quote, problem="It is rather vague.", fix="Say more.", concerns=concerns)


def test_code_says_what_is_missing_where_a_model_saw_it() -> None:
    """The model's passage, the check's words; what the model said of the box is said again."""
    vague = weak("b1", "down for a while")
    kept, dropped = open_boxes(BOXES, CODED[:1], [vague, weak("b4")], TEXT)
    first, second = kept
    assert (first.id, first.quote, first.by) == ("w1", vague.quote, "code")
    assert first.problem == CODED[0].missing
    assert first.fix == 'The times {contains "14:12"}'
    assert (second.id, second.concerns) == ("w2", "b4")
    assert [(drop.weakness, drop.reason) for drop in dropped] == [(vague, "duplicate")]


def test_each_passage_that_a_check_quotes_is_a_weakness() -> None:
    """At its own place, and of that place alone."""
    kept, _ = open_boxes(BOXES, CODED[1:], [], TEXT)
    assert [(one.id, one.quote, one.problem) for one in kept] == [
        ("w1", "a while", "'a while' stands there"),
        ("w2", "sorry", "'sorry' stands there"),
    ]


def test_a_judged_box_is_spoken_of_once() -> None:
    """By the model if it did, else by one that is made."""
    told, none = open_boxes(BOXES, JUDGED, [weak("b3")], TEXT)
    assert ([one.by for one in told], none) == (["model"], [])
    made, _ = open_boxes(BOXES, JUDGED, [], TEXT)
    assert [(one.by, one.problem, one.fix) for one in made] == [
        ("code", "no cause", "Is the cause named?")
    ]


def test_nothing_is_made_of_ticked_boxes() -> None:
    """And what was found is numbered."""
    kept, dropped = open_boxes(BOXES, [], [weak(""), weak("b1")], TEXT)
    assert ([one.id for one in kept], dropped) == (["w1", "w2"], [])
