"""Judged shares of stored runs, corrected by a card whose verifier is the run's own."""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from redraft.calibration.card import Card, Judge, Rates
from redraft.calibration.correction import Judged, judged
from redraft.evaluation.fingerprints import of_program
from redraft.evaluation.records import Result, Spec
from redraft.evaluation.store import Store
from redraft.evaluation.variant import parse
from redraft.report.card_words import answer
from redraft.report.judged import judged_line
from redraft.settings import Settings
from redraft.signatures.records import Round
from redraft.signatures.types import Verdict
from redraft.statistics import Share
from tests.calibration.judge import Judge as Known
from tests.calibration.judge import calibrated, rows

SENSITIVITY, SPECIFICITY = 0.9, 0.6
New = Callable[[str], Store]


@pytest.fixture
def new(tmp_path: Path) -> Iterator[New]:
    """Makes a store of each name that it is given, and closes them all at the end."""
    with ExitStack() as stores:
        yield lambda name: stores.enter_context(closing(Store(tmp_path / name)))


@pytest.fixture(scope="module")
def card() -> Card:
    """A card of a lenient verifier, from 200 texts with an open box and 200 without."""
    return calibrated(Known(SENSITIVITY, SPECIFICITY).engine(), rows(200), probes=("verdicts",))


def stored(
    store: Store,
    *,
    good: float = 0.3,
    coded: float = 1.0,
    alone: float = 0.0,
    count: int = 300,
    **changed: object,
) -> tuple[Store, int, float, float]:
    """A run whose texts that verifier judged; its number, the true shares of boxes and texts.

    Of the texts code lets the share `coded` pass, and `alone` have no box but code's.
    """
    luck = random.Random(1)
    usual = {"models": {"main": "scripted/model"}, "variant": parse("refine", Settings())}
    spec = Spec(source="notes", **(usual | changed))  # type: ignore[arg-type]
    data = rows(count, clean=int(good * count), seed=7)
    (run,) = store.create([spec], data)
    ready = 0
    truths: list[bool] = []
    for info, row in zip(store.todo(run, count), data, strict=True):
        truth = [one.checked for one in row.verdicts if one.box != "b5"]
        passed = luck.random() < coded
        truth = [] if alone and luck.random() < alone else truth
        truths += truth
        ready += passed and all(truth)
        said = [luck.random() < (SENSITIVITY if so else 1 - SPECIFICITY) for so in truth]
        verdicts = [Verdict(box=f"b{n}", checked=so) for n, so in enumerate(said, 1)]
        verdicts.append(Verdict(box="b5", checked=passed, by="code"))
        result = Result(status="ready", rounds=[Round(number=0, text="x", verdicts=verdicts)])
        store.finish(info.model_copy(update={"status": "done", "result": result}), [], [])
    return store, run, sum(truths) / len(truths), ready / count


def of(found: list[Judged], name: str) -> Judged:
    return next(one for one in found if one.name == name)


def test_what_the_verifier_overstates_is_corrected(new: New, card: Card) -> None:
    """It ticks too much: the raw share is far from the truth, which the corrected one holds."""
    store, run, truth, _ = stored(new("runs"))
    boxes = of(judged(store, run, [card]), "boxes")
    assert not boxes.raw.holds(truth)
    assert boxes.corrected is not None
    assert boxes.corrected.holds(truth)
    assert boxes.corrected.high - boxes.corrected.low < 0.25


@pytest.mark.parametrize(("coded", "alone"), [(1.0, 0.0), (0.6, 0.0), (0.9, 0.8), (0.5, 0.8)])
def test_ready_texts_are_corrected_and_code_is_fact(
    new: New, card: Card, coded: float, alone: float
) -> None:
    """Of texts that code lets pass, the verifier's word is corrected, where it was asked."""
    store, run, _, truth = stored(new("runs"), coded=coded, alone=alone)
    ready = of(judged(store, run, [card]), "ready")
    assert ready.corrected is not None
    assert ready.corrected.holds(truth)
    assert ready.corrected.high <= coded + 0.1


