"""Every answered call of a compile on disk at once: a second start asks none of them again.

An optimizer with a seed asks the same questions again in the same order, so a compile
that was killed goes on where it was, whichever optimizer it is, and no state of the
optimizer's own has to be kept, or trusted. Within one compile, too, a question that has a
seed is asked once: many candidates share most of their prompts.

A call is written down with the most that it may take before it is made, and closed by its
answer or its failure: one that a kill left open counts at its most, against the same cap.
"""

import hashlib
import json
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dspy.lm15 import Message, Request, Response, TextPart, Usage
from pydantic_core import to_jsonable_python

from redraft.adapter.said import words_of
from redraft.appended import Appended
from redraft.budget import Hold
from redraft.errors import ConfigurationError

__all__ = ["Calls"]

Send = Callable[[Request], Response]
"""Asks the model, and pays."""
Spent = tuple[int, int, int]
"""Calls, tokens and picodollars."""


class Calls:
    """The answered calls in the file at `path`, one a line; None keeps them in memory alone.

    `spent` is what earlier starts spent, on calls whose answer nobody has too; `recalled` counts
    those of their answers that were wanted again, and `saved` is what these took. It is the
    `Ledger` of the budget that pays for them.

    Raises:
        ConfigurationError: the file cannot be read.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.recalled = 0
        self._lock = threading.Lock()
        self._turn: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._earlier: dict[str, deque[tuple[Response, Spent]]] = defaultdict(deque)
        self._seen: dict[str, Response] = {}
        self._sending = _Sending()
        self.spent: Spent = (0, 0, 0)
        self.saved: Spent = (0, 0, 0)
        self._log = Appended(path)
        try:
            self._read()
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ConfigurationError(f"{path} is broken; remove it to begin anew") from None

    @property
    def seconds(self) -> float:
        """How long earlier starts went on, each to its last line."""
        return self._log.seconds

    def answer(self, request: Request, send: Send) -> Response:
        """The reply: one that is known, else the model's, which is on disk when this returns."""
        key = _key(request)
        if request.config.seed is None:
            return self._answer(key, request, send)
        with self._lock:
            turn = self._turn[key]
        with turn:  # a run that DSPy starts again, for being slow, waits for the first
            if key in self._seen:
                return self._seen[key]
            self._seen[key] = self._answer(key, request, send)
            return self._seen[key]

    def _answer(self, key: str, request: Request, send: Send) -> Response:
        with self._lock:
            if self._earlier.get(key):
                known, spent = self._earlier[key].popleft()
                self.recalled += 1
                self.saved = _sum([self.saved, spent])
                return known
        over = self._sending.over = dict[str, Spent]()
        try:
            response = send(request)
        except BaseException:
            if over:
                self._log.write({"failed": over})
            raise
        finally:
            self._sending.over = None
        self._keep(key, response, over)
        return response

    def held(self, hold: Hold) -> None:
        """Write the call down before it is made; not one that is known already."""
        if self._sending.over is not None:
            self._log.write({"hold": self._name(hold), "tokens": hold.tokens, "cost": hold.cost})

    def settled(self, hold: Hold, calls: int, tokens: int, cost: int) -> None:
        """It is over; its answer or its failure closes it."""
        if self._sending.over is not None:
            self._sending.over[self._name(hold)] = (calls, tokens, cost)

    def _name(self, hold: Hold) -> str:
        return f"{self._log.start}-{hold.id}"  # ids begin anew with each start

    def _keep(self, key: str, response: Response, over: dict[str, Spent]) -> None:
        """Write the answer down; it closes the last try, those before it have failed."""
        *failed, last = [*over] or [""]
        usage = response.usage
        said: dict[str, Any] = {
            "key": key,
            "model": response.model,
            "text": words_of(response),
            "end": response.finish_reason,
            "prompt": usage.input_tokens,
            "new": usage.output_tokens,
            "cached": usage.cache_read_tokens,
            "closes": last,
            "spent": over.get(last),
        }
        if failed:
            said["failed"] = {name: over[name] for name in failed}
        self._log.write(said)

    def _read(self) -> None:
        gone = dict[str, Spent]()
        for said in self._log.read():
            if "hold" in said:
                gone[said["hold"]] = (1, said["tokens"], said["cost"])
            for name, (calls, tokens, cost) in said.get("failed", {}).items():
                gone[name] = (calls, tokens, cost)
            if "key" in said:
                calls, tokens, cost = said.get("spent") or (1, said["prompt"] + said["new"], 0)
                self._earlier[said["key"]].append((_response(said), (calls, tokens, cost)))
                gone.pop(said["closes"], None)
        answered = (spent for found in self._earlier.values() for _, spent in found)
        self.spent = _sum([*gone.values(), *answered])


class _Sending(threading.local):
    """The holds that are over of the call that this thread makes; None where it makes none."""

    over: dict[str, Spent] | None = None


def _sum(parts: Iterable[Spent]) -> Spent:
    calls, tokens, cost = (sum(column) for column in zip((0, 0, 0), *parts, strict=True))
    return calls, tokens, cost


def _response(said: dict[str, Any]) -> Response:
    return Response(
        id=None,
        model=said["model"],
        message=Message.assistant([TextPart(said["text"])]),
        finish_reason=said["end"],
        usage=Usage(
            input_tokens=said["prompt"],
            output_tokens=said["new"],
            cache_read_tokens=said["cached"],
        ),
    )


def _key(request: Request) -> str:
    """The sha256 of all that the model is told: its name, the messages, settings, constraint."""
    plain = {
        "model": request.model,
        "system": str(request.system or ""),
        "messages": [[message.role, message.text or ""] for message in request.messages],
        "config": to_jsonable_python(request.config, serialize_unknown=True),
    }
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
