"""Drafts under the instruction as it is, and under others given with --instruction FILE.

The tasks of examples/ and short ones of the labelled data, the same seeds for each wording.
A draft echoes if it repeats a question of its checklist word for word.
"""

import sys
from pathlib import Path
from typing import Any

import dspy

from benchmarks.asks import examples
from benchmarks.local import Kept, Local, options
from benchmarks.tables import publish, table
from redraft.adapter import PrefixAdapter
from redraft.checklist import parse_markdown
from redraft.programs.judge import coded
from redraft.programs.program import Item
from redraft.signatures import Draft
from redraft.texts.echo import echoed

FOLDER = Path(__file__).parents[1] / "examples"
HEAD = ("wording", "drafts", "echo", "code's boxes", "words, mean", "cut", "new tokens")


def items(count: int) -> dict[str, Item]:
    """The tasks by name: those of examples/, then the shortest of `dev`."""
    found = {}
    for file in sorted(FOLDER.glob("*-*.md")):
        task, boxes = parse_markdown(file.read_text("utf-8"))
        found[file.stem] = Item.of(task, (), boxes)
    for row in examples("dev"):
        found[row.id] = Item.of(row.task, row.requirements, row.checklist)
    return dict(list(found.items())[:count])


def drafted(engine: Local, item: Item, wording: str, seed: int) -> dict[str, Any]:
    """One draft and its figures."""
    predict = dspy.Predict(Draft.with_instructions(wording) if wording else Draft)
    config = {"seed": seed, "rollout_id": seed}
    outputs, spent = engine.ask(PrefixAdapter(), predict, item.shared, config)
    text = outputs["draft"] if outputs else ""
    questions = [box.question for box in item.checklist]
    verdicts = coded(item, text)
    return spent | {
        "text": text,
        "echo": echoed(questions, item.task, text),
        "boxes": len(verdicts),
        "ticked": sum(verdict.checked for verdict in verdicts),
        "missing": [verdict.missing for verdict in verdicts if not verdict.checked],
    }


def line(wording: str, rows: list[dict[str, Any]]) -> tuple[object, ...]:
    """The figures of one wording."""
    boxes, ticked = (sum(row[name] for row in rows) for name in ("boxes", "ticked"))
    return (
        wording,
        len(rows),
        sum(bool(row["echo"]) for row in rows),
        f"{ticked}/{boxes}",
        round(sum(len(row["text"].split()) for row in rows) / max(1, len(rows))),
        sum(row["calls"] > 1 for row in rows),
        sum(row["new"] for row in rows),
    )


def main() -> int:
    """Ask what has not been asked yet, and print the table."""
    parser = options(__doc__ or "", "qwen2.5-coder-1.5b", 8, 1024)
    parser.add_argument("--instruction", type=Path, action="append", default=[], metavar="FILE")
    given = parser.parse_args()
    name = given.model.removeprefix("local/")
    wordings = {"as it is": ""} | {file.stem: file.read_text("utf-8") for file in given.instruction}
    kept = Kept(given.keep / f"drafts-{name}.jsonl")
    engine = Local(given.model, limit=given.limit, threads=given.threads)
    for number, (ident, item) in enumerate(items(given.items).items()):
        for wording, text in wordings.items():
            words = text or Draft.instructions
            if not kept.find(item=ident, words=words):
                kept.add({"item": ident, "words": words} | drafted(engine, item, text, number))
            print(f"{ident}, {wording}", file=sys.stderr)
    found = items(given.items)
    lines = [
        line(wording, [r for r in kept.rows if r["item"] in found and r["words"] == words])
        for wording, words in ((w, t or Draft.instructions) for w, t in wordings.items())
    ]
    publish("drafts", f"{table(HEAD, lines)}\n\n{name}.", write=given.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
