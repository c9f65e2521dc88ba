"""The cap that ended runs before their time, in words."""

from redraft.budget import Budget
from redraft.prices import PER_DOLLAR, dollars

__all__ = ["reached"]


def reached(budget: Budget) -> tuple[str, str]:
    """The option of the cap that was reached, and how it stands; both empty where none was."""
    cap, need = budget.refused
    if not cap:  # a reply was cut by what was left
        cap = "tokens" if budget.tokens is not None else "cost" if budget.cost is not None else ""
    match cap:
        case "calls":
            told = f"--max-calls {budget.calls}: {budget.spent_calls:,} used"
        case "tokens":
            told = f"--max-tokens {budget.tokens}: {budget.spent_tokens:,} used"
        case "cost":
            most = (budget.cost or 0) / PER_DOLLAR
            told = f"--max-cost {most:g}: {dollars(budget.spent_cost)} used"
        case _:
            return "", ""
    if cap != "calls":
        needs = dollars(need) if cap == "cost" else f"{need:,}"
        told += f", the next call could need {needs}" if need else ", too little left for a reply"
    return f"--max-{cap}", told
