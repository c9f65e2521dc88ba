"""`examples/record.sh`, with a stand-in for the command, or without any."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "examples" / "record.sh"


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    """A transcript in a copy of the folder, and the few commands that the script needs."""
    kept = tmp_path / "examples" / "transcripts" / "sales-email.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("recorded before\n")
    shutil.copy(SCRIPT, tmp_path / "examples")
    (tmp_path / "tools").mkdir()
    for name in ("dirname", "mkdir"):
        (tmp_path / "tools" / name).symlink_to(str(shutil.which(name)))
    return kept


def record(folder: Path) -> subprocess.CompletedProcess[str]:
    """The script, where nothing is there but its own tools."""
    return subprocess.run(
        ["/bin/sh", str(folder / "examples" / "record.sh"), "sales-email"],
        env={"PATH": str(folder / "tools")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_the_command_no_transcript_is_lost(tmp_path: Path, transcript: Path) -> None:
    """What is missing is told."""
    done = record(tmp_path)
    assert (done.returncode, done.stdout) == (127, "")
    assert "redraft is not on the PATH" in done.stderr
    assert transcript.read_text() == "recorded before\n"


def test_a_run_is_recorded_with_its_command(tmp_path: Path, transcript: Path) -> None:
    """And with how it ended."""
    command = tmp_path / "tools" / "redraft"
    command.write_text("#!/bin/sh\necho the text\nexit 1\n")
    command.chmod(0o755)
    done = record(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert transcript.read_text() == (
        "$ redraft run examples/sales-email.md\nthe text\n(exit code 1)\n"
    )
