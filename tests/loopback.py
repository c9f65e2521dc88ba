"""An OpenAI-compatible server on loopback, and one round of refinement for it to play."""

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.scripted import ENDS, critique, edit, revise, verify

__all__ = ["BETTER", "DRAFT", "REASON", "ROUND", "TASK", "Server", "completion"]

TASK = """Write a note that tells the staff that the kitchen closes on Friday.

- [ ] Is it at most 60 words? {words <= 60}
- [ ] Does it say why the kitchen closes?
"""
DRAFT = "The kitchen will be closed on Friday. Please plan ahead and bring your own lunch."
REASON = "because the floor is being replaced"
BETTER = (
    f"The kitchen will be closed on Friday {REASON}. "
    "Bring a cold lunch; the fridge in the hall stays on."
)
ROUND: dict[str, str | list[str]] = {
    "draft": DRAFT,
    "critique": critique(
        {"quote": "Please plan ahead", "fix": "say what people should bring on the day"},
        {"problem": "the reason is left out", "fix": "say why it closes", "concerns": "b2"},
    ),
    "edit": edit(
        ("w1", "Please plan ahead and bring your own lunch.", BETTER.partition(". ")[2]),
        ("w2", "The kitchen will be closed on Friday.", f"This is {REASON}."),
    ),
    "revise": revise(BETTER, w1="it says to bring a cold lunch", w2="the floor is replaced"),
    "verify": [verify(b2=""), verify(b2=REASON)],
}
"""On TASK: a draft with one open box, then a text that ticks both, however it is rewritten."""

Body = dict[str, Any]
Before = Callable[[int, Body], tuple[int, Body] | None]


class Server:
    """Answers from its script, step by step; each call is 100 tokens, half cached, and 20 new.

    `before` may answer a request itself: (its number, from 1; its body) -> (status, reply).
    `listing` is what it says when its models are asked for.
    """

    def __init__(self, script: Mapping[str, str | list[str]] = ROUND) -> None:
        self.script = script
        self.steps: list[str] = []
        self.bodies: list[Body] = []
        self.keys: list[str] = []
        self.before: Before = lambda number, body: None
        self.listing = self.listing_of("small", "large")
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @staticmethod
    def listing_of(*names: str) -> tuple[int, Any]:
        """Status and body of a list of these models."""
        return 200, {"object": "list", "data": [{"id": name, "object": "model"} for name in names]}

    @property
    def url(self) -> str:
        """Its address, as `--api-base` takes it."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def close(self) -> None:
        """Stop it, and wait until it has."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)

    def reply(self, body: Body, key: str) -> tuple[int, Body]:
        """Status and body of the reply to one request."""
        with self._lock:
            self.bodies.append(body)
            self.keys.append(key)
            number = len(self.bodies)
        if (own := self.before(number, body)) is not None:
            return own
        with self._lock:
            return 200, completion(self._answer(body["messages"][-1]["content"]), body["model"])

    def _answer(self, prompt: str) -> str:
        step = next((step for step, end in ENDS.items() if prompt.endswith(end)), "*")
        turn = self.steps.count(step)
        self.steps.append(step)
        said = self.script.get(step, "hello")
        return said if isinstance(said, str) else said[min(turn, len(said) - 1)]


def completion(text: str, model: str) -> Body:
    """A chat completion as an OpenAI-compatible server sends it."""
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    message = {"role": "assistant", "content": text}
    return {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {**usage, "prompt_tokens_details": {"cached_tokens": 50}},
    }


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(*server.listing)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._send(*server.reply(body, self.headers.get("Authorization", "")))

        def _send(self, status: int, reply: Any) -> None:
            data = json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: Any) -> None: ...

    return Handler
