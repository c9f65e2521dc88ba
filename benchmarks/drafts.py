"""Drafts under the prompt as it is, and under others: --wording FILE, --temperature X.

The tasks of examples/ and short ones of the labelled data, the same seeds for each. A FILE holds
the system line, a blank line and the instruction of the step. A draft echoes if it
repeats what its writer was told, as the guards see it. The reply is the first one, cut or not.
"""

import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import dspy
from scipy.stats import binomtest

from benchmarks.asks import examples
from benchmarks.local import Kept, Local, options
from benchmarks.tables import publish, table
from redraft.adapter import PrefixAdapter
from redraft.adapter import prompt as sent
from redraft.budget import Budget, spending
from redraft.checklist import parse_markdown
from redraft.programs.guards import chats, refuses, repeated
from redraft.programs.item import Item
from redraft.programs.judge import coded
from redraft.signatures import PREAMBLE, Draft

FOLDER = Path(__file__).parents[1] / "examples"
HEAD = (
    "prompt",
    "drafts",
    "echo",
    "refuses or chats",
    "code's boxes",
    "words, mean",
    "cut",
    "new tokens",
)
AS_IT_IS = f"{PREAMBLE}\n\n{Draft.instructions}"


def items(count: int) -> dict[str, Item]:
    """The tasks by name: those of examples/, then the shortest of `dev`."""
    found = {}
    for file in sorted(FOLDER.glob("*-*.md")):
        task, boxes = parse_markdown(file.read_text("utf-8"))
        found[file.stem] = Item.of(task, (), boxes)
    for row in examples("dev"):
        found[row.id] = Item.of(row.task, row.requirements, row.checklist)
    return dict(list(found.items())[:count])


def drafted(
    engine: Local, item: Item, seed: int, prompt: str, temperature: float | None
) -> dict[str, Any]:
    """One draft and its figures."""
    system, _, instruction = prompt.partition("\n\n")
    predict = dspy.Predict(Draft.with_instructions(instruction))
    config: dict[str, Any] = {"seed": seed, "rollout_id": seed}
    config |= {} if temperature is None else {"temperature": temperature}
    once = spending(Budget(calls=1))  # so that a cut reply is not asked for again
    with patch.object(sent, "PREAMBLE", system), once:
        _, spent = engine.ask(PrefixAdapter(), predict, item.shared, config)
    first = engine.responses[0]
    text = first.message.text or ""
    verdicts = coded(item, text)
    return {
        "text": text,
        "seconds": spent["seconds"],
        "new": first.usage.output_tokens,
        "cut": first.finish_reason == "length",
        "echo": repeated(item.task, item.checklist, "", text),
        "refuses": refuses(text),
        "chats": chats(text),
        "boxes": len(verdicts),
        "ticked": sum(verdict.checked for verdict in verdicts),
    }


def line(name: str, rows: list[dict[str, Any]]) -> tuple[object, ...]:
    """The figures of one prompt."""
    boxes, ticked = (sum(row[name] for row in rows) for name in ("boxes", "ticked"))
    return (
        name,
        len(rows),
        sum(bool(row["echo"]) for row in rows),
        sum(row["refuses"] or row["chats"] for row in rows),
        f"{ticked}/{boxes} ({ticked / max(1, boxes):.2f})",
        round(sum(len(row["text"].split()) for row in rows) / max(1, len(rows))),
        sum(row["cut"] for row in rows),
        sum(row["new"] for row in rows),
    )


def against(name: str, rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> str:
    """Draft by draft, how often one ticks more of code's boxes, with the exact sign test."""
    gains = [row["ticked"] - other["ticked"] for row, other in zip(rows, others, strict=True)]
    more, fewer = (sum(sign * gain > 0 for gain in gains) for sign in (1, -1))
    chance = binomtest(more, more + fewer).pvalue if more + fewer else 1.0
    equal = len(gains) - more - fewer
    counts = f"more in {more}, fewer in {fewer}, as many in {equal}"
    return f"Than {name}, it ticks {counts}: p {chance:.2f}."


def main() -> int:
    """Ask what has not been asked yet, and print the table."""
    parser = options(__doc__ or "", "qwen2.5-coder-1.5b", 6, 400)
    parser.add_argument("--seeds", type=int, default=4, help="drafts of each task")
    parser.add_argument("--wording", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--temperature", type=float, action="append", default=[], metavar="X")
    given = parser.parse_args()
    model = given.model.removeprefix("local/")
    ways: dict[str, dict[str, Any]] = {"as it is": {"prompt": AS_IT_IS, "temperature": None}}
    for file in given.wording:
        ways[file.stem] = ways["as it is"] | {"prompt": file.read_text("utf-8").strip()}
    for heat in given.temperature:
        ways[f"at {heat}"] = ways["as it is"] | {"temperature": heat}
    kept = Kept(given.keep / f"drafts-{model}-{given.limit}.jsonl")
    engine = Local(given.model, limit=given.limit, threads=given.threads, temperature=None)
    chosen: dict[str, list[dict[str, Any]]] = {name: [] for name in ways}
    for seed in range(given.seeds):
        for ident, item in items(given.items).items():
            for name, way in ways.items():
                key = {"item": ident, "seed": seed, **way}
                row = kept.find(**key) or kept.add(key | drafted(engine, item, seed, **way))
                chosen[name].append(row)
            print(f"seed {seed}, {ident}", file=sys.stderr)
    lines = [line(name, rows) for name, rows in chosen.items()]
    first, *others = chosen.items()
    pairs = [against(name, first[1], rows) for name, rows in others]
    told = f"{model}, {given.items} tasks, {given.seeds} seeds, the first {given.limit} tokens."
    publish("drafts", f"{table(HEAD, lines)}\n\n{' '.join([told, *pairs])}", write=given.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
