"""A cap is never passed, whoever asks at once."""

import asyncio
import contextvars
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import Mock

import dspy
import pytest
from dspy.lm15 import Message, Request, Response, TextPart, Usage
from hypothesis import given, settings
from hypothesis import strategies as st

from redraft.budget import Budget, current, spending
from redraft.programs import OneShot
from redraft.programs.meter import OverBudget
from redraft.programs.steps import models, watching
from redraft.signatures import Draft, Verify
from redraft.signatures.types import Box
from tests.loopback import ROUND
from tests.scripted import Scripted

ASKED = {"task": "Write a note.", "requirements": [], "checklist": []}


def ask(**config: Any) -> bool:
    """Whether the budget bore one more draft."""
    try:
        dspy.Predict(Draft)(**ASKED, config=config)
    except OverBudget:
        return False
    return True


@given(
    cap=st.integers(0, 4000),
    limits=st.lists(st.none() | st.integers(65, 400), min_size=1, max_size=16),
    length=st.integers(1, 1200),
)
@settings(max_examples=40)
def test_eight_threads_never_pass_the_cap(cap: int, limits: list[int | None], length: int) -> None:
    """Whatever the limits and lengths of replies; and what was spent is what was used."""
    engine = Scripted({"draft": "x" * length})
    budget = Budget(tokens=cap)
    with engine.use(), spending(budget):

        def one(limit: int | None) -> bool:
            return ask(max_tokens=limit)

        with ThreadPoolExecutor(8) as pool:
            jobs = [pool.submit(contextvars.copy_context().run, one, limit) for limit in limits]
            made = [job.result(timeout=20) for job in jobs]
    # by hand: a request's system and user turn hold some 500 bytes, at four bytes a token
    used = sum(_tokens(request, length) for request in engine.requests)
    assert budget.spent_tokens == used <= cap
    assert len(engine.requests) >= sum(made)


def _tokens(request: Request, length: int) -> int:
    prompt = f"{request.system}{request.messages[0].text}".encode()
    return len(prompt) // 4 + min(-(-length // 4), request.config.max_tokens or 0)


def test_calls_are_capped_across_threads() -> None:
    """Just as many are made as may be."""
    engine = Scripted({"draft": "Text."})
    budget = Budget(calls=5)
    with engine.use(), spending(budget), ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(contextvars.copy_context().run, ask) for _ in range(20)]
        assert sum(job.result(timeout=20) for job in jobs) == 5
    assert (len(engine.requests), budget.spent_calls) == (5, 5)


def test_a_call_waits_for_what_others_hold() -> None:
    """A call under way holds the most that it could need; that is no reason to refuse others."""

    def slow(request: Request) -> str:
        time.sleep(0.02)
        return "Short."

    engine = Scripted({"draft": slow})
    budget = Budget(tokens=6000)  # each of the 8 calls may need 5,500 and uses some 130
    with engine.use(), spending(budget), ThreadPoolExecutor(8) as pool:
        jobs = [
            pool.submit(contextvars.copy_context().run, lambda: ask(max_tokens=5000))
            for _ in range(8)
        ]
        assert all(job.result(timeout=20) for job in jobs)
    assert min(request.config.max_tokens or 0 for request in engine.requests) > 4000


def test_asynchronous_calls_wait_without_blocking() -> None:
    """The loop goes on, so that those under way can settle."""
    engine = Scripted({"draft": "Short."})

    async def run() -> list[Any]:
        calls = [dspy.Predict(Draft).acall(**ASKED, config={"max_tokens": 5000}) for _ in range(8)]
        return await asyncio.wait_for(asyncio.gather(*calls), 20)

    with engine.use(), spending(Budget(tokens=6000)) as budget:
        assert len(asyncio.run(run())) == 8
    assert 0 < budget.spent_tokens < 6000


def test_the_error_says_what_is_left_and_what_is_needed() -> None:
    """In numbers; the call is not made, and not counted."""
    engine = Scripted({"draft": "Text."})
    budget = Budget(tokens=300)
    budget.spent_tokens = 250
    with engine.use(), spending(budget), pytest.raises(OverBudget, match="250 of 300 tokens"):
        dspy.Predict(Draft)(**ASKED)
    assert (engine.requests, budget.spent_calls) == ([], 0)
    with engine.use(), spending(Budget(calls=0)), pytest.raises(OverBudget, match="0 calls"):
        dspy.Predict(Draft)(**ASKED)


def test_the_reply_is_limited_to_what_is_left() -> None:
    """Rather than refuse a call that may well need less."""
    engine = Scripted({"draft": "Text."})
    with engine.use(), spending(Budget(tokens=1200)) as budget:
        assert ask(max_tokens=5000)
        assert ask()
    first, second = (request.config.max_tokens for request in engine.requests)
    assert first is not None
    assert second is not None
    assert 64 <= first < 1200
    assert second == first - budget.spent_tokens // 2


