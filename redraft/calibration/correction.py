"""What a verifier said of a run's texts, set right by how often it is right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from redraft.errors import ConfigurationError
from redraft.evaluation import fingerprints
from redraft.evaluation.records import Result, RunInfo
from redraft.evaluation.store import Store
from redraft.statistics import Interval, Share, corrected_rate, product, share, total

from .card import Card, Rates

__all__ = ["Judged", "judged"]

CHANCE = "the card's verifier may be no better than chance, so its word corrects nothing"
BEYOND = "the verifier ticks {} boxes here than the card's rates allow"


@dataclass(frozen=True)
class Judged:
    """A share that a verifier had a word in: `raw` as it said, `corrected` by a card.

    `name` is "boxes" (those that no code answers) or "ready" (texts with every box ticked).
    `why` says what stands in the way where nothing is corrected, or that nothing needs to be;
    `examples` how many the card's rates rest on.
    """

    run: int
    name: str
    raw: Interval
    corrected: Interval | None = None
    why: str = ""
    examples: int = 0


@dataclass(frozen=True)
class _Text:
    """One row's text: what code and what the verifier said of its boxes.

    `coded` is whether code lets it pass; it does not where every box is ticked and its row still
    ended otherwise than ready.
    """

    example: str
    coded: bool
    boxes: tuple[bool, ...]


def judged(
    store: Store,
    run: int,
    cards: Sequence[Card] = (),
    *,
    keys: Collection[tuple[str, int]] | None = None,
) -> list[Judged]:
    """The judged shares of a run; empty where no box was left to a judge.

    Of the rows with these `keys` (example id and repeat) alone where they are given.
    Coded boxes are fact: only the others are corrected (Rogan and Gladen, see
    `redraft.statistics.corrected_rate`). Of texts those count that code lets pass, and the
    share of these is taken in again afterwards.
    """
    texts = _texts(store, run, keys)
    flags = [(one, text.example) for text in texts for one in text.boxes]
    if not flags:
        return []
    boxes = share([one for one, _ in flags], groups=[name for _, name in flags], by_row=True)
    ready = share(
        [text.coded and all(text.boxes) for text in texts], groups=[text.example for text in texts]
    )
    card, why = _card(store.run(run), cards)
    if card is not None and card.unsure:
        card, why = None, CHANCE
    if card is None:
        return [
            Judged(run, "boxes", boxes.interval(), why=why),
            Judged(run, "ready", ready.interval(), why=why),
        ]
    return [
        _corrected(run, "boxes", boxes.interval(), boxes, card.judge.boxes),
        _ready(run, ready.interval(), texts, card.judge.texts),
    ]


def _ready(run: int, raw: Interval, texts: Sequence[_Text], rates: Rates) -> Judged:
    """What code decides is fact: a text that fails its boxes, and one that has no others."""
    groups = [text.example for text in texts]
    asked = [text for text in texts if text.coded and text.boxes]
    if not asked:
        why = "code alone decided: no text passed its own boxes and has others"
        return Judged(run, "ready", raw, raw, why=why, examples=_examples(rates))
    said = share([all(text.boxes) for text in asked], groups=[text.example for text in asked])
    found = _corrected(run, "ready", raw, said, rates)
    if found.corrected is None or len(asked) == len(texts):
        return found
    part = share([bool(text.coded and text.boxes) for text in texts], groups=groups)
    whole = product(part.interval(), found.corrected)
    facts = [text.coded and not text.boxes for text in texts]
    if any(facts):
        whole = total(share(facts, groups=groups).interval(), whole)
    return Judged(run, "ready", raw, whole, examples=found.examples)


def _corrected(run: int, name: str, raw: Interval, said: Share, rates: Rates) -> Judged:
    if rates.sensitivity is None or rates.specificity is None:
        lacks = "ticked" if rates.sensitivity is None else "open"
        return Judged(run, name, raw, why=f"the card saw none that is truly {lacks}")
    try:
        found = corrected_rate(said, rates.sensitivity, rates.specificity)
    except ValueError:
        return Judged(run, name, raw, why=CHANCE, examples=_examples(rates))
    if found.low == found.high:  # cut to one end, since all of it lies beyond
        why = BEYOND.format("more" if found.low else "fewer")
        return Judged(run, name, raw, why=why, examples=_examples(rates))
    return Judged(run, name, raw, found, examples=_examples(rates))


def _examples(rates: Rates) -> int:
    return min((one.n for one in (rates.sensitivity, rates.specificity) if one), default=0)


def _card(info: RunInfo, cards: Sequence[Card]) -> tuple[Card | None, str]:
    """The card that was measured on this run's verifier, and why there is none."""
    if not cards:
        return None, "no card is given (--card FILE; redraft calibrate makes one)"
    spec = info.spec
    model = spec.models.get("verify") or spec.models.get("main", "")
    try:
        program = spec.variant.build()
        prompt = fingerprints.of_step(program, "verify")
    except (AttributeError, ConfigurationError):
        return None, "its program is not here any more"
    now = fingerprints.of_program(program)
    if now != spec.fingerprints.get("program", now):
        return None, "its prompts are others now than when it ran"
    if not model:
        return None, "the run does not say what its model was"
    for card in cards:
        if card.holds_for("verify", model, prompt):
            return card, ""
    same = [card for card in cards if card.models.get("verify") == model]
    other = "verifies by another prompt" if same else f"is not of {model}"
    return None, f"no card given is its own: {'it' if len(cards) == 1 else 'each'} {other}"


def _texts(store: Store, run: int, keys: Collection[tuple[str, int]] | None) -> list[_Text]:
    found = []
    for light in store.rows(run):
        if keys is not None and (light.name, light.repeat) not in keys:
            continue
        row = store.row(run, light.number) if light.status == "done" else None
        if row is not None and row.result is not None:
            found.append(_text(row.example, row.result))
    return found


def _text(example: str, result: Result) -> _Text:
    if result.status == "failed":  # without a text, whatever was said of nothing
        return _Text(example, coded=False, boxes=())
    said = result.verdicts
    refused = result.status != "ready" and all(one.checked for one in said)
    return _Text(
        example,
        coded=not refused and all(one.checked for one in said if one.by == "code"),
        boxes=tuple(one.checked for one in said if one.by == "model"),
    )
