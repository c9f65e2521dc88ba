"""Which rewrites are taken, and why the others are not."""

from typing import Any

import pytest

from redraft.programs.item import Item
from redraft.programs.policies.accept import fault
from redraft.programs.policies.attempt import Attempt
from redraft.signatures.records import StepCost
from redraft.signatures.types import Change, Verdict, Weakness

ITEM = Item.of("Tell the staff when the kitchen closes. Name Ann Lee.", ["Be kind."])
BEFORE = (
    "The kitchen closes soon. Please plan ahead and ask Ann Lee for a list of places to eat. "
    "The fridge in the hall stays on, and the tables there are free for lunch."
)
AFTER = BEFORE.replace("closes soon", "closes on Friday at noon")
WEAK = Weakness(id="w1", quote="closes soon", problem="No day is given.", fix="Name the day.")
NOTE = Change(weakness="w1", note="it names Friday at noon")
ON, OFF = (Verdict(box="b1", checked=checked, by="code") for checked in (True, False))


def judged(text: str | None, **given: Any) -> tuple[str, str]:
    """The reason and the particulars for a rewrite of BEFORE."""
    attempt = Attempt(text, given.pop("changes", [NOTE]), given.pop("costs", []))
    weaknesses = given.pop("weaknesses", [WEAK])
    told: dict[str, Any] = {"coded_before": [], "coded_after": []} | given
    return fault(ITEM, BEFORE, weaknesses, attempt, **told)


def test_a_rewrite_that_mends_a_weakness_is_taken() -> None:
    """No reason, no particulars; a note is not needed where the text was mended."""
    assert judged(AFTER) == ("", "")
    assert judged(AFTER, changes=[]) == ("", "")


def test_what_never_saw_a_users_own_text_may_lose_none_of_it() -> None:
    """Facts of a draft that was given stay, whoever wrote anew; one of our own may be replaced."""
    before = f"{BEFORE} Since 4.2 it takes 210 ms."
    after = AFTER + " It is faster now, as Ann Lee says, and the tables are free for all of you."
    told: dict[str, Any] = {"coded_before": [], "coded_after": []}
    own = Item(ITEM.task, ITEM.requirements, ITEM.checklist, draft=before)
    anew, seen = (Attempt(after, [NOTE], unseen=unseen) for unseen in (True, False))
    assert fault(own, before, [WEAK], anew, **told)[0] == "loss"
    assert fault(ITEM, before, [WEAK], anew, **told) == ("", "")
    assert fault(own, before, [WEAK], seen, **told) == ("", "")
    ours = Item(ITEM.task, ITEM.requirements, ITEM.checklist, draft=before, drafted=True)
    assert fault(ours, before, [WEAK], anew, **told) == ("", "")


@pytest.mark.parametrize(
    ("text", "reason", "detail"),
    [
        (None, "unreadable", "no JSON"),
        ("", "empty", ""),
        ("***\n", "empty", ""),
        (BEFORE, "unchanged", ""),
        (BEFORE.upper() + "\n", "unchanged", ""),
        (BEFORE.replace("Please plan", "Kindly plan"), "cosmetic", "no weakness"),
        ("I'm sorry, but I can't help with that.", "refusal", "I'm sorry"),
        ("Certainly! I will write the text to your task.", "refusal", "Certainly"),
        (f"Here is the revised text:\n\n{AFTER}", "leak", "opens like a chat"),
        (f"{AFTER}\n\nWeakness 1: No day is given.", "leak", "numbers weaknesses"),
        (AFTER.replace("Ann Lee", "the desk"), "loss", '"Ann Lee" is gone'),
        ("The kitchen closes on Friday, says Ann Lee.", "loss", "words are left of"),
    ],
)
def test_a_rewrite_is_rejected(text: str | None, reason: str, detail: str) -> None:
    """Each guard has its name, and says what it found."""
    costs = [StepCost(step="revise"), StepCost(step="revise", error="no JSON")]
    told = judged(text, costs=costs)
    assert told[0] == reason
    assert detail in told[1]


def test_a_box_of_code_may_not_be_lost() -> None:
    """What code ticked before must be ticked after; what it did not is no reason."""
    assert judged(AFTER, coded_before=[ON], coded_after=[OFF])[0] == "loss"
    assert judged(AFTER, coded_before=[ON], coded_after=[ON]) == ("", "")
    assert judged(AFTER, coded_before=[OFF], coded_after=[OFF]) == ("", "")


def test_what_a_weakness_asks_to_remove_may_go() -> None:
    """A fact that a fix wants out is no loss, nor is length where a fix asks for less."""
    out = Weakness(id="w1", quote="ask Ann Lee", problem="She left.", fix="Remove Ann Lee.")
    text = BEFORE.replace("ask Ann Lee for a list of", "look for")
    assert judged(text, weaknesses=[])[0] == "loss"
    assert judged(text, weaknesses=[out]) == ("", "")
    short = Weakness(id="w1", quote="Please plan ahead", problem="Too wordy.", fix="Shorten it.")
    assert judged("The kitchen closes soon. Ask Ann Lee.", weaknesses=[short]) == ("", "")


def test_without_weaknesses_nothing_need_be_mended() -> None:
    """A rewrite that answers no critique is judged by the other guards alone."""
    assert judged(BEFORE.replace("Please plan", "Kindly plan"), weaknesses=[]) == ("", "")


def test_a_rewrite_may_decline_where_the_task_is_to() -> None:
    """The words of a refusal are then the text."""
    text = "I'm sorry, but I can't help with that move on Friday, as Ann Lee knows."
    told = [
        fault(Item.of(task), "The move is too much.", [], Attempt(text, [NOTE]), [], [])
        for task in ("Decline to help Ann Lee with the move.", "Tell Ann Lee of the move.")
    ]
    assert [reason for reason, _ in told] == ["", "refusal"]
