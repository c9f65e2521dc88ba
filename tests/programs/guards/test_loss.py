"""What a rewrite must not lose."""

import pytest

from redraft.programs.guards.loss import lost

TASK = "Tell the team that Bob moves the launch to 14 June."
NEEDS = ['Say "feature freeze" and how to roll back.']
BEFORE = (
    "# Launch\n\nHi team,\n\nBob moves the launch to 14 June. The feature freeze starts a week"
    " before that, so please merge what you have by then and tell us what has to wait.\n\n"
    "## Rolling back\n\nRun the old image again."
)


def test_a_rewrite_that_keeps_all_loses_nothing() -> None:
    """Other words round the same facts are fine."""
    after = BEFORE.replace("Bob moves the launch", "We launch later: Bob moved it").replace(
        "## Rolling back", "## How to roll back"
    )
    assert lost(TASK, NEEDS, BEFORE, after) == []


@pytest.mark.parametrize(
    ("gone", "line"),
    [
        ("Bob", '"Bob" is gone'),
        ("14", '"14" is gone'),
        ("feature freeze", '"feature freeze" is gone'),
    ],
)
def test_a_demanded_fact_that_goes_is_named(gone: str, line: str) -> None:
    """Name, figure and quoted words were asked for and were there."""
    assert line in lost(TASK, NEEDS, BEFORE, BEFORE.replace(gone, "something"))


def test_a_heading_asked_for_is_named() -> None:
    """A section that the task wants may not vanish with its heading."""
    task = "Write a README with installation and licence."
    before = "# Tool\n\n## Installation\n\nRun it.\n\n## Licence\n\nMIT"
    assert lost(task, [], before, before.replace("## Licence", "")) == ['"Licence" is gone']


def test_a_fact_that_was_never_there_is_not_lost() -> None:
    """Only what the text before held can be lost."""
    assert lost("Mention Carla and 99.", [], "Nothing here yet.", "Still nothing.") == []


def test_a_figure_inside_another_is_not_that_figure() -> None:
    """14 is not in 2014."""
    assert lost(TASK, [], "On 14 June, says Bob.", "In June 2014, says Bob.") == ['"14" is gone']


def test_a_fact_may_go_where_a_fix_says_so() -> None:
    """A weakness asked for it to be removed or corrected."""
    after = BEFORE.replace("14", "21")
    asks = ["Replace 14 June, which is wrong, by 21 June."]
    assert lost(TASK, NEEDS, BEFORE, after, asks=asks) == []


def test_a_figure_may_not_go_because_a_fix_names_another() -> None:
    """5 is not in 15 March."""
    asks = ["Replace 'soon' with '15 March'."]
    before, after = "We use 5 servers from soon.", "We use servers from 15 March."
    assert lost("Use 5 servers.", [], before, after, asks=asks) == ['"5" is gone']


def test_a_coded_box_that_no_longer_passes() -> None:
    """Each lost box is named; one newly passed is none."""
    found = lost(TASK, [], BEFORE, BEFORE, passed_before=["b1", "b2"], passed_after=["b2", "b3"])
    assert found == ["box b1 no longer passes"]


def test_a_collapse_is_a_loss_unless_asked_for() -> None:
    """A third of the words are left; a fix, box or task about length allows it."""
    before, after = "word " * 60, "word " * 20
    assert lost("Say it.", [], before, after) == ["20 words are left of 60"]
    assert lost("Say it.", [], before, after, asks=["It is too long; cut it."]) == []
    assert lost("Say it.", [], before, after, asks=["40 words too many"]) == []
    assert lost("Say it.", [], f"The power was cut. {before}", after, own="The power was cut.")
    assert lost("Say it in at most 30 words.", [], before, after) == []
    assert lost("Say it.", ["At least 20 words."], before, after) != []


def test_a_small_text_cannot_collapse() -> None:
    """Below the floor any length is fine."""
    assert lost("Say it.", [], "word " * 20, "word") == []


def test_what_a_box_forbids_may_go() -> None:
    """Its own words say so, wherever the task speaks of it."""
    before, after = "Hi guys, thank you.", "Hi all, thank you."
    assert lost('Write as "guys" do.', [], before, after) == ['"guys" is gone']
    assert lost('Write as "guys" do.', [], before, after, asks=['No slang {lacks "guys"}']) == []
    assert lost('Do not use the word "guys".', [], before, after) == []
