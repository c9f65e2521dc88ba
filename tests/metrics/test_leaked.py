"""A text that holds more than the text."""

from redraft.metrics import Labels, Made
from redraft.metrics.leaked import leaked

from .conftest import DAY, REFERENCE, RING, Run


def test_what_was_told_or_labelled_may_not_stand_in_it(known: Labels, run: Run) -> None:
    """The critique of this run, and the planted weaknesses, whoever found them."""
    assert leaked(known, run(REFERENCE, [DAY, RING])) == ""
    said = f"{REFERENCE}\n- {RING.problem}"
    assert (
        leaked(known, run(said, [RING])) == "the text is not only the text: it holds the critique"
    )
    assert leaked(known, Made(text=f"{REFERENCE}\n{known.weaknesses[0].problem}")) != ""
    assert leaked(known, Made(text=f"Here is the revised text:\n{REFERENCE}")) != ""
