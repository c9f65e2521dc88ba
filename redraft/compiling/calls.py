"""Every answered call of a compile on disk at once: a second start asks none of them again.

An optimizer with a seed asks the same questions again in the same order, so a compile
that was killed goes on where it was, whichever optimizer it is, and no state of the
optimizer's own has to be kept, or trusted. Within one compile, too, a question that has a
seed is asked once: many candidates share most of their prompts.
"""

import hashlib
import json
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dspy.lm15 import Message, Request, Response, TextPart, Usage
from pydantic_core import to_jsonable_python

__all__ = ["Calls"]

Send = Callable[[Request], Response]
"""Asks the model, and pays."""
Replay = Callable[[Response, Request], Response]
"""Counts a reply that an earlier start has paid for."""


class Calls:
    """The answered calls in the file at `path`, one a line; None keeps them in memory alone.

    `recalled` counts those that an earlier start had asked, `shared` those that this one
    had.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.recalled = 0
        self.shared = 0
        self._lock = threading.Lock()
        self._turn: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._earlier: dict[str, deque[Response]] = defaultdict(deque)
        self._seen: dict[str, Response] = {}
        if path is not None and path.exists():
            self._read(path)

    def answer(self, request: Request, send: Send, replay: Replay) -> Response:
        """The reply: one that is known, else the model's, which is on disk when this returns."""
        key = _key(request)
        if request.config.seed is None:
            return self._answer(key, request, send, replay)
        with self._lock:
            turn = self._turn[key]
        with turn:  # a run that DSPy starts again, for being slow, waits for the first
            if key in self._seen:
                self.shared += 1
                return self._seen[key]
            self._seen[key] = self._answer(key, request, send, replay)
            return self._seen[key]

    def _answer(self, key: str, request: Request, send: Send, replay: Replay) -> Response:
        with self._lock:
            known = self._earlier[key].popleft() if self._earlier.get(key) else None
        if known is not None:
            self.recalled += 1
            return replay(known, request)
        response = send(request)
        self._keep(key, response)
        return response

    def _keep(self, key: str, response: Response) -> None:
        if self.path is None:
            return
        usage = response.usage
        said = {
            "key": key,
            "model": response.model,
            "text": response.message.text or "",
            "end": response.finish_reason,
            "prompt": usage.input_tokens or 0,
            "new": usage.output_tokens or 0,
            "cached": usage.cache_read_tokens or 0,
        }
        line = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        with self._lock, self.path.open("ab") as file:
            file.write(line)

    def _read(self, path: Path) -> None:
        """Take what is there; a last line that a kill cut off is cut away."""
        data = path.read_bytes()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            with path.open("r+b") as file:
                file.truncate(whole)
        for line in data[:whole].split(b"\n")[:-1]:
            said = json.loads(line)
            self._earlier[said["key"]].append(_response(said))


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
