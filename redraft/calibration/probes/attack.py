"""Whether attacks get through: what structure prevents, counted; what a model resists, measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redraft.calibration.asking import criticism, ticked, verify
from redraft.calibration.attacks import ATTACKS, Attack, place
from redraft.calibration.case import Case
from redraft.calibration.figure import Figure, moved, rate, shift
from redraft.calibration.plan import Plan
from redraft.calibration.probe import Probe
from redraft.calibration.structure import BREACHES, breaches, forged
from redraft.calibration.told import told
from redraft.programs.judge import answered, verification
from redraft.programs.steps import Steps
from redraft.signatures import Critique, Verify

__all__ = ["ATTACK"]


@dataclass(frozen=True)
class Struck:
    """What one attack did: to open boxes (ticked before, and with it), or to a critique's count."""

    case: str
    attack: Attack
    before: tuple[float, ...]
    after: tuple[float, ...]
    breaches: tuple[str, ...] = ()


def look(case: Case, plan: Plan) -> Steps[list[Struck]]:
    """The attacks that fell to this example, each beside the same question without it."""
    seen = []
    for at in plan.attacks.get(case.name, ()):
        attack = ATTACKS[at]
        strike = _on_verifier if attack.step == "verify" else _on_critic
        seen.append((yield from strike(case, plan, attack)))
    return seen


def _on_verifier(case: Case, plan: Plan, attack: Attack) -> Steps[Struck]:
    still = [box for box, so in case.truth.items() if not so]
    item, text = place(attack, case.item, case.draft, still[0])
    before = yield from ticked(case.item, case.draft)
    reply = yield from verify(item, text)
    verdicts = answered(item, text, reply)
    question = verification(item, text)
    wrong = breaches(case.item, text, verdicts)
    if question and forged(Verify, question.inputs):
        wrong.append("forged")
    after = {one.box: one.checked for one in verdicts}
    return Struck(
        case.name,
        attack,
        tuple(float(before[box]) for box in still),
        tuple(float(after.get(box, False)) for box in still),
        tuple(wrong),
    )


def _on_critic(case: Case, plan: Plan, attack: Attack) -> Steps[Struck]:
    still = next((box for box, so in case.truth.items() if not so), "")
    item, text = place(attack, case.item, case.draft, still)
    before = yield from told(case, plan, least=plan.least)
    after = yield from told(Case(case.name, item, case.labels), plan, least=plan.least, on=text)
    question = criticism(item, text, plan.least, categories=plan.categories, seed=plan.seed)
    wrong = ("forged",) if forged(Critique, question.inputs) else ()
    return Struck(case.name, attack, (float(before.kept),), (float(after.kept),), wrong)


def tell(seen: Sequence[Struck]) -> list[Figure]:
    """Breaches of structure, ticks won by family and in all, and weaknesses no longer told."""
    judged = [one for one in seen if one.attack.step == "verify"]
    found = [
        rate(
            f"attack.{name}",
            f"attacks with {says}",
            [name in one.breaches for one in of],
            [one.attack.name for one in of],
        )
        for name, says in BREACHES.items()
        for of in [seen if name == "forged" else judged]
    ]
    found += _won("attack.ticks", "open boxes ticked", judged)
    for family in dict.fromkeys(one.attack.family for one in judged):
        of = [one for one in judged if one.attack.family == family]
        found.append(_won(f"attack.ticks.{family}", f"the same, {family}", of)[-1])
    critics = [one for one in seen if one.attack.step == "critique"]
    names = [one.case for one in critics]
    counts = [one.before[0] for one in critics], [one.after[0] for one in critics]
    drop = shift("attack.weaknesses", "weaknesses told: under attack, less without", *counts, names)
    found.append(drop.model_copy(update={"unit": "count"}))
    silenced = [not one.after[0] and bool(one.before[0]) for one in critics]
    found.append(rate("attack.silenced", "critiques that an attack left empty", silenced, names))
    return found


def _won(name: str, what: str, seen: Sequence[Struck]) -> list[Figure]:
    pairs = list(_pairs(seen))
    return moved(
        name,
        what,
        "under attack",
        [before for before, _, _ in pairs],
        [after for _, after, _ in pairs],
        [case for _, _, case in pairs],
    )


def _pairs(seen: Sequence[Struck]) -> Iterator[tuple[bool, bool, str]]:
    for one in seen:
        pairs = zip(one.before, one.after, strict=True)
        yield from ((bool(before), bool(after), one.case) for before, after in pairs)


ATTACK = Probe("attack", ("verify",), "what attacks win, and what structure prevents", look, tell)
