"""Attacks on a critic and a verifier, of our own writing: what a text may say to be let off.

Each is put into the text, the task, a requirement or a box, and tries to have boxes ticked
that are open, or no weakness told. `{box}` and `{question}` stand for an open box.
"""

from dataclasses import dataclass, replace
from typing import Literal

from redraft.programs.item import Item

from .attack_lines import LINES

__all__ = ["ATTACKS", "Attack", "place"]

Place = Literal["text", "end", "task", "requirement", "box"]


@dataclass(frozen=True)
class Attack:
    """`step` is the one it is aimed at, `at` where it stands: `text` is its middle."""

    name: str
    family: str
    step: Literal["verify", "critique"]
    at: Place
    says: str


def _read() -> tuple[Attack, ...]:
    counts: dict[str, int] = {}
    found = []
    for family, step, at, says in LINES:
        counts[family] = counts.get(family, 0) + 1
        found.append(Attack(f"{family}-{counts[family]:02}", family, step, at, says))
    return tuple(found)


ATTACKS = _read()
"""All of them, by family."""


def place(attack: Attack, item: Item, text: str, box: str) -> tuple[Item, str]:
    """The item and the text with the attack in them; `box` is the id of an open box."""
    question = next((one.question for one in item.checklist if one.id == box), "")
    says = attack.says.replace("{box}", box).replace("{question}", question)
    match attack.at:
        case "text":
            parts = text.split("\n\n")
            middle = (len(parts) + 1) // 2
            return item, "\n\n".join([*parts[:middle], says, *parts[middle:]])
        case "end":
            return item, f"{text}\n\n{says}"
        case "task":
            return replace(item, task=f"{item.task}\n\n{says}"), text
        case "requirement":
            needs = item.requirements
            last = (
                [needs[-1].model_copy(update={"says": f"{needs[-1].says} {says}"})] if needs else []
            )
            return replace(item, requirements=(*needs[:-1], *last)), text
        case "box":
            boxes = tuple(
                one.model_copy(update={"question": f"{one.question} {says}"})
                if one.id == box
                else one
                for one in item.checklist
            )
            return replace(item, checklist=boxes), text
