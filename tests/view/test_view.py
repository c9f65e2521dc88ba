"""`redraft view`: on loopback, GET alone, to its own names; live while a run is under way."""

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from redraft.evaluation.records import Scored
from redraft.evaluation.store import Store
from tests.report.page.stores import HOSTILE, documents, finish, hostile, large, put
from tests.report.page.test_hostile import ATTRIBUTES, ELEMENTS, Parsed
from tests.view.served import View

pytest.importorskip("starlette", reason="starlette is not here (make test installs it)")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[View]:
    """A store of three runs over four documents."""
    store = tmp_path_factory.mktemp("store") / "runs.sqlite3"
    large(store, 4)
    with View(store, environment) as opened:
        yield opened


def test_the_list_of_runs(view: View) -> None:
    status, body, _ = view.ask("/")
    assert status == 200
    assert re.findall(r'name="run" value="(\d)"', body) == ["3", "2", "1"]
    assert "data-follow" not in body


def test_search(view: View) -> None:
    """Every word has to be there; what is searched for stands in the box, as text."""
    _, body, _ = view.ask("/?q=self_refine+DEV")
    assert re.findall(r'name="run" value="(\d)"', body) == ["3"]
    _, body, _ = view.ask("/?q=%22%3E%3Cscript%3E")
    assert "No run has all of these words" in body
    assert 'value="&#34;&gt;&lt;script&gt;"' in body


def test_runs_side_by_side(view: View) -> None:
    """The oldest is the baseline, or the one marked so; the page is that of `report`."""
    _, body, _ = view.ask("/report?run=3&run=1&by=critique_count")
    assert "<h1>Is self_refine better than single_pass?</h1>" in body
    assert body.count('<details class="example"') == 4
    _, body, _ = view.ask("/report?run=3&run=1&baseline=3&by=critique_count")
    assert "<h1>Is single_pass better than self_refine?</h1>" in body


def test_a_baseline_that_is_not_chosen_is_shown_too(view: View) -> None:
    """It was marked to be compared with; the page follows it as it does the others."""
    _, body, _ = view.ask("/report?run=3&baseline=1&by=critique_count")
    assert "<h1>Is self_refine better than single_pass?</h1>" in body
    _, body, _ = view.ask("/report?run=1&baseline=03&by=critique_count")
    assert "<h1>Is single_pass better than self_refine?</h1>" in body
    versions = [
        json.loads(view.ask(f"/state?run=3{more}")[1])["version"] for more in ("", "&baseline=1")
    ]
    assert versions[1] == f"1:done:4:0;{versions[0]}"
    for ignored in ("", "x", "1" * 16):
        _, body, _ = view.ask(f"/report?run=3&baseline={ignored}&by=critique_count")
        assert "<h1>What does self_refine come to?</h1>" in body


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/report?run=3&baseline=9", "there is no run 9"),
        (
            f"/report?{'&'.join(f'run={n}' for n in range(1, 13))}&baseline=13",
            "choose 1 to 12 runs by number",
        ),
        ("/report?run=9", "there is no run 9"),
        ("/report?run=x", "choose 1 to 12 runs by number"),
        ("/report", "choose 1 to 12 runs by number"),
        ("/report?run=1&by=checklst", "did you mean 'checklist'"),
    ],
)
def test_what_is_not_there_is_told_in_a_line(view: View, path: str, says: str) -> None:
    status, body, _ = view.ask(path)
    assert status == 404
    assert says in body
    assert body.count("\n") == 1


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_a_foreign_name_is_refused(view: View, host: str) -> None:
    """So that a name which a foreign site turns to this machine reads nothing."""
    status, body, _ = view.ask("/", Host=host)
    assert status == 400
    assert "refine" not in body


def test_another_user_of_the_machine_sees_nothing(view: View) -> None:
    """Neither without the token nor with another; the right one is a cookie from then on."""
    name = f"redraft-{view.port}"
    for path in ("/", "/?token=", "/?token=no", "/report?run=1", "/state"):
        for cookie in ("", f"{name}=no", f"redraft-1={view.token}"):
            status, body, _ = view.ask(path, Cookie=cookie)
            assert (status, "printed" in body, "<" in body) == (403, True, False)
    status, body, headers = view.ask(f"/report?run=1&token={view.token}&run=2", Cookie="")
    assert (status, body, headers["Location"]) == (303, "", "/report?run=1&run=2")
    told = headers["Set-Cookie"].lower()
    assert told.startswith(f"{name}={view.token};".lower())
    assert "httponly" in told
    assert "samesite=lax" in told
    assert view.ask(f"/?token={view.token}", "POST", Cookie="")[0] == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:{port}"])
