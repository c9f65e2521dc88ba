"""Replacements put into a text: whole sentences, one a passage, nothing else touched."""

from time import process_time

import pytest

from redraft.programs.policies.edits import apply_edits, by_passage, widened
from redraft.signatures.types import LONGEST, Edit, Weakness

TEXT = "# Note\n\nThe kitchen closes soon. Please plan ahead, and bring lunch.\n\nThanks, Ann."
FIRST, SECOND = "The kitchen closes soon.", "Please plan ahead, and bring lunch."


def weak(ident: str, quote: str = "", problem: str = "") -> Weakness:
    """A weakness of TEXT."""
    return Weakness(id=ident, quote=quote, problem=problem or f"p {ident}", fix=f"f {ident}")


def applied(*edits: tuple[str, str, str], omitted: str = "") -> tuple[str, list[str]]:
    """TEXT with the edits made, and the weaknesses of those that were."""
    found = [Edit(weakness=w, find=find, replace=new) for w, find, new in edits]
    known = {w: weak(w, "" if w in omitted else find) for w, find, _ in edits}
    text, done = apply_edits(TEXT, found, known)
    return text, [edit.weakness for edit in done]


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("closes soon", FIRST),
        (FIRST, FIRST),
        ("bring lunch", SECOND),
        ("soon. Please", f"{FIRST} {SECOND}"),
        ("PLAN  AHEAD", SECOND),
        ("Ann", "Thanks, Ann."),
    ],
)
def test_a_quote_is_widened_to_whole_sentences(quote: str, passage: str) -> None:
    """Half a sentence is never replaced; nothing beyond the sentences is."""
    span = widened(TEXT, quote)
    assert span is not None
    assert TEXT[slice(*span)] == passage


def test_a_quote_that_is_not_there_has_no_span() -> None:
    """No passage, no guess."""
    assert widened(TEXT, "dinner is at eight") is None


def test_the_weaknesses_of_one_passage_are_one() -> None:
    """Their problems and fixes together, the quote the whole passage, the first one's id."""
    merged, members = by_passage(
        TEXT, [weak("w1", "plan ahead"), weak("w2", "closes soon"), weak("w3", "bring lunch")]
    )
    told = [(one.id, one.quote, one.problem, one.fix) for one in merged]
    assert sorted(told) == [
        ("w1", SECOND, "p w1; p w3", "f w1; f w3"),
        ("w2", FIRST, "p w2", "f w2"),
    ]
    assert members == {"w1": ["w1", "w3"], "w2": ["w2"]}


def test_a_weakness_that_spans_two_passages_joins_them() -> None:
    """What overlaps with both makes one passage of all three."""
    merged, members = by_passage(
        TEXT, [weak("w1", "closes soon"), weak("w2", "plan ahead"), weak("w3", "soon. Please")]
    )
    assert [one.quote for one in merged] == [f"{FIRST} {SECOND}"]
    assert sorted(next(iter(members.values()))) == ["w1", "w2", "w3"]


def test_omissions_stay_apart() -> None:
    """Two things left out have no passage to share; one problem is not told twice."""
    merged, members = by_passage(TEXT, [weak("w1"), weak("w2")])
    assert [one.id for one in merged] == ["w1", "w2"]
    assert members == {"w1": ["w1"], "w2": ["w2"]}
    twice, _ = by_passage(TEXT, [weak("w1", "soon"), weak("w2", "closes", problem="p w1")])
    assert twice[0].problem == "p w1"


def test_a_replacement_takes_the_place_of_its_sentence() -> None:
    """Everything around it stays byte for byte."""
    text, done = applied(("w1", "closes soon", "The kitchen closes on Friday."))
    assert text == TEXT.replace(FIRST, "The kitchen closes on Friday.")
    assert done == ["w1"]


def test_a_passage_longer_than_a_quote_is_replaced_as_a_whole() -> None:
    """Three sentences of some 350 characters; nothing of them stays behind."""
    text = " ".join(f"{name} {'and so on ' * 34}ends." for name in ("Alpha", "Beta", "Gamma"))
    ((passage,), _) = by_passage(text, [weak("w1", text[300:420]), weak("w2", text[650:760])])
    assert passage.quote == text
    done = Edit(weakness="w1", find=passage.quote, replace="All of it, shorter.")
    assert apply_edits(text, [done], {"w1": passage}) == ("All of it, shorter.", [done])


@pytest.mark.parametrize(("length", "taken"), [(LONGEST - 1, 1), (LONGEST, 0), (LONGEST + 1, 1)])
def test_a_replacement_at_its_bound_may_be_cut(length: int, taken: int) -> None:
    """A server that holds it to its form closes it there; one that does not passes it."""
    for end in ("x", " "):  # a cut may fall after a space
        _, done = applied(("w1", FIRST, "x" * (length - 1) + end))
        assert len(done) == taken


