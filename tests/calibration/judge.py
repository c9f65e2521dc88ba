"""A verifier and a critic whose true rates are set by the test, and rows to ask them about."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dspy.lm15 import Request

from redraft.adapter.fence import unfence
from redraft.calibration.calibrate import Calibration
from redraft.calibration.card import Card
from redraft.calibration.expected import Expected
from redraft.calibration.order import Order
from redraft.data import Row
from redraft.settings import Settings
from tests.scripted import Scripted, prompt_of

__all__ = ["Judge", "Silent", "calibrated", "rows"]

FACTS = ("the hour", "the place", "the price", "the phone number")
SAID = {
    "the hour": "We begin at nine sharp on that day.",
    "the place": "Come to the large hall in the basement.",
    "the price": "A seat costs eleven crowns, children pay half.",
    "the phone number": "Ring Ines on 555 0199 with any question.",
}


def rows(count: int, *, clean: int = 0, seed: int = 0) -> list[Row]:
    """Notes of which each says some of four facts, one box a fact; the first `clean` say all."""
    luck, found = random.Random(seed), list[Row]()
    for number in range(count):
        there = set(FACTS if number < clean else (f for f in FACTS if luck.random() < 0.5))
        if number >= clean and there == set(FACTS):
            there.discard(luck.choice(FACTS))
        found.append(Row.model_validate(_row(number, there, is_clean=number < clean)))
    return found


def text_of(number: int, there: set[str]) -> str:
    opening = f"Note {number} to all members of the club about the dance."
    return " ".join([opening, *(SAID[fact] for fact in FACTS if fact in there)])


def _row(number: int, there: set[str], *, is_clean: bool) -> dict[str, Any]:
    boxes = [{"id": f"b{n}", "question": f"Does it give {f}?"} for n, f in enumerate(FACTS, 1)]
    boxes.append({"id": "b5", "question": "At most 99 words", "check": "words <= 99"})
    verdicts = [
        {"box": f"b{n}", "checked": fact in there, "evidence": SAID[fact] if fact in there else "",
         "missing": "" if fact in there else fact}
        for n, fact in enumerate(FACTS, 1)
    ]  # fmt: skip
    weaknesses = [
        {"id": f"w{n}", "category": "completeness", "quote": "", "concerns": f"b{at}",
         "problem": f"Leaves out {fact} of the dance", "severity": "major"}
        for n, (at, fact) in enumerate(
            ((at, fact) for at, fact in enumerate(FACTS, 1) if fact not in there), 1
        )
    ]  # fmt: skip
    return {
        "id": f"note-{number}",
        "task": f"Write note {number} about the dance: give hour, place, price and phone number.",
        "checklist": boxes,
        "draft": text_of(number, there),
        "weaknesses": weaknesses,
        "verdicts": [*verdicts, {"box": "b5", "checked": True}],
        "reference": text_of(number, set(FACTS)),
        "clean": is_clean,
    }


@dataclass
class Judge:
    """Ticks what is so with `sensitivity`, leaves open what is not with `specificity`.

    `moved` is by how much a text that holds a certain phrase lowers the specificity. The
    critic tells each fact that is missing with `recall`, and `invents` weaknesses of its own.
    The same question always gets the same answer, unless its seed is another.
    """

    sensitivity: float = 0.8
    specificity: float = 0.7
    recall: float = 0.5
    invents: int = 0
    moved: dict[str, float] = field(default_factory=dict)
    fault: Callable[[int], BaseException | None] = lambda number: None

    def engine(self) -> Scripted:
        """An engine that answers so."""
        return Scripted({"verify": self._verify, "critique": self._critique, "draft": self._draft})

    def _verify(self, request: Request) -> str:
        fields = unfence(prompt_of(request))
        text, verdicts = fields["text"], []
        lenient = sum(by for phrase, by in self.moved.items() if phrase in text)
        for line in fields["open_boxes"].splitlines():
            box, question = line.split(": ", 1)
            luck = self._luck(request, box, text)
            fact = next((one for one in FACTS if one in question), "")
            so = SAID.get(fact, "\0") in text
            right = luck.random() < (self.sensitivity if so else self.specificity - lenient)
            ticks = so == right
            shown = SAID[fact] if so else text[:40].rsplit(" ", 1)[0]
            verdicts.append(
                {"box": box, "evidence": shown if ticks else "", "missing": "" if ticks else "it",
                 "checked": ticks}
            )  # fmt: skip
        return json.dumps({"verdicts": verdicts})

    def _critique(self, request: Request) -> str:
        fields = unfence(prompt_of(request))
        text = fields["text"]
        found = [
            {"category": "completeness", "quote": "", "concerns": f"b{n}", "severity": "major",
             "problem": f"It leaves out {fact} of the dance", "fix": f"Add: {SAID[fact]}"}
            for n, fact in enumerate(FACTS, 1)
            if SAID[fact] not in text and self._luck(request, fact, text).random() < self.recall
        ]  # fmt: skip
        found += [
            {"category": "clarity", "quote": quote, "concerns": "", "severity": "minor",
             "problem": problem, "fix": "Name the colour"}
            for quote, problem in (
                ("members of the club", "Which zebra tapestries they own goes unmentioned"),
                ("about the dance", "No lantern is said to hang from any ceiling"),
            )[: self.invents]
        ]  # fmt: skip
        return json.dumps({"weaknesses": found})

    def _draft(self, request: Request) -> str:
        return text_of(int(prompt_of(request).split("Write note ")[1].split()[0]), set(FACTS[:2]))

    def _luck(self, request: Request, *of: str) -> random.Random:
        return random.Random(f"{request.config.seed or 0} {' '.join(of)}")


class Silent:
    """A display that keeps what was expected."""

    def __init__(self) -> None:
        self.expected: Expected | None = None
        self.answers = 0

    def begins(self, calibration: Calibration, expected: Expected) -> None:
        self.expected = expected

    def answered(self, calibration: Calibration) -> None:
        self.answers += 1


def calibrated(
    engine: Scripted, data: Sequence[Row], *, log: Path | None = None, **options: Any
) -> Card:
    """The card of the engine over the rows."""
    order = Order(
        settings=options.pop("settings", Settings()),
        rows=data,
        source="notes",
        split=None,
        log=log,
        **options,
    )
    return Calibration(order, {"main": engine.lm}).work(Silent())