def test_its_own_names_are_taken(view: View, host: str) -> None:
    assert view.ask("/", Host=host.format(port=view.port))[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/report?run=1", "/state"])
def test_nothing_but_get(view: View, method: str, path: str) -> None:
    assert view.ask(path, method)[0] == 405


def test_no_page_may_be_framed_or_kept(view: View) -> None:
    for path in ("/", "/report?run=1&by=critique_count", "/state"):
        _, _, headers = view.ask(path)
        assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "server" not in headers


def test_it_listens_on_loopback_alone(view: View) -> None:
    """As the kernel has it: 0100007F is 127.0.0.1."""
    table = Path("/proc/net/tcp")
    if not table.exists():
        pytest.skip("no /proc/net/tcp on this machine")
    port = f"{view.port:04X}"
    addresses = [line.split()[1] for line in table.read_text().splitlines()[1:]]
    assert {one for one in addresses if one.endswith(f":{port}")} == {f"0100007F:{port}"}
    assert not re.search(f":{port} ", Path("/proc/net/tcp6").read_text())


def test_malice_in_the_list_is_text(tmp_path: Path, environment: dict[str, str]) -> None:
    store = tmp_path / "runs.sqlite3"
    hostile(store)
    with View(store, environment) as view:
        _, body, _ = view.ask("/")
    parsed = Parsed(body)
    assert "svg/onload=pwned()" in parsed.text
    assert "\x1b" in HOSTILE
    assert "\x1b" not in body
    assert {tag for tag, _ in parsed.elements} <= ELEMENTS
    names = {name for _, attributes in parsed.elements for name in attributes}
    assert names <= ATTRIBUTES | {"action", "method", "data-version"}


def test_ctrl_c_ends_it_well(tmp_path: Path, environment: dict[str, str]) -> None:
    large(tmp_path / "runs.sqlite3", 1)
    with View(tmp_path / "runs.sqlite3", environment) as view:
        assert view.ask("/")[0] == 200
        code, said = view.close()
    assert code == 0
    assert said == "redraft: Ctrl-C ends it\nredraft: ended\n"


def test_a_port_that_is_taken(view: View, environment: dict[str, str], tmp_path: Path) -> None:
    large(tmp_path / "runs.sqlite3", 1)
    command = [sys.executable, "-m", "redraft", "view", "--port", str(view.port)]
    done = subprocess.run(
        [*command, "--store", str(tmp_path / "runs.sqlite3")],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"--port {view.port} cannot be used: " in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_run_under_way_is_followed(tmp_path: Path, environment: dict[str, str]) -> None:
    """Nothing to show at first, then row by row; the version changes with each."""
    path = tmp_path / "runs.sqlite3"
    store = Store(path)
    rows = documents(3)
    (run,) = put(store, ["refine"], rows)
    with View(path, environment) as view:

        def state() -> dict[str, Any]:
            told: dict[str, Any] = json.loads(view.ask(f"/state?run={run}")[1])
            return told

        with store.working(run):
            seen = [state()]
            _, body, _ = view.ask(f"/report?run={run}&by=critique_count")
            assert "Nothing to show yet" in body
            assert "Run 1 is under way: 0 of 3 rows done" in body
            finish(store, run, 0, rows[0], 1, random.Random(0))
            seen.append(state())
            _, body, _ = view.ask(f"/report?run={run}&by=critique_count")
            assert "Run 1 is under way: 1 of 3 rows done" in body
            assert "What does refine come to?" in body
            assert "data-follow" in body
            assert "scored anew" not in body
            store.score(run, 0, [Scored(metric="checklist", value=0.5, why="scored anew")])
            _, body, _ = view.ask(f"/report?run={run}&by=critique_count")
            assert "scored anew" in body
        store.ends(run, "done")
        seen.append(state())
    store.close()
    assert [one["live"] for one in seen] == [True, True, False]
    assert len({one["version"] for one in seen}) == 3
