"""What came of one critique, held to the labels."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from redraft.metrics.matching import match
from redraft.metrics.sifted import sift
from redraft.programs.guards import sieve
from redraft.programs.steps import Steps
from redraft.signatures.types import Weakness

from .asking import criticise, criticism
from .case import Case
from .figure import Figure, count, rate
from .plan import Plan

__all__ = ["Told", "clean_figures", "found_figures", "told"]


@dataclass(frozen=True)
class Told:
    """A critique of one text, asked for at least `least` weaknesses.

    `told` weaknesses came, `kept` of them count, `dropped` says why others do not, and
    `right` are planted ones; `claims` are all that were told, and whether each is one.
    `planted` are those there are, `hits` those found, `helped` those that concern a box which
    code had left open in view. `read` is False where the reply could not be read.
    """

    case: str
    least: int
    clean: bool
    told: int
    kept: int
    right: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    planted: tuple[Weakness, ...] = ()
    hits: frozenset[int] = frozenset()
    helped: frozenset[int] = frozenset()
    claims: tuple[tuple[Weakness, bool], ...] = ()
    read: bool = True


def told(
    case: Case, plan: Plan, *, least: int, repeat: int = 0, text: str = "", on: str = ""
) -> Steps[Told]:
    """The critique of the draft, or of `text`, in which nothing is planted.

    `on` is the draft with something put into it.
    """
    base = text or on or case.draft
    question = criticism(
        case.item, base, least, categories=plan.categories, seed=plan.seed + repeat
    )
    said = yield from criticise(question)
    found = [one.model_copy(update={"id": f"w{n}"}) for n, one in enumerate(said or (), 1)]
    kept, dropped = sieve(found, base)
    clean = case.labels.clean or bool(text)
    planted = () if clean else case.labels.weaknesses
    own = sift(case.labels, found, base)[0] if planted else []
    pairs = match(case.labels, own)
    right = {own[at].id for at, _ in pairs}
    checks = {box.id for box in case.item.checklist if box.check}
    return Told(
        case.name,
        least,
        clean,
        len(found),
        len(kept),
        len(pairs),
        Counter(one.reason for one in dropped),
        planted,
        frozenset(at for _, at in pairs),
        frozenset(n for n, one in enumerate(planted) if one.concerns in checks),
        tuple((one, one.id in right) for one in found),
        said is not None,
    )


def found_figures(name: str, seen: Sequence[Told], at: str = "") -> list[Figure]:
    """Recall of the planted weaknesses, and precision of those told of flawed texts."""
    flawed = [one for one in seen if one.planted]
    hits = [(n in one.hits, one.case) for one in flawed for n in range(len(one.planted))]
    right = [(n < one.right, one.case) for one in flawed for n in range(one.told)]
    return [
        rate(f"{name}.recall", f"planted weaknesses found{at}", *_columns(hits)),
        rate(f"{name}.precision", f"weaknesses told that are planted ones{at}", *_columns(right)),
    ]


def clean_figures(name: str, seen: Sequence[Told], at: str = "") -> list[Figure]:
    """How many weaknesses a text without any is said to have, by critiques that can be read."""
    clean = [one for one in seen if one.clean and one.read]
    values, names = [float(one.kept) for one in clean], [one.case for one in clean]
    return [count(f"{name}.false_per_clean", f"weaknesses told of a clean text{at}", values, names)]


def _columns(pairs: Sequence[tuple[bool, str]]) -> tuple[list[bool], list[str]]:
    return [flag for flag, _ in pairs], [case for _, case in pairs]
