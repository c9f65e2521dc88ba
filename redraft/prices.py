"""What tokens cost, in whole picodollars (10**-12 $), so that sums of money are exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from redraft.errors import ConfigurationError
from redraft.silence import silence

__all__ = ["FREE", "PER_DOLLAR", "Price", "dollars", "known", "no_price", "parse"]

PER_DOLLAR = 10**12
_PER_TOKEN = 10**6  # picodollars a token for each dollar a million tokens


@dataclass(frozen=True)
class Price:
    """Picodollars for one token of a prompt and for one of a reply."""

    prompt: int
    reply: int

    def of(self, prompt: int, reply: int) -> int:
        """What so many tokens cost, in picodollars."""
        return prompt * self.prompt + reply * self.reply

    def __str__(self) -> str:
        """In dollars for a million tokens, as `--price` takes it."""
        return f"{self.prompt / _PER_TOKEN},{self.reply / _PER_TOKEN}"


FREE = Price(0, 0)
"""An embedded model's."""


def parse(given: str) -> Price:
    """The price that `IN,OUT` says, in dollars for a million tokens of each.

    Raises:
        ConfigurationError: it is not two numbers of 0 or more.
    """
    try:
        prompt, reply = (int(Decimal(part.strip()) * _PER_TOKEN) for part in given.split(","))
    except (InvalidOperation, OverflowError, ValueError):
        prompt = reply = -1
    if min(prompt, reply) < 0:
        raise ConfigurationError(
            f"--price {given!r}; accepted are the dollars for a million tokens of prompt and of "
            "reply, such as --price 0.15,0.60"
        )
    return Price(prompt, reply)


def known(lm: Any) -> Price | None:
    """The base price of a `dspy.LM`'s model, from the table that DSPy carries; None if unknown.

    Rates for long prompts, caches and batches are not in it.
    """
    if lm.model.startswith("local/"):
        return FREE
    silence()  # else DSPy fetches a table of all models
    from dspy.clients.capabilities import resolve
    from dspy.clients.model_metadata import model_info
    from dspy.lm15 import LM15Error

    try:
        route = resolve(lm)
    except (LM15Error, ValueError):
        return None
    if route is None or route.declared:
        return None
    return _price(model_info(route.provider, route.model))


def no_price(model: str) -> str:
    """What to say where a cap on cost stands and no price is known."""
    return (
        f"--max-cost: no price is known of {model}; give it, in dollars for a million "
        "tokens of prompt and reply: --price 0.15,0.60"
    )


def dollars(pico: int) -> str:
    """An amount for a person: cents and more to two places, less to four."""
    amount = pico / PER_DOLLAR
    return f"${amount:,.2f}" if amount >= 0.1 or not pico else f"${amount:.4f}"


def _price(info: Mapping[str, Any]) -> Price | None:
    rates = [info.get(f"{side}_cost_per_token") for side in ("input", "output")]
    if not all(isinstance(rate, int | float) for rate in rates):
        return None
    prompt, reply = (int(Decimal(str(rate)) * PER_DOLLAR) for rate in rates)
    return Price(prompt, reply)
