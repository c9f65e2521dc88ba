"""One bound on how many weaknesses a critique is asked for: as many as it can list."""

from typing import Any

import pytest

from redraft.adapter.shape import Listing, shape
from redraft.app import build
from redraft.cli import options
from redraft.errors import ConfigurationError
from redraft.programs import Refine, Template
from redraft.programs.chosen import MOST_WEAKNESSES
from redraft.settings import Settings
from redraft.signatures import AdvancedCritique, Critique


@pytest.mark.parametrize("signature", [Critique, AdvancedCritique])
def test_it_is_what_the_signatures_list(signature: Any) -> None:
    """And what options take."""
    ((_, listing, _),) = shape(signature).head.fields
    assert isinstance(listing, Listing)
    assert listing.items.most == MOST_WEAKNESSES == options.MOST_WEAKNESSES


@pytest.mark.parametrize("program", [Refine, Template])
def test_a_program_takes_no_more(program: Any) -> None:
    """In Python as on the command line."""
    assert program(min_weaknesses=MOST_WEAKNESSES).min_weaknesses == MOST_WEAKNESSES
    for wrong in (MOST_WEAKNESSES + 1, -1):
        said = f"min_weaknesses is {wrong}; accepted is a whole number from 0 to 6"
        with pytest.raises(ValueError, match=said):
            program(min_weaknesses=wrong)


@pytest.mark.parametrize("program", ["refine", "template"])
def test_what_was_kept_with_more_is_read_and_not_run(program: str) -> None:
    """In a line that a person is told."""
    kept = Settings.model_validate({"program": program, "min_weaknesses": 20})
    said = f"--program {program}: min_weaknesses is 20; accepted is a whole number from 0 to 6"
    with pytest.raises(ConfigurationError, match=said):
        build(kept)
