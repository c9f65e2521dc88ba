"""A server on loopback that answers by the prompt alone, counts what it bills, and can fail.

The same question always gets the same answer, whoever asked what before, so that a run
that was disturbed can be held to one that was not.
"""

import json
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from redraft.adapter.fence import unfence
from tests.loopback import REASON, completion
from tests.scripted import ENDS, critique, edit, revise, verify

__all__ = ["Bill", "Body", "Fake", "Fault", "answer", "seeded", "write_rows"]

Body = dict[str, Any]
Fault = Callable[[int, Body], str]
"""For each request, by its number from 1, how it fails; "" if it does not."""

DRAFT = "The kitchen will be closed on Friday. Please plan ahead and bring your own lunch."
BRING = "say what people should bring on the day"
COLD = "Bring a cold lunch; the fridge in the hall stays on."


def write_rows(path: Path, count: int) -> Path:
    """Examples of one box that code answers and one that a model does, each with a draft."""
    rows = [
        {
            "id": f"note-{number}",
            "task": f"Write note {number}: it tells the staff that the kitchen closes on Friday.",
            "checklist": [
                {"id": "b1", "question": "At most 60 words?", "check": "words <= 60"},
                {"id": "b2", "question": "Does it say why the kitchen closes?"},
                {"id": "b3", "question": "At least 25 words?", "check": "words >= 25"},
            ],
            "draft": f"Note {number}. {DRAFT}",
        }
        for number in range(count)
    ]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


@dataclass
class Bill:
    """What the server counted: calls that came, tokens that it bills, questions by how often.

    `answered` are the questions whose answer was sent whole and in time, `unreadable` those
    that were sent one without the form asked for.
    """

    calls: int = 0
    tokens: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    unreadable: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)


class Fake:
    """The server; `fault` says which requests fail, and how. None is answered until `open` is set.

    429, 500, ...  refused, and not billed
    late        the answer comes `late` seconds after nobody waits for it; billed
    half        the answer breaks off in the middle; billed
    garbage     a page of HTML with status 200; billed
    prose       an answer that has not the form asked for; billed
    blank       an answer of nothing; billed
    long        refused as too long for the model's context, in a server's own words
    """

    def __init__(self, *, delay: float = 0.005, late: float = 1.0) -> None:
        self.delay, self.late = delay, late
        self.fault: Fault = lambda number, body: ""
        self.bill = Bill()
        self.open = threading.Event()
        self.open.set()
        self.lock = threading.Lock()
        self._http = _Http(self)
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """Its address, as `--api-base` takes it."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def fresh(self) -> Bill:
        """Start a new bill."""
        with self.lock:
            self.bill = Bill()
            return self.bill

    def release(self) -> None:
        """Fail no request from now on, and hold none."""
        self.fault = lambda number, body: ""
        self.open.set()

    def close(self) -> None:
        """Stop it."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, fake: Fake) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.fake = fake

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: clients are killed on purpose."""


def seeded(of_ten: int, kinds: tuple[str, ...], seed: int) -> Fault:
    """Faults of these kinds at so many of any ten requests; never prose twice for one step."""
    luck, chosen, last = random.Random(seed), set[int](), set[str]()

    def fault(number: int, body: Body) -> str:
        if number % 10 == 1:
            chosen.clear()
            chosen.update(luck.sample(range(10), of_ten))
        kind = luck.choice(kinds) if number % 10 in chosen else ""
        prompt = body["messages"][-1]["content"]
        if kind == "prose":
            kind = "500" if prompt in last else kind
            last.add(prompt)
        return kind

    return fault


def answer(prompt: str) -> str:
    """What the model says: a note is mended unless its number can be divided by three."""
    step = next((step for step, end in ENDS.items() if prompt.endswith(end)), "*")
    fields = unfence(prompt)
    text = fields.get("text", "")
    number = int("".join(c for c in fields["task"].partition(":")[0] if c.isdigit()))
    mended = number % 3 > 0
    found = [json.loads(line) for line in fields.get("weaknesses", "").splitlines()]
    ids = {weakness["fix"]: weakness["id"] for weakness in found}
    lunch = (ids.get(BRING, "w1"), "Please plan ahead and bring your own lunch.", COLD)
    why = (
        ids.get("say why", "w2"),
        "The kitchen will be closed on Friday.",
        f"It will be closed on Friday {REASON}.",
    )
    match step:
        case "verify":
            return verify(b2=REASON if REASON in text else "")
        case "critique":
            return critique(
                {"quote": "Please plan ahead", "fix": BRING},
                {"problem": "the reason is left out", "fix": "say why", "concerns": "b2"},
            )
        case "edit":
            return edit(lunch, why) if mended else edit(lunch)
        case "revise":
            return revise(text.replace(*lunch[1:]).replace(*(why[1:] if mended else lunch[1:])))
        case _:
            return f"Note {number}. {DRAFT}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Http"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = body["messages"][-1]["content"]
        with self.server.fake.lock:
            bill = self.server.fake.bill
            bill.calls += 1
            bill.asked[json.dumps(body, sort_keys=True)] += 1
            kind = self.server.fake.fault(bill.calls, body)
            bill.failed[kind] += bool(kind)
        self.server.fake.open.wait(60)
        time.sleep(self.server.fake.delay)
        if kind == "long":
            said = "This model's maximum context length is 8192 tokens. You asked for 9000."
            self._send(400, json.dumps({"error": {"message": said}}).encode(), {})
            return
        if kind.isdecimal():
            told = {"error": {"message": "not now", "type": "busy"}}
            self._send(int(kind), json.dumps(told).encode(), {"Retry-After": "0.01"})
            return
        other = {"prose": "well, well", "blank": " "}
        reply = completion(other[kind] if kind in other else answer(prompt), body["model"])
        self._measure(body, reply)
        with self.server.fake.lock:
            bill.tokens += reply["usage"]["total_tokens"]
            bill.answered[json.dumps(body, sort_keys=True)] += not kind
            bill.unreadable[json.dumps(body, sort_keys=True)] += kind == "prose"
        if kind == "late":
            time.sleep(self.server.fake.late)
        self._reply(kind, json.dumps(reply).encode())

    def _measure(self, body: Body, reply: Body) -> None:
        """Count tokens, four bytes each, and cut the text at the limit."""
        message = reply["choices"][0]["message"]
        text, limit = message["content"].encode(), body.get("max_tokens") or 10**9
        if len(text) > 4 * limit:
            text, reply["choices"][0]["finish_reason"] = text[: 4 * limit], "length"
            message["content"] = text.decode(errors="ignore")
        new = -(-len(text) // 4)
        old = len(json.dumps(body["messages"]).encode()) // 4
        reply["usage"] = {
            "prompt_tokens": old, "completion_tokens": new, "total_tokens": old + new
        }  # fmt: skip

    def _reply(self, kind: str, data: bytes) -> None:
        if kind == "garbage":
            self._send(200, b"<html>Bad gateway</html>", {"Content-Type": "text/html"})
        elif kind == "half":
            self._send(200, data, {}, cut=len(data) // 2)
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self._send(200, data, {})

    def _send(
        self, status: int, data: bytes, headers: dict[str, str], cut: int | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:cut])

    def log_message(self, *args: Any) -> None: ...
