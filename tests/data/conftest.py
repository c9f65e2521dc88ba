"""A labelled row that keeps every rule, to plant faults in."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SOUND: dict[str, Any] = {
    "id": "note-01",
    "kind": "note",
    "clean": False,
    "task": "Tell the crew when the gate is painted, and who brings the paint.",
    "requirements": [{"id": "r1", "says": "names the day"}],
    "checklist": [
        {"id": "b1", "question": "Names the day", "check": 'contains "Friday"'},
        {"id": "b2", "question": "Says who brings the paint"},
        {"id": "b3", "question": "At most 30 words", "check": "words <= 30"},
    ],
    "draft": "Hello all,\nthe gate is painted some time soon. Ines brings the green paint.",
    "weaknesses": [
        {
            "id": "w1",
            "category": "completeness",
            "quote": "is painted some time soon",
            "concerns": "b1",
            "problem": "Names no day.",
            "severity": "major",
        }
    ],
    "verdicts": [
        {"box": "b1", "checked": False, "missing": "the day"},
        {"box": "b2", "checked": True, "evidence": "Ines brings the green paint"},
        {"box": "b3", "checked": True, "evidence": ""},
    ],
    "reference": "Hello all,\nthe gate is painted on Friday. Ines brings the green paint.",
    "cosmetic": "Hi everyone,\nsoon the gate gets its paint. Ines is bringing the green one.",
}

OTHER = {
    "id": "note-02",
    "task": "Ask the choir whether rehearsal can move to the church hall.",
    "draft": "Singers, our room floods at some point each week. Odo asked about moving elsewhere.",
    "reference": "Singers, on Friday we rehearse in the church hall, because our room floods.",
    "cosmetic": "Dear singers, every week our room is flooded. Odo asked to go somewhere else.",
}


@pytest.fixture
def sound() -> dict[str, Any]:
    """A row without a fault."""
    return copy.deepcopy(SOUND)


@pytest.fixture
def other() -> dict[str, Any]:
    """Another row without a fault, and unlike the first."""
    row = {**copy.deepcopy(SOUND), **OTHER}
    row["weaknesses"][0]["quote"] = "at some point each week"
    row["verdicts"][1]["evidence"] = "Odo asked about moving"
    return row


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows to a JSONL file of that name; text and bytes go in as they are."""

    def to(name: str, *rows: Any) -> Path:
        path = tmp_path / name
        lines = [row if isinstance(row, bytes) else _text(row).encode() for row in rows]
        path.write_bytes(b"\n".join(lines) + b"\n")
        return path

    return to


def _text(row: Any) -> str:
    return row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)
