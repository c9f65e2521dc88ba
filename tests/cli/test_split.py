"""The split that evaluate and sweep work on where none is named."""

import json
from pathlib import Path

import pytest

from redraft.data import rows
from tests.cli.conftest import Call
from tests.compiling.gym import write_data
from tests.loopback import ROUND, Server


@pytest.fixture
def where(server: Server) -> list[str]:
    """What to type for the server, and for two examples."""
    server.script = {**ROUND, "verify": '{"verdicts": []}'}
    return ["--model", "small", "--api-base", server.url, "--limit", "2"]


@pytest.mark.parametrize(
    "command", [["evaluate", "refine"], ["sweep", "refine", "--set", "min_weaknesses=1,2"]]
)
def test_of_ours_it_is_dev(call: Call, where: list[str], command: list[str]) -> None:
    """The line before it begins says so, and the run is kept as one of dev."""
    done = call(*command, *where, "--max-rounds", "0")
    assert done.code == 0, done.err
    assert ": 2 of 2 rows of dev to do, some 2 calls" in done.told
    for run in json.loads(call("runs", "--json").out)["runs"]:
        assert (run["spec"]["source"], run["spec"]["split"]) == ("redraft", "dev")
    shown = json.loads(call("show", "1", "--json").out)
    assert [row["name"] for row in shown["row_list"]] == [row.id for row in rows("dev")[:2]]


def test_one_that_is_named_is_taken(call: Call, where: list[str]) -> None:
    """And told likewise."""
    done = call("evaluate", "refine,max_rounds=0", *where, "--split", "test")
    assert done.code == 0, done.err
    assert "2 of 2 rows of test to do" in done.told


def test_a_run_on_it_can_be_matched(call: Call, where: list[str]) -> None:
    """As the help of --match-tokens shows it."""
    assert call("evaluate", "refine,max_rounds=0", *where, "-q").code == 0
    done = call("evaluate", "best_of_n", *where, "--match-tokens", "1")
    assert done.code == 0, done.err
    assert "run 2, best_of_n: 2 of 2 rows of dev to do" in done.told


def test_of_other_data_it_is_to_be_named(call: Call, where: list[str], server: Server) -> None:
    """Nothing is asked, and no run is made."""
    write_data(Path("data"))
    done = call("evaluate", "refine", *where, "--data", "data")
    assert (done.code, server.bodies) == (2, [])
    assert "data: name a split; accepted are dev, test, train" in done.err
    assert "no run is kept" in call("runs").err
