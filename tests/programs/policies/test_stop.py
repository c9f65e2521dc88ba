"""When the loop ends: each rule with a case that ends it and one that goes on."""

from collections.abc import Sequence

import pytest

from redraft.programs.policies.stop import (
    STOPS,
    Stop,
    ready,
    stalled,
    stopped,
    unchanged,
    used_up,
)
from redraft.signatures.records import Round, Status
from redraft.signatures.types import Verdict


def rounds(*ticks: str, policy: str = "whole") -> list[Round]:
    """A round for each word: its boxes, x for ticked; in capitals where nothing was rewritten."""
    return [
        Round(
            number=number,
            text=f"text {number}",
            policy="" if word.isupper() or not number else policy,
            verdicts=[Verdict(box=f"b{n}", checked=tick in "xX") for n, tick in enumerate(word)],
        )
        for number, word in enumerate(ticks)
    ]


@pytest.mark.parametrize(
    ("stop", "seen", "least", "most", "ends"),
    [
        (ready, ["xx"], 0, 3, "ready"),
        (ready, ["xx"], 1, 3, None),
        (ready, ["xo", "xx"], 1, 3, "ready"),
        (ready, ["xo", "xo"], 1, 3, None),
        (ready, ["oo", "xx", "xo"], 2, 3, "ready"),
        (ready, ["", ""], 1, 3, "ready"),
        (unchanged, ["xo"], 0, 3, None),
        (unchanged, ["xo", "xo"], 0, 3, None),
        (unchanged, ["xo", "XO"], 0, 3, "unchanged"),
        (unchanged, ["xx", "XX"], 0, 3, "ready"),
        (unchanged, ["xo", "XO", "xx"], 0, 3, None),
        (stalled, ["xo", "xo", "xo"], 0, 9, None),
        (stalled, ["xo", "xo", "xo", "oo"], 0, 9, "stalled"),
        (stalled, ["oo", "xo", "oo", "xo"], 0, 9, "stalled"),
        (stalled, ["oo", "oo", "oo", "xo"], 0, 9, None),
        (stalled, ["oo", "oo", "xo", "oo"], 0, 9, None),
        (stalled, ["xo", "xo", "xo", "xo"], 4, 9, None),
        (used_up, ["xo", "xo", "xo"], 0, 3, None),
        (used_up, ["xo", "xo", "xo", "xo"], 0, 3, "not_ready"),
        (used_up, ["xo"], 0, 0, "not_ready"),
    ],
)
def test_each_rule_ends_or_goes_on(
    stop: Stop, seen: Sequence[str], least: int, most: int, ends: Status | None
) -> None:
    """The rule's answer on boxes ticked (x) and open (o), a word a round, the draft first."""
    assert stop(rounds(*seen), min_rounds=least, max_rounds=most) == ends


@pytest.mark.parametrize(
    ("seen", "ends"),
    [
        (["xo"], None),
        (["xo", "xx"], "ready"),
        (["oo", "xx", "xo", "xo"], "ready"),
        (["xo", "XO"], "unchanged"),
        (["xo", "xo", "xo", "xo"], "not_ready"),
    ],
)
def test_the_first_rule_that_answers_ends_it(seen: Sequence[str], ends: Status | None) -> None:
    """Ready before unchanged, and rounds used up before a stall."""
    assert stopped(rounds(*seen), min_rounds=1, max_rounds=3) == ends


def test_only_the_rules_that_are_given_are_asked() -> None:
    """Without `ready` a ticked text goes on, up to the last round; the first that answers wins."""
    done = rounds("xx", "xx", "xx", "xx")
    limits = {"min_rounds": 0, "max_rounds": 3}
    assert stopped(done[:3], stops=(), **limits) is None
    assert stopped(done, stops=(), **limits) == "not_ready"
    assert stopped(done, stops=(used_up,), **limits) == "not_ready"
    assert stopped(done, stops=tuple(reversed(STOPS)), **limits) == "stalled"


def test_a_stop_that_answers_with_no_status_is_told() -> None:
    """It names what it said and what it may say."""
    with pytest.raises(ValueError, match="a stop says 'enough'; accepted are None, ready, "):
        stopped(rounds("xx"), stops=(lambda rounds, **_: "enough",), min_rounds=0, max_rounds=3)  # type: ignore[arg-type]


def test_a_gain_in_what_code_ticks_is_no_stall() -> None:
    """It makes a text better, whatever a model ticks beside it; the reverse does not."""

    def seen(*coded: int, judged: Sequence[int]) -> list[Round]:
        ticks = [[n < many for n in range(3)] for many in coded]
        others = [[n < many for n in range(3)] for many in judged]
        return [
            Round(
                number=number,
                text=f"text {number}",
                verdicts=[
                    *(Verdict(box=f"c{n}", checked=tick, by="code") for n, tick in enumerate(ours)),
                    *(Verdict(box=f"m{n}", checked=tick) for n, tick in enumerate(theirs)),
                ],
            )
            for number, (ours, theirs) in enumerate(zip(ticks, others, strict=True))
        ]

    limits = {"min_rounds": 0, "max_rounds": 9}
    assert stalled(seen(0, 1, 2, 3, judged=[3, 2, 1, 0]), **limits) is None
    assert stalled(seen(2, 2, 1, 0, judged=[0, 0, 2, 3]), **limits) == "stalled"
