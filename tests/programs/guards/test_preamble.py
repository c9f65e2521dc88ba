# ruff: noqa: RUF001 -- texts with typographic marks, as people write them
"""Frames go; content stays."""

import pytest

from redraft.programs.guards.preamble import strip_preamble

EMAIL = "Hi Ana,\n\nThe report is due on 5 May.\n\nBest,\nSam"
README = "# Tool\n\n```bash\nmake\n```\n\nHere is the updated guide:\n\n- one"


@pytest.mark.parametrize(
    "framed",
    [
        f"Sure, here is the revised email:\n\n{EMAIL}",
        f"Here’s the updated version of your email:\r\n\r\n{EMAIL}",
        f"Certainly!\n\n{EMAIL}",
        f"**Revised email:**\n{EMAIL}",
        f"```\n{EMAIL}\n```",
        f"Sure! Here is the improved text:\n\n```markdown\n{EMAIL}\n```\n",
        f"{EMAIL}\n\n---\n\nChanges:\n- Added the date\n- Cut a line",
        f"{EMAIL}\n\n**Changes made:**\n\n1. Added the date\n2. Cut a line\n",
        f"{EMAIL}\n\n---\n**Summary of changes**\nI added the date.",
        f"{EMAIL}\n\nI hope this revision addresses your concerns.",
    ],
)
def test_a_frame_is_taken_off(framed: str) -> None:
    """Opening line, whole-text fence, notes and closing remark all go."""
    assert strip_preamble(framed, "Write to Ana.", "Ana, the report is due.") == EMAIL


def test_a_fence_round_a_readme_with_fences() -> None:
    """Fences inside that pair up leave the outer ones free to go."""
    assert strip_preamble(f"```markdown\n{README}\n```") == README


@pytest.mark.parametrize(
    "text",
    [
        README,
        "Here is the agenda:\n\n- budget\n- hiring",
        "Sure, we can meet on Monday.\n\nBest,\nSam",
        "Great news: the report is out.\n\nRead it.",
        "```bash\nmake install\n```",
        "```\na = 1\n```\n\nThen run:\n\n```\nb = 2\n```",
        "# Tool\n\nFast.\n\n## Changes\n\n- New flag",
        "# Tool\n\n---\nChanges:\n- 1.2 new flag\n- 1.1 fix",
        "# Tool\n\n---\n\nChanges made:\n- none\n\n# Licence\n\nMIT",
        "Notes\n\n---\n\nThe end of the story.",
        "Great progress on the quarterly report this week:\n\n- one",
        "Of course!\n\nMonday suits me.",
        "Hi Ana,\n\nThis revision of the lease adds a clause.\n\nBest,\nSam",
    ],
)
def test_content_stays(text: str) -> None:
    """What may be the author's own is left as it is."""
    assert strip_preamble(text) == text
    assert strip_preamble(text, "Write it.", "Something else.") == text


NOTES = "Uploads are safer now.\n\nChanges made:\n- They are tried three times."
LAST = "Hi all,\n\nThe updated version resolves the crash that users saw on March 3."


@pytest.mark.parametrize("text", [NOTES, LAST])
@pytest.mark.parametrize(
    ("task", "before"),
    [
        ("Write to all.", None),
        ("Describe a pull request, its changes at the end.", "Uploads."),
        ("Write to all.", "the text itself"),
    ],
)
def test_notes_that_may_be_wanted_stay(text: str, task: str, before: str | None) -> None:
    """In a first text, where the task speaks of changes, and where they stood before."""
    before = text + " Now." if before == "the text itself" else before
    assert strip_preamble(text, task, before) == text
    assert strip_preamble(text, "Write to all.", "Uploads are safe.") != text


def test_nothing_but_a_frame_comes_back() -> None:
    """A text that would be left empty is not cut."""
    assert strip_preamble("```\n\n```") == "```\n\n```"
