"""Calls per second of `redraft evaluate`'s runner beside `dspy.Evaluate`, and its memory.

A server in a process of its own answers every call 100 ms after it came, whatever was asked.
All sides run the same program with the same metric over the same examples, 64 at a time, in
turn, with our adapter, and `dspy.Evaluate` once more with DSPy's own; calls are those that
the server counts. Then 10,000 rows of one call each
go through the runner, and its resident memory is read as it goes.
"""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.tables import publish, table
from redraft.data import Row, rows

DELAY = 0.1
AT_ONCE = 64
OURS, THEIRS, STOCK = "redraft evaluate", "dspy.Evaluate", "dspy.Evaluate, ChatAdapter"
METRIC = "checklist"
LISTS = ("weaknesses", "edits", "verdicts", "changes")
REPLIES: dict[bytes, dict[str, Any]] = {
    b"Critique": {"weaknesses": [{"category": "clarity", "problem": "it is vague", "fix": "say"}]},
    b"EditText": {"edits": []},
    b"Verify": {"verdicts": []},
    b"Draft": {"draft": "A text."},
}


async def answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, count: list[int]
) -> None:
    """Serve one connection until it is closed."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = int((head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]) or 0)
            body = await reader.readexactly(length)
            if head.startswith(b"POST"):
                count[0] += 1
                await asyncio.sleep(DELAY)
                writer.write(http(completion(body)))
            else:
                writer.write(http({"calls": count[0]}))
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def completion(body: bytes) -> dict[str, Any]:
    """The reply in the form of the step that the schema names, or that ChatAdapter asks for."""
    schema = body.partition(b'"json_schema"')[2]
    told = next((json.dumps(reply) for step, reply in REPLIES.items() if step in schema), "Yes.")
    if asked := body.rpartition(b"starting with the field")[2].partition(b"completed")[0]:
        fields = re.findall(rb"\[\[ ## (\w+) ## \]\]", asked)
        told = "\n\n".join(
            f"[[ ## {name.decode()} ## ]]\n{marked(name.decode())}" for name in fields
        )
    message = {"role": "assistant", "content": told}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "fixed",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 500, "completion_tokens": 50, "total_tokens": 550},
    }


def marked(field: str) -> str:
    """The value of a field, as ChatAdapter reads it."""
    known = {name: value for reply in REPLIES.values() for name, value in reply.items()}
    return json.dumps(known.get(field, [])) if field in LISTS else "Yes."


def http(value: dict[str, Any]) -> bytes:
    """A reply of JSON."""
    data = json.dumps(value).encode()
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data


async def serve() -> None:
    """Serve on a free port, and print it."""
    count = [0]
    server = await asyncio.start_server(
        lambda r, w: answer(r, w, count), "127.0.0.1", 0, backlog=256
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


@contextmanager
def served() -> Iterator[str]:
    """The address of a server in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.throughput", "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            port = int(process.stdout.readline()) if process.stdout else 0
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()


def counted(url: str) -> int:
    """Calls that the server has had."""
    with urllib.request.urlopen(url.removesuffix("/v1") + "/calls") as reply:  # noqa: S310
        return int(json.load(reply)["calls"])


def examples(count: int) -> list[Row]:
    """So many examples: those of the dev split over and over, under new ids."""
    taken = islice(cycle(rows("dev")), count)
    return [Row(**{**row.model_dump(), "id": f"{n}-{row.id}"}) for n, row in enumerate(taken)]


def ours(url: str, count: int, rounds: int, tell: Callable[[], None] = lambda: None) -> None:
    """`redraft evaluate` without its command line."""
    from redraft.evaluation.records import Spec
    from redraft.evaluation.session import Session, prepare
    from redraft.evaluation.store import Store
    from redraft.evaluation.variant import parse
    from redraft.settings import Settings

    data = examples(count)
    variant = parse("refine", Settings(model="fixed", api_base=url, max_rounds=rounds))
    spec = Spec(variant=variant, source="dev", metric=METRIC, concurrency=AT_ONCE)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "runs.sqlite3")
        runs = [store.run(run) for run in store.create([prepare(spec, data)], data)]
        Session(store, runs).work(tell)
        if store.run(runs[0].id).done != count:
            raise RuntimeError("a row failed")
        store.close()


