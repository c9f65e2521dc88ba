"""`redraft resume --api-base`: a server that has moved, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from redraft.data import Row
from redraft.evaluation.records import Spec
from redraft.evaluation.store import Store
from redraft.evaluation.variant import Variant
from redraft.settings import Settings
from tests.cli.conftest import Call, Said
from tests.evaluation.fake import Fake

OLD = ("http://127.0.0.1:1/v1", "http://127.0.0.1:2/v1")
Moved = Callable[..., Said]


def addresses() -> list[str | None]:
    """Where each run asks."""
    store = Store(Path("runs"))
    found = [run.spec.variant.settings.api_base for run in store.runs()]
    store.close()
    return found


@pytest.fixture
def moved(call: Call, fake: Fake) -> Moved:
    """Goes on at the server with runs of these models and addresses, of which none has begun."""

    def resumed(*asked: tuple[str, str | None]) -> Said:
        store = Store(Path("runs"))
        for model, api_base in asked:
            settings = Settings(program="single_pass", model=model, api_base=api_base)
            spec = Spec(variant=Variant(name="v", settings=settings), source="notes")
            store.create([spec], [Row(id="n1", task="Write note 1: of the kitchen.")])
        store.close()
        numbers = map(str, range(1, len(asked) + 1))
        return call("resume", *numbers, "--api-base", fake.url, "--store", "runs", "-q")

    return resumed


def test_a_run_that_asks_elsewhere_stays_there(moved: Moved, fake: Fake) -> None:
    """It goes on with its provider, whose key is wanted, and the server is asked nothing for it."""
    done = moved(("openai/x", None), ("small", OLD[0]))
    assert done.code == 2
    assert "--model 'openai/x' needs a key" in done.err
    assert fake.bill.calls == 0
    assert addresses() == [None, OLD[0]]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ([("openai/x", None), ("local", None)], "none of these runs asks one by its address"),
        ([("small", OLD[0]), ("small", OLD[1])], f"these runs have {OLD[0]} and {OLD[1]}; resume"),
    ],
)
def test_an_address_that_is_nobodys_or_would_be_several_is_refused(
    moved: Moved, fake: Fake, asked: list[tuple[str, str | None]], says: str
) -> None:
    """Before anything is asked."""
    done = moved(*asked)
    assert (done.code, done.out, fake.bill.calls) == (2, "", 0)
    assert says in done.told
    assert addresses() == [api_base for _, api_base in asked]


def test_runs_of_which_one_has_moved_already_go_on(moved: Moved, fake: Fake) -> None:
    """A second start finds the new address beside the old one, which may end in a stroke."""
    done = moved(("small", f"{fake.url}/"), ("small", OLD[0]), ("small", f"{OLD[0]}/"))
    assert done.code == 0, done.err
    assert addresses() == [fake.url] * 3
