"""Where an edit lands: in the passage that it is for, and for all of a sentence or none."""

import pytest

from redraft.programs.policies.edits import apply_edits, by_passage
from redraft.signatures.types import Edit, Weakness


def weak(ident: str, quote: str) -> Weakness:
    """A weakness of a text that has the quote."""
    return Weakness(id=ident, quote=quote, problem="p", fix="f")


@pytest.mark.parametrize(
    ("text", "find", "new"),
    [
        (
            "Bitte senden Sie die Rechnung bzw. Gutschrift an Herrn Weber.",
            "an Herrn Weber",
            "Bitte senden Sie die Unterlagen an Frau Roe.",
        ),
        ("The team visits St. Louis soon.", "soon", "The team goes to Missouri in May."),
        ("Our U.S. team grew.", "team grew", "Our team in the U.S. grew fast."),
        ("The call is at 3 p.m. ET on Friday.", "on Friday", "The call is on Monday."),
        ("Wir kommen am 3. März um neun.", "um neun", "Wir kommen um zehn."),
        ("The team visits St. Louis soon.", "soon", "The team travels to Missouri on 3 May."),
        (
            "Bitte senden Sie die Rechnung bzw. Gutschrift an Herrn Weber.",
            "an Herrn Weber",
            "Bitte senden Sie die Rechnung oder Gutschrift bis Freitag an Herrn Weber.",
        ),
        ("The call is at 3 p.m. ET on Friday.", "on Friday", "The call is at 4 p.m. ET on Monday."),
        ("Please pay Invoice No. INV-2041 soon.", "soon", "By Friday, pay Invoice No. INV-2041."),
    ],
)
def test_what_ends_no_sentence_leaves_none_behind(text: str, find: str, new: str) -> None:
    """Nothing of the sentence that was written anew stays before it."""
    found = [Edit(weakness="w1", find=find, replace=new)]
    assert apply_edits(f"{text} Costs fell.", found, {"w1": weak("w1", find)})[0] == (
        f"{new} Costs fell."
    )


@pytest.mark.parametrize(
    ("text", "find", "new"),
    [
        ("Contact J. Smith for the codes. Thanks.", "for the codes", "Please contact John Smith."),
        ("The U.S. Senate met. Costs fell.", "met", "The upper house met."),
        ("Ask Acme Corp. Lunch is free. Thanks.", "is free", "We pay for lunch."),
    ],
)
def test_where_a_sentence_may_begin_or_not_the_edit_is_passed_over(
    text: str, find: str, new: str
) -> None:
    """An initial or a name with a stop before a word that may be a name or begin a sentence."""
    found = [Edit(weakness="w1", find=find, replace=new)]
    assert apply_edits(text, found, {"w1": weak("w1", find)}) == (text, [])


def test_an_edit_of_a_sentence_with_a_time_doubles_none_of_its_words() -> None:
    """The passage shown is all of it, so what is written for it replaces all of it."""
    text = "The call is at 3 p.m. ET on Friday. Thanks."
    merged, _ = by_passage(text, [weak("w1", "3 p.m.")])
    edit = Edit(
        weakness="w1", find=merged[0].quote, replace="The call is at 3 p.m. ET on Friday, May 2."
    )
    new, _ = apply_edits(text, [edit], {"w1": merged[0]})
    assert new == "The call is at 3 p.m. ET on Friday, May 2. Thanks."


REPORT = "Ann calls on Friday. The report and the plan go out on Friday. Thanks."


@pytest.mark.parametrize(
    ("edits", "result"),
    [
        (
            [("w2", "The report", "The May report"), ("w2", "on Friday", "on 7 March")],
            "Ann calls on Friday. The May report and the plan go out on 7 March. Thanks.",
        ),
        (
            [
                ("w2", "report and the plan", "plans"),
                ("w1", "calls", "rings us again"),
                ("w2", "on Friday", "on 7 March"),
            ],
            "Ann rings us again on Friday. The plans go out on 7 March. Thanks.",
        ),
        (
            [
                ("w2", " and the plan go", " goes"),
                ("w1", "Ann calls on Friday.", ""),
                ("w2", "on Friday", "on 7 March"),
            ],
            "The report goes out on 7 March. Thanks.",
        ),
    ],
)
def test_a_second_edit_of_a_passage_lands_in_it(
    edits: list[tuple[str, str, str]], result: str
) -> None:
    """Whatever the edits before it, there or elsewhere, made of the words that are quoted."""
    known = {"w1": weak("w1", "Ann calls on Friday."), "w2": weak("w2", "The report and the plan")}
    found = [Edit(weakness=one, find=find, replace=new) for one, find, new in edits]
    assert apply_edits(REPORT, found, known) == (result, found)


@pytest.mark.parametrize(
    ("text", "find", "new", "then"),
    [
        (
            "The kitchen closes soon, so bring lunch.",
            "closes soon",
            "closes at 5 p.m.",
            "The kitchen closes at 5 p.m., so bring lunch.",
        ),
        (
            "We meet at the office on Friday.",
            "the office",
            "12 Main St.",
            "We meet at 12 Main St. on Friday.",
        ),
        (
            "Bring pens to the hall by noon.",
            "pens",
            "pens, paper etc.",
            "Bring pens, paper etc. to the hall by noon.",
        ),
        (
            "The kitchen closes soon, so bring lunch.",
            "closes soon",
            "The kitchen closes at 5 p.m.",
            "The kitchen closes at 5 p.m.",
        ),
        (
            "Kitchens close soon today.",
            "soon",
            "Kitchens close at 5 p.m.",
            "Kitchens close at 5 p.m.",
        ),
        ("We meet at the office.", "the office", "12 Main St.", "We meet at 12 Main St."),
    ],
)
def test_an_abbreviation_at_its_end_makes_no_sentence(
    text: str, find: str, new: str, then: str
) -> None:
    """What was written for a part replaces that part, unless it begins as a sentence does."""
    found = [Edit(weakness="w1", find=find, replace=new)]
    assert apply_edits(f"{text} Thanks.", found, {"w1": weak("w1", find)})[0] == f"{then} Thanks."
