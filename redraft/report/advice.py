"""Whether a loop is worth its tokens, for a terminal: words first, then the figures."""

from math import isfinite

from redraft.evaluation.advise import Advice, Other
from redraft.statistics import Interval, PairedDifference, RoundValue, Transition
from redraft.terminal import one_line

from .left_out import not_the_same_task
from .lines import count, heading, ratio, width, wrapped
from .runs import interval
from .table import table

__all__ = ["advice_lines", "answer"]

NUMBERS = "no one two three four five six seven eight nine ten".split()


def answer(advice: Advice) -> str:
    """The advice in a sentence or two."""
    rounds = advice.rounds
    best = rounds.rounds[rounds.best]
    if rounds.decision == "stop":
        return f"{_stop(advice)}; {_instead(advice)}."
    if rounds.decision == "unknown":
        return _unknown(advice, best)
    gain = f"{_points(best.gain)} {_for(best, advice)}"
    return f"Iterate, {_rounds(best.number)}: {gain}.{_rival(advice)}"


def _stop(advice: Advice) -> str:
    """Why not to iterate."""
    first, model = advice.rounds.rounds[1], one_line(advice.side.model)
    gain = _points(first.gain)
    if advice.price is not None and first.gain.difference.estimate > 0:
        return f"Don't iterate at this price: one round is {gain} {_for(first, advice)}"
    if first.gain.worse > first.gain.better:
        return f"Don't iterate with {model}: it breaks more than it fixes, {gain} after one round"
    return f"Don't iterate with {model}: no round gains two points"


def _unknown(advice: Advice, best: RoundValue) -> str:
    start = f"Can't tell yet with {count(advice.examples, 'example')}"
    if not best.number:
        return f"{start}: no round is better than the draft, nor surely worse."
    if advice.needed is None:
        return f"{start}."
    so_far = f"{_rounds(best.number)} gave {_points(best.net)} so far"
    return f"{start}: about {advice.needed:,} more would tell; {so_far}."


def _rounds(number: int) -> str:
    told = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{told} round{'' if number == 1 else 's'}"


def _points(found: PairedDifference) -> str:
    """A difference in points with its interval, if it has one: +7 points (3 to 11)."""
    one = found.difference
    if not found.better + found.worse:
        return "no points"
    if not one.known:
        return f"{100 * one.estimate:+.0f} points"
    digits = 0 if one.high - one.low >= 0.02 else 1
    middle, low, high = (100 * end for end in (one.estimate, one.low, one.high))
    return f"{middle:+.{digits}f} points ({low:.{digits}f} to {high:.{digits}f})"


def _for(round: RoundValue, advice: Advice) -> str:
    drafted = advice.rounds.rounds[0].tokens
    if drafted > 0 and round.times < 100:
        return f"for {round.times:.1f} times the tokens"
    return f"for {round.tokens - drafted:,.0f} more tokens a row"


def _instead(advice: Advice) -> str:
    """What to use instead of the loop."""
    other = _best_other(advice)
    if other and other.draft.difference.estimate >= 0:
        return f"use {one_line(other.side.name)} (run {other.side.run})"
    return "take the draft, or measure one_shot"


def _rival(advice: Advice) -> str:
    """Another run that does clearly better than the rounds advised."""
    other = _best_other(advice)
    if other is None or other.advised.difference.low <= 0:
        return ""
    name = f"{one_line(other.side.name)} (run {other.side.run})"
    return f" But {name} is better still: {_points(other.advised)}."


def _best_other(advice: Advice) -> Other | None:
    """The one with the best texts of those that did the same task."""
    others = (one for one in advice.others if one.side.fresh == advice.side.fresh)
    return max(others, key=lambda one: one.advised.difference.estimate, default=None)


def advice_lines(advice: Advice) -> list[str]:
    """The answer, then each round's worth, what each did, and what choosing is worth."""
    lines = wrapped(answer(advice))
    lines += ["", *wrapped(_note(advice)), "", _worth(advice)]
    lines += heading("What each round did to the boxes of the checklist")
    lines += [_passes(advice), ""]
    lines += wrapped(
        f"The best of the trajectory instead of the last text: {_points(advice.kept)}."
    )
    lines += wrapped(f"A verifier that always knew the best text: {_points(advice.oracle)} more.")
    for other in advice.others:
        lines += wrapped(
            f"Run {other.side.title} over {count(other.rows, 'shared row')}: "
            f"{_points(other.advised)} against the rounds advised, {_points(other.draft)} "
            f"against the draft, {_times(other)}."
        )
    if told := not_the_same_task([advice.side, *(one.side for one in advice.others)]):
        lines += wrapped(f"Not weighed against one another: {told}.")
    return lines


def _times(other: Other) -> str:
    return (
        f"{other.times:.1f} times its tokens" if isfinite(other.times) else "which took no tokens"
    )


def _note(advice: Advice) -> str:
    rows = f"{count(advice.rows, 'row')} over {count(advice.examples, 'example')}"
    price = "" if advice.price is None else f" A point is worth {advice.price:,.0f} tokens."
    return (
        f"Run {advice.side.title}: {rows}, measured by {advice.metric}, as returned after each "
        f"round.{price} The intervals of all rounds hold together at 95 %."
    )


def _worth(advice: Advice) -> str:
    priced = advice.price is not None
    head = ["round", advice.metric, "points gained", "tokens/row", "times"]
    head += ["less their price"] if priced else []
    lines = []
    for one in advice.rounds.rounds:
        cells = [str(one.number), interval(one.quality), _points(one.gain) if one.number else "-"]
        cells += [f"{one.tokens:,.0f}", ratio(one.times, 1)]
        lines.append([*cells, *([_points(one.net)] if priced else [])])
    return table(head, lines, width())


def _passes(advice: Advice) -> str:
    head = ["round", "right before", "corrected (ECR)", "broken (EIR)", "ECR/EIR > odds", "chance"]
    lines = [[str(number), *_pass(one)] for number, one in enumerate(advice.passes, 1)]
    return table(head, lines, width())


def _pass(one: Transition | None) -> list[str]:
    if one is None:
        return ["nothing asked", *["-"] * 4]
    rates = [_rate(one.corrected), _rate(one.introduced), "holds" if one.pays else "fails"]
    return [interval(one.accuracy), *rates, f"{one.probability:.0%}"]


def _rate(found: Interval | None) -> str:
    return interval(found) if found else "-"
