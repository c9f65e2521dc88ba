"""What `.ci/run` does before and around `make test`, with stand-ins for what it calls."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.report.page.browser import chromium

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("here", [True, False])
def test_the_browser_is_installed_where_there_is_none(tmp_path: Path, here: bool) -> None:
    """And `make test` is told that nothing of it may be skipped."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "dirname").symlink_to(str(shutil.which("dirname")))
    shell = shutil.which("bash")
    for name in ("make", "apt-get", *(["chromium"] if here else [])):
        (tools / name).write_text(f'#!{shell}\necho "{name} $* CI=$CI" >> "{tmp_path}/told"\n')
        (tools / name).chmod(0o755)
    environment = {key: value for key, value in os.environ.items() if key != "CI"}
    subprocess.run(
        [str(shell), str(tmp_path / ".ci" / "run")],
        env={**environment, "PATH": str(tools)},
        check=True,
    )
    told = (tmp_path / "told").read_text().splitlines()
    assert told.pop() == "make test CI=1"
    assert any(" chromium " in line for line in told) is not here


def test_without_a_browser_its_tests_fail_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere they skip."""
    monkeypatch.setenv("PATH", "")
    for ci, how in (("1", pytest.fail.Exception), ("", pytest.skip.Exception)):
        monkeypatch.setenv("CI", ci)
        with pytest.raises(how, match="no Chromium is here"), chromium():
            pass
