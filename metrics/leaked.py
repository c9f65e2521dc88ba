"""Whether a prediction's text is more than the text: its critique, its notes, a chat's frame."""

from redraft.texts.leak import leak

from .inputs import Labels, Made

__all__ = ["leaked"]


def leaked(labels: Labels, made: Made) -> str:
    """What the text holds that is not the text, and nothing where it is clean.

    What was told of it counts, and what the labels tell of the draft.
    """
    told = [weak for round in made.rounds for weak in round.weaknesses]
    changes = [change for round in made.rounds for change in round.changes]
    found = leak(labels.task, [*told, *labels.weaknesses], changes, labels.draft, made.text)
    return f"the text is not only the text: it {found}" if found else ""