def test_what_was_left_out_goes_after_its_passage() -> None:
    """An omission keeps the passage; a replacement that repeats it is taken as it is."""
    new = "It opens on Monday."
    text, _ = applied(("w1", FIRST, new), omitted="w1")
    assert text == TEXT.replace(FIRST, f"{FIRST} {new}")
    again, _ = applied(("w1", FIRST, f"{FIRST} {new}"), omitted="w1")
    assert again == text


@pytest.mark.parametrize(
    ("old", "new", "joined"),
    [
        ("# Note", "It is for all.", "# Note\n\nIt is for all."),
        ("- Ann cooks.", "- Bob washes.", "- Ann cooks.\n- Bob washes."),
        ("- Ann cooks.", "Bob washes.", "- Ann cooks. Bob washes."),
        ("All help.", "1. Ann cooks.", "All help.\n\n1. Ann cooks."),
    ],
)
def test_what_was_left_out_is_no_part_of_a_heading_or_an_item(
    old: str, new: str, joined: str
) -> None:
    """It goes below a heading, and an item is an item of its own."""
    found = [Edit(weakness="w1", find=old, replace=new)]
    assert apply_edits(old, found, {"w1": weak("w1")})[0] == joined


def test_an_empty_replacement_takes_the_passage_out() -> None:
    """One gap is left, not two."""
    text, _ = applied(("w1", FIRST, ""))
    assert text == TEXT.replace(f"{FIRST} ", "")


@pytest.mark.parametrize(
    "edit", [("w1", "dinner is at eight", "x"), ("w1", FIRST, FIRST), ("w1", "", "x")]
)
def test_an_edit_that_finds_or_changes_nothing_is_passed_over(edit: tuple[str, str, str]) -> None:
    """Neither the text nor the list of edits made has it."""
    assert applied(edit) == (TEXT, [])


def test_of_two_edits_of_one_passage_the_first_is_made() -> None:
    """The second no longer finds what it wanted to replace."""
    text, done = applied(("w1", FIRST, "It shuts on Friday."), ("w2", "closes soon", "No."))
    assert (text, done) == (TEXT.replace(FIRST, "It shuts on Friday."), ["w1"])


def test_one_bad_edit_does_not_cost_the_good_ones() -> None:
    """What `keeps` refuses is left out; it is asked with the texts before and after."""
    asked: list[tuple[str, str]] = []

    def keeps(before: str, after: str) -> bool:
        asked.append((before, after))
        return "Ann" in after

    edits = [
        Edit(weakness="w1", find="Thanks, Ann.", replace="Thanks."),
        Edit(weakness="w2", find=FIRST, replace="It shuts on Friday."),
    ]
    text, done = apply_edits(TEXT, edits, {}, keeps)
    good = TEXT.replace(FIRST, "It shuts on Friday.")
    assert (text, done) == (good, edits[1:])
    assert asked == [(TEXT, TEXT.replace("Thanks, Ann.", "Thanks.")), (TEXT, good)]


ITEMS = "- Fix the login page. Owner: TBD\n- Write the docs. Owner: TBD"
"""Two passages that end in the same words."""


@pytest.mark.parametrize("quote", ["Write the docs. Owner: TBD", "docs. Owner"])
def test_an_edit_lands_on_the_passage_that_its_weakness_quotes(quote: str) -> None:
    """Not on the first place in the text where the same words stand."""
    known = {"w1": weak("w1", "Fix the login page. Owner: TBD"), "w2": weak("w2", quote)}
    edit = Edit(weakness="w2", find="Owner: TBD", replace="Owner: Ana")
    text, done = apply_edits(ITEMS, [edit], known)
    assert text == "- Fix the login page. Owner: TBD\n- Write the docs. Owner: Ana"
    assert done == [edit]


@pytest.mark.parametrize("quote", ["Write the docs", "Write the manual", ""])
def test_words_that_the_quoted_passage_lacks_are_looked_for_in_the_text(quote: str) -> None:
    """Beside the passage, where the text has lost it, and where nothing is quoted."""
    edit = Edit(weakness="w1", find="the login page", replace="the start page")
    text, _ = apply_edits(ITEMS, [edit], {"w1": weak("w1", quote)})
    assert "the start page" in text


def test_words_of_the_quoted_passage_are_whole_words() -> None:
    """What a word of it only holds is no find; the next place that has it as a word is."""
    text = "Five of nineteen come. Nineteen go, nine stay."
    edit = Edit(weakness="w1", find="nine", replace="ten")
    new, _ = apply_edits(text, [edit], {"w1": weak("w1", "of nineteen come")})
    assert new == "Five of nineteen come. Nineteen go, ten stay."


def test_words_that_go_into_the_text_are_never_cut() -> None:
    """However many a server without bounds lets a model write."""
    long = "The kitchen closes on Friday. " * 200
    assert Edit.model_validate({"replace": f" {long}\n"}).replace.strip() == long.strip()


PEN = "Please come at nine and bring a pen. Lunch is in the hall."
STEPS = "1. Open the door.\n2. Come in at nine.\n3. Leave again."
TABLE = "| what | when |\n| --- | --- |\n| opening | at nine sharp |\n"


