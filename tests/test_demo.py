"""`examples/demo.sh`, with a stand-in for the command."""

import os
import subprocess
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
MODELS = ["qwen2.5-coder-1.5b", "qwen2.5-coder-0.5b", "smollm2-135m"]


def demo(
    folder: Path, there: str, code: int, **more: str
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """The demo where only `there` can be pulled and a run ends with `code`; what was typed."""
    tools, told = folder / "tools", folder / "told"
    tools.mkdir()
    (tools / "redraft").write_text(
        f'#!/bin/sh\necho "$*" >> "{told}"\n'
        f'if [ "$1" = model ]; then [ "$3" = "{there}" ]; exit; fi\n'
        f"echo the report; exit {code}\n"
    )
    (tools / "redraft").chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    environment = {k: v for k, v in os.environ.items() if k != "REDRAFT_DEMO_MODEL"}
    done = subprocess.run(
        ["/bin/sh", str(EXAMPLES / "demo.sh")],
        env={**environment, "PATH": path, **more},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done, told.read_text().splitlines()


@pytest.mark.parametrize("place", range(3))
def test_the_strongest_that_can_be_had_mends_the_draft(tmp_path: Path, place: int) -> None:
    """Each that cannot be had is told; the run is of files that are there."""
    done, typed = demo(tmp_path, MODELS[place], 0)
    assert done.returncode == 0
    *pulls, run = typed
    assert pulls == [f"model pull {model}" for model in MODELS[: place + 1]]
    assert done.stderr.count("trying the next smaller model") == place
    command, task, option, draft, *rest = run.split()
    assert (command, option) == ("run", "--draft")
    assert rest == ["--max-rounds", "1", "--no-save", "--model", f"local/{MODELS[place]}"]
    words = (EXAMPLES / draft).read_text()
    assert (EXAMPLES / task).is_file()
    assert words in done.stdout
    assert done.stdout.endswith("the report\n")


@pytest.mark.parametrize(("code", "ends"), [(0, 0), (1, 0), (3, 3), (130, 130)])
def test_a_text_that_is_not_ready_is_no_failure(tmp_path: Path, code: int, ends: int) -> None:
    """A model that failed is one."""
    assert demo(tmp_path, MODELS[0], code)[0].returncode == ends


def test_without_a_model_nothing_is_run(tmp_path: Path) -> None:
    """And what to type is told."""
    done, typed = demo(tmp_path, "", 0)
    assert done.returncode == 3
    assert "redraft doctor" in done.stderr
    assert typed == [f"model pull {model}" for model in MODELS]


def test_a_model_can_be_named(tmp_path: Path) -> None:
    done, typed = demo(tmp_path, "mine", 0, REDRAFT_DEMO_MODEL="mine")
    assert done.returncode == 0
    assert typed[0] == "model pull mine"
    assert typed[1].endswith("--model local/mine")