def test_a_reply_that_what_is_left_has_cut_is_none() -> None:
    """It is paid for all the same; the same reply within its own limit is one."""
    engine = Scripted({"draft": " ".join(map(str, range(900)))})
    with engine.use(), spending(Budget(tokens=1200)) as budget:
        with pytest.raises(OverBudget, match="too little for the reply"):
            dspy.Predict(Draft)(**ASKED)
        assert len(engine.requests) == budget.spent_calls == 1
        assert budget.spent_tokens == engine.tokens > 0


def test_a_reply_that_is_cut_and_cannot_be_asked_again_is_none() -> None:
    """More room is what a cut reply needs; a budget without it is at its end."""
    engine = Scripted({"draft": "A word, another, " + " ".join(map(str, range(400)))})
    with engine.use(), spending(Budget(calls=1)), pytest.raises(OverBudget, match="1 calls"):
        dspy.Predict(Draft)(**ASKED, config={"max_tokens": 100})
    assert len(engine.requests) == 1


@pytest.mark.parametrize(
    "refusal",
    [
        dspy.lm15.InvalidRequestError("max_tokens is too large: 8192; at most 4096"),
        dspy.lm15.InvalidRequestError("maximum context length is 8192 tokens"),
    ],
)
def test_a_limit_that_the_server_does_not_take_is_lowered(refusal: Exception) -> None:
    """It is the budget's, and nobody asked for it."""
    engine = Scripted({"draft": [refusal, "Text."]})
    with engine.use(), spending(Budget(tokens=1_000_000)) as budget:
        assert ask()
    assert [request.config.max_tokens for request in engine.requests] == [8192, 2048]
    assert (budget.spent_calls, budget.spent_tokens) == (2, engine.tokens)


@pytest.mark.parametrize(
    ("budget", "config", "limits"),
    [
        (Budget(tokens=10**6), {}, [8192, 2048, 512, 128]),
        (Budget(tokens=10**6), {"max_tokens": 500}, [500]),
        (Budget(calls=9), {}, [None]),
        (Budget(), {}, [None]),
    ],
)
def test_a_prompt_that_no_limit_makes_fit_is_told_of(
    budget: Budget, config: dict[str, int], limits: list[int | None]
) -> None:
    """After a few limits of the budget's; where it sets none, or one was asked for, at once."""
    long = dspy.lm15.ContextLengthError("the prompt is too long")
    engine = Scripted({"draft": long})
    with (
        engine.use(),
        spending(budget),
        pytest.raises(dspy.utils.exceptions.ContextWindowExceededError),
    ):
        dspy.Predict(Draft)(**ASKED, config=config)
    assert [request.config.max_tokens for request in engine.requests] == limits


def test_a_limit_is_set_where_nobody_set_one() -> None:
    """A budget can hold no room for a reply without end; without tokens to count, none is set."""
    engine = Scripted({"draft": "Text."})
    with engine.use(), spending(Budget(tokens=1_000_000)):
        assert ask()
    with engine.use(), spending(Budget(calls=3)):
        assert ask()
    assert [request.config.max_tokens for request in engine.requests] == [8192, None]


def test_a_failed_call_gives_back_what_it_held() -> None:
    """Nothing was used, so nothing is lost."""
    engine = Scripted({"draft": [dspy.lm15.InvalidRequestError("bad"), "Text."]})
    budget = Budget(tokens=1000)
    with engine.use(), spending(budget):
        with pytest.raises(dspy.utils.exceptions.LMInvalidRequestError):
            dspy.Predict(Draft)(**ASKED)
        assert budget.spent_tokens == 0
        assert ask()


def test_a_schema_counts_as_a_part_of_the_prompt() -> None:
    """Servers bill it."""
    boxes = [Box(id=f"b{number}", question="?") for number in range(30)]
    asked = {"task": "t", "text": "x", "open_boxes": boxes}
    engine = Scripted({"verify": "{}"}, schema=True)
    with engine.use(), spending(Budget(tokens=2000)), pytest.raises(OverBudget):
        dspy.Predict(Verify)(**asked)
    assert engine.requests == []


def test_second_tries_are_paid_from_the_same_budget() -> None:
    """Where it does not bear another, the step is over budget, and nothing is passed."""
    engine = Scripted({"verify": "no JSON"})
    box = Box(id="b1", question="?")
    with engine.use(), spending(Budget(calls=1)) as budget, pytest.raises(OverBudget):
        dspy.Predict(Verify)(task="t", text="x", open_boxes=[box])
    assert budget.spent_calls == len(engine.requests) == 1


def test_a_budget_holds_within_its_block() -> None:
    """The innermost one counts, and after it none."""
    assert current() is None
    with spending(Budget()) as outer:
        with spending(Budget()) as inner:
            assert current() is inner
        assert current() is outer
    assert current() is None
    seen: list[Budget | None] = []
    with spending(outer):
        thread = threading.Thread(target=lambda: seen.append(current()))
        thread.start()
        thread.join()
    assert seen == [None]  # a raw thread has a context of its own


