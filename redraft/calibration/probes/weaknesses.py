"""Whether the critic finds what was planted, and leaves alone what is clean."""

from collections.abc import Iterable, Sequence

from redraft.calibration.case import Case
from redraft.calibration.figure import Figure, rate
from redraft.calibration.plan import Plan
from redraft.calibration.probe import Probe
from redraft.calibration.told import Told, clean_figures, found_figures, told
from redraft.programs.steps import Steps

__all__ = ["WEAKNESSES"]


def look(case: Case, plan: Plan) -> Steps[list[Told]]:
    """The draft and, unless it has to be quick, the reference, at the program's own number."""
    if not case.labels.weaknesses and not case.labels.clean:
        return []
    seen = [(yield from told(case, plan, least=plan.least))]
    if not plan.quick and (text := case.labels.reference) and not case.labels.clean:
        seen.append((yield from told(case, plan, least=plan.least, text=text)))
    return seen


def tell(seen: Sequence[Told]) -> list[Figure]:
    """Recall and precision, by category and severity too, false alarms, and what guards drop."""
    clean = [one for one in seen if one.clean and one.read]
    every = [one for one in seen if one.told]
    return [
        *found_figures("critic", seen),
        _of(
            "critic.recall.unaided",
            "planted weaknesses found that no check in view names",
            ((one, n) for one in seen for n in range(len(one.planted)) if n not in one.helped),
        ),
        *_by(seen, "category"),
        *_by(seen, "severity"),
        *_right_by(seen, "category"),
        *_right_by(seen, "severity"),
        *clean_figures("critic", seen),
        rate(
            "critic.left_alone",
            "clean texts of which no weakness is told",
            [not one.kept for one in clean],
            [one.case for one in clean],
        ),
        *(_dropped(reason, every) for reason in WORDS),
        rate(
            "critic.unread",
            "critiques that cannot be read",
            [not one.read for one in seen],
            [one.case for one in seen],
        ),
    ]


def _by(seen: Sequence[Told], field: str) -> list[Figure]:
    """Recall of the planted weaknesses by what this field says."""
    kinds = dict.fromkeys(getattr(weak, field) for one in seen for weak in one.planted)
    return [
        _of(
            f"critic.recall.{kind.replace(' ', '_')}",
            f"planted weaknesses found: {kind}",
            (
                (one, n)
                for one in seen
                for n, weak in enumerate(one.planted)
                if getattr(weak, field) == kind
            ),
        )
        for kind in sorted(kinds)
    ]


def _right_by(seen: Sequence[Told], field: str) -> list[Figure]:
    """Precision of those told of flawed texts by what they say of themselves in this field."""
    claims = [(weak, right, one.case) for one in seen if one.planted for weak, right in one.claims]
    kinds = {getattr(weak, field) for weak, _, _ in claims}
    return [
        rate(
            f"critic.precision.{kind.replace(' ', '_') or 'none'}",
            f"weaknesses told that are planted ones: {kind or f'no {field}'}",
            [right for weak, right, _ in claims if getattr(weak, field) == kind],
            [case for weak, _, case in claims if getattr(weak, field) == kind],
        )
        for kind in sorted(kinds)
    ]


def _of(name: str, says: str, planted: Iterable[tuple[Told, int]]) -> Figure:
    pairs = [(n in one.hits, one.case) for one, n in planted]
    return rate(name, says, [hit for hit, _ in pairs], [case for _, case in pairs])


def _dropped(reason: str, seen: Sequence[Told]) -> Figure:
    flags = [n < one.dropped.get(reason, 0) for one in seen for n in range(one.told)]
    names = [one.case for one in seen for _ in range(one.told)]
    return rate(f"critic.{reason}", f"weaknesses told that are {WORDS[reason]}", flags, names)


WORDS = {
    "ungrounded": "ungrounded: the quote is not in the text",
    "duplicate": "told before",
    "praise": "praise",
    "void": "void: they ask for words that stand there already",
    "empty": "empty",
}

WEAKNESSES = Probe("weaknesses", ("critique",), "what the critic finds, and invents", look, tell)
