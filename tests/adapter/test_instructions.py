"""The instruction of a step, as it was written."""

from typing import Any

import dspy
import pytest

from redraft.adapter import PrefixAdapter

RULES = """Do.

Rules:
  - one
      nested: yes
  ```
  def f():
      return 1
  ```"""


class Plain(dspy.Signature):
    """Do."""

    text: str = dspy.InputField()
    out: str = dspy.OutputField()


def sent(instructions: str) -> str:
    """What stands between the input and the form of the reply."""
    signature: Any = Plain.with_instructions(instructions)
    content = str(PrefixAdapter().format(signature, [], {"text": "x"})[-1]["content"])
    between = content.partition("</text abcdef>\n\n")[2]
    return between.removesuffix("\n\nReply with the out alone.")


@pytest.mark.parametrize(
    "written",
    [
        RULES,
        f"\n\n    {RULES}\n".replace("\n", "\n    "),
        f"{RULES}   \n\n",
        RULES.replace("\n", "  \r\n"),
    ],
)
def test_an_instruction_keeps_the_indentation_of_its_lines(written: str) -> None:
    """Less that of the code around it, and what nobody sees at the ends of lines."""
    assert sent(written) == RULES
