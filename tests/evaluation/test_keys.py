"""A store from elsewhere says where its runs asked, not who gets the key."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from redraft.cli import cli
from redraft.errors import ConfigurationError
from tests.evaluation.fake import Fake, write_rows


def test_a_run_of_another_store_gets_no_key(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before its address is typed, or another."""
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path / "home"))
    store = ("--store", str(tmp_path / "runs.sqlite3"), "-q")
    rows = str(write_rows(tmp_path / "notes.jsonl", 2))
    asked = ("--data", rows, "--model", "small", "--api-base", fake.url, "--max-calls", "2")
    CliRunner().invoke(cli, ["evaluate", "refine,max_rounds=1", *asked, *store])
    with sqlite3.connect(tmp_path / "runs.sqlite3") as sql:
        away = ("$.variant.settings.api_base", "http://192.0.2.1/v1")
        sql.execute("UPDATE runs SET spec = json_replace(spec, ?, ?)", away)
    sql.close()

    monkeypatch.setenv("REDRAFT_API_KEY", "plain-secret-value")
    paid = fake.bill.calls
    more = ["resume", "1", "--max-calls", "99", *store]
    done = CliRunner().invoke(cli, more)
    assert isinstance(done.exception, ConfigurationError)
    assert str(done.exception).endswith("if it may, say so with --api-base http://192.0.2.1/v1")
    assert fake.bill.calls == paid
    assert CliRunner().invoke(cli, [*more, "--api-base", fake.url]).exit_code == 0
    assert fake.bill.calls > paid
