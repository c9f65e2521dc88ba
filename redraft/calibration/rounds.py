"""How many rounds a stored run says are worth it, and what that means for the next run."""

from itertools import takewhile

from redraft.evaluation.advise import Advice

from .card import Card, Rounds

__all__ = ["chosen", "rounds_of"]


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
    most = 0 if found.decision == "stop" else min(found.best, found.pays)
    return most, f"the card says, from {found.examples} examples: {found.answer}"
