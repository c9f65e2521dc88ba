"""What one step should do differently: feedback for an optimizer that asks about a step."""

from collections.abc import Mapping
from typing import Any

from redraft.signatures.fields import TEXTS
from redraft.signatures.records import Round
from redraft.signatures.types import Change, Edit, Verdict, Weakness
from redraft.texts.ids import known_as
from redraft.texts.text import contains
from redraft.texts.unchanged import unchanged

from .checklist import coded
from .critique_recall import missed
from .evidence import unfounded
from .inputs import Labels, Made
from .matching import match
from .planted import dealt
from .scope import creep
from .sifted import Critique, sift
from .traceability import traced

__all__ = ["advise"]


def advise(labels: Labels, inputs: Mapping[str, Any], outputs: Mapping[str, Any]) -> list[str]:
    """What this very call should have done differently, a line each; none if nothing.

    Which step it was shows in its outputs. Of some the labels know nothing: what a plan, a
    question or a list of weaknesses without places ought to be.
    """
    if not outputs:
        return ["the reply could not be read: keep to the output format"]
    text = str(inputs.get("text") or "")
    if "weaknesses" in outputs:
        found = outputs["weaknesses"]
        told = found if isinstance(found, list | tuple) else []
        known = all(isinstance(one, Weakness | Mapping) for one in told)
        return _critique(labels, text, _many(Weakness, told)) if known else []
    if "revision" in outputs:
        changes = _many(Change, outputs.get("changes"))
        return _rewrite(labels, text, inputs, str(outputs["revision"] or ""), changes)
    if "edits" in outputs:
        return _edits(text, inputs, _many(Edit, outputs["edits"]))
    if "verdicts" in outputs:
        return _verdicts(labels, text, _many(Verdict, outputs["verdicts"]))
    written = next((name for name in outputs if name in TEXTS), None)
    return _open(labels, str(outputs[written] or "")) if written else []


def _critique(labels: Labels, text: str, told: list[Weakness]) -> list[str]:
    kept, dropped = sift(labels, [_named(n, weak) for n, weak in enumerate(told, 1)], text)
    lines = list(Critique(text, Round(number=0, text=text), tuple(kept), tuple(dropped)).faults)
    if labels.is_draft(text):
        pairs = match(labels, kept)
        hit, good = {planted for _, planted in pairs}, {found for found, _ in pairs}
        lines += [missed(weak) for n, weak in enumerate(labels.weaknesses) if n not in hit]
        lines += [
            f"weakness {weak.id} is none that is known: {weak.problem}"
            for n, weak in enumerate(kept)
            if n not in good
        ]
    return lines


def _named(number: int, weakness: Weakness) -> Weakness:
    return weakness if weakness.id else weakness.model_copy(update={"id": f"w{number}"})


def _rewrite(
    labels: Labels, before: str, inputs: Mapping[str, Any], after: str, changes: list[Change]
) -> list[str]:
    if unchanged(before, after):
        return ["the text came back unchanged: every weakness asks for an edit"]
    told = _many(Weakness, inputs.get("weaknesses"))
    round = Round(number=1, text=after, changes=changes, weaknesses=told)
    lines = traced(labels, Critique(before, round, tuple(told), ()))
    lines += [
        missed(weak).replace("missed", "still there", 1)
        for weak in labels.weaknesses
        if labels.is_draft(before) and dealt(labels, weak, after) < 0.5
    ]
    _, idle = creep(labels, after, Made(text=after, rounds=(round,)))
    return [*lines, *_open(labels, after), *(f'nobody asked for: "{one}"' for one in idle)]


def _edits(text: str, inputs: Mapping[str, Any], edits: list[Edit]) -> list[str]:
    strays = [f'not in the text: "{one.find}"' for one in edits if not contains(text, one.find)]
    told = _many(Weakness, inputs.get("weaknesses"))
    ids = [weak.id for weak in told]
    made = {known_as(edit.weakness, ids) for edit in edits}
    return strays + [
        f"no edit for {weak.id}: {weak.problem}" for weak in told if weak.id not in made
    ]


def _open(labels: Labels, text: str) -> list[str]:
    """The coded boxes that the text leaves open."""
    return [
        f"box {box.id} ({box.question}): {why}"
        for box in labels.checklist
        if box.check and (why := coded(labels, box, text))
    ]


def _verdicts(labels: Labels, text: str, verdicts: list[Verdict]) -> list[str]:
    """Ticks without evidence; on the draft also what the labels say."""
    boxes = {box.id: box for box in labels.checklist}
    truth = {label.box: label for label in labels.verdicts} if labels.is_draft(text) else {}
    lines: list[str] = []
    for verdict in verdicts:
        ident = known_as(verdict.box, boxes)
        box, label = boxes.get(ident), truth.get(ident)
        if box is None:
            lines.append(f"there is no box {verdict.box!r}")
        elif label and label.checked != verdict.checked:
            why = label.missing or f'"{label.evidence}"'
            lines.append(f"box {box.id} is {'' if label.checked else 'not '}ticked: {why}")
        elif verdict.checked and (why := unfounded(labels, box, verdict, text)):
            lines.append(f'box {box.id} is ticked on "{verdict.evidence}": {why}')
    return lines


def _many(kind: Any, value: Any) -> list[Any]:
    items = value if isinstance(value, list | tuple) else []
    return [item if isinstance(item, kind) else kind.model_validate(item) for item in items]
