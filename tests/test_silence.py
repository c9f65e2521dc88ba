"""Nothing is fetched at run time, whichever door redraft is entered by."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from redraft.silence import SILENCED
from tests.loopback import Server

WATCH = """
import os, sys, traceback

def watch(event, told):
    if event in ("socket.getaddrinfo", "socket.connect"):
        where = told[0] if event == "socket.getaddrinfo" else told[1][0]
        if where != "127.0.0.1":
            traceback.print_stack()
            print("the network was used:", where, file=sys.stderr, flush=True)
            os._exit(9)  # nobody catches this

sys.addaudithook(watch)
"""
DOORS = {
    "a name is checked": """
import pytest
from redraft.errors import ConfigurationError
from redraft.preflight import check
with pytest.raises(ConfigurationError, match="export TOGETHERAI_API_KEY="):
    check("together_ai/x")
""",
    "our model, another's adapter": """
from redraft.models.lm import resolve
assert resolve("small", api_base=sys.argv[1]).supports_response_schema
""",
    "our adapter, another's model": """
import dspy
from redraft.adapter import PrefixAdapter
PrefixAdapter()
assert dspy.LM("openai/gpt-4.1-mini", api_key="none").supports_response_schema
""",
    "configure": """
import dspy, redraft
redraft.configure("small", api_base=sys.argv[1])
assert dspy.Predict("question -> answer")(question="Who is there?").answer == "hello"
""",
    "a price is looked up": """
import dspy
from redraft.prices import known
assert known(dspy.LM("openai/gpt-4.1-mini", api_key="none")) is not None
""",
    "the command line": """
from redraft.cli import main
os.environ["HF_HUB_OFFLINE"] = "1"
sys.argv[1:] = ["data", "check", "--data", "some/set", "--split", "dev"]
try:
    main()
except SystemExit as end:
    assert end.code in (2, 3), end.code
assert sys.modules["huggingface_hub.constants"].HF_HUB_DISABLE_TELEMETRY
""",
}
"""Each in a process that has imported nothing yet; all but `configure` come by one `silence`."""


@pytest.mark.parametrize("door", DOORS)
def test_nothing_is_fetched(door: str, server: Server, tmp_path: Path) -> None:
    """Only this machine is asked; the hub, if it were, would be told nothing of this one."""
    env = {name: value for name, value in os.environ.items() if name not in SILENCED}
    command = [sys.executable, "-c", WATCH + DOORS[door], server.url]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=env | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
