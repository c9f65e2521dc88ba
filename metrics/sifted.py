"""Which of the weaknesses that a critique told count, and what is wrong with the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from redraft.signatures.records import Round
from redraft.signatures.types import Weakness
from redraft.texts.duplicates import same_fault
from redraft.texts.grounding import grounded
from redraft.texts.praise import praises
from redraft.texts.text import contains
from redraft.texts.unchanged import empty
from redraft.texts.words import content_words

from .inputs import Labels, Made
from .matching import GENERIC

__all__ = ["Critique", "critiques", "first", "sift"]

_LACK = content_words(
    "the box is not ticked, missing, lacks, absent: add it to the text, checklist, requirement,"
    " draft, does, nothing, no, needs, must, should, unticked, fails, weakness"
)
"""Words that turn a box into a weakness without a thought."""


@dataclass(frozen=True)
class Critique:
    """One critique of `text`: the weaknesses that count, and the others with the reason."""

    text: str
    round: Round
    kept: tuple[Weakness, ...]
    dropped: tuple[tuple[Weakness, str], ...]

    @property
    def told(self) -> int:
        """How many weaknesses it told."""
        return len(self.kept) + len(self.dropped)

    @property
    def faults(self) -> tuple[str, ...]:
        """A line for each weakness that does not count."""
        return tuple(
            f'weakness {weak.id or "without id"} does not count, {why}: "{_short(weak)}"'
            for weak, why in self.dropped
        )


def critiques(labels: Labels, made: Made) -> list[Critique]:
    """Each round's critique, of the text that it rewrote."""
    found: list[Critique] = []
    for at, round in enumerate(made.rounds):
        told = [*round.weaknesses, *(drop.weakness for drop in round.dropped)]
        told = [weak for weak in told if weak.by == "model"]
        if at and (told or _asked(round)):
            text = _base([earlier.text for earlier in made.rounds[:at]], round.base, told)
            kept, dropped = sift(labels, told, text)
            found.append(Critique(text, round, tuple(kept), tuple(dropped)))
    return found


def _asked(round: Round) -> bool:
    """Whether a critique was asked for, and came: one that tells nothing is a critique too."""
    return any(step.step == "critique" and not step.error for step in round.steps)


def first(labels: Labels, made: Made) -> Critique | None:
    """The first critique of the labelled draft; None where there is none."""
    found = (one for one in critiques(labels, made) if labels.is_draft(one.text))
    return next(found, None)


def sift(
    labels: Labels, told: Sequence[Weakness], text: str
) -> tuple[list[Weakness], list[tuple[Weakness, str]]]:
    """The weaknesses that say something of their own about this text, and the others, why."""
    kept: list[Weakness] = []
    dropped: list[tuple[Weakness, str]] = []
    for weakness in told:
        why = _fault(labels, weakness, text, kept)
        if why:
            dropped.append((weakness, why))
        else:
            kept.append(weakness)
    return kept, dropped


def _fault(labels: Labels, weakness: Weakness, text: str, kept: Sequence[Weakness]) -> str:
    if empty(weakness.problem):
        return "it names no problem"
    if praises(weakness):
        return "it praises"
    if not grounded(weakness, text):
        task = weakness.quote and contains("\n".join(labels.asked), weakness.quote)
        return f"its quote is in the {'task' if task else 'air'}, not in the text"
    if _copied(labels, weakness):
        return "it only copies a box or requirement"
    if not content_words(f"{weakness.problem} {weakness.fix}") - GENERIC:
        return "it could be said of any text"
    return "it is told twice" if any(same_fault(one, weakness, text) for one in kept) else ""


def _copied(labels: Labels, weakness: Weakness) -> bool:
    """Whether problem and fix say no word that one line of the brief does not say."""
    said = content_words(f"{weakness.problem} {weakness.fix}") - _LACK
    return any(said <= content_words(line) for line in labels.asked[1:])


def _base(texts: Sequence[str], number: int | None, told: Sequence[Weakness]) -> str:
    """The text that the critique read, as its round says; of older records its quotes do."""
    if number is not None and 0 <= number < len(texts):
        return texts[number]
    quotes = [weak.quote for weak in told if weak.quote]
    counts = [sum(contains(text, quote) for quote in quotes) for text in texts]
    return max(zip(counts, range(len(texts)), texts, strict=True))[2]


def _short(weakness: Weakness) -> str:
    line = " ".join((weakness.quote or weakness.problem).split())
    return line if len(line) <= 80 else line[:77].rstrip() + "..."
