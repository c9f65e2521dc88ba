"""The embedded model as a DSPy engine: llama.cpp in process, no HTTP on the way.

`complete(Request) -> Response` is one attempt; DSPy owns cache, retries and history.
The prompt goes in as a list of strings and one token id, which llama.cpp tokenizes one
by one: a control token such as `<|im_start|>` or `<tool_call>` that stands in someone's
text is cut in two and so stays text, and no text can open or close a turn.
"""

import asyncio
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from dspy.lm15 import (
    ContextLengthError,
    InvalidRequestError,
    Message,
    Request,
    Response,
    ServerError,
    TextPart,
    Usage,
    response_to_events,
)

from . import store
from .server import server

__all__ = ["AsyncLocalEngine", "LocalEngine"]

_LISTING, _WRITING = 0.7, 0.3  # temperatures
_INSIDE = re.compile(r"(?<=<)(?=\||/?\w+>)")  # where a control token is cut in two
_NEXT = "<|im_end|>\n<|im_start|>"


class LocalEngine:
    """One model of the catalogue, its weights loaded once a process.

    `context` is the number of tokens a prompt and its reply may fill together;
    `parallel` requests run side by side, each with that much context, on `cores`, by default
    those that are idle. Where no temperature is chosen, replies in JSON are drawn at 0.7, texts
    at 0.3.
    """

    supports_response_schema = True
    supports_function_calling = False
    supports_reasoning = False
    supported_params: ClassVar[frozenset[str]] = frozenset(
        {"temperature", "max_tokens", "seed", "stop", "top_p", "response_format", "grammar"}
    )

    def __init__(
        self, name: str, *, context: int = 8192, parallel: int = 2, cores: int | None = None
    ) -> None:
        self.entry = store.find(name)
        self.context = min(context, self.entry.context)
        self.parallel = parallel
        self.cores = cores

    def complete(self, request: Request) -> Response:
        """One reply.

        Raises:
            ContextLengthError: the prompt does not fit the context; both counts are told.
            InvalidRequestError: the request was refused, a bad grammar for one.
            ServerError: the engine failed; the same request may work again.
        """
        answer = self._server().handle_completions(self._body(request))
        if "choices" not in answer:
            raise _error(answer)
        choice, usage = answer["choices"][0], answer["usage"]
        return Response(
            id=None,
            model=request.model,
            message=Message.assistant([TextPart(choice["text"])]),
            finish_reason="length" if choice["finish_reason"] == "length" else "stop",
            usage=Usage(
                input_tokens=usage["prompt_tokens"],
                output_tokens=usage["completion_tokens"],
                cache_read_tokens=usage["prompt_tokens_details"]["cached_tokens"],
            ),
        )

    def stream(self, request: Request) -> Iterator[Any]:
        """The reply as events, all at its end."""
        yield from response_to_events(self.complete(request))

    def close(self) -> None:
        """Nothing: the weights stay for the process's other engines."""

    def dump_state(self) -> dict[str, Any]:
        """What makes this engine again: its model's name and sizes."""
        return {"name": self.entry.name, "context": self.context, "parallel": self.parallel}

    @classmethod
    def load_state(cls, state: dict[str, Any]) -> "LocalEngine":
        """The engine that `dump_state` described."""
        return cls(state["name"], context=state["context"], parallel=state["parallel"])

    def _body(self, request: Request) -> dict[str, Any]:
        config = request.config
        body: dict[str, Any] = {
            "prompt": self._prompt(request),
            "max_tokens": config.max_tokens or -1,
            "temperature": _heat(config) if config.temperature is None else config.temperature,
            "cache_prompt": True,
            **(config.extensions or {}),
        }
        if config.seed is not None:
            body["seed"] = config.seed % 2**31
        if config.top_p is not None:
            body["top_p"] = config.top_p
        if config.stop:
            body["stop"] = list(config.stop)
        if config.response_format and "schema" in config.response_format:
            body["json_schema"] = config.response_format["schema"]
        return body

    def _prompt(self, request: Request) -> list[int | str]:
        """The ChatML turns, with control tokens that stand in somebody's text cut in two."""
        system = request.system
        if system is not None and not isinstance(system, str):
            system = "".join(part.text for part in system if isinstance(part, TextPart))
        turns = [("system", system)] if system else []
        turns += [(message.role, message.text or "") for message in request.messages]
        prompt: list[int | str] = [self.entry.turn]
        for number, (role, text) in enumerate(turns):
            prompt.append((_NEXT if number else "") + f"{role}\n")
            prompt += [part for part in _INSIDE.split(text) if part]
        prompt.append(_NEXT + "assistant\n")
        return prompt

    def _server(self) -> Any:
        return server(self.entry, self.context, self.parallel, self.cores)


class AsyncLocalEngine:
    """The same engine for DSPy's asynchronous calls, each in a worker thread.

    No more calls than run side by side are in threads: the others can still be cancelled.
    """

    def __init__(self, engine: LocalEngine) -> None:
        self.engine = engine
        self._slots = WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]()

    async def complete(self, request: Request) -> Response:
        """One reply; see `LocalEngine.complete`."""
        loop = asyncio.get_running_loop()
        async with self._slots.setdefault(loop, asyncio.Semaphore(self.engine.parallel)):
            return await asyncio.to_thread(self.engine.complete, request)

    async def stream(self, request: Request) -> Any:
        """The reply as events, all at its end."""
        for event in response_to_events(await self.complete(request)):
            yield event

    async def aclose(self) -> None:
        """Nothing: see `LocalEngine.close`."""


def _heat(config: Any) -> float:
    """The temperature of a reply where none was chosen.

    Cold, a small model says the same thing of every passage; hot, its texts chat, repeat the
    prompt and run away (`benchmarks.drafts`). So lists are drawn warm, texts cool.
    """
    held = str((config.extensions or {}).get("grammar", ""))
    return _LISTING if config.response_format or 'start: "{"' in held else _WRITING


def _error(answer: dict[str, Any]) -> Any:
    error: dict[str, Any] = answer.get("error", answer)
    message = str(error.get("message", error))
    if error.get("type") == "exceed_context_size_error":
        return ContextLengthError(
            f"the prompt is {error['n_prompt_tokens']:,} tokens, the context {error['n_ctx']:,}"
        )
    if int(error.get("code", 500)) < 500:
        return InvalidRequestError(message)
    return ServerError(message)
