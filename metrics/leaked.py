"""Whether a prediction's text is more than the text: its critique, its notes, a chat's frame."""

from redraft.signatures.records import Round
from redraft.texts.leak import leak

from .inputs import Labels, Made

__all__ = ["EDITS", "leaked", "up_to"]

EDITS = "edits"
"""The policy whose change notes no model wrote."""


def leaked(labels: Labels, made: Made) -> str:
    """What the text holds that is not the text, and nothing where it is clean.

    What was told up to it counts, and what the labels tell of the draft. The notes on edits are
    code's, which repeats the words that gave way.
    """
    rounds = up_to(made)
    told = [weak for round in rounds for weak in round.weaknesses]
    changes = [change for round in rounds if round.policy != EDITS for change in round.changes]
    found = leak(labels.task, [*told, *labels.weaknesses], changes, labels.draft, made.text)
    return f"the text is not only the text: it {found}" if found else ""


def up_to(made: Made) -> tuple[Round, ...]:
    """The rounds up to the first with this text; all of them where it is of none."""
    at = next((n for n, round in enumerate(made.rounds, 1) if round.text == made.text), None)
    return made.rounds[:at]
