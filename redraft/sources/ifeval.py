"""IFEval (Apache-2.0): prompts with instructions that code can verify.

Each instruction becomes a box. What our checks can say is coded; the rest is left to a
model: language, exact bullets, paragraphs parted by ***, repeating the prompt, two answers.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from redraft.checks.quoted import quoted

__all__ = ["CODED", "adapt"]

ANSWERS = quoted(["My answer is yes.", "My answer is no.", "My answer is maybe."])
MANY = "at least"


def adapt(record: Mapping[str, Any]) -> dict[str, Any]:
    """The prompt as the task, and a box for each of its instructions."""
    pairs = zip(record["instruction_id_list"], record["kwargs"], strict=True)
    return {
        "id": f"ifeval-{record['key']}",
        "kind": "instruction",
        "task": record["prompt"],
        "checklist": _distinct([_box(name, _given(kwargs)) for name, kwargs in pairs]),
    }


def _given(kwargs: Mapping[str, Any] | None) -> dict[str, Any]:
    """The arguments that are set: the hub's table has a column for each, most of them null."""
    return {key: value for key, value in (kwargs or {}).items() if value is not None}


def _distinct(boxes: list[dict[str, str]]) -> list[dict[str, str]]:
    seen = {(box["question"], box.get("check")): box for box in boxes}
    return list(seen.values())


def _box(name: str, kwargs: dict[str, Any]) -> dict[str, str]:
    """A box that asks for instruction `name`; KeyError if an argument is not there."""
    words = ", ".join(f"{key.replace('_', ' ')} {_said(value)}" for key, value in kwargs.items())
    what = name.partition(":")[2].replace("_", " ")
    question = f"Follows the instruction on {what}" + (f": {words}" if words else "")
    make = CODED.get(name)
    return {"question": question, "check": make(kwargs)} if make else {"question": question}


def _said(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 200 else f"{text[:200]}..."


def _count(unit: str) -> Callable[[dict[str, Any]], str]:
    def check(kwargs: dict[str, Any]) -> str:
        sign = ">=" if kwargs["relation"] == MANY else "<"
        return f"{unit} {sign} {kwargs[f'num_{unit}']}"

    return check


def _literal(words: str) -> str:
    return re.escape(words).replace("/", r"\/")


def _times(pattern: str, count: int, relation: str = MANY, flags: str = "") -> str:
    """That `pattern` occurs `count` times at least, or fewer times than that.

    Counted from the left, as `re.findall` does; no place is tried twice.
    """
    form = "matches" if relation == MANY else "lacks"
    return rf"{form} /(?s)\A(?>.*?{pattern}){{{count}}}/{flags}"


def _forbidden(kwargs: dict[str, Any]) -> str:
    return f"lacks {quoted(kwargs['forbidden_words'])}"


def _existing(kwargs: dict[str, Any]) -> str:
    """As IFEval searches: a keyword may stand within a longer word."""
    ahead = "".join(f"(?=.*{_literal(keyword)})" for keyword in kwargs["keywords"])
    return rf"matches /(?s)\A{ahead}/i"


def _frequency(kwargs: dict[str, Any]) -> str:
    return _times(_literal(kwargs["keyword"]), kwargs["frequency"], kwargs["relation"], "i")


def _letters(kwargs: dict[str, Any]) -> str:
    letter = _literal(kwargs["letter"])
    return _times(letter, kwargs["let_frequency"], kwargs["let_relation"], "i")


def _capitals(kwargs: dict[str, Any]) -> str:
    return _times(r"\b\p{Lu}+\b", kwargs["capital_frequency"], kwargs["capital_relation"])


def _postscript(kwargs: dict[str, Any]) -> str:
    """`P.S.` and its like, with a space after a full stop or none."""
    marker = _literal(kwargs["postscript_marker"]).replace(r"\.", r"\.\s?")
    return f"matches /{marker}/i"


def _sections(kwargs: dict[str, Any]) -> str:
    return _times(rf"{_literal(kwargs['section_spliter'])}\s?\d+", kwargs["num_sections"])


CODED: dict[str, Callable[[dict[str, Any]], str]] = {
    "change_case:capital_word_frequency": _capitals,
    "change_case:english_capital": lambda _: r"lacks /\p{Ll}/",
    "change_case:english_lowercase": lambda _: r"lacks /\p{Lu}/",
    "detectable_content:number_placeholders": lambda k: _times(
        r"\[[^\n\]]*\]", k["num_placeholders"]
    ),
    "detectable_content:postscript": _postscript,
    "detectable_format:constrained_response": lambda _: f"contains any {ANSWERS}",
    "detectable_format:json_format": lambda _: "valid json",
    "detectable_format:multiple_sections": _sections,
    "detectable_format:number_highlighted_sections": lambda k: _times(
        r"\*[^\S\n]*+[^\s*][^\n*]*+\*", k["num_highlights"]
    ),
    "detectable_format:title": lambda _: r"matches /<<[^\n]*[^\s<>][^\n]*>>/",
    "keywords:existence": _existing,
    "keywords:forbidden_words": _forbidden,
    "keywords:frequency": _frequency,
    "keywords:letter_frequency": _letters,
    "length_constraints:number_sentences": _count("sentences"),
    "length_constraints:number_words": _count("words"),
    "punctuation:no_comma": lambda _: "lacks /,/",
    "startend:end_checker": lambda k: f"ends with {quoted([k['end_phrase']])}",
    "startend:quotation": lambda _: r'matches /(?s)\A\s*".*"\s*\Z/',
}
"""The instructions that our vocabulary can say, and how; close to IFEval's strict reading."""
