"""Which boxes a text ticks: code answers where it can, else the verify step."""

from functools import lru_cache

from redraft.checks import Result, parse
from redraft.signatures.records import Round, StepCost
from redraft.signatures.types import Verdict

from .asking import ask
from .guards import complete, honest
from .item import Item
from .steps import Ask, Reply, Steps

__all__ = ["answered", "coded", "judge", "judged", "verification"]


def coded(item: Item, text: str) -> list[Verdict]:
    """The verdicts that code gives; they cost no call and count as fact."""
    results = [(box.id, _answer(box.check, text)) for box in item.checklist if box.check]
    return [
        Verdict(
            box=box,
            checked=result.passed,
            evidence=result.evidence,
            missing=result.missing,
            by="code",
        )
        for box, result in results
    ]


@lru_cache(maxsize=2048)
def _answer(check: str, text: str) -> Result:
    """What code answers; a text is asked about several times in a round."""
    return parse(check)(text)


def verification(item: Item, text: str) -> Ask | None:
    """The question to the model about the boxes that code can't answer; None if there are none."""
    open_boxes = [box for box in item.checklist if not box.check]
    if not open_boxes:
        return None
    inputs = item.shared | {"text": text, "open_boxes": open_boxes}
    return Ask("verify", inputs, {"temperature": 0.0})


def answered(item: Item, text: str, reply: Reply | None) -> list[Verdict]:
    """One verdict a box, from code and from the reply to `verification`."""
    open_boxes = [box for box in item.checklist if not box.check]
    said = reply.outputs["verdicts"] if reply and reply.outputs else []
    told = honest(complete(said, open_boxes), text, open_boxes)
    return complete([*coded(item, text), *told], item.checklist)


def judge(item: Item, text: str) -> Steps[tuple[list[Verdict], list[StepCost]]]:
    """One verdict a box: by code where it can answer, else by the model, with evidence.

    The step `verify` is asked once, at temperature 0, and not at all where code answers
    every box.

    Raises:
        OverBudget: the budget does not bear the call.
    """
    question = verification(item, text)
    if question is None:
        return answered(item, text, None), []
    reply = yield from ask(question.step, question.inputs, question.config)
    return answered(item, text, reply), [reply.cost]


def judged(item: Item, round: Round) -> Steps[Round]:
    """The round with the verdicts on its text and what they cost."""
    verdicts, costs = yield from judge(item, round.text)
    return round.model_copy(update={"verdicts": verdicts, "steps": [*round.steps, *costs]})
