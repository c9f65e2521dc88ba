"""A small labelled example whose scores can be worked out by hand, and runs on it."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from redraft.metrics import Labels, Made, labels
from redraft.signatures.records import Round, StepCost
from redraft.signatures.types import Change, Verdict, Weakness

DRAFT = (
    "Hello crew,\n\n"
    "the gate is painted some time soon. Ines brings the green paint from the shed. "
    "Wear old clothes and gloves."
)
REFERENCE = (
    "Hello crew,\n\n"
    "the gate is painted on Friday at nine. Ines brings the green paint from the shed. "
    "Wear old clothes and gloves. Ring Tomas on 5550199 if it rains."
)
ROW: dict[str, Any] = {
    "id": "note-01",
    "task": "Tell the crew when the gate is painted, who brings the paint and whom to ring.",
    "requirements": [{"id": "r1", "says": "names the day"}],
    "checklist": [
        {"id": "b1", "question": "Names the day", "check": 'contains "Friday"'},
        {"id": "b2", "question": "Says who brings the paint"},
        {"id": "b3", "question": "Says whom to ring if it rains"},
        {"id": "b4", "question": "At most 40 words", "check": "words <= 40"},
    ],
    "draft": DRAFT,
    "weaknesses": [
        {
            "id": "w1",
            "category": "clarity",
            "quote": "is painted some time soon",
            "concerns": "b1",
            "problem": "Names no day for the painting of the gate",
            "severity": "major",
        },
        {
            "id": "w2",
            "category": "completeness",
            "quote": "",
            "concerns": "b3",
            "problem": "Leaves out whom the crew can ring if it rains",
            "severity": "minor",
        },
    ],
    "verdicts": [
        {"box": "b1", "checked": False, "missing": "the day"},
        {"box": "b2", "checked": True, "evidence": "Ines brings the green paint"},
        {"box": "b3", "checked": False, "missing": "whom to ring"},
        {"box": "b4", "checked": True},
    ],
    "reference": REFERENCE,
    "clean": False,
}
CLEAN: dict[str, Any] = ROW | {
    "draft": REFERENCE,
    "weaknesses": [],
    "verdicts": [
        {"box": "b1", "checked": True, "evidence": "Friday"},
        {"box": "b2", "checked": True, "evidence": "Ines brings the green paint"},
        {"box": "b3", "checked": True, "evidence": "Ring Tomas on 5550199 if it rains"},
        {"box": "b4", "checked": True},
    ],
    "clean": True,
}

DAY = Weakness(
    id="w1",
    category="clarity",
    quote="is painted some time soon",
    problem="Names no day for painting the gate",
    fix="Say that it is Friday at nine",
    concerns="b1",
)
RING = Weakness(
    id="w2",
    category="completeness",
    problem="Leaves out whom to ring if it rains",
    fix="Add that Tomas can be rung",
    concerns="b3",
)
STRAY = Weakness(
    id="w3",
    category="clarity",
    quote="Wear old clothes and gloves",
    problem="Hats go unmentioned here",
    fix="Ask for hats as well",
)


@pytest.fixture(scope="session")
def known() -> Labels:
    """The example's labels."""
    return labels(ROW)


@pytest.fixture(scope="session")
def clean() -> Labels:
    """The same task with a good draft, in which nothing is planted."""
    return labels(CLEAN)


Run = Callable[..., Made]


@pytest.fixture(scope="session")
def run() -> Run:
    """Makes a run of one round: `run(text, told, verdicts=..., notes=..., draft=...)`."""

    def one(
        text: str,
        told: Sequence[Weakness] = (),
        *,
        verdicts: Sequence[Verdict] = (),
        first: Sequence[Verdict] = (),
        notes: Sequence[Change] | None = None,
        draft: str = DRAFT,
    ) -> Made:
        if notes is None:
            notes = [Change(weakness=weak.id, note="Done as told") for weak in told]
        steps = [StepCost(step="critique", calls=1, prompt_tokens=700, new_tokens=300)]
        rounds = (
            Round(number=0, text=draft, verdicts=list(first)),
            Round(
                number=1,
                text=text,
                weaknesses=list(told),
                changes=list(notes),
                verdicts=list(verdicts),
                steps=steps,
            ),
        )
        return Made(text=text, verdicts=tuple(verdicts), rounds=rounds)

    return one