@pytest.mark.parametrize(
    ("text", "find", "replace", "result"),
    [
        (PEN, "come at nine", "come at ten", PEN.replace("nine", "ten")),
        (PEN, "come at nine", "Come at ten.", "Come at ten. Lunch is in the hall."),
        (PEN, "come at nine and ", "", PEN.replace("come at nine and ", "")),
        (PEN, " and bring a pen", "", PEN.replace(" and bring a pen", "")),
        ("Nineteen come at nine.", "nine", "ten", "Nineteen come at ten."),
        (STEPS, "Come in at nine.", "Come in at ten.", STEPS.replace("nine", "ten")),
        (STEPS, "2. Come in at nine.", "Come in at ten.", STEPS.replace("nine", "ten")),
        (STEPS, "2. Come in at nine.", "2. Come in at ten.", STEPS.replace("nine", "ten")),
        (STEPS, "Come in", "Come in at ten.", STEPS.replace("nine", "ten")),
        (STEPS, "2. Come in", "2. Come in at ten.", STEPS.replace("nine", "ten")),
        ("(foo) is bar.", "foo", "", "() is bar."),
        ("**Bold** word", "Bold", "", "**** word"),
        ("## Opening hours\n\nNine.", "Opening", "When?", "## When?\n\nNine."),
        (TABLE, "at nine sharp", "at ten sharp", TABLE.replace("nine", "ten")),
        (TABLE, "at nine", "At ten.", TABLE.replace("at nine", "At ten.")),
        (TABLE, "| opening | at nine sharp |", "At ten sharp.", TABLE),
    ],
)
def test_only_what_was_found_is_replaced(text: str, find: str, replace: str, result: str) -> None:
    """No word beside it goes, unless a sentence was written for a part of one; marks stay."""
    found = [Edit(weakness="w1", find=find, replace=replace)]
    assert apply_edits(text, found, {"w1": weak("w1", find)})[0] == result


CALL = "The call starts at 5 p.m. Bring your badge with you. Lunch is free."


@pytest.mark.parametrize(
    ("text", "find", "replace", "result"),
    [
        (
            CALL,
            "Bring your badge with you",
            "Bring your badge and a laptop.",
            "The call starts at 5 p.m. Bring your badge and a laptop. Lunch is free.",
        ),
        ("Come at 5 p.m. Lunch is free.", "Come", "Come at six.", "Come at six. Lunch is free."),
        ("1. Come at 5 p.m. Bring a pen.", "Bring", "Take one.", "1. Come at 5 p.m. Take one."),
        ("1. Come at 5 p.m. Bring a pen.", "Come", "1. Go.", "1. Go. Bring a pen."),
        ('It ends at 5 p.m. "Bring a pen!"', "a pen", "Bring two.", "It ends at 5 p.m. Bring two."),
        (
            "We ship to the U.S. Bring a pen.",
            "a pen",
            "Bring two.",
            "We ship to the U.S. Bring two.",
        ),
        ("We go by plan B. Bring a pen.", "a pen", "Bring two.", "We go by plan B. Bring two."),
    ],
)
def test_a_sentence_written_for_a_part_of_one_spares_the_others(
    text: str, find: str, replace: str, result: str
) -> None:
    """An abbreviation before a capital may end a sentence that is not its writer's to replace."""
    found = [Edit(weakness="w1", find=find, replace=replace)]
    assert apply_edits(text, found, {"w1": weak("w1", find)})[0] == result


@pytest.mark.parametrize(
    ("text", "find", "new"),
    [
        ("Mr. Lee brings the paint.", "brings the paint", "Ana brings the paint on Friday."),
        ("Ask Dr. Smith at nine.", "Ask", "Please ask Dr. Smith at ten."),
        ("Ask J. Smith at nine.", "at nine", "Ask J. Smith at ten."),
    ],
)
def test_a_title_or_an_initial_ends_no_sentence(text: str, find: str, new: str) -> None:
    """One is never the end; what the new sentence says again was one with it."""
    found = [Edit(weakness="w1", find=find, replace=new)]
    assert apply_edits(text, found, {"w1": weak("w1", find)})[0] == new


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("Please plan. Bring lunch.", "Please plan.", "Bring lunch."),
        ("One. Two.\n\nThree.", "Two.", "One.\n\nThree."),
        ("- One.\n- Two.\n", "- Two.", "- One.\n"),
    ],
)
def test_what_is_taken_out_leaves_no_blank_at_an_edge(text: str, gone: str, left: str) -> None:
    """Neither at the start of the text nor at the end of a line."""
    found = [Edit(weakness="w1", find=gone, replace="")]
    assert apply_edits(text, found, {"w1": weak("w1", gone)})[0] == left


def test_words_within_words_are_not_looked_for_for_ever() -> None:
    """A text of nothing else costs some looks, not one for each of its letters."""
    began = process_time()
    found = [Edit(weakness="w1", find="a", replace="b")]
    assert apply_edits("a" * 100_000, found, {"w1": weak("w1", "a")})[1] == []
    assert process_time() - began < 20
