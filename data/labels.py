"""The rules that a labelled row keeps, each a generator of what breaks it.

What code can decide about a label is decided here: quotes and evidence are in the draft,
coded boxes say what their checks say, and weaknesses and verdicts tell one story.
"""

from collections.abc import Iterator

from redraft.checks import Check, CheckError, parse
from redraft.signatures.types import CATEGORIES

from .lines import short
from .schema import Labelled

__all__ = ["judge"]


def judge(row: Labelled) -> Iterator[str]:
    """Every rule that `row` breaks, one line each."""
    yield from _ids(row)
    for rule in (_weaknesses, _concerns, _verdicts, _clean, _texts, _coded):
        yield from rule(row)


def _ids(row: Labelled) -> Iterator[str]:
    """Ids are counted: r1, r2, ...; b1, ...; w1, ...; and one verdict a box, in its order."""
    boxes = [box.id for box in row.checklist]
    for field, prefix, given in (
        ("requirements", "r", [item.id for item in row.requirements]),
        ("checklist", "b", boxes),
        ("weaknesses", "w", [item.id for item in row.weaknesses]),
    ):
        wanted = [f"{prefix}{n}" for n in range(1, len(given) + 1)]
        if given != wanted:
            yield f"{field}: ids are {', '.join(given)}: they must be {', '.join(wanted)}"
    judged = [verdict.box for verdict in row.verdicts]
    if judged != boxes:
        yield f"verdicts are on {', '.join(judged)}: one a box in order is {', '.join(boxes)}"


def _weaknesses(row: Labelled) -> Iterator[str]:
    for weakness in row.weaknesses:
        if weakness.category not in CATEGORIES:
            accepted = ", ".join(CATEGORIES)
            yield f"{weakness.id}: unknown category {weakness.category!r}: accepted are {accepted}"
        if weakness.quote and weakness.quote not in row.draft:
            yield f"{weakness.id}: the quote is not in the draft: {short(weakness.quote)}"
        if weakness.quote and len(weakness.quote.strip()) < 8:
            yield f"{weakness.id}: the quote {weakness.quote!r} is too short to find: 8 characters"


def _concerns(row: Labelled) -> Iterator[str]:
    """Every weakness breaks a requirement or an unticked box; every unticked box has one."""
    ticked = {verdict.box: verdict.checked for verdict in row.verdicts}
    known = {item.id for item in row.requirements} | {box.id for box in row.checklist}
    for weakness in row.weaknesses:
        if weakness.concerns not in known:
            accepted = ", ".join(sorted(known))
            yield f"{weakness.id}: concerns {weakness.concerns!r}: accepted are {accepted}"
        if ticked.get(weakness.concerns):
            yield f"{weakness.id}: concerns {weakness.concerns}, but the verdict there is ticked"
    concerned = {weakness.concerns for weakness in row.weaknesses}
    for box, checked in ticked.items():
        if not checked and box not in concerned:
            yield f"{box}: unticked, but no weakness concerns it"


def _verdicts(row: Labelled) -> Iterator[str]:
    coded = {box.id for box in row.checklist if box.check}
    for verdict in row.verdicts:
        if verdict.evidence and verdict.evidence not in row.draft:
            yield f"{verdict.box}: the evidence is not in the draft: {short(verdict.evidence)}"
        if verdict.checked and not verdict.evidence and verdict.box not in coded:
            yield f"{verdict.box}: ticked without evidence"
        if verdict.checked and verdict.missing:
            yield f"{verdict.box}: ticked, yet something is missing: {short(verdict.missing)}"
        if not verdict.checked and not verdict.missing:
            yield f"{verdict.box}: unticked without saying what is missing"


def _clean(row: Labelled) -> Iterator[str]:
    if row.clean and row.weaknesses:
        yield f"clean, but weaknesses are planted: {', '.join(w.id for w in row.weaknesses)}"
    if row.clean and not all(verdict.checked for verdict in row.verdicts):
        yield "clean, but not every box is ticked"
    if not row.clean and not row.weaknesses:
        yield "no weakness is planted: say 'clean': true if the draft is good"


def _texts(row: Labelled) -> Iterator[str]:
    """The three texts are three texts; only a clean draft may be its own reference."""
    if not row.clean and row.reference.split() == row.draft.split():
        yield "the reference is the draft"
    if row.cosmetic.split() == row.draft.split():
        yield "the cosmetic text is the draft"


def _coded(row: Labelled) -> Iterator[str]:
    verdicts = {verdict.box: verdict.checked for verdict in row.verdicts}
    for box in row.checklist:
        if not box.check:
            continue
        try:
            check = parse(box.check)
        except CheckError as error:
            yield f"{box.id}: {error}"
            continue
        yield from (f"{box.id}: {why}" for why in _told(check, row, verdicts.get(box.id)))


def _told(check: Check, row: Labelled, ticked: bool | None) -> Iterator[str]:
    """Where the check of one box disagrees with the labels."""
    draft, reference, cosmetic = map(check, (row.draft, row.reference, row.cosmetic))
    if ticked is not None and ticked != draft.passed:
        said, found = ("ticked", draft.missing) if ticked else ("unticked", draft.evidence)
        yield f"the verdict is {said}, but {check} says of the draft: {found}"
    if not reference.passed:
        yield f"the reference fails {check}: {reference.missing}"
    if cosmetic.passed != draft.passed:
        now = "passes" if cosmetic.passed else "fails"
        yield f"the cosmetic text {now} {check}, unlike the draft"
