"""How many rounds a stored run says are worth it, and what that means for the next run."""

from collections.abc import Mapping
from itertools import takewhile

from redraft.errors import ConfigurationError
from redraft.evaluation import fingerprints
from redraft.evaluation.advise import Advice
from redraft.evaluation.records import RunInfo

from .card import Card, Rounds

__all__ = ["capped", "chosen", "own", "rounds_of"]

NUMBERS = "none one two three four five six seven eight nine ten".split()


def own(run: RunInfo, program: str, models: Mapping[str, str]) -> None:
    """Accept only a run of this program as it is now and these models, "main" and by step.

    Raises:
        ConfigurationError: it is of another, or of other prompts.
    """
    spec = run.spec
    theirs = spec.variant.settings.program
    if theirs != program:
        raise ConfigurationError(
            f"--run {run.id} is of {theirs}, and the card of {program}; give a run of {program}, "
            "as redraft evaluate makes it"
        )
    for step, model in models.items():
        asked = spec.models.get(step) or spec.models.get("main", "a model that it does not name")
        if asked != model:
            of = "" if step == "main" else f" for {step}"
            raise ConfigurationError(
                f"--run {run.id} was made with {asked}{of}, and the card is of {model}; give a run "
                "of the same model"
            )
    now = fingerprints.of_program(spec.variant.build())
    if now != spec.fingerprints.get("program", now):
        raise ConfigurationError(
            f"--run {run.id}: the prompts or settings of {spec.variant.name} are others now than "
            "when it ran; evaluate anew"
        )


def rounds_of(advice: Advice, answer: str) -> Rounds:
    """What `redraft advise` says of a stored run, short enough for a card."""
    return Rounds(
        run=advice.side.run,
        variant=advice.side.name,
        best=advice.rounds.best,
        decision=advice.rounds.decision,
        pays=sum(1 for _ in takewhile(lambda one: one and one.pays, advice.passes)),
        examples=advice.examples,
        answer=answer,
    )


def chosen(card: Card | None) -> tuple[int | None, str]:
    """How many rounds to run, and why in words; None where the card can't tell.

    The best number of rounds as measured, and no round beyond the first that breaks more
    than it mends (ECR / EIR > Acc / (1 - Acc)); none where iterating was shown not to pay.
    """
    if card is None:
        return None, "there is no card of this program and model (redraft calibrate makes one)"
    found = card.rounds
    if found is None:
        return None, "the card says nothing of rounds (redraft calibrate --run RUN adds that)"
    if found.decision == "unknown":
        return None, f"the card can't tell yet, with {found.examples} examples"
    start = f"the card says, from {found.examples} examples"
    if found.decision == "stop":
        return 0, f"{start}: {found.answer}"
    if why := capped(found):
        rounds = "one round gains" if found.best == 1 else f"{_number(found.best)} rounds gain"
        return found.pays, f"{start}: {rounds} most, but {why}"
    return found.best, f"{start}: {found.answer}"


def capped(found: Rounds) -> str:
    """Why fewer rounds than the best number are run; nothing where they all are."""
    if found.decision != "iterate" or found.pays >= found.best:
        return ""
    run = f"{_number(found.pays)} {'is' if found.pays == 1 else 'are'} run"
    return f"round {found.pays + 1} mends no more than it breaks, so {run}."


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
