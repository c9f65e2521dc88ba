"""The prompt as sent, on an embedded model: ours against DSPy's own adapters.

`refine` runs three rounds on short labelled drafts under our adapter. Every question that it
asks, with the same inputs, seed and reply limit, is asked through each of the three adapters in
turn, the first one in turn too; each has a server of its own, as `--model local` starts it, so
that each has its own prefix cache. Tokens are the engine's counts. Every row is kept in a file
at once; a run that was interrupted goes on where it stopped.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import dspy
from dspy.lm15 import Request, Response
from dspy.utils.exceptions import AdapterParseError

from benchmarks.asks import examples
from benchmarks.tables import publish, table
from redraft.adapter import PrefixAdapter
from redraft.adapter.typed import plain, reader
from redraft.models import engine as engines
from redraft.programs import Refine
from redraft.programs.policies.stop import used_up
from redraft.programs.program import Item
from redraft.programs.steps import Ask, Reply
from redraft.signatures.records import StepCost

ADAPTERS: dict[str, Any] = {
    "ours": PrefixAdapter(),
    "ChatAdapter": dspy.ChatAdapter(),
    "JSONAdapter": dspy.JSONAdapter(),
}


class Counting(engines.LocalEngine):
    """The engine, which keeps every response of one question."""

    def __init__(self, name: str, *, context: int) -> None:
        super().__init__(name, context=context)
        self.responses: list[Response] = []

    def complete(self, request: Request) -> Response:
        """One reply."""
        response = super().complete(request)
        self.responses.append(response)
        return response


class Side:
    """One adapter with a server of its own, which its context's size tells from the others."""

    def __init__(self, name: str, model: str, limit: int, context: int) -> None:
        self.name = name
        self.adapter = ADAPTERS[name]
        self.engine = Counting(model, context=context)
        settings = {"max_tokens": limit, "temperature": 0.7, "cache": False, "num_retries": 0}
        self.lm = dspy.LM(f"local/{model}", engine=self.engine, **settings)

    def ask(self, program: Refine, ask: Ask) -> dict[str, Any]:
        """A row of figures, and the outputs if the reply could be read."""
        self.engine.responses = []
        predict = getattr(program, ask.step)
        outputs = None
        began = time.perf_counter()
        with dspy.context(lm=self.lm, adapter=self.adapter), suppress(AdapterParseError):
            outputs = dict(predict(**ask.inputs, config=ask.config).items())
        seconds = time.perf_counter() - began
        first = self.engine.responses[0]
        usages = [response.usage for response in self.engine.responses]
        parsed = self._parses(predict.signature, first.message.text or "")
        return {
            "adapter": self.name,
            "step": ask.step,
            "calls": len(usages),
            "prompt": sum(usage.input_tokens or 0 for usage in usages),
            "cached": sum(usage.cache_read_tokens or 0 for usage in usages),
            "new": sum(usage.output_tokens or 0 for usage in usages),
            "seconds": round(seconds, 3),
            "parsed": parsed,
            "whole": parsed and first.finish_reason != "length",
            "failed": outputs is None,
            "outputs": plain(outputs),
        }

    def _parses(self, signature: Any, reply: str) -> bool:
        try:
            self.adapter.parse(signature, reply)
        except AdapterParseError:
            return False
        return True


def refined(
    sides: list[Side], row: dspy.Example, known: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """New rows of one item; the program goes on with the replies of the first side."""
    program = Refine(max_rounds=3, min_rounds=3, rewrites=("edits", "whole"), stops=(used_up,))
    steps = program.steps(Item.of(row.task, row.requirements, row.checklist, row.draft))
    held = {(one["turn"], one["adapter"]): one for one in known if one["item"] == row.id}
    ask = next(steps)
    for turn in count():
        for side in sides[turn % len(sides) :] + sides[: turn % len(sides)]:
            if (turn, side.name) not in held:
                held[turn, side.name] = new = {
                    "item": row.id,
                    "turn": turn,
                    **side.ask(program, ask),
                }
                yield new
        outputs = _outputs(program, ask, held[turn, sides[0].name]["outputs"])
        try:
            ask = steps.send(Reply(outputs, StepCost(step=ask.step)))
        except StopIteration:
            return


def _outputs(program: Refine, ask: Ask, kept: dict[str, Any] | None) -> dict[str, Any] | None:
    signature = getattr(program, ask.step).signature
    if kept is None:
        return None
    return {name: reader(signature, name).validate_python(value) for name, value in kept.items()}


def lines(rows: list[dict[str, Any]]) -> Iterator[tuple[object, ...]]:
    """A line of figures for each adapter."""
    items = len({row["item"] for row in rows})
    for name in ADAPTERS:
        mine = [row for row in rows if row["adapter"] == name]
        total = {key: sum(row[key] for row in mine) for key in mine[0] if key not in TEXT}
        yield (
            name,
            len(mine),
            total["calls"],
            total["prompt"],
            total["prompt"] - total["cached"],
            total["new"],
            f"{total['seconds'] / items:.1f}",
            f"{total['parsed'] / len(mine):.3f}",
            f"{total['whole'] / len(mine):.3f}",
            total["failed"],
        )


TEXT = ("item", "turn", "adapter", "step", "outputs")
HEAD = (
    "adapter",
    "questions",
    "calls",
    "prompt tokens",
    "not from the cache",
    "new tokens",
    "seconds an item",
    "first replies that parse",
    "and are not cut",
    "steps without a reply",
)


def told(rows: list[dict[str, Any]], model: str, limit: int) -> str:
    """The table and what it comes to."""
    found = {line[0]: line for line in lines(rows)}
    ours, *others = found.values()
    fresh = ours[4] / min(line[4] for line in others)
    wall = float(ours[6]) / min(float(line[6]) for line in others)
    return (
        f"{table(HEAD, found.values())}\n\n"
        f"{model}, {len({row['item'] for row in rows})} items, replies of at most {limit} tokens. "
        f"Ours against the better of the two: {fresh:.2f} of the prompt tokens evaluated, "
        f"{wall:.2f} of the wall time."
    )


def main() -> int:
    """Ask what has not been asked yet, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", default="local/qwen2.5-coder-0.5b", help="local/NAME")
    parser.add_argument("--items", type=int, default=10, help="how many examples")
    parser.add_argument("--limit", type=int, default=512, help="most tokens of a reply")
    parser.add_argument("--threads", type=int, default=1, help="of each server")
    parser.add_argument("--keep", type=Path, default=Path("build/benchmarks"), metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    given = parser.parse_args()
    name = given.model.removeprefix("local/")
    file = given.keep / f"prompts-{name}-{given.limit}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    wanted = examples()[: given.items]
    sides = [Side(side, name, given.limit, 8192 - n) for n, side in enumerate(ADAPTERS)]
    with patch.object(engines, "_threads", return_value=given.threads):
        for number, row in enumerate(wanted, 1):
            print(f"{number} of {len(wanted)}: {row.id}", file=sys.stderr)
            for new in refined(sides, row, rows.copy()):
                with file.open("a", encoding="utf-8") as out:
                    out.write(json.dumps(new) + "\n")
                rows.append(new)
                print({k: v for k, v in new.items() if k != "outputs"}, file=sys.stderr)
    ids = {row.id for row in wanted}
    rows = [row for row in rows if row["item"] in ids]
    publish("prompts", told(rows, name, given.limit), write=given.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
