"""Quotes grounded by construction: critiques with and without the grammar, on the 1.5B.

The first critique of short labelled drafts (train and dev), the same prompt and seed for
each way. A quote counts as verbatim if the text holds it character for character; planted
weaknesses are found as `critique_recall` matches them, by the weaknesses that the program's
guards keep. `category first` is the grammar again, the fields of a weakness in another order.
"""

import sys
from collections.abc import Iterable
from typing import Annotated, Any

import dspy
from pydantic import create_model

from benchmarks.asks import critique, examples
from benchmarks.local import Kept, Local, fingerprint, options
from benchmarks.tables import publish, table
from redraft.adapter import PrefixAdapter
from redraft.adapter.typed import plain
from redraft.metrics import labels
from redraft.metrics.matching import match
from redraft.programs.guards import sieve
from redraft.signatures import Critique
from redraft.signatures.markers import Items
from redraft.signatures.types import Weakness

ORDER = ("category", "concerns", "severity", "problem", "quote", "fix")


def reordered(names: tuple[str, ...]) -> Any:
    """A weakness whose fields come in this order."""
    fields = {name: Weakness.model_fields[name] for name in ("id", "by", *names)}
    typed: Any = {name: (info.rebuild_annotation(), info) for name, info in fields.items()}
    return create_model("Weakness", **typed)


CategoryFirst: Any = reordered(ORDER)
MARK = Items(most=6, least_from="min_weaknesses", quoted=2)
WAYS: dict[str, tuple[Any, Any]] = {
    "grammar": (Critique, PrefixAdapter()),
    "no grammar": (Critique, PrefixAdapter(constrain=False)),
    "grammar, category first": (
        Critique.with_updated_fields("weaknesses", Annotated[list[CategoryFirst], MARK]),
        PrefixAdapter(),
    ),
}


def judged(row: dspy.Example, outputs: dict[str, Any] | None) -> dict[str, Any]:
    """What a critique's weaknesses are worth."""
    told = [Weakness(**plain(one)) for one in outputs["weaknesses"]] if outputs else []
    quotes = [one.quote for one in told if one.quote]
    kept, _ = sieve(told, row.draft)
    return {
        "told": len(told),
        "quotes": len(quotes),
        "verbatim": sum(quote in row.draft for quote in quotes),
        "kept": len(kept),
        "planted": len(row.weaknesses),
        "found": len(match(labels(row), kept)),
        "distinct": len({quote.casefold() for quote in quotes}),
        "weaknesses": plain(told),
    }


def rows(
    engine: Local, number: int, row: dspy.Example, ways: Iterable[str], kept: Kept
) -> list[dict[str, Any]]:
    """What the critique of one text is worth in each of the ways."""
    found = []
    for way in ways:
        signature, adapter = WAYS[way]
        messages = adapter.format(signature, [], critique(row))
        known = {"item": row.id, "way": way, "asked": fingerprint(messages)}
        one = kept.find(**known)
        if not one:
            config = {"seed": number, "rollout_id": number}
            outputs, spent = engine.ask(adapter, dspy.Predict(signature), critique(row), config)
            one = kept.add(known | spent | judged(row, outputs))
        found.append(one)
    return found


def line(way: str, rows: list[dict[str, Any]]) -> tuple[object, ...]:
    """The figures of one way."""
    names = ("told", "quotes", "verbatim", "kept", "planted", "found", "distinct", "failed", "new")
    total = {name: sum(row[name] for row in rows) for name in names}
    return (
        way,
        len(rows),
        total["failed"],
        sum(row["whole"] for row in rows),
        total["told"],
        total["quotes"],
        _share(total["verbatim"], total["quotes"]),
        total["kept"],
        _share(total["found"], total["planted"]),
        _share(total["found"], total["kept"]),
        total["new"],
    )


HEAD = (
    "critique",
    "texts",
    "without a reply",
    "whole at first try",
    "weaknesses",
    "quotes",
    "verbatim",
    "kept by the guards",
    "planted ones found",
    "of those kept",
    "new tokens",
)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.2f})" if whole else "-"


def main() -> int:
    """Ask what has not been asked yet, and print the table."""
    parser = options(__doc__ or "", "qwen2.5-coder-1.5b", 20, 400)
    parser.add_argument("--way", choices=WAYS, action="append", help="only this way")
    given = parser.parse_args()
    ways = given.way or list(WAYS)
    name = given.model.removeprefix("local/")
    kept = Kept(given.keep / f"quotes-{name}-{given.limit}.jsonl")
    texts = sorted(
        [*examples("dev", words=160), *examples("train", words=160)],
        key=lambda row: len(row.draft.split()),
    )[: given.items]
    engine = Local(given.model, limit=given.limit, threads=given.threads)
    found = []
    for number, row in enumerate(texts):
        found += rows(engine, number, row, ways, kept)
        print(f"{number + 1} of {len(texts)}: {row.id}", file=sys.stderr)
    lines = [line(way, [row for row in found if row["way"] == way]) for way in ways]
    told = f"{name}, replies of at most {given.limit} tokens."
    publish("quotes", f"{table(HEAD, lines)}\n\n{told}", write=given.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
