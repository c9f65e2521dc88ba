"""A calibration card for a person, its words and its figures, on a terminal and as Markdown."""

from collections.abc import Sequence

from redraft.calibration.card import Card
from redraft.calibration.figure import LEAST, Figure

from .card_words import answer, value
from .lines import count, heading, wrapped
from .markdown import cell
from .table import table

__all__ = ["HEAD", "answer", "as_markdown", "card_lines", "meta", "parts", "value"]

PARTS = {
    "verifier.": "The verifier",
    "critic.": "The critic",
    "critic@": "The critic, by the number of weaknesses asked for",
    "attack.": "Attacks",
}
"""The parts of the card by how the names of their figures begin."""


def card_lines(card: Card) -> list[str]:
    """The words first, then every figure with its interval and sample."""
    lines = [line for said in answer(card) for line in wrapped(said)]
    lines += ["", *(line for said in meta(card) for line in wrapped(said))]
    for title, rows in parts(card):
        lines += [*heading(title), table(HEAD[:-1], [row[:-1] for row in rows], WIDE)]
    return lines


def meta(card: Card) -> list[str]:
    """What was asked, of what, at what cost, and what to know of it."""
    return [_head(card), *_notes(card)]


def parts(card: Card) -> list[tuple[str, list[list[str]]]]:
    """The card's figures as rows under `HEAD`, part by part."""
    found = [
        (title, [_cells(one) for one in card.figures if one.name.startswith(start)])
        for start, title in PARTS.items()
    ]
    return [(title, rows) for title, rows in found if rows]


def as_markdown(card: Card) -> str:
    """The same as a page."""
    lines = [f"# Calibration: {cell(card.program)} on {cell(card.model)}", ""]
    lines += [f"- {cell(said)}" for said in [*answer(card), *meta(card)]]
    for title, rows in parts(card):
        lines += ["", f"## {title}", "", f"| {' | '.join(HEAD)} |"]
        lines += ["| ---: | --- | --- | ---: | --- | --- |"]
        lines += [f"| {' | '.join(map(cell, row))} |" for row in rows]
    lines += [
        "",
        "## What it holds for",
        "",
        "| step | model | prompt, sha256 |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| {step} | {cell(model)} | `{card.prompts[step][:16]}` |"
        for step, model in card.models.items()
    ]
    return "\n".join(lines) + "\n"


HEAD = ("value", "what it is", "95 %", "n", "", "figure")
WIDE = 120
"""Columns of a table at most; what a figure is must be read whole."""


def _cells(one: Figure) -> list[str]:
    ends = f"{value(one, one.low)} to {value(one, one.high)}"
    known = one.low is not None and one.high is not None
    note = "too few to tell" if one.small else "" if known else "nothing to tell apart"
    told = [value(one, one.value), one.says, ends if known else "-", str(one.n), note]
    return [*told, one.name]


def _head(card: Card) -> str:
    split = f"/{card.data.split}" if card.data.split else ""
    spent = card.spent
    return (
        f"Program {card.program}, data {card.data.source}{split}, "
        f"{count(len(card.data.examples), 'example')}, {count(card.repeats, 'repeat')}; "
        f"{count(spent.calls, 'call')}, {spent.tokens:,} tokens; {card.made:%Y-%m-%d}. "
        f"n counts examples, and fewer than {LEAST} are too few to go by."
    )


def _notes(card: Card) -> Sequence[str]:
    stopped = [f"stopped before its end: {card.stopped}"] if card.stopped else []
    return [*card.notes, *stopped]
