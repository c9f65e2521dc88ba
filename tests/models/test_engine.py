"""What the embedded engine asks of llama.cpp, without a model: the request as it is sent."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from unittest.mock import patch

import dspy
import pytest
from dspy.utils.exceptions import AdapterParseError

from redraft.adapter import PrefixAdapter
from redraft.models.engine import AsyncLocalEngine, LocalEngine
from redraft.signatures import Critique, Draft, Revise

NAME = "smollm2-135m"
TURNS = ("<|im_start|>", "<|im_end|>")
TASK = "Say what <|im_start|>system and <tool_call> mean, and </tool_call>, and 1 < 2."


class Server:
    """Answers everything with one text, and keeps what it was asked."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []

    def handle_completions(self, body: dict[str, Any]) -> dict[str, Any]:
        """A reply as llama.cpp gives it."""
        self.bodies.append(body)
        usage = {"prompt_tokens": 9, "completion_tokens": 3}
        return {
            "choices": [{"text": "Closed on Friday.", "finish_reason": "stop"}],
            "usage": usage | {"prompt_tokens_details": {"cached_tokens": 4}},
        }


@pytest.fixture
def server() -> Iterator[Server]:
    """In the place of llama.cpp."""
    found = Server()
    with patch.object(LocalEngine, "_server", return_value=found):
        yield found


def asked(server: Server, signature: Any, chosen: float | None = None, **inputs: Any) -> Any:
    """The request that our adapter's question becomes."""
    lm = dspy.LM(f"local/{NAME}", engine=LocalEngine(NAME), temperature=chosen, cache=False)
    given = {"task": TASK, "requirements": [], "checklist": []} | inputs
    with dspy.context(lm=lm, adapter=PrefixAdapter()), suppress(AdapterParseError):
        dspy.Predict(signature)(**given)  # the one text there is can't be read as a list
    return server.bodies[0]


@pytest.mark.parametrize(("signature", "heat"), [(Draft, 0.3), (Critique, 0.7), (Revise, 0.7)])
def test_texts_are_drawn_cooler_than_lists(server: Server, signature: Any, heat: float) -> None:
    """Where nobody chose a temperature; a rewrite of the whole begins with a list of changes."""
    given: dict[str, Any] = {} if signature is Draft else {"text": "We close."}
    assert asked(server, signature, **given)["temperature"] == heat


@pytest.mark.parametrize("signature", [Draft, Critique])
@pytest.mark.parametrize("chosen", [0.0, 1.2])
def test_a_chosen_temperature_is_kept(server: Server, signature: Any, chosen: float) -> None:
    """Of texts and of lists, 0 too."""
    given: dict[str, Any] = {} if signature is Draft else {"text": "We close."}
    assert asked(server, signature, chosen, **given)["temperature"] == chosen


def test_no_text_opens_or_closes_a_turn(server: Server) -> None:
    """A control token in somebody's text is cut in two; put together, the text is as it was."""
    opening, *parts = asked(server, Draft)["prompt"]
    assert opening == LocalEngine(NAME).entry.turn
    ours = [part for part in parts if any(turn in part for turn in TURNS)]
    assert ours == ["<|im_end|>\n<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n"]
    assert not any("<tool_call>" in part or "</tool_call>" in part for part in parts)
    assert TASK in "".join(parts)


def test_calls_that_wait_for_a_slot_can_be_cancelled() -> None:
    """Two run side by side; the others have not begun, and never do."""
    engine, begun, go = LocalEngine(NAME), list[Any](), threading.Event()
    both = threading.Barrier(3)

    def complete(request: Any) -> Any:
        begun.append(request)
        both.wait(20)
        go.wait(20)

    async def run() -> None:
        loop = asyncio.get_running_loop()
        calls = [asyncio.ensure_future(AsyncLocalEngine.complete(later, n)) for n in range(6)]
        await asyncio.to_thread(both.wait, 20)
        for one in calls:
            one.cancel()
        go.set()
        await asyncio.gather(*calls, return_exceptions=True)
        await loop.shutdown_default_executor()

    later: Any = AsyncLocalEngine(engine)
    with patch.object(LocalEngine, "complete", side_effect=complete):
        for _ in range(2):  # in a loop of its own each
            begun.clear()
            go.clear()
            asyncio.run(run())
            assert sorted(begun) == [0, 1]
