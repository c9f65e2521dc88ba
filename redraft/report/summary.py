"""The end of a run for a person: its status in words, its rounds, what it cost."""

import click

from redraft.app import Outcome
from redraft.signatures.records import StepCost

from .lines import count, fault, wrapped
from .word import word

__all__ = ["cost_line", "shares", "status_words", "summary_lines", "totals"]

UNPROVEN = (
    "Without a checklist nothing shows that a rewrite is better than the draft, and models "
    "often make it worse. Give boxes (lines `- [ ] question` in the task, or --checklist), "
    "have some written (--program meta_prompting), or take the draft (--max-rounds 0)."
)
"""What is said of a text that no box was asked about (arXiv 2310.01798: loops without feedback)."""


def summary_lines(outcome: Outcome) -> list[str]:
    """Status, rounds and cost, a line or two each."""
    words = status_words(outcome)
    colour = "green" if outcome.status == "ready" else "red"
    lines = ["", *(click.style(line, fg=colour, bold=True) for line in wrapped(words, indent=2))]
    if outcome.text:
        lines += wrapped(_rounds(outcome), indent=2)
    if said := word(outcome):
        lines += wrapped(said, indent=2)
    if outcome.text and not outcome.item.checklist and not outcome.verdicts:
        lines += wrapped(UNPROVEN, indent=2)
    lines += wrapped(cost_line(outcome), indent=2)
    return lines


def status_words(outcome: Outcome) -> str:
    """How the run ended, in words."""
    total = max(len(outcome.item.checklist), len(outcome.verdicts))
    still = sum(not verdict.checked for verdict in outcome.verdicts)
    boxes = f"{still} of {count(total, 'box')} {'is' if still == 1 else 'are'} still open"
    now = boxes if still else "every box is ticked" if total else "there was no box to tick"
    errors = [cost.error for cost in outcome.costs if cost.error]
    last = f": {fault(errors[-1])}" if errors else ""
    match outcome.status:
        case "ready":
            return f"ready: {now}"
        case "not_ready":
            return f"not ready: {now if still else 'the text refuses to be one'}"
        case "unchanged":
            return f"not ready: no rewrite was worth taking; {now}"
        case "stalled":
            return f"not ready: two rounds brought no gain; {now}"
        case "over_budget":
            best = now if outcome.text else "there was no room for a draft"
            return f"over budget{last}; {best}"
        case "failed":
            return f"failed: no draft came about{last}"


def cost_line(outcome: Outcome) -> str:
    """Calls, tokens and seconds of the whole run."""
    total = totals(outcome.costs)
    notes = {"repaired": total.repairs, "tried again": total.retries, "cut short": total.cut}
    told = "".join(f", {number} {note}" for note, number in notes.items() if number)
    again = f", {count(outcome.recalled, 'step')} from the saved run" if outcome.recalled else ""
    return (
        f"{count(total.calls, 'call')}, {total.prompt_tokens:,} prompt tokens "
        f"({total.cached_tokens:,} cached), {total.new_tokens:,} new, "
        f"{total.seconds:.0f} s{told}{again}"
    )


def totals(costs: tuple[StepCost, ...]) -> StepCost:
    """The costs of all steps added up."""
    names = "calls prompt_tokens cached_tokens new_tokens seconds repairs retries cut"
    sums = {name: sum(getattr(cost, name) for cost in costs) for name in names.split()}
    return StepCost(step="all", **sums)


def shares(outcome: Outcome) -> list[float | None]:
    """The share of boxes that each round's text ticks; None where some box was not judged."""
    boxes = max(len(outcome.item.checklist), len(outcome.verdicts))
    return [None if len(one.verdicts) < boxes else one.share for one in outcome.rounds]


def _rounds(outcome: Outcome) -> str:
    told = ["not judged" if share is None else f"{100 * share:.0f} %" for share in shares(outcome)]
    best = "the draft" if outcome.best == 0 else f"round {outcome.best}"
    done = count(len(outcome.rounds) - 1, "round")
    if not outcome.item.checklist:
        return f"{done}; the text is that of {best}"
    return f"{done}; boxes ticked: {' > '.join(told)}; the text is that of {best}"
