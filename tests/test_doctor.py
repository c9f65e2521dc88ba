"""What is here: this machine's models, memory, disk and keys."""

import os
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from redraft.doctor import KEYS, Finding, examine, works
from redraft.models import store
from redraft.models.catalogue import entries


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of 8 GB with no model, no key, and nothing to do."""
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path))
    monkeypatch.setattr("redraft.models.catalogue.memory", lambda: 8 * 10**9)
    monkeypatch.setattr("redraft.models.cgroup.FOLDER", tmp_path, raising=False)
    monkeypatch.setattr("redraft.doctor.importlib.metadata.version", lambda name: "1.0")
    return tmp_path


def found(name: str) -> Finding:
    (finding,) = [finding for finding in examine() if finding.name == name]
    return finding


def put(name: str) -> None:
    """A file of the model's size, without its weights."""
    path = store.path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.truncate(path, store.find(name).size)


def test_a_bare_machine_does_not_work() -> None:
    """No model and no key: each model's line says how to get it, and nothing would answer."""
    findings = examine()
    assert not works(findings)
    for entry in entries():
        told = found(f"local/{entry.name}")
        assert (told.good, told.answers) == (None, False)
        assert f"not here: redraft model pull {entry.name}; needs {entry.ram:.1f} GB of 8.0 GB" in (
            told.says
        )


def test_a_model_that_is_here_and_fits_works() -> None:
    """One file of the right size is enough."""
    put("smollm2-135m")
    told = found("local/smollm2-135m")
    assert (told.good, told.answers) == (True, True)
    assert told.says == "here; needs 0.3 GB of 8.0 GB memory"
    assert works(examine())


def test_a_model_that_memory_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is here, and still would not run."""
    monkeypatch.setattr("redraft.models.catalogue.memory", lambda: 2 * 10**9)
    put("qwen2.5-coder-1.5b")
    told = found("local/qwen2.5-coder-1.5b")
    assert (told.good, told.answers) == (None, False)
    assert told.says == "here; needs 2.0 GB of 2.0 GB memory, too much"


def test_without_the_engine_no_model_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's line says what to install; a model's file alone is not enough."""

    def version(name: str) -> str:
        if name == "xllamacpp":
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr("redraft.doctor.importlib.metadata.version", version)
    put("smollm2-135m")
    assert not works(examine())
    engine = found("engine")
    assert engine.good is False
    assert "pip install '.[local]' in redraft's folder" in engine.says


@pytest.mark.parametrize("name", KEYS)
def test_keys_are_told_by_name_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key makes its provider usable, a server's own key does not; no value is shown."""
    monkeypatch.setenv(name, "plain-secret-value")
    told = found("keys")
    assert (told.says, told.good) == (f"set: {name}", True)
    assert works(examine()) == (name != "REDRAFT_API_KEY")
    assert not [finding for finding in examine() if "plain-secret" in finding.says]


def test_an_empty_key_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is set to nothing counts as not set."""
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert found("keys").says.startswith("none set of OPENAI_API_KEY, ")
    assert not works(examine())


@pytest.mark.parametrize(("free", "good"), [(90 * 10**9, True), (10**9, False)])
def test_disk(monkeypatch: pytest.MonkeyPatch, free: int, good: bool, bare: Path) -> None:
    """What is free where the models go, though that folder is not made yet."""
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr("redraft.doctor.shutil.disk_usage", lambda path: usage)
    told = found("disk")
    assert told.good is good
    assert told.says == f"{free / 1e9:.1f} GB free at {bare / 'models'}"


def test_the_cores_of_this_process_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those it may run on, beside those there are; the load is that of all."""
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0, 1}, raising=False)
    monkeypatch.setattr("os.getloadavg", lambda: (2.5, 0.0, 0.0))
    assert (found("cores").says, found("cores").good) == ("2 of 8, load 2.5", True)


def test_a_busy_machine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many running programs as cores are a remark, and stop nothing."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0, 1}, raising=False)
    monkeypatch.setattr("os.getloadavg", lambda: (2.5, 0.0, 0.0))
    assert (found("cores").says, found("cores").good) == ("2, load 2.5", None)
    monkeypatch.setattr("os.getloadavg", lambda: (0.5, 0.0, 0.0))
    assert found("cores").good is True