def test_without_a_card_of_its_own_nothing_is_corrected(new: New, card: Card) -> None:
    """No card, one of another model, one of another prompt: each says so, and shows the raw."""
    store, run, _, _ = stored(new("runs"), count=20)
    for cards, why in (
        ([], "no card is given"),
        ([card.model_copy(update={"models": {"verify": "x/y"}})], "is not of scripted/model"),
        ([card.model_copy(update={"prompts": {"verify": "0"}})], "verifies by another prompt"),
    ):
        for one in judged(store, run, cards):
            assert one.corrected is None
            assert why in one.why
            assert "not calibrated" in judged_line(one)
            assert f"{one.raw.estimate:.3f}" in judged_line(one)
    assert of(
        judged(store, run, [card.model_copy(update={"prompts": {}}), card]), "boxes"
    ).corrected


def test_a_card_of_refine_holds_for_programs_that_verify_alike(new: New, card: Card) -> None:
    """one_shot asks the same prompt of the same model; a critic model of its own is another."""
    store, run, _, _ = stored(new("runs"), count=20, variant=parse("one_shot", Settings()))
    assert of(judged(store, run, [card]), "boxes").corrected is not None
    other = {"main": "scripted/model", "verify": "scripted/other"}
    store, run, _, _ = stored(new("more"), count=20, models=other)
    assert of(judged(store, run, [card]), "boxes").corrected is None


def test_a_verifier_no_better_than_chance_corrects_nothing(new: New, card: Card) -> None:
    """Where sensitivity and specificity come to one, its word tells nothing."""
    store, run, _, _ = stored(new("runs"), count=20)
    rates = card.judge.boxes
    chance = Rates(sensitivity=rates.specificity, specificity=None)
    told = judged(store, run, [card.model_copy(update={"judge": Judge(boxes=chance)})])
    assert "saw none that is truly open" in of(told, "boxes").why
    coin = calibrated(Known(0.3, 0.3).engine(), rows(60), probes=("verdicts",))
    assert "no better than chance" in of(judged(store, run, [coin]), "boxes").why


def test_a_run_without_judged_boxes_has_nothing_to_correct(new: New, card: Card) -> None:
    """Code's word is fact."""
    store = new("runs")
    spec = Spec(variant=parse("refine", Settings()), source="notes")
    (run,) = store.create([spec], rows(1))
    (info,) = store.todo(run, 1)
    verdicts = [Verdict(box="b5", checked=True, by="code")]
    result = Result(status="ready", rounds=[Round(number=0, text="x", verdicts=verdicts)])
    store.finish(info.model_copy(update={"status": "done", "result": result}), [], [])
    assert judged(store, run, [card]) == []


def test_where_no_text_passes_code_nothing_is_corrected_by_rates(new: New, card: Card) -> None:
    """That none is ready is fact, however little the card knows of whole texts."""
    store, run, _, _ = stored(new("runs"), count=20, coded=0.0)
    judge = card.judge.model_copy(update={"texts": Rates(sensitivity=None, specificity=None)})
    for one in (card, card.model_copy(update={"judge": judge})):
        ready = of(judged(store, run, [one]), "ready")
        assert ready.corrected == ready.raw
        assert ready.raw.estimate == 0
        assert judged_line(ready).endswith(
            "] as judged, which code alone decided: no text passed its own boxes and has others"
        )


def test_a_small_card_says_so(new: New) -> None:
    """What rests on four examples is corrected, and said to be too little."""
    store, run, _, _ = stored(new("runs"), count=20)
    small = calibrated(Known(0.9, 0.8).engine(), rows(4), probes=("verdicts",))
    boxes = of(judged(store, run, [small]), "boxes")
    assert boxes.corrected is not None
    assert "by rates of 4 examples, which are too few to go by" in judged_line(boxes)


def test_of_some_rows_only_their_texts_count(new: New) -> None:
    """As a comparison takes the rows that its runs share."""
    store, run, _, _ = stored(new("runs"), count=20, good=0.5)
    every = [(row.name, row.repeat) for row in store.rows(run)]
    some = judged(store, run, keys=every[:5])
    assert [one.raw.n for one in some] == [5, 5]
    assert [one.raw.n for one in judged(store, run)] == [20, 20]
    assert judged(store, run, keys=[]) == []


