"""The embedded model as the benchmarks ask it, and the rows that they keep."""

import hashlib
import json
import time
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

import dspy
from dspy.lm15 import Request, Response
from dspy.utils.exceptions import AdapterParseError

from redraft.models.engine import LocalEngine

__all__ = ["Kept", "Local", "fingerprint", "options"]


class Local(LocalEngine):
    """One server of a model, whose sizes tell it from others, and its `lm`.

    Replies have at most `limit` tokens; the threads are so many for every server, however
    busy the machine is when it starts.
    """

    def __init__(
        self,
        name: str,
        *,
        limit: int,
        threads: int,
        context: int = 8192,
        temperature: float | None = 0.7,
    ) -> None:
        super().__init__(name.removeprefix("local/"), context=context, cores=threads)
        self.responses: list[Response] = []
        settings = {"max_tokens": limit, "cache": False, "num_retries": 0}
        self.lm = dspy.LM(name, engine=self, temperature=temperature, **settings)
        self._server()

    def complete(self, request: Request) -> Response:
        """One reply, kept until the next question."""
        response = super().complete(request)
        self.responses.append(response)
        return response

    def ask(
        self, adapter: Any, predict: dspy.Predict, inputs: dict[str, Any], config: dict[str, Any]
    ) -> tuple[dict[str, Any] | None, dict[str, Any]]:
        """The outputs, None if no reply could be read, and the figures of one question."""
        self.responses = []
        outputs = None
        began = time.perf_counter()
        with dspy.context(lm=self.lm, adapter=adapter), suppress(AdapterParseError):
            outputs = dict(predict(**inputs, config=config).items())
        seconds = time.perf_counter() - began
        first = self.responses[0]
        parsed = _parses(adapter, predict.signature, first.message.text or "")
        usages = [response.usage for response in self.responses]
        return outputs, {
            "calls": len(usages),
            "prompt": sum(usage.input_tokens or 0 for usage in usages),
            "cached": sum(usage.cache_read_tokens or 0 for usage in usages),
            "new": sum(usage.output_tokens or 0 for usage in usages),
            "seconds": round(seconds, 3),
            "parsed": parsed,
            "whole": parsed and first.finish_reason != "length",
            "failed": outputs is None,
        }


class Kept:
    """Rows of a file, one a line, written as they come: an interrupted run loses none."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        self.rows: list[dict[str, Any]] = list(
            map(json.loads, file.read_text("utf-8").splitlines())
        )

    def find(self, **known: Any) -> dict[str, Any] | None:
        """The row that has these values, if it is there."""
        return next((row for row in self.rows if known.items() <= row.items()), None)

    def add(self, row: dict[str, Any]) -> dict[str, Any]:
        """Writes a row."""
        with self.file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row) + "\n")
        self.rows.append(row)
        return row


def fingerprint(messages: list[dict[str, Any]]) -> str:
    """What tells a prompt from one in other words: a row is found by it."""
    said = json.dumps(messages, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def options(about: str, model: str, items: int, limit: int) -> ArgumentParser:
    """The options that the benchmarks on a model share, with these defaults."""
    parser = ArgumentParser(description=about.partition("\n")[0])
    parser.add_argument("--model", default=f"local/{model}", help="local/NAME")
    parser.add_argument("--items", type=int, default=items, help="how many examples")
    parser.add_argument("--limit", type=int, default=limit, help="most tokens of a reply")
    parser.add_argument("--threads", type=int, default=2, help="of each server")
    keep = "where rows are kept, found by their prompts: another after a change of anything else"
    folder = Path("build/benchmarks")
    parser.add_argument("--keep", type=Path, default=folder, metavar="FOLDER", help=keep)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    return parser


def _parses(adapter: Any, signature: Any, reply: str) -> bool:
    try:
        adapter.parse(signature, reply)
    except AdapterParseError:
        return False
    return True
