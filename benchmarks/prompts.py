"""The prompt as sent, on an embedded model: ours against DSPy's own adapters.

`refine` runs three rounds under our adapter on labelled drafts, from the shortest to the longest.
Every question that it asks, with the same inputs, seed and reply limit, is asked through each of
the three adapters in turn, the first one in turn too; each has a server of its own, as
`--model local` starts it, so that each has its own prefix cache. Tokens are the engine's counts.
Every row is kept in a file at once; a run that was interrupted goes on where it stopped, and
`--so-far` makes the table of the items that are whole by then.
"""

import sys
from typing import Any

import dspy

from benchmarks.asks import spread
from benchmarks.local import Kept, Local, fingerprint, options
from benchmarks.tables import publish, table
from redraft.adapter import PrefixAdapter
from redraft.adapter.typed import plain, reader
from redraft.programs import Refine
from redraft.programs.item import Item
from redraft.programs.policies.stop import used_up
from redraft.programs.steps import Reply
from redraft.signatures.records import StepCost

ADAPTERS: dict[str, Any] = {
    "ours": PrefixAdapter(),
    "ChatAdapter": dspy.ChatAdapter(),
    "JSONAdapter": dspy.JSONAdapter(),
}
SIZES = ("calls", "prompt", "cached", "new", "seconds", "parsed", "whole", "failed")


def refined(servers: dict[str, Local], row: dspy.Example, kept: Kept) -> list[dict[str, Any]]:
    """The rows of one item: all its questions through every adapter.

    The program goes on with our replies. Without servers only what is kept: nothing, where
    that is not all of it.
    """
    program = Refine(max_rounds=3, min_rounds=3, rewrites=("edits",), stops=(used_up,))
    steps = program.steps(Item.of(row.task, row.requirements, row.checklist, row.draft))
    names, ask, rows = list(ADAPTERS), next(steps), list[dict[str, Any]]()
    while True:
        turn = len(rows) // len(names)
        predict = getattr(program, ask.step)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            messages = ADAPTERS[name].format(predict.signature, predict.demos, ask.inputs)
            known = {"item": row.id, "turn": turn, "adapter": name, "asked": fingerprint(messages)}
            found = kept.find(**known)
            if not found:
                if not servers:
                    return []
                outputs, spent = servers[name].ask(ADAPTERS[name], predict, ask.inputs, ask.config)
                found = kept.add(known | {"step": ask.step} | spent | {"outputs": plain(outputs)})
            rows.append(found)
        ours = next(one for one in rows[-len(names) :] if one["adapter"] == "ours")
        try:
            ask = steps.send(Reply(_outputs(predict, ours), StepCost(step=ask.step)))
        except StopIteration:
            return rows


def _outputs(predict: dspy.Predict, row: dict[str, Any]) -> dict[str, Any] | None:
    signature, found = predict.signature, row["outputs"]
    if found is None:
        return None
    return {name: reader(signature, name).validate_python(value) for name, value in found.items()}


def totals(rows: list[dict[str, Any]], adapter: str) -> dict[str, float]:
    """The figures of an adapter, summed over its questions."""
    mine = [row for row in rows if row["adapter"] == adapter]
    found = {name: sum(row[name] for row in mine) for name in SIZES}
    return found | {"asked": len(mine), "fresh": found["prompt"] - found["cached"]}


def line(adapter: str, found: dict[str, float], items: int) -> tuple[object, ...]:
    """They as cells of the table."""
    counts = (found[name] for name in ("asked", "calls", "prompt", "fresh", "new"))
    shares = (f"{found[name] / found['asked']:.3f}" for name in ("parsed", "whole"))
    return (adapter, *counts, f"{found['seconds'] / items:.1f}", *shares, found["failed"])


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
    items = list(dict.fromkeys(row["item"] for row in rows))
    lines = [line(adapter, totals(rows, adapter), len(items)) for adapter in ADAPTERS]
    fresh, wall = against(rows)
    said = (
        f"{model}, {len(items)} items, three rounds each, replies of at most {limit} tokens. Ours "
        f"against the better of the two: {fresh:.2f} of the prompt tokens evaluated, {wall:.2f} of "
        "the wall time"
    )
    if short := items[: len(items) // 2]:
        fewer = against([row for row in rows if row["item"] in short])
        more = against([row for row in rows if row["item"] not in short])
        said += (
            f"; over the shorter half of the drafts {fewer[0]:.2f} and {fewer[1]:.2f}, over the "
            f"longer {more[0]:.2f} and {more[1]:.2f}"
        )
    return f"{table(HEAD, lines)}\n\n{said}."


def against(rows: list[dict[str, Any]]) -> tuple[float, float]:
    """Prompt tokens evaluated, and seconds, of ours for one of the better of the others."""
    ours, *others = (totals(rows, adapter) for adapter in ADAPTERS)
    fresh, wall = (
        ours[name] / min(other[name] for other in others) for name in ("fresh", "seconds")
    )
    return fresh, wall


def main() -> int:
    """Ask what has not been asked yet, and print the table."""
    parser = options(__doc__ or "", "qwen2.5-coder-0.5b", 10, 400)
    parser.add_argument("--so-far", action="store_true", help="ask nothing more")
    given = parser.parse_args()
    name = given.model.removeprefix("local/")
    kept = Kept(given.keep / f"prompts-{name}-{given.limit}.jsonl")
    sizes = {"limit": given.limit, "threads": given.threads}
    servers = {
        adapter: Local(given.model, context=8192 - number, **sizes)
        for number, adapter in enumerate(() if given.so_far else ADAPTERS)
    }
    wanted, rows = spread(given.items), list[dict[str, Any]]()
    for number, row in enumerate(wanted, 1):
        found = refined(servers, row, kept)
        rows += found
        done = "" if found else ", not yet"
        print(f"{number} of {len(wanted)}: {row.id}{done}", file=sys.stderr)
    if not rows:
        parser.error(f"no item is whole in {kept.file} yet")
    publish("prompts", told(rows, name, given.limit), write=given.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
