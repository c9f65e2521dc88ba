"""Unticked boxes become weaknesses, and code's word goes before a model's."""

import pytest

from redraft.checks import parse
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
LONG_ITEMS = [
    "Add an alert on checkout errors above two percent that",
    "Write a review rule for payment settings and show it to",
]
"""The whole words that a check names of items that are longer than it quotes."""
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


@pytest.mark.parametrize(
    ("check", "text", "told"),
    [
        (
            'has headings "Risks", "Costs"',
            "The risks are low. The costs are high.",
            [("", "no heading 'Risks', 'Costs'")],
        ),
        (
            'starts with "Dear Ana"',
            "Hello. Dear Ana, we write.",
            [("", "does not start with 'Dear Ana'")],
        ),
        (
            "Every item has owner",
            "- Fix the login\n- Write the tests",
            [
                ("Fix the login", "no owner: 'Fix the login'"),
                ("Write the tests", "no owner: 'Write the tests'"),
            ],
        ),
        ("every item has date", "- Go\n- Come by 3 May", [("Go", "no date: 'Go'")]),
        (
            "no placeholders",
            "Dear [NAME], it is TODO.",
            [("[NAME]", "'[NAME]' stands there"), ("TODO", "'TODO' stands there")],
        ),
        ("words <= 3", "It is 'very late' now.", [("", "2 words too many")]),
        (
            "every item has owner",
            "".join(f"- {part} pages {part}\n" for part in LONG_ITEMS),
            [(part, f"no owner: {part!r}") for part in LONG_ITEMS],
        ),
    ],
)
def test_a_passage_is_quoted_only_where_it_is_the_fault(
    check: str, text: str, told: list[tuple[str, str]]
) -> None:
    """What a check misses is no fault where it stands; of an item it says what is missing."""
    box = Box(id="b1", question="As asked", check=check)
    missing = parse(check)(text).missing
    verdict = Verdict(box="b1", missing=missing, checked=False, by="code")
    kept, _ = open_boxes([box], [verdict], [], text)
    assert [(one.quote, one.problem) for one in kept] == told


def test_what_a_model_misses_is_said_in_its_words() -> None:
    """Once, however many passages it names."""
    verdict = Verdict(box="b3", missing="'a while' and 'sorry' say no cause", checked=False)
    kept, _ = open_boxes(BOXES, [verdict], [], TEXT)
    assert [(one.quote, one.problem) for one in kept] == [("a while", verdict.missing)]
