"""The programs of docs/adapter.md work as they stand there."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import dspy
import pytest
from dspy.streaming import StreamResponse

from redraft.models import store
from tests.loopback import DRAFT, ROUND, TASK
from tests.scripted import Scripted

ROOT = Path(__file__).parent.parent.parent
TOLD = (ROOT / "docs" / "adapter.md").read_text(encoding="utf-8")
ONE, OTHER = re.findall(r"^```python\n(.*?)^```", TOLD, re.DOTALL | re.MULTILINE)


@pytest.mark.model
def test_both_programs_run(environment: dict[str, str]) -> None:
    """On the smallest model the promises are held to the text and to the people all the same."""
    if not store.present(store.find("smollm2-135m")):
        pytest.skip("smollm2-135m is not here yet: redraft model pull smollm2-135m")
    home = store.folder().parent
    program = ONE.replace('"local"', '"local/smollm2-135m"') + OTHER
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


def test_the_streaming_program_streams() -> None:
    """The draft comes piece by piece, and the prediction at the end is the program's own."""
    told: dict[str, Any] = {"dspy": dspy}
    exec(OTHER, told)  # noqa: S102 - it is the page's own program
    program, found = told["program"], list[Any]()

    async def listen() -> None:
        async for one in program(task=TASK.partition("\n")[0], requirements=[], checklist=[]):
            found.append(one)

    with Scripted(ROUND).use():
        asyncio.run(listen())
    pieces = [one for one in found if isinstance(one, StreamResponse)]
    assert {one.signature_field_name for one in pieces} == {"draft"}
    assert "".join(one.chunk for one in pieces) == DRAFT
    assert isinstance(found[-1], dspy.Prediction)
    assert found[-1].rounds[0].text == DRAFT
