"""The four iterations as one text for people who paste it into a chat window."""

__all__ = ["PASTED", "TASK"]

TASK = "The task:\n(paste the task here)\n"
"""What a chat begins with that has its four headings in its own words."""

PASTED = """\
Write one text in four iterations, each under its heading, in this conversation.

The task:
(paste the task here)

What it demands:
(paste the requirements here, one a line)

The checklist:
(paste the boxes here, one a line)

[ITERATION 1] Draft

{draft}

[ITERATION 2] Critique

{critique}

Find at least {min_weaknesses} weaknesses in these categories: {categories}.

[ITERATION 3] Rewrite

{revise}

[ITERATION 4] Final check

{verify}

If a box is not ticked, begin again at iteration 2, with that box first, at most \
{max_rounds} times. Then end with the best of the texts alone.
"""
"""The braces are filled with the words of the steps of that name, and with settings."""
