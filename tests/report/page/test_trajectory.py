"""The rounds of a row: what lights up where, and what stands against what."""

from redraft.evaluation.records import Result
from redraft.report.page.marks import Mark, Segment, marked
from redraft.report.page.trajectory import stages
from redraft.report.page.word_diff import Piece
from redraft.signatures.records import LedgerRow, Round
from redraft.signatures.types import Verdict, Weakness

DRAFT = "The kitchen will close soon. Please plan ahead."
SECOND = "The kitchen will close on Friday. Please plan ahead."
OPEN = [Verdict(box="b1", missing="the day")]
TICKED = [Verdict(box="b1", checked=True, evidence="close on Friday")]
ROW = LedgerRow(
    weakness=Weakness(id="w1", quote="close soon", problem="no day", concerns="b1"),
    before="close soon",
    after="close on Friday",
    outcome="fixed",
    ticked=True,
)


def lit(segments: tuple[Segment, ...], role: str, key: str) -> str:
    """What lights up of a text."""
    return "".join(one.text for one in segments if key in getattr(one, role).split())


def test_marks_cut_the_pieces() -> None:
    """A mark over a piece that went and one that came covers what came alone."""
    pieces = [Piece("same", "ab "), Piece("del", "cd "), Piece("ins", "ef gh")]
    found = marked(pieces, [Mark(1, 5, "quote", "1.0"), Mark(3, 5, "edit", "1.1")])
    assert found == [
        Segment("same", "a"),
        Segment("same", "b ", quote="1.0"),
        Segment("del", "cd "),
        Segment("ins", "ef", quote="1.0", edit="1.1"),
        Segment("ins", " gh"),
    ]


def test_a_weakness_lights_up_in_three_places() -> None:
    """Its quote in the draft, its edit in the rewrite, its evidence in the text returned."""
    rounds = [
        Round(number=0, text=DRAFT, verdicts=OPEN),
        Round(number=1, text=SECOND, policy="edits", ledger=[ROW], verdicts=TICKED),
    ]
    draft, first = stages(Result(status="ready", best=1, rounds=rounds))
    assert (draft.base, first.base, first.chosen) == (None, 0, True)
    assert first.ledger[0].evidence == "close on Friday"
    assert lit(draft.segments, "quote", "1.0") == "close soon"
    assert lit(first.segments, "edit", "1.0") == "close on Friday"
    assert lit(first.segments, "evidence", "1.0") == "close on Friday"
    assert [one.text for one in first.segments if one.kind == "del"] == ["soon"]


def test_a_round_stands_against_the_best_text_before_it() -> None:
    """Round 1 lost a box, so round 2 went from the draft: its words are compared with those."""
    rounds = [
        Round(number=0, text=SECOND, verdicts=TICKED),
        Round(number=1, text="Gone.", policy="whole", verdicts=OPEN),
        Round(number=2, text=f"{SECOND} Bring lunch.", policy="edits", verdicts=TICKED),
    ]
    _, first, second = stages(Result(status="ready", best=2, rounds=rounds))
    assert second.base == 0
    assert [one.text for one in second.segments if one.kind == "ins"] == [" Bring lunch."]
    assert first.anew
    assert {one.kind for one in first.segments} == {"same"}


def test_a_round_stands_against_the_text_that_it_says_it_rewrote() -> None:
    """Neither text ticks a box; the second round went on from the first, and quotes it."""
    quoted = LedgerRow(weakness=Weakness(id="w1", quote="on Friday"), after="on Monday")
    rounds = [
        Round(number=0, text=DRAFT, verdicts=OPEN),
        Round(number=1, text=SECOND, policy="whole", verdicts=OPEN, base=0),
        Round(number=2, text=SECOND.replace("Friday", "Monday"), ledger=[quoted], base=1),
    ]
    _, first, second = stages(Result(status="not_ready", best=2, rounds=rounds))
    assert (first.base, second.base) == (0, 1)
    assert [one.text for one in second.segments if one.kind == "ins"] == ["Monday"]
    assert lit(first.segments, "quote", "2.0") == "on Friday"


def test_text_after_an_odd_character_is_there() -> None:
    """A closing quote read in a wrong encoding begins no sequence that takes the line with it."""
    text = "She wrote \u00e2\u20ac\u0153done\u00e2\u20ac\x9d and the launch is on {} for all users."
    rounds = [
        Round(number=0, text=text.format("3 May"), verdicts=OPEN),
        Round(number=1, text=text.format("9 June"), policy="edits", verdicts=TICKED),
    ]
    draft, first = stages(Result(status="ready", best=1, rounds=rounds))
    assert "3 May for all users." in "".join(one.text for one in draft.segments)
    assert first.changed is True
    assert [one.text for one in first.segments if one.kind == "ins"] == ["9 June"]


def test_control_sequences_move_no_mark() -> None:
    """They are gone before places are counted."""
    rounds = [
        Round(number=0, text=f"\x1b[31m{DRAFT}", verdicts=OPEN),
        Round(number=1, text=SECOND, policy="edits", ledger=[ROW], verdicts=TICKED),
    ]
    draft = stages(Result(status="ready", best=1, rounds=rounds))[0]
    assert lit(draft.segments, "quote", "1.0") == "close soon"
