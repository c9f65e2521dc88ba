"""Fixes that ask for what stands there already."""

import pytest

from redraft.signatures.types import Weakness
from redraft.texts.void import void

QUOTE = "I look forward to hearing from you; builds went from 24 to 9 minutes"


@pytest.mark.parametrize(
    "fix",
    [
        "Replace 'hearing from you' with 'hearing from you'.",
        "Change \u201cI look forward to\u201d to \u201cI look forward to hearing from you\u201d.",
        "'Hearing from you' should be 'hearing from  you'.",
    ],
)
def test_the_same_words_again(fix: str) -> None:
    """Whatever their quote marks, case and spacing."""
    assert void(Weakness(quote=QUOTE, problem="It is not used correctly.", fix=fix))


@pytest.mark.parametrize(
    "fix",
    [
        "Replace 'I look forward to' with 'I hope to be'.",
        "Replace '9 minutes' with '24 minutes'.",
        "Take 'hearing from you' out.",
        "Change 'I look forward to' to 'I look forward to Tuesday'.",
        "Replace 'you' with 'you', and '24' with '25'.",
        "Say when it's due, to Mara's team's surprise.",
        "",
    ],
)
def test_other_words(fix: str) -> None:
    """A fix that puts anything new there, or takes something out, is one."""
    assert not void(Weakness(quote=QUOTE, problem="It is vague.", fix=fix))


def test_the_problem_counts_where_the_fix_names_no_words() -> None:
    """And only there."""
    problem = "'Series B' is wrong. It should be 'Series B'."
    assert void(Weakness(quote="Series B", problem=problem, fix="Correct the term."))
    assert not void(Weakness(quote="Series B", problem=problem, fix="Replace 'B' with 'C'."))
