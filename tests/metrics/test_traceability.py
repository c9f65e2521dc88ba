"""From what was criticised to what was changed."""

import pytest

from redraft.metrics import Labels, Made, labels
from redraft.metrics.traceability import traceability
from redraft.signatures.types import Change, Weakness

from .conftest import DAY, DRAFT, REFERENCE, RING, STRAY, Run

MENDED = DRAFT.replace("some time soon", "on Friday at nine")
HATS = DRAFT.replace("gloves.", "gloves, and a hat against the sun.")


def test_every_weakness_leads_to_an_edit(known: Labels, run: Run) -> None:
    score = traceability(known, run(REFERENCE, [DAY, RING]))
    assert (score.value, score.why) == (1.0, "2 of 2 weaknesses lead to a real edit")


def test_one_that_nobody_planted_is_traced_by_its_edit(known: Labels, run: Run) -> None:
    """The labels know nothing of hats: what counts is that its passage got one."""
    assert traceability(known, run(HATS, [STRAY])).value == 1
    (line,) = traceability(known, run(MENDED, [STRAY])).feedback
    assert line == (
        'weakness w3: said to be fixed, but no edit deals with it: "Wear old clothes and gloves"'
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            DRAFT.replace("painted some time soon", "painted soon, some time"),
            "cosmetic fix only, the fault stands in other words",
        ),
        (HATS, "said to be fixed, but no edit deals with it"),
        (
            DRAFT.replace("some time soon", "by the crew and its many helpers from the village"),
            "said to be fixed, but it is still so",
        ),
        (
            DRAFT.replace("the gate is painted some time soon. ", ""),
            "the passage was only taken out",
        ),
    ],
)
def test_where_the_trace_breaks_off(text: str, why: str, known: Labels, run: Run) -> None:
    """Other words, other places, other matters, or nothing at all in place of the fault."""
    score = traceability(known, run(text, [DAY]))
    assert score.value == 0
    assert score.feedback == (f'weakness w1: {why}: "{DAY.quote}"',)


def test_an_edit_without_a_note_is_not_traced(known: Labels, run: Run) -> None:
    """1 of 2: nobody says what was done about the ring."""
    score = traceability(
        known, run(REFERENCE, [DAY, RING], notes=[Change(weakness="w1", note="x")])
    )
    assert score.value == 0.5
    assert score.feedback == (f"weakness w2: no change note ({RING.problem})",)


@pytest.mark.parametrize(("first", "second"), [("W1", "w2."), ("[w1]: the day", "W2: the ring")])
def test_a_note_is_known_by_its_id_however_it_is_written(
    first: str, second: str, known: Labels, run: Run
) -> None:
    """As the ledger reads it."""
    notes = [Change(weakness=first, note="x"), Change(weakness=second, note="y")]
    assert traceability(known, run(REFERENCE, [DAY, RING], notes=notes)).value == 1


HALL = "The hall opens soon. Bring your own cup and a plate. Parking is behind the school."
OPENS = "The hall opens on Friday 3 May at nine."


@pytest.mark.parametrize("fix", [OPENS, f"Write: {OPENS}", f"Name the day: {OPENS}"])
def test_the_very_words_of_a_fix_are_a_real_edit(fix: str, run: Run) -> None:
    """A critique is asked for the words to write there, so a text that says them does right."""
    told = Weakness(
        id="w1", quote="The hall opens soon.", problem="Names no day for the opening", fix=fix
    )
    made = run(HALL.replace("The hall opens soon.", OPENS), [told], draft=HALL)
    assert traceability(labels({"task": "Invite the members.", "draft": HALL}), made).value == 1


def test_an_order_pasted_in_is_no_edit(run: Run) -> None:
    """A fix that gives no words is not what the text ought to say."""
    told = Weakness(
        id="w1",
        quote="The hall opens soon.",
        problem="Names no day for the opening",
        fix="Ask the members which day suits them",
    )
    made = run(HALL.replace("The hall opens soon.", f"{told.fix}."), [told], draft=HALL)
    assert traceability(labels({"task": "Invite the members.", "draft": HALL}), made).value == 0


def test_weaknesses_that_do_not_count_are_told_too(known: Labels, run: Run) -> None:
    """A duplicate leads nowhere: 1 of 2."""
    score = traceability(known, run(REFERENCE, [DAY, DAY.model_copy(update={"id": "w2"})]))
    assert score.value == 0.5
    assert score.feedback[0].startswith("weakness w2 does not count, it is told twice")


def test_a_rewrite_that_holds_the_critique_traces_nothing(known: Labels, run: Run) -> None:
    score = traceability(known, run(f"{REFERENCE}\n{DAY.problem}.", [DAY]))
    assert (score.value, score.feedback) == (
        0.0,
        ("the rewrite is not only the text: it holds the critique",),
    )


def test_taking_out_is_an_edit_where_that_was_asked_for(known: Labels, run: Run) -> None:
    """And nothing good went too: the clothes are good by the reference."""
    joke = f"{DRAFT} The last one there buys the beer for everybody."
    told = STRAY.model_copy(
        update={"quote": "The last one there buys the beer", "problem": "Off topic: remove it"}
    )
    assert traceability(known, run(DRAFT, [told], draft=joke)).value == 1
    cut = DRAFT.replace(" Wear old clothes and gloves.", "")
    assert traceability(known, run(cut, [told], draft=joke)).value == 0


def test_a_clean_draft_left_alone(known: Labels, clean: Labels, run: Run) -> None:
    """Nothing told of a clean draft, and no word of it changed, is right; of another it is not."""
    assert traceability(clean, run(REFERENCE, draft=REFERENCE)).value == 1
    assert traceability(clean, run(DRAFT, draft=REFERENCE)).value == 0
    assert traceability(clean, Made(text=REFERENCE)).value == 0
    assert traceability(known, run(DRAFT)).value == 0
