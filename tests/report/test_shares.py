"""The share of boxes by round, where not every text was judged."""

from redraft.app import Outcome
from redraft.programs.item import Item
from redraft.report.summary import shares, summary_lines
from redraft.settings import Settings
from redraft.signatures.records import Round
from redraft.signatures.types import Verdict

ITEM = Item.of("Write.", [], [{"id": "b1", "question": "Short?", "check": "words <= 9"}, "Why?"])
YES = Verdict(box="b1", checked=True, by="code")


def outcome(item: Item, *rounds: Round) -> Outcome:
    return Outcome(item, Settings(), "m", "not_ready", rounds, len(rounds) - 1, seconds=1.0)


def test_a_text_that_nobody_judged_has_no_share() -> None:
    """Code ticked its one box of two; that is neither all nor half."""
    told = outcome(
        ITEM,
        Round(number=0, text="a", verdicts=[YES]),
        Round(number=1, text="b", verdicts=[YES, Verdict(box="b2")]),
    )
    assert shares(told) == [None, 0.5]
    assert "boxes ticked: not judged > 50 %" in " ".join("\n".join(summary_lines(told)).split())


def test_boxes_that_a_program_made_itself_count() -> None:
    """Without a checklist of the user's there is still something to tick."""
    told = outcome(Item("Write."), Round(number=0, text="a", verdicts=[YES, Verdict(box="c1")]))
    assert shares(told) == [0.5]
    assert "1 of 2 boxes is still open" in " ".join("\n".join(summary_lines(told)).split())