def theirs(url: str, count: int, rounds: int, *, stock: bool = False) -> None:
    """`dspy.Evaluate`, with our adapter or with its own."""
    import dspy

    from redraft.adapter import PrefixAdapter
    from redraft.app import build
    from redraft.data.loading import example
    from redraft.metrics import as_dspy, find
    from redraft.models.lm import resolve
    from redraft.settings import Settings

    devset = [example(row.model_dump()) for row in examples(count)]
    program = build(Settings(max_rounds=rounds))
    evaluate = dspy.Evaluate(devset=devset, metric=as_dspy(find(METRIC)), num_threads=AT_ONCE)
    adapter = dspy.ChatAdapter() if stock else PrefixAdapter()
    with dspy.context(lm=resolve("fixed", api_base=url), adapter=adapter):
        evaluate(program)


def measured(url: str, work: Callable[[], None]) -> tuple[int, float, float]:
    """Calls, calls per second, and this process's milliseconds of CPU for each."""
    before, began, busy = counted(url), time.perf_counter(), time.process_time()
    work()
    busy, seconds = time.process_time() - busy, time.perf_counter() - began
    calls = counted(url) - before
    return calls, calls / seconds, 1000 * busy / calls


def resident() -> float:
    """Megabytes of memory that this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def memory(url: str, count: int) -> list[tuple[int, float]]:
    """Rows done, and megabytes then, ten times on the way."""
    found: list[tuple[int, float]] = []
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        if done % (count // 10) == 0:
            found.append((done, resident()))

    ours(url, count, 0, tell)
    return found


def main() -> int:
    """Print the tables; 1 if a target is missed, which is against DSPy as it comes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--serve", action="store_true", help="only be the server")
    parser.add_argument("--rows", type=int, default=320, help="rows of each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=10_000, help="rows to watch memory over")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    given = parser.parse_args()
    if given.serve:
        asyncio.run(serve())
        return 0
    with served() as url:
        stock = partial(theirs, stock=True)
        sides: dict[str, Callable[..., None]] = {OURS: ours, THEIRS: theirs, STOCK: stock}
        rates = dict[str, list[float]]((name, []) for name in sides)
        busy = dict[str, list[float]]((name, []) for name in sides)
        calls = dict.fromkeys(sides, 0)
        for side in sides.values():
            side(url, AT_ONCE, 1)  # imports and connections
        for _ in range(given.rounds):
            for name, side in sides.items():
                calls[name], rate, cpu = measured(url, partial(side, url, given.rows, 1))
                rates[name].append(rate)
                busy[name].append(cpu)
        grown = memory(url, given.memory)
    middle = {name: median(found) for name, found in rates.items()}
    gain = middle[OURS] / middle[STOCK]
    head = (
        "runner",
        "calls",
        "calls per second, median",
        "lowest",
        "highest",
        "CPU ms a call",
        "of dspy.Evaluate",
    )
    lines = [
        (name, calls[name], f"{middle[name]:.0f}", f"{min(found):.0f}", f"{max(found):.0f}",
         f"{median(busy[name]):.1f}",
         f"{middle[name] / middle[THEIRS]:.2f}")
        for name, found in rates.items()
    ]  # fmt: skip
    told = [(f"{done:,}", f"{size:.0f}") for done, size in grown]
    grid = f"{given.rounds} rounds of {given.rows} rows, {AT_ONCE} at once, {os.cpu_count()} cores."
    body = "\n\n".join([table(head, lines), grid, table(("rows done", "memory, MB"), told)])
    publish("throughput", body, write=given.write)
    return int(gain < 1.5 or grown[-1][1] > 1.1 * grown[0][1])


if __name__ == "__main__":
    sys.exit(main())
