"""Ticks without evidence, boxes without answers."""

import pytest

from redraft.checks import parse
from redraft.programs.guards.evidence import complete, honest, quoted
from redraft.signatures.types import Box, Verdict

TEXT = "Hi,\n\nPlease reply by “Friday”, 5 May.\n\nIs a deadline given? 請在星期五之前回覆。"
BOX = Box(id="b1", question="Is a deadline given?")


def ticked(evidence: str, by: str = "model", missing: str = "") -> Verdict:
    """A ticked box with this evidence."""
    given = {"box": "b1", "evidence": evidence, "checked": True, "by": by, "missing": missing}
    return Verdict.model_validate(given)


@pytest.mark.parametrize("evidence", ['reply by "friday", 5 may', "5 May.\n\nIs a", "星期五之前"])
def test_a_tick_with_evidence_stands(evidence: str) -> None:
    """Words of the text, whatever their typography, hold the tick."""
    assert honest([ticked(evidence)], TEXT, [BOX]) == [ticked(evidence)]


@pytest.mark.parametrize(
    ("evidence", "missing"),
    [
        ("", "ticked without evidence"),
        ("...", "ticked without evidence"),
        ("5 May", "the evidence is too short to show it"),
        ("“Friday”,", "the evidence is too short to show it"),
        ("reply by Monday", "the evidence is not in the text"),
        ("is a deadline given?", "the evidence only repeats the question"),
    ],
)
def test_a_tick_without_evidence_is_unticked(evidence: str, missing: str) -> None:
    """Each fault is named in `missing`."""
    (verdict,) = honest([ticked(evidence)], TEXT, [BOX])
    assert not verdict.checked
    assert verdict.missing == missing


@pytest.mark.parametrize(
    ("evidence", "held"),
    [
        ("the platform team", False),  # stands there twice
        ('"the platform team..."', False),
        ("the platform team moves", True),
        ("team keeps both", True),
        ("Owner: Tuva", True),
    ],
)
def test_a_few_words_that_stand_everywhere_show_nothing(evidence: str, held: bool) -> None:
    """Evidence must point at a place; a name of two words that stands once does."""
    text = "The platform team moves the data. Owner: Tuva.\nThe platform team keeps both."
    (verdict,) = honest([ticked(evidence)], text, [BOX])
    assert verdict.checked == held


def test_code_needs_no_evidence() -> None:
    """What code answered stands, and so does an unticked box."""
    unticked = Verdict(box="b1", evidence="", missing="a date", checked=False)
    given = [ticked("", by="code"), unticked]
    assert honest(given, TEXT, [BOX]) == given


def test_complete_gives_each_box_one_verdict() -> None:
    """First answer wins, strangers go, lost boxes are unticked, the order is the checklist's."""
    boxes = [Box(id="b2", question="Two?"), BOX, Box(id="b3", question="Three?")]
    first, second = ticked("reply by Friday"), ticked("other words")
    stranger = first.model_copy(update={"box": "b9"})
    last = first.model_copy(update={"box": "b3"})
    found = complete([last, first, second, stranger], boxes)
    assert found[1:] == [first, last]
    assert (found[0].box, found[0].checked, found[0].missing) == ("b2", False, "not answered")


@pytest.mark.parametrize(
    ("check", "text", "passages"),
    [
        ('lacks "very", "just"', "It is very, very late. Just go.", ["very", "Just"]),
        (r"lacks /\$\d+/", "It costs $90 and $80.", ["$90"]),
        ("no placeholders", "Dear [NAME], come.", ["[NAME]"]),
        ("every item has owner", "- it's done\n- @ann: go", ["it's done"]),
        ('contains "refund"', "We refunded nobody.", []),
        ('contains all "kitchen", "hall"', "The kitchen closes.", []),
        ("words <= 2", "It is 'very' late.", []),
    ],
)
def test_what_a_failed_check_holds_against_the_text(
    check: str, text: str, passages: list[str]
) -> None:
    """Only what is wrong and stands there is a passage to mend, not what passed or is lacking."""
    result = parse(check)(text)
    assert not result.passed
    assert quoted(result.missing, text) == passages


@pytest.mark.parametrize("said", ["B1", "b1.", "[b1]", "b1: Is the day named?", " b1 "])
def test_a_box_is_known_whatever_frames_its_id(said: str) -> None:
    """Models repeat an id as they like; a box that was ticked is not lost for that."""
    boxes = [Box(id="b1", question="Is the day named?"), Box(id="b2", question="Is it short?")]
    told = complete([Verdict(box=said, evidence="on Thursday", checked=True)], boxes)
    assert [(one.box, one.checked) for one in told] == [("b1", True), ("b2", False)]


def test_an_id_as_it_was_given_comes_first() -> None:
    """Where two ids differ in their case alone, each is its own."""
    boxes = [Box(id="B1", question="x"), Box(id="b1", question="y")]
    told = complete([Verdict(box="b1", checked=True), Verdict(box="B1", checked=False)], boxes)
    assert [(one.box, one.checked) for one in told] == [("B1", False), ("b1", True)]


def test_dots_of_the_text_itself_cost_no_word() -> None:
    """Only what a check has clipped loses the word that it is torn in."""
    text = "- Later…\n- Ship the release…\n"
    assert quoted("no owner: 'Later…', 'Ship the release…'", text) == [
        "Later…",
        "Ship the release…",
    ]
    assert quoted("no owner: 'Ship the rele…'", text) == ["Ship the"]
