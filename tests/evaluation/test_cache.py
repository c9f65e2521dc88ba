"""The cache of replies."""

import stat
from pathlib import Path

import dspy
import pytest

from redraft.evaluation import cache
from redraft.evaluation.records import Caps, Spec
from redraft.evaluation.session import Session, prepare
from redraft.evaluation.store import Store
from redraft.evaluation.variant import parse
from redraft.settings import Settings
from redraft.sources import open_data
from tests.evaluation.fake import Fake, write_rows


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own."""
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path))
    return tmp_path


def evaluated(store: Store, fake: Fake, notes: Path, **chosen: object) -> int:
    rows = open_data(str(notes))
    settings = Settings(model="small", api_base=fake.url, max_rounds=1)
    spec = Spec(variant=parse("refine", settings), source="x", cache=True)
    (run,) = store.create([prepare(spec.model_copy(update=chosen), rows)], rows)
    Session(store, [store.run(run)]).work()
    assert store.run(run).status == "done"
    return run


def test_a_hit_costs_nothing_and_tells_what_it_would_have_cost(
    store: Store, fake: Fake, tmp_path: Path
) -> None:
    """No call and no token is spent; the row's own figures and its score are the same."""
    notes = write_rows(tmp_path / "notes.jsonl", 2)
    first = evaluated(store, fake, notes)
    calls, tokens = fake.bill.calls, fake.bill.tokens
    again = evaluated(store, fake, notes)
    assert (fake.bill.calls, fake.bill.tokens) == (calls, tokens)
    assert (store.run(first).tokens, store.run(again).tokens) == (tokens, 0)
    assert (store.run(first).calls, store.run(again).calls) == (calls, 0)
    for one, other in zip(store.rows(first), store.rows(again), strict=True):
        assert (one.tokens, one.scores) == (other.tokens, other.scores)
    kept = store.row(again, 0)
    assert kept is not None
    assert kept.result is not None
    assert sum(cost.spared_tokens for cost in kept.result.costs) == kept.tokens > 0


def test_a_cap_counts_no_hits(store: Store, fake: Fake, tmp_path: Path) -> None:
    """What is answered from the cache leaves the cap as it is."""
    notes = write_rows(tmp_path / "notes.jsonl", 2)
    evaluated(store, fake, notes)
    evaluated(store, fake, notes, caps=Caps(calls=1), concurrency=1)


def test_two_servers_share_nothing(store: Store, fake: Fake, tmp_path: Path) -> None:
    """Though their models have one name."""
    notes = write_rows(tmp_path / "notes.jsonl", 1)
    evaluated(store, fake, notes)
    other = Fake(delay=0.001)
    evaluated(store, other, notes)
    other.close()
    assert other.bill.calls == fake.bill.calls


@pytest.mark.parametrize(
    "name", ["OPENAI_BASE_URL", "AZURE_OPENAI_ENDPOINT", "AWS_ENDPOINT_URL_BEDROCK", "AWS_REGION"]
)
def test_addresses_of_the_environment_have_their_own_folder(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """DSPy's keys do not tell them apart."""
    monkeypatch.setenv(name, "http://one/v1")
    one = cache.folder()
    monkeypatch.setenv(name, "http://two/v1")
    assert cache.folder() != one


class Planted:
    """What somebody could put into the folder."""


def test_no_object_is_made_of_what_lies_there() -> None:
    """An entry of a type that no reply has is no reply: it is not unpickled, and let go."""
    request = {"model": "small", "prompt": "hello"}
    cache.use()
    kept = dspy.cache
    key = kept.cache_key(request)
    dspy.configure_cache(
        enable_disk_cache=True, enable_memory_cache=False, disk_cache_dir=str(cache.folder())
    )
    dspy.cache.disk_cache[key] = Planted()
    assert isinstance(dspy.cache.get(request), Planted)
    cache.use()
    assert dspy.cache.get(request) is None
    assert key not in dspy.cache.disk_cache


def test_only_its_owner_can_read_it() -> None:
    """The folders are 0700."""
    cache.use()
    for place in (cache.folder(), cache.folder().parent):
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
