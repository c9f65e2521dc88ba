"""Whether what a rewrite adds answers something."""

from redraft.texts.segments import added
from redraft.texts.text import normalise
from redraft.texts.words import content_words

from .bare import padding
from .inputs import Labels, Made
from .score import Score, listed, share

__all__ = ["creep", "scope"]

LEAST_WORDS = 3
"""Content words below which a sentence (a greeting, a heading) answers nothing, and need not."""


def scope(labels: Labels, made: Made) -> Score:
    """Added sentences that answer something, of all added; 1 where nothing is added.

    Added to the draft, or where there is none, to an empty page. Sentences that repeat the
    brief or the text, list its words or speak of nothing asked for answer nothing.
    """
    new, idle = creep(labels, made.text, critique(made))
    lines = [f'nobody asked for: "{sentence}"' for sentence in idle]
    value = share(new - len(idle), new)
    return Score(
        value, f"{new - len(idle)} of {new} added sentences answer something", listed(lines)
    )


def critique(made: Made) -> tuple[str, ...]:
    """What was told of the text and done about it, as lines that do not belong in it."""
    told = [weak for round in made.rounds for weak in round.weaknesses]
    notes = [change.note for round in made.rounds for change in round.changes]
    return tuple(line for weak in told for line in (weak.problem, weak.fix) if line) + tuple(notes)


def creep(labels: Labels, text: str, told: tuple[str, ...] = ()) -> tuple[int, list[str]]:
    """How many sentences the text adds to the draft, and those that answer nothing."""
    padded = list(padding(labels, text, told))
    gone = [normalise(sentence) for sentence in padded]
    new = [said for said in added(labels.draft, text) if normalise(said) not in gone]
    lines = (*labels.asked, *labels.told, *told, labels.reference, labels.draft)
    asked = frozenset[str]().union(*map(content_words, lines))
    idle = [said for said in new if _idle(content_words(said), asked)]
    return len(new) + len(padded), padded + idle


def _idle(said: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether hardly a third of its words were ever spoken of."""
    return len(said) >= LEAST_WORDS and 3 * len(said & asked) < len(said)
