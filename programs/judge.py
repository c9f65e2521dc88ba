"""Which boxes a text ticks: code answers where it can, else the verify step."""

from redraft.checks import parse
from redraft.signatures.records import Round, StepCost
from redraft.signatures.types import Verdict

from .guards import complete, honest
from .program import Item, ask
from .steps import Steps

__all__ = ["coded", "judge", "judged"]


def coded(item: Item, text: str) -> list[Verdict]:
    """The verdicts that code gives; they cost no call and count as fact."""
    results = [(box.id, parse(box.check)(text)) for box in item.checklist if box.check]
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


def judge(item: Item, text: str) -> Steps[tuple[list[Verdict], list[StepCost]]]:
    """One verdict a box: by code where it can answer, else by the model, with evidence.

    The step `verify` is asked once, at temperature 0, and not at all where code answers
    every box.

    Raises:
        OverBudget: the budget does not bear the call.
    """
    facts = coded(item, text)
    open_boxes = [box for box in item.checklist if not box.check]
    if not open_boxes:
        return complete(facts, item.checklist), []
    inputs = item.shared | {"text": text, "open_boxes": open_boxes}
    reply = yield from ask("verify", inputs, {"temperature": 0.0})
    said = reply.outputs["verdicts"] if reply.outputs else []
    told = honest(complete(said, open_boxes), text, open_boxes)
    return complete([*facts, *told], item.checklist), [reply.cost]


def judged(item: Item, round: Round) -> Steps[Round]:
    """The round with the verdicts on its text and what they cost."""
    verdicts, costs = yield from judge(item, round.text)
    return round.model_copy(update={"verdicts": verdicts, "steps": [*round.steps, *costs]})
