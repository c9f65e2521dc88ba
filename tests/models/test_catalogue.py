import string
import subprocess
import sys
from pathlib import Path

import pytest

from redraft.models.catalogue import best_fit, entries, memory

GB = 10**9


def test_three_models_strongest_first() -> None:
    """The catalogue holds the three known models, ordered by strength."""
    names = [entry.name for entry in entries()]
    assert names == ["qwen2.5-coder-1.5b", "qwen2.5-coder-0.5b", "smollm2-135m"]
    assert len({entry.rank for entry in entries()}) == len(names)


def test_every_hash_is_a_sha256() -> None:
    """A file and each of its parts is pinned by 64 hex digits, none of them used twice."""
    hashes = [sha256 for entry in entries() for _, sha256 in entry.parts]
    hashes += [entry.sha256 for entry in entries()]
    assert all(len(one) == 64 and set(one) <= set(string.hexdigits) for one in hashes)
    assert len(set(hashes)) == len(hashes) == 22 + 6 + 1 + 3


def test_every_part_is_pinned_and_in_order() -> None:
    """Parts name one exact version each, and numbered ones count up from 1."""
    for entry in entries():
        names = [requirement.split("==")[0] for requirement, _ in entry.parts]
        assert all("==" in requirement for requirement, _ in entry.parts)
        if len(names) > 1:
            wanted = list(range(1, len(names) + 1))
            assert [int(name.rpartition("part")[2]) for name in names] == wanted


def test_turn_and_context_are_those_of_the_weights() -> None:
    """Context and turn token are what the metadata of the three files say."""
    told = {entry.name: (entry.context, entry.turn) for entry in entries()}
    assert told == {
        "qwen2.5-coder-1.5b": (32768, 151644),
        "qwen2.5-coder-0.5b": (32768, 151644),
        "smollm2-135m": (8192, 1),
    }


@pytest.mark.parametrize(
    ("available", "name"),
    [
        (None, "qwen2.5-coder-1.5b"),  # unknown: the strongest
        (3 * GB, "qwen2.5-coder-1.5b"),  # 2.0 of the model and 1 for the rest
        (3 * GB - 1, "qwen2.5-coder-0.5b"),
        (17 * GB // 10, "qwen2.5-coder-0.5b"),
        (17 * GB // 10 - 1, "smollm2-135m"),
        (GB // 10, "smollm2-135m"),  # nothing fits: the smallest
    ],
)
def test_best_fit_leaves_a_gigabyte(available: int | None, name: str) -> None:
    """The default is the strongest model that leaves 1 GB to the rest of the machine."""
    assert best_fit(available).name == name


def test_memory_is_plausible() -> None:
    """The memory of this machine is a number of bytes, or unknown."""
    told = memory()
    assert told is None or 10**8 < told < 10**14


def test_memory_is_that_of_the_container(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its limit counts, where it is lower than the machine's memory; `max` or no file is none."""
    monkeypatch.setattr("os.sysconf", {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 10**6}.__getitem__)
    monkeypatch.setattr("redraft.models.cgroup.FOLDER", tmp_path)
    assert memory() == 4_096_000_000
    for limit, told in (
        ("1000000\n", 10**6),
        ("9000000000\n", 4_096_000_000),
        ("max", 4_096_000_000),
    ):
        (tmp_path / "memory.max").write_text(limit)
        assert memory() == told


def test_importing_the_package_is_light() -> None:
    """`redraft.models` itself imports no engine, no HTTP client and no DSPy."""
    code = (
        "import sys, redraft.models, redraft.models.catalogue, redraft.models.store\n"
        "sys.exit(bool({'dspy', 'httpx', 'rich', 'xllamacpp', 'filelock'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
