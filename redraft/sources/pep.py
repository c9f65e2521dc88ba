"""PEP pairs (public domain or CC0): a PEP's first version and the one that was accepted.

A section that the first version lacked and the last has is an omission, and its box is
coded: a heading. One that grew is judged. The later version is nearly always longer.
"""

from collections.abc import Mapping
from typing import Any

from redraft.checks import parse
from redraft.checks.quoted import quoted

__all__ = ["adapt"]

TASK = "Write PEP {number}, {title!r}: what should change in Python, why, and how."


def adapt(record: Mapping[str, Any]) -> dict[str, Any]:
    """The first version with its missing sections as weaknesses, the accepted as reference."""
    draft, reference = record["draft"], record["revised"]
    boxes: list[dict[str, str]] = []
    weaknesses: list[dict[str, str]] = []
    verdicts: list[dict[str, Any]] = []
    for item in record["weaknesses"]:
        section, place = item["category"], f"b{len(boxes) + 1}"
        problem = f"The section on {section} is {_state(item['kind'])}"
        check = f"has headings {quoted([section])}"
        question = f"Has a section on {section}"
        coded = not parse(check)(draft).passed and parse(check)(reference).passed
        judged = {"question": f"{question} that says enough to decide on"}
        boxes.append({"question": question, "check": check} if coded else judged)
        weaknesses.append(
            {
                "category": "completeness",
                "quote": "",
                "concerns": place,
                "problem": problem,
                "severity": "major",
            }
        )
        verdicts.append({"box": place, "checked": False, "missing": problem})
    number = str(record["id"]).removeprefix("pep-").lstrip("0")
    return {
        "id": str(record["id"]),
        "kind": "Python enhancement proposal",
        "task": TASK.format(number=number, title=record["title"]),
        "checklist": boxes,
        "draft": draft,
        "weaknesses": weaknesses,
        "verdicts": verdicts,
        "reference": reference,
    }


def _state(kind: str) -> str:
    return "missing or a stub" if kind == "missing_or_stub" else "underdeveloped"