def test_a_server_that_tells_no_usage_is_counted_whole() -> None:
    """Nobody knows what it billed, only that it was no more than was held."""
    free = Response(
        id=None,
        model="m",
        message=Message.assistant([TextPart("A text.")]),
        finish_reason="stop",
        usage=Usage(),
    )
    engine, budget = Scripted({"draft": free}), Budget(tokens=5000)
    with engine.use(), spending(budget):
        made = [ask(max_tokens=1000) for _ in range(9)]
    assert made[0]
    assert not made[-1]
    assert 4000 < budget.spent_tokens <= 5000


@pytest.mark.parametrize("way", ["parallel", "batch", "evaluate"])
def test_a_cap_holds_in_the_threads_that_dspy_starts(way: str) -> None:
    """Its workers get DSPy's settings and no other context; models and watchers go along too."""
    examples = [
        dspy.Example(task=f"Write note {number}.", checklist=["Is the day named?"]).with_inputs(
            "task", "checklist"
        )
        for number in range(4)
    ]
    main, other = Scripted(ROUND), Scripted(ROUND)
    program, seen = OneShot(), list[str]()

    watcher = Mock(recall=Mock(return_value=None), asked=lambda ask: seen.append(ask.step))
    with (
        main.use(),
        spending(Budget(calls=5)) as budget,
        models({"verify": other.lm}),
        watching(watcher),
    ):
        if way == "parallel":
            run = dspy.Parallel(num_threads=2, disable_progress_bar=True)
            run([(program, example) for example in examples])
        elif way == "batch":
            program.batch(examples, num_threads=2, disable_progress_bar=True)
        else:
            judge = dspy.Evaluate(devset=examples, metric=lambda *_: 1.0, num_threads=2)
            judge(program)
    assert len(main.steps) + len(other.steps) == budget.spent_calls == 5
    assert set(main.steps) == {"draft"}
    assert set(other.steps) == {"verify"}
    assert set(seen) == {"draft", "verify"}


def test_new_tries_of_dspys_own_are_counted() -> None:
    """A model that DSPy would ask again by itself is asked again by the adapter, which counts."""
    engine = Scripted({"draft": dspy.lm15.ServerError("busy", status=503)})
    lm = engine.lm.copy(num_retries=3)
    with engine.use(lm=lm), spending(Budget(calls=2)) as budget:
        OneShot()(task="Write a note.")
    assert len(engine.requests) == budget.spent_calls == 2


def test_what_is_asked_without_dspys_tries_is_in_its_history() -> None:
    """The copy that is asked writes into the history of the model that was given."""
    engine = Scripted(ROUND)
    lm = engine.lm.copy(num_retries=3)
    with engine.use(lm=lm):
        OneShot()(task="Write a note.")
    assert len(lm.history) == 1


def test_a_call_that_would_block_its_own_event_loop_says_so() -> None:
    """It would wait for ever for a call that the loop which it blocks has to end."""
    engine = Scripted({"draft": "x" * 400})

    async def both() -> None:
        began = asyncio.create_task(OneShot().acall(task="Write a note."))
        await asyncio.sleep(0)
        OneShot()(task="Write another.")
        await began

    with engine.use(), spending(Budget(tokens=9500)), pytest.raises(RuntimeError, match="acall"):
        asyncio.run(both())


@pytest.mark.parametrize("adapter", [None, dspy.ChatAdapter()])
def test_a_budget_that_nobody_would_keep_is_refused(
    adapter: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """DSPy's adapters count nothing: under a cap that is an error, else a warning."""
    engine = Scripted({"*": "[[ ## draft ## ]]\nx\n\n[[ ## completed ## ]]"})
    with engine.use(adapter=adapter), spending(Budget(calls=2)):
        with pytest.raises(ValueError, match=r"no budget would hold: ask with .*PrefixAdapter"):
            OneShot()(task="Write a note.")
        assert engine.requests == []
    with engine.use(adapter=adapter), caplog.at_level("WARNING", "redraft"):
        assert OneShot()(task="Write a note.").text == "x"
    assert "counts no calls" in caplog.text


def test_tokens_that_no_server_counts_are_guessed_from_the_bytes() -> None:
    """Else a run would look free beside others: four bytes a token, of prompt and reply."""
    reply = Response(
        id=None,
        model="m",
        message=Message.assistant([TextPart("x" * 400)]),
        finish_reason="stop",
        usage=Usage(),
    )
    engine = Scripted({"draft": reply})
    with engine.use():
        (first,) = OneShot()(task="Write a note.").rounds
    (cost,) = first.steps
    prompt = f"{engine.requests[0].system}{engine.requests[0].messages[0].text}"
    assert (cost.prompt_tokens, cost.new_tokens) == (-(-len(prompt.encode()) // 4), 100)
