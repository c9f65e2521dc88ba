"""A stored run as it is measured: which boxes of which texts anybody answered."""

from collections.abc import Sequence
from typing import Any

import pytest

from redraft.data import Row
from redraft.errors import ConfigurationError
from redraft.evaluation.advise import advise
from redraft.evaluation.measured import Side, measured
from redraft.evaluation.records import Result, Spec
from redraft.evaluation.rounds_judged import by_rounds
from redraft.evaluation.store import Store
from redraft.evaluation.variant import parse
from redraft.prices import PER_DOLLAR
from redraft.report.advice import advice_lines
from redraft.report.advice_data import as_data
from redraft.settings import Settings
from redraft.signatures.records import Round, StepCost
from redraft.signatures.types import Verdict
from tests.calibration.judge import rows

ROWS = rows(3)
SHORT = Verdict(box="b5", checked=True, by="code")


def stored(
    store: Store,
    rounds: list[Round],
    metric: str,
    data: list[Row] = ROWS,
    costs: Sequence[StepCost] = (),
    program: str = "self_refine",
    **of: Any,
) -> Side:
    """A run in which every row has the labelled draft and then these rounds."""
    spec = Spec(variant=parse(program, Settings()), source="notes", **of)
    (run,) = store.create([spec], data)
    for info, row in zip(store.todo(run, len(data)), data, strict=True):
        draft = Round(number=0, text=row.draft or "", verdicts=[SHORT])
        result = Result(status="ready", rounds=[draft, *rounds], best=len(rounds), costs=[*costs])
        store.finish(info.model_copy(update={"status": "done", "result": result}), [], [])
    return measured(store, run, metric, boxes=True)


MIDDLE = Round(number=1, text="The club dances.", verdicts=[SHORT])
LAST = Round(
    number=2,
    text="The club dances at nine.",
    verdicts=[*(Verdict(box=f"b{n}") for n in range(1, 5)), SHORT],
)


def test_a_box_that_nobody_answered_is_neither_ticked_nor_open(store: Store) -> None:
    """The labels answer for the draft, code for its boxes, and the verifier for the last text."""
    for row in stored(store, [MIDDLE, LAST], "text_part").rows:
        assert None not in row.boxes[0]
        assert row.boxes[1][:4] == (None,) * 4
        assert None not in (row.boxes[1][4], *row.boxes[2])


def test_money_is_told_where_every_price_is_known(store: Store) -> None:
    """A critic without one may have cost anything."""
    priced: dict[str, Any] = {"prices": {"a": (1, 2)}}
    one = stored(store, [LAST], "text_part", models={"main": "a"}, **priced)
    two = stored(store, [LAST], "text_part", models={"main": "a", "verify": "b"}, **priced)
    assert [row.money for row in (one.rows[0], two.rows[0])] == [0.0, None]


COSTS = [
    StepCost(step="draft", calls=1, prompt_tokens=1000, new_tokens=10),
    StepCost(step="verify", calls=1, prompt_tokens=2000, new_tokens=20),
]


@pytest.mark.parametrize(
    ("prices", "picodollars"),
    [
        ({"a": (1, 2), "b": (10, 20)}, 1_020 + 20_400),
        ({"a": (3, 4), "b": (3, 4)}, 9_000 + 120),
        ({"a": (3, 4)}, None),
    ],
)
def test_each_step_is_paid_at_the_price_of_its_model(
    store: Store, prices: dict[str, tuple[int, int]], picodollars: int | None
) -> None:
    """The critic's by its own; one price that was given for all is that of both."""
    found = stored(
        store, [LAST], "text_part", models={"main": "a", "verify": "b"}, prices=prices, costs=COSTS
    )
    assert found.rows[0].money == (picodollars and picodollars / PER_DOLLAR)


