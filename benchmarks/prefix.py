"""Prompt tokens that an engine evaluates anew over three rounds, ours against DSPy's adapters.

Labelled examples from the shortest draft to the longest, one after the other: the draft is
verified, then three times criticised, edited and verified; each round mends another third of the
planted weaknesses, where they stand, or at the end where something is left out.
Every adapter has a server of its own, as `--model local` starts it: two slots, and the prompt
cache in memory. Replies are one token long and do not count, nor do second calls; so the model
is cut to its first layer, which changes no token and no cache.
"""

import sys
from collections.abc import Iterator, Sequence
from typing import Any
from unittest.mock import patch

import dspy
from dspy.lm15 import request_from_openai_chat

from benchmarks.asks import critique, shared, spread
from benchmarks.local import Kept, Local, fingerprint, options
from benchmarks.shallow import cut
from benchmarks.tables import publish, table
from redraft.adapter import PrefixAdapter
from redraft.models import store
from redraft.signatures import Critique, EditText, Verify
from redraft.signatures.types import Weakness

ADAPTERS: dict[str, Any] = {
    "ours": PrefixAdapter(),
    "ChatAdapter": dspy.ChatAdapter(),
    "JSONAdapter": dspy.JSONAdapter(),
}
ROUNDS = 3


def mended(text: str, weaknesses: Sequence[Weakness]) -> str:
    """The text with these weaknesses mended: the fix for the quote, or at the end."""
    for weakness in weaknesses:
        if weakness.quote and weakness.quote in text:
            text = text.replace(weakness.quote, weakness.fix, 1)
        else:
            text = f"{text}\n\n{weakness.fix}"
    return text


def steps(row: dspy.Example) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Signature and inputs of the ten questions of three rounds."""
    open_boxes = {"open_boxes": [box for box in row.checklist if not box.check]}
    text = row.draft
    yield Verify, shared(row) | {"text": text} | open_boxes
    for number in range(ROUNDS):
        weaknesses = row.weaknesses[number::ROUNDS] or row.weaknesses[-1:]
        yield Critique, critique(row) | {"text": text}
        yield EditText, shared(row) | {"text": text, "weaknesses": weaknesses}
        text = mended(text, weaknesses)
        yield Verify, shared(row) | {"text": text} | open_boxes


def evaluated(server: Local, messages: list[dict[str, Any]]) -> dict[str, int]:
    """All tokens of a prompt, and those that no cache served."""
    body = {"model": server.lm.model, "messages": messages, "max_tokens": 1}
    usage = server.complete(request_from_openai_chat(body)).usage
    total = usage.input_tokens or 0
    return {"prompt": total, "fresh": total - (usage.cache_read_tokens or 0)}


def counted(servers: dict[str, Local], row: dspy.Example, kept: Kept) -> list[dict[str, Any]]:
    """The rows of one item: each of its questions under every adapter."""
    rows = []
    for turn, (signature, inputs) in enumerate(steps(row)):
        for adapter, host in ADAPTERS.items():
            messages = host.format(signature, [], inputs)
            known = {"item": row.id, "turn": turn, "adapter": adapter}
            known["asked"] = fingerprint(messages)
            found = kept.find(**known)
            if not found:
                counts = evaluated(servers[adapter], messages)
                found = kept.add(known | {"step": signature.__name__} | counts)
            rows.append(found)
    return rows


def told(rows: list[dict[str, Any]], model: str) -> str:
    """The table and what it comes to."""
    kinds = list(dict.fromkeys(row["step"] for row in rows))
    fresh = {
        (adapter, kind): sum(
            row["fresh"] for row in rows if (row["adapter"], row["step"]) == (adapter, kind)
        )
        for adapter in ADAPTERS
        for kind in kinds
    }
    totals = {adapter: sum(fresh[adapter, kind] for kind in kinds) for adapter in ADAPTERS}
    lines = [
        (
            adapter,
            sum(row["prompt"] for row in rows if row["adapter"] == adapter),
            totals[adapter],
            *(fresh[adapter, kind] for kind in kinds),
        )
        for adapter in ADAPTERS
    ]
    head = ("adapter", "prompt tokens", "evaluated", *(f"of them {kind}" for kind in kinds))
    items = list(dict.fromkeys(row["item"] for row in rows))
    half = len(items) // 2
    share = (
        f"Ours evaluates {ratio(rows):.2f} of what the better of the two does: "
        f"{ratio(rows, items[:half]):.2f} over the shorter half of the drafts, "
        f"{ratio(rows, items[half:]):.2f} over the longer, "
        f"{ratio(rows, items[-1:]):.2f} on the longest."
    )
    return f"{table(head, lines)}\n\n{model}, {len(items)} items, ten questions each. {share}"


def ratio(rows: list[dict[str, Any]], items: Sequence[str] = ()) -> float:
    """What ours evaluates of these items, by default all, over the better of the two others."""
    totals = dict.fromkeys(ADAPTERS, 0)
    for row in rows:
        if not items or row["item"] in items:
            totals[row["adapter"]] += row["fresh"]
    ours = totals.pop("ours")
    return ours / max(1, min(totals.values()))


def main() -> int:
    """Count what has not been counted yet, and print the table."""
    given = options(__doc__ or "", "qwen2.5-coder-0.5b", 10, 1).parse_args()
    name = given.model.removeprefix("local/")
    kept = Kept(given.keep / f"prefix-{name}.jsonl")
    file = cut(store.path_of(name), given.keep / f"{name}-shallow.gguf")
    with patch.object(store, "path_of", return_value=file):
        servers = {
            adapter: Local(given.model, limit=1, threads=given.threads, context=8192 - number)
            for number, adapter in enumerate(ADAPTERS)
        }
    rows = []
    for row in spread(given.items):
        rows += counted(servers, row, kept)
        print(row.id, file=sys.stderr)
    publish("prefix", told(rows, name), write=given.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
