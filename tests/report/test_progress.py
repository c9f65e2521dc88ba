"""A run as it goes, on stderr."""

import io
import sys
from typing import Any

import pytest

from redraft.programs.steps import Ask, Reply
from redraft.report.progress import Progress, progress
from redraft.signatures.records import Round, StepCost
from redraft.signatures.types import Verdict

ASK = Ask("draft", {})
OPEN, DONE = Verdict(box="b1", checked=False), Verdict(box="b1", checked=True)


def reply(**cost: Any) -> Reply:
    known: dict[str, Any] = {
        "step": "draft",
        "calls": 1,
        "prompt_tokens": 1000,
        "new_tokens": 234,
        "seconds": 2.35,
    }
    return Reply({}, StepCost(**known | cost))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (reply(), "round 0  draft        2.4 s   1,234 tokens"),
        (
            reply(cached_tokens=800, calls=2, cut=1, repairs=1),
            "round 0  draft        2.4 s   1,234 tokens (800 cached, 2 calls, cut short, mended)",
        ),
        (
            reply(error="The reply lacks draft. Adapter x"),
            "round 0  draft     unreadable: The reply lacks draft.",
        ),
        (
            Reply(None, StepCost(step="draft", error="10 calls are used up"), "10 calls are"),
            "round 0  draft     not asked: 10 calls are used up",
        ),
    ],
)
def test_a_line_for_each_step(capsys: pytest.CaptureFixture[str], answer: Reply, says: str) -> None:
    """Seconds, tokens and what was unusual; stdout stays clean."""
    shown = Progress()
    shown.asked(ASK)
    shown.answered(ASK, answer)
    assert tuple(capsys.readouterr()) == ("", f"{says}\n")


def test_a_round_is_named_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Its number before its first line, its boxes at its end, the next number after it."""
    shown = Progress()
    shown.answered(ASK, reply())
    shown.recalled(Ask("verify", {}), reply(step="verify"))
    shown.finished(Round(number=0, text="x", verdicts=[OPEN]))
    shown.answered(Ask("critique", {}), reply(step="critique"))
    shown.finished(Round(number=1, text="x", policy="whole", verdicts=[DONE]))
    assert capsys.readouterr().err.splitlines() == [
        "round 0  draft        2.4 s   1,234 tokens",
        "         verify    from the saved run",
        "         -> 0 of 1 box ticked",
        "round 1  critique     2.4 s   1,234 tokens",
        "         -> 1 of 1 box ticked",
    ]


def test_a_round_without_a_rewrite_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """And one of a text without boxes that was rewritten says nothing."""
    shown = Progress()
    shown.finished(Round(number=1, text="x"))
    shown.finished(Round(number=2, text="x", policy="whole"))
    assert capsys.readouterr().err == "round 0  -> no rewrite was taken\n"


def test_quiet_shows_nobody() -> None:
    """There is no display at all."""
    with progress(quiet=True) as shown:
        assert shown is None


def test_without_a_terminal_lines_are_plain() -> None:
    """No spinner, no colours."""
    with progress() as shown:
        assert shown is not None
        assert shown.live is None


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_step_under_way_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands at the foot until it is answered; several at once are one line there."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress() as shown:
        assert shown is not None
        for _ in range(2):
            shown.asked(ASK)
        assert [task.description for task in shown.live.tasks] == ["round 0: draft"]
        for _ in range(2):
            shown.answered(ASK, reply())
        assert shown.live.tasks == []
    assert screen.getvalue().count("1,234 tokens") == 2


def test_a_model_cannot_paint_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Square brackets of an error are text, not markup of the display."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress() as shown:
        assert shown is not None
        shown.answered(ASK, reply(error="[bold red]boo[/] \x1b]0;owned\x07"))
    assert "[bold red]boo[/]" in screen.getvalue()
    assert "owned" not in screen.getvalue()


def test_a_screen_that_is_gone_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where stderr cannot be written the run goes on."""

    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stderr", Gone())
    shown = Progress()
    shown.answered(ASK, reply())
    shown.finished(Round(number=0, text="x", verdicts=[OPEN]))
    assert shown.number == 1
