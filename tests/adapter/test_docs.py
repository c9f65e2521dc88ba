"""The programs of docs/adapter.md work as they stand there."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from redraft.models import store
from tests.loopback import BETTER, DRAFT, ROUND
from tests.scripted import Scripted

ROOT = Path(__file__).parent.parent.parent
TOLD = (ROOT / "docs" / "adapter.md").read_text(encoding="utf-8")
ONE, OTHER = re.findall(r"^```python\n(.*?)^```", TOLD, re.DOTALL | re.MULTILINE)


@pytest.mark.model
def test_the_first_program_runs(environment: dict[str, str]) -> None:
    """On the smallest model the promises are held to the text and to the people all the same."""
    if not store.present(store.find("smollm2-135m")):
        pytest.skip("smollm2-135m is not here yet: redraft model pull smollm2-135m")
    home = store.folder().parent
    program = ONE.replace('"local"', '"local/smollm2-135m"')
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**environment, "REDRAFT_HOME": str(home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = re.findall(r"Promise\(quote=(['\"])(.+?)\1, by='(\w+)', what=", done.stdout)
    text = re.search(r'text="(Ana.+?)"', ONE)
    assert text is not None
    assert found
    for _, quote, by in found:
        assert quote in text[1]
        assert by in ("Ana", "Ben")


def test_the_streaming_program_streams(capsys: pytest.CaptureFixture[str]) -> None:
    """The draft comes piece by piece, and the text at the end is the program's own."""
    program, run, end = OTHER.partition("\n\nredraft.configure")
    assert run + end == '\n\nredraft.configure("local")\nasyncio.run(main())\n'
    told: dict[str, Any] = {}
    exec(program, told)  # noqa: S102 - it is the page's own program
    with Scripted(ROUND).use():
        asyncio.run(told["main"]())
    said = capsys.readouterr().out
    assert said.count("\n") > 2
    assert said.replace("\n", "").startswith(DRAFT)
    assert said.splitlines()[-1].endswith(BETTER.partition(". ")[2])
