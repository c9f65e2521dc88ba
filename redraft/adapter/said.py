"""The words of a response, which a client library may have taken apart."""

import json
from typing import Any

from dspy.lm15 import DataPart, RefusalPart, Response, TextPart

__all__ = ["words_of"]


def words_of(response: Response) -> str:
    """What the model says to who asked, without the thoughts that its server tells apart.

    JSON that was read already, as DSPy does where an answer has a flag or a choice, is JSON
    again; a refusal counts by its words.
    """
    return "".join(map(_words, response.message.parts))


def _words(part: Any) -> str:
    if isinstance(part, DataPart):
        return json.dumps(part.value, ensure_ascii=False)
    return part.text if isinstance(part, TextPart | RefusalPart) else ""
