"""The same fault told twice."""

from redraft.signatures.types import Weakness
from redraft.texts.duplicates import same_fault

TEXT = "The report is late. Send it soon to the right people. The setup section has one command."


def weak(quote: str, problem: str, fix: str = "State the exact date.") -> Weakness:
    """A weakness of these words."""
    return Weakness.model_validate({"quote": quote, "problem": problem, "fix": fix})


def test_overlapping_quotes_with_a_like_problem() -> None:
    """One place, one complaint in other words."""
    one = weak("Send it soon to the", "The deadline 'soon' is vague.")
    other = weak("it soon to the right people", "The deadline is vague.", "Give a day and time.")
    assert same_fault(one, other, TEXT)


def test_the_same_quote_with_the_same_fix() -> None:
    """One place, one thing to do, whatever the complaint is called."""
    one = weak("Send it soon to", "Readers cannot plan for this.")
    other = weak("Send it soon to", "Timing is left open here.")
    assert same_fault(one, other, TEXT)


def test_two_faults_of_one_passage() -> None:
    """Different complaints about one place are two."""
    one = weak("Send it soon to the right people", "The deadline is vague.")
    other = weak(
        "Send it soon to the right people", "Recipients are not named.", "List each recipient."
    )
    assert not same_fault(one, other, TEXT)


def test_one_omission_told_twice() -> None:
    """Near-identical problems without a place are one."""
    one = weak("", "The text lacks a clear owner.", "Name the owner of the work.")
    other = weak("", "The text lacks clear owners", "Say who is responsible.")
    assert same_fault(one, other, TEXT)


def test_omissions_of_two_sections() -> None:
    """One differing content word on either side makes another fault."""
    one = weak("", "The setup section lacks an example.", "Add an example there.")
    other = weak("", "The usage section lacks an example.", "Add an example there.")
    assert not same_fault(one, other, TEXT)


def test_one_kind_of_fault_in_two_places() -> None:
    """The same words about two places count twice only if each has its own fix."""
    one = weak("The report is late", "This sentence is vague.", "Say how many days late.")
    other = weak("right people", "This sentence is vague.", "Name the recipients.")
    padded = weak("right people", "This sentence is vague.", "Say how many days late.")
    assert not same_fault(one, other, TEXT)
    assert same_fault(one, padded, TEXT)


def test_an_omission_that_names_more() -> None:
    """A problem that holds another and a thing beside it is its own fault."""
    one = weak("", "The text lacks an owner.", "Name the owner of the work.")
    other = weak("", "The text lacks an owner and a rollback deadline.", "Give both of them.")
    assert not same_fault(one, other, TEXT)