def test_attempts_of_two_models_have_no_price_unless_it_is_one(store: Store) -> None:
    """DSPy's loops are one step, so nobody knows which model took what of it."""
    costs = [StepCost(step="attempts", calls=4, prompt_tokens=100)]
    models = {"main": "a", "verify": "b"}
    unlike, alike = (
        stored(store, [LAST], "text_part", models=models, prices=prices, costs=costs)
        for prices in ({"a": (1, 2), "b": (10, 20)}, {"a": (1, 2), "b": (1, 2)})
    )
    assert (unlike.rows[0].money, alike.rows[0].money) == (None, 100 / PER_DOLLAR)


def test_each_text_says_which_one_it_was_made_of(store: Store) -> None:
    """As its round says; an older one says nothing."""
    rounds = [MIDDLE.model_copy(update={"base": 0}), LAST.model_copy(update={"base": 0}), LAST]
    for row in stored(store, rounds, "text_part").rows:
        assert row.bases == (None, 0, 0, None)


@pytest.mark.parametrize(
    ("program", "chosen"),
    [("refine", (0, 0, 2)), ("template", (0, 1, 2)), ("self_refine", (0, 1, 2))],
)
def test_a_program_that_keeps_the_last_text_would_have_returned_it(
    store: Store, program: str, chosen: tuple[int, ...]
) -> None:
    """The first rewrite breaks a box that code answers: refine would have kept the draft."""
    broken = MIDDLE.model_copy(update={"verdicts": [Verdict(box="b5", by="code")]})
    for row in stored(store, [broken, LAST], "text_part", program=program).rows:
        assert row.chosen == chosen


def test_rounds_that_nobody_judged_are_not_weighed_by_verdicts(store: Store) -> None:
    """What that run can be weighed by is named."""
    found = stored(store, [MIDDLE, LAST], "checklist")
    says = r"leaves texts unjudged.*redraft advise 1 --metric text_part"
    for metric in ("checklist", "refinement"):
        with pytest.raises(ConfigurationError, match=says):
            advise(found, metric)


def test_nor_told_by_verdicts(store: Store) -> None:
    """A text of which nobody asked would seem worse than the one that is returned."""
    run = stored(store, [MIDDLE, LAST], "checklist").run
    for metric in ("checklist", "refinement"):
        with pytest.raises(ConfigurationError, match=r"leaves texts unjudged.*--by text_part"):
            by_rounds(store, run, metric)
    assert by_rounds(store, run, "text_part").rows
    assert by_rounds(store, stored(store, [LAST], "checklist").run, "checklist").rows


def test_a_run_at_work_is_not_to_be_resumed(store: Store) -> None:
    """That would be refused; once it has stopped, it is the thing to do."""
    run = stored(store, [LAST], "text_part").run
    with store.working(store.run(run).batch):
        assert measured(store, run, "text_part").go_on == "it is at work; wait for it"
    assert measured(store, run, "text_part").go_on == f"go on with: redraft resume {run}"


def test_by_code_alone_they_are(store: Store) -> None:
    """ECR and EIR are then of the boxes that were answered before and after."""
    advice = advise(stored(store, [MIDDLE, LAST], "text_part"), "text_part")
    first, second = advice.passes
    assert first is not None
    assert second is not None
    assert first.gain.difference.n == 3
    assert len(as_data(advice)["passes"]) == 2
    assert advice_lines(advice)


def test_a_run_whose_last_text_alone_was_rewritten_is_weighed(store: Store) -> None:
    """Of chain_of_verification, say, the draft is labelled and the text after it judged."""
    last = LAST.model_copy(update={"number": 1})
    assert advise(stored(store, [last], "checklist"), "checklist").rows == len(ROWS)


def test_a_round_of_which_nothing_was_asked_says_nothing(store: Store) -> None:
    """Without a box that was answered before and after there is no rate."""
    bare = [one.model_copy(update={"verdicts": []}) for one in (MIDDLE, LAST)]
    data = [
        row.model_copy(update={"checklist": [box for box in row.checklist if not box.check]})
        for row in ROWS
    ]
    advice = advise(stored(store, bare, "text_part", data), "text_part")
    assert advice.passes == (None, None)
    assert as_data(advice)["passes"] == [None, None]
    assert "nothing asked" in " ".join(advice_lines(advice))
