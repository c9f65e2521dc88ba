"""What the README shows works as it stands there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from redraft.models import store
from tests.loopback import Server

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
RUNS = (ROOT / "docs" / "runs.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"^```python\n(.*?)^```", README + RUNS, re.DOTALL | re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A folder with the examples in it, as a clone has them; the smallest model is here."""
    weights = store.path_of("smollm2-135m")
    if not weights.exists():
        pytest.skip("smollm2-135m is not here yet: redraft model pull smollm2-135m")
    models = Path(environment["REDRAFT_HOME"]) / "models"
    models.mkdir(parents=True)
    (models / weights.name).symlink_to(weights)
    shutil.copytree(ROOT / "examples", tmp_path / "clone" / "examples")
    return tmp_path / "clone"


@pytest.mark.model
@pytest.mark.parametrize("block", BLOCKS)
def test_commands(block: str, folder: Path, environment: dict[str, str], server: Server) -> None:
    """Each ends well, a run ready or not; a server on loopback takes the model's part."""
    found = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    for command in re.findall(r"^\$ (.+)$", block, re.MULTILINE):
        asks = re.search(r"redraft (run|evaluate)", command)
        served = f"redraft \\1 --model small --api-base {server.url}"
        done = subprocess.run(
            ["/bin/sh", "-c", re.sub(r"redraft (run|evaluate)", served, command)],
            cwd=folder,
            env={**environment, "PATH": found, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode in ((0, 1) if asks and asks[1] == "run" else (0,)), done.stderr
        written = re.search(r"--out (\S+)", command)
        assert (folder / written[1]).read_text() if written else done.stdout


def test_the_commands_are_found() -> None:
    """Some of redraft's, and the two of make."""
    assert sum(block.count("$ redraft") for block in BLOCKS) >= 9
    named = re.findall(r"^    make (\w+)", README, re.MULTILINE)
    assert named == ["demo", "test"]
    for name in named:
        assert re.search(rf"^{name}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program(program: str, environment: dict[str, str], server: Server) -> None:
    """It prints a status and a text; the server takes the embedded model's part."""
    served = program.replace('"local"', f'"small", api_base="{server.url}"')
    done = subprocess.run(
        [sys.executable, "-c", served],
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert served != program
    status, text = done.stdout.split("\n\n", 1)
    assert status in {"ready", "not_ready", "unchanged", "stalled"}
    assert text.strip()
