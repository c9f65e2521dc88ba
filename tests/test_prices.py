"""Money in whole picodollars."""

import dspy
import pytest

from redraft.errors import ConfigurationError
from redraft.prices import PER_DOLLAR, Price, dollars, known, parse


def test_a_price_is_exact() -> None:
    """By hand: $0.15 a million tokens is 150,000 picodollars a token."""
    price = parse("0.15, 0.60")
    assert price == Price(150_000, 600_000)
    # a million of each: 15 and 60 cents
    assert price.of(10**6, 10**6) == 75 * PER_DOLLAR // 100


@pytest.mark.parametrize("given", ["", "1", "1,2,3", "a,b", "-1,2", "nan,1", "inf,1"])
def test_what_is_no_price_is_refused(given: str) -> None:
    with pytest.raises(ConfigurationError, match="such as --price"):
        parse(given)


def test_the_table_knows_public_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """gpt-4.1-mini's list price of 2025: $0.40 and $1.60 a million tokens."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    assert known(dspy.LM("openai/gpt-4.1-mini")) == Price(400_000, 1_600_000)
    assert known(dspy.LM("openai/nobody-knows-it")) is None
    assert known(dspy.LM("local/smollm2-135m")) == Price(0, 0)


@pytest.mark.parametrize(
    ("pico", "says"),
    [(0, "$0.00"), (PER_DOLLAR * 12 + 1, "$12.00"), (PER_DOLLAR // 1000, "$0.0010")],
)
def test_amounts_for_people(pico: int, says: str) -> None:
    assert dollars(pico) == says
