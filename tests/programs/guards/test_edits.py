"""What a rewrite did about one weakness."""

import pytest

from redraft.programs.guards.edits import outcome
from redraft.signatures.records import Outcome
from redraft.signatures.types import Change, Weakness

TEXT = (
    "# Deploy\r\n\r\nThe service is “fast” and safe. Please send the report to me soon."
    " Contact the team if stuck.\r\n\r\n- Run the installer.\r\n- Check the output.\r\n"
)
NOTE = Change(weakness="w1", note="Dealt with as told.")


def weak(
    quote: str, problem: str = "This is vague to readers.", fix: str = "Be exact."
) -> Weakness:
    """A weakness of these words."""
    return Weakness.model_construct(id="w1", quote=quote, problem=problem, fix=fix)


def result(weakness: Weakness, old: str, new: str, change: Change | None = NOTE) -> Outcome:
    """The outcome where `old` was replaced by `new`."""
    assert old in TEXT
    return outcome(weakness, change, TEXT, TEXT.replace(old, new))[0]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("answers in 20 ms", "fixed"),
        ("is quick", "cosmetic"),
        ("is 'fast'", "unaddressed"),
        ("IS fast!", "cosmetic"),
    ],
)
def test_edits_of_the_quoted_words(new: str, expected: Outcome) -> None:
    """A figure is substance, a synonym or a mark is not, other quote marks are no edit."""
    assert result(weak('service is "fast"'), "is “fast”", new) == expected


def test_passages_are_the_sentences_edited() -> None:
    """Before and after hold the whole sentence, as written."""
    new = TEXT.replace("soon", "by 5 May")
    _, before, after = outcome(weak("report to me soon"), NOTE, TEXT, new)
    assert before == "Please send the report to me soon."
    assert after == "Please send the report to me by 5 May."


def test_an_edit_elsewhere_leaves_it_unaddressed() -> None:
    """However much another sentence changed."""
    new = "Mail ops@x.org, who answer within 2 hours."
    assert result(weak("Run the installer"), "Contact the team if stuck.", new) == "unaddressed"


def test_a_change_note_alone_is_nothing() -> None:
    """A claim without an edit is unaddressed, with empty passages."""
    assert outcome(weak("Run the installer"), NOTE, TEXT, TEXT) == ("unaddressed", "", "")


def test_a_substantive_edit_without_a_note_is_unclaimed() -> None:
    """The audit credits the edit and says that nobody claimed it."""
    assert result(weak("to me soon"), "soon", "by 5 May", None) == "unclaimed"
    assert result(weak("The service is"), "is", "was", None) == "cosmetic"


def test_deleting_the_passage_fixes_it() -> None:
    """The weak words are gone."""
    assert result(weak("Contact the team"), " Contact the team if stuck.", "") == "fixed"


def test_moving_the_passage_fixes_only_its_place() -> None:
    """A moved sentence is cosmetic unless where it stood was the fault."""
    line = " Contact the team if stuck."
    moved = TEXT.replace(line, "") + line
    quote = "Contact the team"
    assert outcome(weak(quote), NOTE, TEXT, moved)[0] == "cosmetic"
    buried = weak(quote, "The contact is buried in the text.", "Move it to the end.")
    assert outcome(buried, NOTE, TEXT, moved)[0] == "fixed"


def test_words_that_the_fix_names_fix_it() -> None:
    """A small swap is enough where it is what was asked for, or the surface was the fault."""
    asked = weak("Run the installer", "It is the wrong verb.", "Say launch.")
    assert result(asked, "Run", "Launch") == "fixed"
    assert result(weak("Run the installer"), "Run", "Launch") == "cosmetic"
    spelt = weak("Check the output", "There is a typo here.", "Spell it right.")
    assert result(spelt, "output", "outputs") == "fixed"


def test_the_passage_stands_but_its_lack_is_supplied_beside_it() -> None:
    """What was asked for, added in the sentence or right after it, fixes the passage."""
    vague = weak("Please send the report", "No deadline is given.", "Give the date.")
    assert result(vague, "to me soon", "to me by 5 May") == "fixed"
    assert result(vague, "me soon.", "me soon. It is due on 5 May.") == "fixed"
    assert result(vague, "the output.", "the output. It is due on 5 May.") == "unaddressed"


def test_an_omission_is_fixed_by_new_material() -> None:
    """It takes up the words of the weakness; unrelated padding does not."""
    missing = weak("", "No rollback procedure is described.", "Describe the rollback.")
    new = "- Check the output.\r\n- For a rollback, start the old image."
    assert result(missing, "- Check the output.", new) == "fixed"
    padding = "- Check the output.\r\n- Enjoy a lovely day with friends."
    assert result(missing, "- Check the output.", padding) == "unaddressed"


def test_another_language() -> None:
    """German words are compared as any others."""
    before = "Der Bericht kommt bald. Danke."
    fault = weak("kommt bald", "Es fehlt ein Termin.", "Einen Termin nennen.")
    assert outcome(fault, NOTE, before, "Der Bericht kommt am 5. Mai. Danke.")[0] == "fixed"
    assert outcome(fault, NOTE, before, "Der Bericht kommt demnächst. Danke.")[0] == "cosmetic"
