"""best_of_n: which of the drafts is taken."""

from typing import Any

import pytest
from dspy.lm15 import Message, Response, TextPart, Usage

from redraft.budget import Budget, spending
from redraft.programs import BestOfN
from redraft.programs.item import Item
from tests.scripted import Scripted, prompt_of, verify

BOXES = [
    {"id": "b1", "question": "Is it at most 6 words?", "check": "words <= 6"},
    {"id": "b2", "question": "Does it say why?"},
]
LONG = "The kitchen closes on Friday because of the floor, as all know."
SHORT, WHY = "The kitchen closes on Friday.", "Kitchen closed Friday: new floor."


def judge(request: Any) -> str:
    """The text that says why ticks its box."""
    return verify(b2="new floor" if WHY in prompt_of(request) else "")


def test_code_comes_first_then_the_verifier() -> None:
    """The long draft is out by code and never judged; of the others the verifier's is taken."""
    engine = Scripted({"draft": [LONG, SHORT, WHY], "verify": judge})
    with engine.use():
        told = BestOfN(n=3)(task="Write.", checklist=BOXES)
    assert (told.text, told.status) == (WHY, "ready")
    assert [engine.seen("verify", turn)["text"] for turn in range(2)] == [SHORT, WHY]
    assert engine.steps.count("verify") == 2
    assert [other.text for other in told.rounds[0].rejected] == [LONG, SHORT]
    assert len(told.rounds[0].steps) == 5


def test_of_equals_the_first_is_taken() -> None:
    """So that n = 1 and more drafts that are no better give the text of one_shot."""
    engine = Scripted({"draft": [SHORT, WHY]})
    with engine.use():
        assert BestOfN(n=2)(task="Write.", checklist=BOXES[:1]).text == SHORT
    assert engine.steps == ["draft", "draft"]


def test_drafts_have_seeds_of_their_own() -> None:
    """The first is asked for as one_shot asks; the others hotter, no seed twice."""
    asks = next(BestOfN(n=3, seed=2).steps(Item("Write.")))
    seeds = [ask.config["seed"] for ask in asks]
    assert len(set(seeds)) == 3
    assert seeds[0] == 2_000_000
    assert [ask.config.get("temperature") for ask in asks] == [None, 1.0, 1.0]


def test_drafts_that_a_budget_forbade_are_none_that_failed() -> None:
    """The one that was made cannot be read: a higher cap may bring a text."""
    with Scripted({"draft": ""}).use(), spending(Budget(calls=2)):
        told = BestOfN(n=4)(task="Write.", checklist=BOXES)
    assert (told.text, told.status) == ("", "over_budget")


def test_a_draft_that_cannot_be_read_is_passed_over() -> None:
    """It costs its call and nothing else."""
    engine = Scripted({"draft": ["", "", SHORT], "verify": judge})
    with engine.use():
        told = BestOfN(n=2)(task="Write.", checklist=BOXES)
    assert (told.text, told.status) == (SHORT, "not_ready")


def test_a_verdict_that_the_budget_bore_counts() -> None:
    """With room for one of two verdicts, the text that it ticks is returned."""
    engine = Scripted({"draft": [WHY, SHORT], "verify": judge})
    with engine.use(), spending(Budget(calls=3)):
        told = BestOfN(n=2)(task="Write.", checklist=BOXES)
    assert (told.text, told.status) == (WHY, "over_budget")
    assert [verdict.checked for verdict in told.verdicts] == [True, True]


@pytest.mark.parametrize("draft", [None, SHORT])
@pytest.mark.parametrize("tokens", [1, 1500, 4000, 20_000])
def test_matched_it_spends_what_it_is_told_to(tokens: int, draft: str | None) -> None:
    """Never further from it than a draft and its verdicts; the calls are what the engine saw."""
    engine = Scripted({"draft": [LONG, SHORT, WHY, SHORT], "verify": judge})
    with engine.use():
        told = BestOfN(n=1).matched(tokens)(task="Write.", checklist=BOXES, draft=draft)
    costs = told.rounds[0].steps
    drafts = [cost.tokens for cost in costs if cost.step == "draft"]
    sample = max(drafts, default=0) + max(cost.tokens for cost in costs if cost.step == "verify")
    assert abs(sum(cost.tokens for cost in costs) - tokens) <= sample
    assert sum(cost.tokens for cost in costs) == engine.tokens
    assert told.text == (
        WHY if len(drafts) + (draft is not None) >= 3 else SHORT if draft else LONG
    )


def test_matched_no_more_is_judged_than_can_be_best() -> None:
    """A draft that is worse by code than the one before is not put to the verifier."""
    engine = Scripted({"draft": [SHORT, LONG], "verify": judge})
    with engine.use():
        BestOfN().matched(3000)(task="Write.", checklist=BOXES)
    assert engine.steps[:3] == ["draft", "verify", "draft"]
    assert engine.steps.count("verify") == 1
    assert engine.steps.count("draft") > 2


def test_matched_a_model_that_counts_nothing_is_matched_by_a_guess() -> None:
    """Where no usage is told, tokens are guessed from the bytes, so that it ends near the cap."""
    free = Response(
        id=None,
        model="m",
        message=Message.assistant([TextPart(SHORT)]),
        finish_reason="stop",
        usage=Usage(),
    )
    engine = Scripted({"draft": free})
    with engine.use():
        told = BestOfN().matched(3000)(task="Write.", checklist=BOXES[:1])
    spent = sum(cost.tokens for cost in told.rounds[0].steps)
    assert abs(spent - 3000) < spent / len(engine.steps)
    assert set(engine.steps) == {"draft"}


def test_matched_the_program_itself_stays_as_it_was() -> None:
    """Rows run side by side, each with its own copy."""
    program = BestOfN(n=2)
    assert program.matched(9).tokens == 9
    assert program.tokens is None


def test_a_refusal_is_no_text_though_it_ticks_boxes() -> None:
    """Code's boxes ask for little, and a text that ticks none of them is a text."""
    boxes = [{"id": "b1", "question": "Short?", "check": "words <= 9"}]
    engine = Scripted({"draft": ["I'm sorry, but I can't help with that.", "word " * 30]})
    with engine.use():
        assert BestOfN(n=2)(task="Write.", checklist=boxes).text == ("word " * 30).strip()


def test_a_text_that_is_to_decline_is_a_text() -> None:
    """The first of equals is taken though it says what a refusal says."""
    no = "Sorry, I can't help with that move on Saturday."
    engine = Scripted({"draft": [no, SHORT]})
    with engine.use():
        told = BestOfN(n=2)(task="Decline to help with the move.", checklist=["Brief {words <= 9}"])
    assert (told.text, told.status) == (no, "ready")
