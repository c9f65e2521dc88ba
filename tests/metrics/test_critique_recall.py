"""Which planted weaknesses a critique found."""

from redraft.metrics import Labels, Made
from redraft.metrics.critique_recall import critique_recall

from .conftest import DAY, DRAFT, RING, STRAY, Run


def test_one_of_two_is_half_and_the_other_is_named(known: Labels, run: Run) -> None:
    """DAY is the planted w1; w2 is missed, an omission."""
    score = critique_recall(known, run(DRAFT, [DAY, STRAY]))
    assert (score.value, score.why) == (0.5, "1 of 2 planted weaknesses found")
    assert score.feedback == (
        "missed (minor, completeness) left out: Leaves out whom the crew can ring if it rains",
    )


def test_a_missed_one_is_named_with_its_quote(known: Labels, run: Run) -> None:
    """The words of the draft stand in the feedback."""
    (line,) = critique_recall(known, run(DRAFT, [RING])).feedback
    assert line.startswith('missed (major, clarity) at "is painted some time soon": Names no day')


def test_all_found(known: Labels, run: Run) -> None:
    assert critique_recall(known, run(DRAFT, [RING, STRAY, DAY])).value == 1


def test_one_weakness_told_twice_finds_one(known: Labels, run: Run) -> None:
    """Repeats of DAY leave w2 missed: 1/2."""
    again = DAY.model_copy(update={"id": "w2", "problem": "No day is named for painting the gate"})
    assert critique_recall(known, run(DRAFT, [DAY, again])).value == 0.5


def test_only_a_critique_of_the_labelled_draft_counts(known: Labels, run: Run) -> None:
    """The labels say nothing of another text."""
    score = critique_recall(known, run(DRAFT, [DAY], draft=DRAFT + " Bring a brush, too."))
    assert (score.value, score.why) == (0.0, "no critique of the labelled draft")
    assert critique_recall(known, Made(text=DRAFT)).value == 0


def test_where_nothing_is_planted_nothing_can_be_missed(clean: Labels) -> None:
    assert critique_recall(clean, Made(text="x")).value == 1
