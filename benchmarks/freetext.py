"""Long free text: as a plain tail after the JSON, or as one of its strings.

Whole rewrites of short labelled drafts, their planted weaknesses as the critique, the same
seed for both ways, each with the engine's grammar and without.
"""

import sys
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

import dspy

from benchmarks.asks import asked, examples
from benchmarks.local import Kept, Local, fingerprint, options
from benchmarks.tables import publish, table
from redraft.adapter import PrefixAdapter
from redraft.signatures import Revise

InJson = Revise.with_updated_fields("revision", str)
InJson.output_fields["revision"].metadata.clear()
WAYS: dict[str, tuple[Any, Any]] = {
    "plain tail, grammar": (Revise, PrefixAdapter()),
    "JSON string, grammar": (InJson, PrefixAdapter()),
    "plain tail": (Revise, PrefixAdapter(constrain=False)),
    "JSON string": (InJson, PrefixAdapter(constrain=False)),
}
HEAD = (
    "rewrite",
    "texts",
    "first replies that parse",
    "and are not cut",
    "without a reply",
    "new tokens",
    "tokens a character",
    "characters",
    "of the draft's",
    "the draft again",
    "planted quotes gone",
    "paragraphs",
)
AGAIN = 0.98
"""Of the words in common with the draft, in order: such a text is that draft over again."""


def rows(
    engine: Local, number: int, row: dspy.Example, ways: Iterable[str], kept: Kept
) -> list[dict[str, Any]]:
    """The rewrites of one draft in each of the ways."""
    inputs = next(one.inputs for one in asked(row) if one.signature is Revise)
    found = []
    for way in ways:
        signature, adapter = WAYS[way]
        messages = adapter.format(signature, [], inputs)
        known = {"item": row.id, "way": way, "asked": fingerprint(messages)}
        one = kept.find(**known)
        if not one:
            config = {"seed": number, "rollout_id": number}
            outputs, spent = engine.ask(adapter, dspy.Predict(signature), inputs, config)
            text = str(outputs["revision"]) if outputs else ""
            one = kept.add(known | spent | {"text": text})
        found.append(one | measured(one["text"], row))
    return found


def measured(text: str, row: dspy.Example) -> dict[str, Any]:
    """Of a rewrite: its size, how much it is still the draft, and which planted quotes it lost."""
    quotes = [one.quote for one in row.weaknesses if one.quote]
    same = SequenceMatcher(None, text.split(), row.draft.split(), autojunk=False).ratio()
    return {
        "length": len(text),
        "draft": len(row.draft),
        "same": round(same, 4),
        "quotes": len(quotes),
        "gone": sum(quote not in text for quote in quotes),
        "paragraphs": len([one for one in text.split("\n\n") if one.strip()]),
    }


def line(way: str, rows: list[dict[str, Any]]) -> tuple[object, ...]:
    """The figures of one way; lengths are means over the texts that came."""
    came = [row for row in rows if not row["failed"]]
    count = len(came) or 1
    length, words = sum(row["length"] for row in came), sum(row["draft"] for row in came)
    return (
        way,
        len(rows),
        sum(row["parsed"] for row in rows),
        sum(row["whole"] for row in rows),
        sum(row["failed"] for row in rows),
        sum(row["new"] for row in rows),
        f"{sum(row['new'] for row in came) / (length or 1):.3f}",
        round(length / count),
        f"{length / (words or 1):.2f}",
        sum(row["same"] >= AGAIN for row in came),
        f"{sum(row['gone'] for row in came)}/{sum(row['quotes'] for row in came)}",
        f"{sum(row['paragraphs'] for row in came) / count:.1f}",
    )


def main() -> int:
    """Ask what has not been asked yet, and print the table."""
    given = options(__doc__ or "", "qwen2.5-coder-1.5b", 8, 640).parse_args()
    name = given.model.removeprefix("local/")
    kept = Kept(given.keep / f"freetext-{name}-{given.limit}.jsonl")
    texts = examples()[: given.items]
    engine = Local(given.model, limit=given.limit, threads=given.threads)
    found = []
    for number, row in enumerate(texts):
        found += rows(engine, number, row, WAYS, kept)
        print(f"{number + 1} of {len(texts)}: {row.id}", file=sys.stderr)
    lines = [line(way, [row for row in found if row["way"] == way]) for way in WAYS]
    told = f"{name}, replies of at most {given.limit} tokens."
    publish("freetext", f"{table(HEAD, lines)}\n\n{told}", write=given.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
