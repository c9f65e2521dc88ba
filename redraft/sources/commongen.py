"""CommonGen-Hard (Self-Refine): one coherent text of 20 to 30 concepts.

Coverage alone is met by listing the words, so a box that a model answers stands beside it.
"""

from collections.abc import Mapping
from typing import Any

from redraft.checks.quoted import quoted

__all__ = ["adapt"]

TASK = "Write one short, coherent text of a few sentences that uses all of these words: {}."
COHERENT = "Reads as one coherent text in which every word has a part, not as a list of words"


def adapt(record: Mapping[str, Any]) -> dict[str, Any]:
    """A task, a coded box that asks for every concept, and a judged one for coherence."""
    concepts = list(record["concepts"])
    return {
        "id": str(record["id"]),
        "kind": "concepts in a text",
        "task": TASK.format(", ".join(concepts)),
        "requirements": ["Uses every one of the words", "Is one coherent text"],
        "checklist": [
            {"question": "Uses every one of the words", "check": f"covers {quoted(concepts)}"},
            {"question": COHERENT},
        ],
    }