def test_what_the_card_says_it_cannot_correct_is_not_corrected(new: New) -> None:
    """Rates of few examples may seem better than chance: one rule for the words and for both."""
    store, run, _, _ = stored(new("runs"), count=20)
    unsure = calibrated(Known(0.9, 0.55).engine(), rows(8), probes=("verdicts",))
    better = unsure.figure("verifier.better")
    assert better is not None
    assert better.low is not None
    assert better.value is not None
    assert better.low <= 0 < better.value
    assert "its word corrects nothing" in " ".join(answer(unsure))
    for one in judged(store, run, [unsure]):
        assert one.corrected is None
        assert "no better than chance" in one.why


def kept(store: Store, *results: Result) -> tuple[Store, int]:
    """A run of rows that ended so."""
    spec = Spec(
        variant=parse("refine", Settings()), source="notes", models={"main": "scripted/model"}
    )
    (run,) = store.create([spec], rows(len(results)))
    for info, result in zip(store.todo(run, len(results)), results, strict=True):
        done = {"status": "done", "outcome": result.status, "result": result}
        store.finish(info.model_copy(update=done), [], [])
    return store, run


def test_a_row_without_a_text_is_not_ready_and_has_no_box(new: New) -> None:
    """Whatever code says of nothing, or an older verifier said of it."""
    good = [Verdict(box="b1", checked=True), Verdict(box="b2", checked=True, by="code")]
    void = [Verdict(box="b2", checked=True, by="code")]
    store, run = kept(
        new("runs"),
        Result(status="ready", rounds=[Round(number=0, text="x", verdicts=good)]),
        Result(status="failed", rounds=[Round(number=0, text="", verdicts=void)]),
    )
    found = judged(store, run)
    assert of(found, "ready").raw.estimate == 1 / 2
    assert (of(found, "boxes").raw.n, of(found, "boxes").raw.estimate) == (1, 1)
    store, run = kept(
        new("more"),
        Result(status="ready", rounds=[Round(number=0, text="x", verdicts=good)]),
        Result(status="failed", rounds=[Round(number=0, text="", verdicts=good)]),
        Result(status="stalled", rounds=[Round(number=0, text="x", verdicts=good)]),
    )
    found = judged(store, run)
    assert of(found, "ready").raw.estimate == 1 / 3
    assert of(found, "boxes").raw.n == 2


def test_a_run_of_other_prompts_is_not_corrected(new: New, card: Card) -> None:
    """The prompt that it was verified by is not known any more."""
    prints = {"program": of_program(parse("refine", Settings()).build())}
    store, run, _, _ = stored(new("runs"), count=20, fingerprints=prints)
    assert of(judged(store, run, [card]), "boxes").corrected is not None
    store, run, _, _ = stored(new("more"), count=20, fingerprints={"program": "0"})
    for one in judged(store, run, [card]):
        assert one.corrected is None
        assert one.why == "its prompts are others now than when it ran"


@pytest.mark.parametrize(("ticked", "word"), [(False, "fewer"), (True, "more")])
def test_a_run_that_the_card_contradicts_is_not_corrected(
    new: New, card: Card, word: str, *, ticked: bool
) -> None:
    """That verifier ticks 7 of 10 true boxes and 4 of 10 open ones: neither none nor all of 60."""
    yes, no = (Share(value=rate, size=100, n=100, rows=100) for rate in (0.7, 0.6))
    rates = Rates(sensitivity=yes, specificity=no)
    verdicts = [Verdict(box="b1", checked=ticked)]
    result = Result(status="ready", rounds=[Round(number=0, text="x", verdicts=verdicts)])
    store, run = kept(new("runs"), *[result] * 60)
    for one in judged(
        store, run, [card.model_copy(update={"judge": Judge(boxes=rates, texts=rates)})]
    ):
        assert one.corrected is None
        assert one.why == f"the verifier ticks {word} boxes here than the card's rates allow"
