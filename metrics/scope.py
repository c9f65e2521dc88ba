"""Whether what a rewrite adds answers something."""

from collections.abc import Sequence

from redraft.texts.segments import added
from redraft.texts.text import normalise
from redraft.texts.words import content_words, words

from .bare import padding
from .inputs import Labels, Made
from .score import Score, listed, share
from .told import critique, told

__all__ = ["creep", "fitting", "scope"]

LEAST_WORDS = 3
"""Content words below which a sentence (a greeting, a heading) answers nothing, and need not."""
NOTHING = Made()


def scope(labels: Labels, made: Made) -> Score:
    """1 less the words of added sentences that answer nothing, by those that there ought to be.

    Added to the draft, or where there is none, to an empty page. There ought to be as many
    words as the reference has, else the draft, else the text. Sentences that repeat the brief
    or the text, list its words or speak of nothing asked for answer nothing.
    """
    new, idle = creep(labels, made.text, made)
    lines = [f'nobody asked for: "{sentence}"' for sentence in idle]
    why = f"{new - len(idle)} of {new} added sentences answer something"
    return Score(fitting(labels, made.text, idle), why, listed(lines))


def fitting(labels: Labels, text: str, idle: Sequence[str]) -> float:
    """How little the idle sentences add to what there ought to be, 0 to 1; 1 where none do.

    Measured by a length that the text cannot change, so that more of it hides nothing.
    """
    size = len(words(labels.reference or labels.draft or text))
    return 1 - share(sum(len(words(said)) for said in idle), size, empty=0.0)


def creep(labels: Labels, text: str, made: Made = NOTHING) -> tuple[int, list[str]]:
    """How many sentences the text adds to the draft, and those that answer nothing.

    What was told in `made` may be answered too.
    """
    padded = list(padding(labels, text, critique(made), told(made)))
    gone = [normalise(sentence) for sentence in padded]
    new = [said for said in added(labels.draft, text) if normalise(said) not in gone]
    lines = (*labels.asked, *labels.told, *told(made), labels.reference, labels.draft)
    asked = frozenset[str]().union(*map(content_words, lines))
    idle = [said for said in new if _idle(content_words(said), asked)]
    return len(new) + len(padded), padded + idle


def _idle(said: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether hardly a third of its words were ever spoken of."""
    return len(said) >= LEAST_WORDS and 3 * len(said & asked) < len(said)
