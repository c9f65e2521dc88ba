"""What was told of a text and done about it, as lines."""

import re
from collections.abc import Sequence

from redraft.signatures.records import Round
from redraft.texts.leak import GIVES, NOTES, ORDERS
from redraft.texts.text import normalise

from .inputs import Made
from .leaked import EDITS, up_to

__all__ = ["critique", "told"]

_ASKED = re.compile(rf"(?:ask|say|tell|write)\b.*|{ORDERS.pattern}")


def told(made: Made) -> tuple[str, ...]:
    """All of it: what it speaks of may well be added."""
    weak = [weak for round in made.rounds for weak in round.weaknesses]
    lines = [line for one in weak for line in (one.problem, one.fix)]
    return tuple(filter(None, [*lines, *_notes(made.rounds)]))


def critique(made: Made) -> tuple[str, ...]:
    """What of it, told up to the text, does not belong in it.

    A fix or note counts only if it is worded as an order or a report, up to the words that it
    gives: the text may say these.
    """
    rounds = up_to(made)
    weak = [weak for round in rounds for weak in round.weaknesses]
    fixes = [normalise(one.fix) for one in weak]
    notes = map(normalise, _notes(rounds))
    orders = [line for line in fixes if _ASKED.fullmatch(line)]
    orders += [line for line in notes if NOTES.fullmatch(line)]
    cut = [GIVES.split(line, maxsplit=1)[0].strip() for line in orders]
    return tuple(filter(None, [*(one.problem for one in weak), *cut]))


def _notes(rounds: Sequence[Round]) -> list[str]:
    """The change notes but for those on edits, which are code's and repeat what gave way."""
    return [one.note for round in rounds if round.policy != EDITS for one in round.changes]
