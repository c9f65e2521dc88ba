"""A DSPy engine that answers from a script and keeps every request that it got."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, ClassVar, TypeAlias

import dspy
import pytest
from dspy.lm15 import Message, Request, Response, TextPart, Usage, response_to_events

from redraft.adapter import PrefixAdapter
from redraft.adapter.describe import describe
from redraft.adapter.fence import unfence
from redraft.adapter.shape import shape
from redraft.signatures import (
    AdvancedCritique,
    AdvancedReview,
    AdvancedRewrite,
    AnswerQuestion,
    BasicCritique,
    BasicReview,
    BasicRewrite,
    Compose,
    Correct,
    Critique,
    CrossCheck,
    Demands,
    Draft,
    EditText,
    Feedback,
    FirstVersion,
    Plan,
    Questions,
    Revise,
    Rework,
    Verify,
    Write,
)

__all__ = [
    "Script",
    "Scripted",
    "critique",
    "edit",
    "embedded",
    "prompt_of",
    "revise",
    "step_of",
    "verify",
]

STEPS = {
    "draft": Draft,
    "critique": Critique,
    "revise": Revise,
    "edit": EditText,
    "verify": Verify,
    "write": Write,
    "plan": Plan,
    "compose": Compose,
    "demands": Demands,
    "feedback": Feedback,
    "rework": Rework,
    "questions": Questions,
    "answer": AnswerQuestion,
    "cross_check": CrossCheck,
    "correct": Correct,
    "first": FirstVersion,
    "basic_critique": BasicCritique,
    "basic_rewrite": BasicRewrite,
    "basic_review": BasicReview,
    "advanced_critique": AdvancedCritique,
    "advanced_rewrite": AdvancedRewrite,
    "advanced_review": AdvancedReview,
}
ENDS = {step: describe(shape(signature)) for step, signature in STEPS.items()}

Answer: TypeAlias = Any
"""The reply's text, a whole `Response`, or an exception to raise."""

Script: TypeAlias = Mapping[str, Answer | Sequence[Answer] | Callable[[Request], Answer]]
"""For each step one answer, a list of them (the last one repeats), or a function."""


class Scripted:
    """The engine, synchronous; `lm` speaks to it, `asynchronous` included.

    A prompt takes a token for four bytes, and so does a reply, which is cut at the
    request's limit; `tokens` counts both.
    """

    supports_function_calling: ClassVar[bool] = False
    supports_reasoning: ClassVar[bool] = False

    def __init__(
        self, script: Script, *, grammar: bool = False, schema: bool = False, cache: bool = False
    ) -> None:
        self.script = script
        self.supports_response_schema = schema
        taken = {"temperature", "max_tokens", "seed"} | ({"grammar"} if grammar else set())
        self.supported_params = frozenset(taken)
        self.requests: list[Request] = []
        self.steps: list[str] = []
        self.tokens = 0
        self.lock = threading.Lock()
        self.lm = dspy.LM(
            "scripted/model", engine=self, async_engine=_Async(self), cache=cache, num_retries=0
        )

    def complete(self, request: Request) -> Response:
        """The next answer of the step that the prompt ends with."""
        step = step_of(request)
        with self.lock:
            turn = self.steps.count(step)
            self.steps.append(step)
            self.requests.append(request)
        answer = self.script[step] if step in self.script else self.script["*"]
        if callable(answer):
            answer = answer(request)
        elif isinstance(answer, list | tuple):
            answer = answer[min(turn, len(answer) - 1)]
        if isinstance(answer, BaseException):
            raise answer
        if not isinstance(answer, Response):
            answer = _response(request, str(answer))
        with self.lock:
            self.tokens += (answer.usage.input_tokens or 0) + (answer.usage.output_tokens or 0)
        return answer

    def stream(self, request: Request) -> Iterator[Any]:
        """The reply as events."""
        yield from response_to_events(self.complete(request))

    def close(self) -> None:
        """Nothing to close."""

    def use(self, **settings: Any) -> AbstractContextManager[Any]:
        """Ask this engine, through redraft's adapter, within the block."""
        told = {"lm": self.lm, "adapter": PrefixAdapter(), "track_usage": False} | settings
        manager: AbstractContextManager[Any] = dspy.context(**told)
        return manager

    def of(self, step: str) -> list[Request]:
        """The requests of one step, in order."""
        pairs = zip(self.steps, self.requests, strict=True)
        return [request for name, request in pairs if name == step]

    def seen(self, step: str, turn: int = 0) -> dict[str, str]:
        """The input fields of one request, as a reader of its prompt finds them."""
        return unfence(prompt_of(self.of(step)[turn]))


class _Async:
    """The same engine for asynchronous calls; it gives way once before it answers."""

    def __init__(self, engine: Scripted) -> None:
        self.engine = engine

    async def complete(self, request: Request) -> Response:
        await asyncio.sleep(0)
        return self.engine.complete(request)

    async def stream(self, request: Request) -> Any:
        for event in response_to_events(await self.complete(request)):
            yield event

    async def aclose(self) -> None: ...


@contextmanager
def embedded(**settings: Any) -> Iterator[Any]:
    """The smallest embedded model, asked through redraft's adapter; a skip where it is not."""
    from redraft.errors import ConfigurationError
    from redraft.models.lm import resolve

    pytest.importorskip("xllamacpp", reason="the engine comes with the 'local' extra")
    try:
        lm = resolve("local/smollm2-135m", **settings)
    except ConfigurationError as error:
        pytest.skip(str(error))
    with dspy.context(lm=lm, adapter=PrefixAdapter()):
        yield lm


def prompt_of(request: Request) -> str:
    """The user's turn of a request."""
    return str(request.messages[-1].text)


def step_of(request: Request) -> str:
    """The step that a prompt asks for, by the output format at its end; "*" if it is none."""
    prompt = prompt_of(request)
    return next((step for step, end in ENDS.items() if prompt.endswith(end)), "*")


def critique(*weaknesses: Mapping[str, Any]) -> str:
    """The reply of a critique."""
    told = {"category": "clarity", "quote": "", "problem": "It is vague.", "fix": "Say how much."}
    return json.dumps({"weaknesses": [{**told, **weakness} for weakness in weaknesses]})


def revise(text: str, **notes: str) -> str:
    """The reply of a rewrite, with a note for each weakness: `w1="..."`."""
    changes = [{"weakness": name, "note": note} for name, note in notes.items()]
    return f"{json.dumps({'changes': changes})}\n\n{text}"


def edit(*edits: tuple[str, str, str]) -> str:
    """The reply of an edit: (weakness, find, replace) each."""
    names = ("weakness", "find", "replace")
    return json.dumps({"edits": [dict(zip(names, given, strict=True)) for given in edits]})


def verify(**evidence: str) -> str:
    """The reply of a verification: the evidence that ticks each box, or nothing."""
    verdicts = [
        {"box": box, "evidence": words, "missing": "" if words else "it", "checked": bool(words)}
        for box, words in evidence.items()
    ]
    return json.dumps({"verdicts": verdicts})


def _response(request: Request, text: str) -> Response:
    limit = request.config.max_tokens
    cut = limit is not None and len(text.encode()) > 4 * limit
    if cut:
        text = text.encode()[: 4 * (limit or 0)].decode(errors="ignore")
    prompt = len(str(request.system or "").encode()) + len(prompt_of(request).encode())
    return Response(
        id=None,
        model=request.model,
        message=Message.assistant([TextPart(text)]),
        finish_reason="length" if cut else "stop",
        usage=Usage(input_tokens=prompt // 4, output_tokens=-(-len(text.encode()) // 4)),
    )
