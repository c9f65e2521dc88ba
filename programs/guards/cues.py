"""What an omission asks for in words that its repair need not repeat."""

import re

__all__ = ["answers"]

_FLAGS = re.IGNORECASE
_ASKS_AND_ANSWERS = tuple(
    (re.compile(rf"\b(?:{asks})", _FLAGS), re.compile(answer))
    for asks, answer in (
        (
            r"dates?\b|deadline|when\b|timeline|timeframe|schedule|due\b|time\b",
            r"\d|(?i:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tomorrow|noon|"
            r"midnight|january|february|march|april|may|june|july|august|september|october|"
            r"november|december)\b|\bend of (?:the )?(?:day|week|month|quarter|year)\b)",
        ),
        (
            r"numbers?\b|figures?\b|metric|statistic|amount|cost|price|how (?:many|much)|quantif",
            r"\d",
        ),
        (
            r"examples?\b|sample|snippet|command|code\b|illustrat",
            r"`|(?i:for (?:example|instance)|e\.g\.|such as)",
        ),
        (r"links?\b|urls?\b|website|address", r"https?://|www\.|\]\("),
        (r"contact|e-?mail|phone|reach\b", r"\S+@\S+\.\w|\+?\d[\d ()/-]{6,}|https?://"),
        (r"owners?\b|who\b|responsib|names?\b|person|assign", r"(?<=[\w,:(] )[A-Z]\w+|@\w+"),
        (
            r"steps?\b|instructions?\b|procedure|how to\b",
            r"(?m)^\s*\d{1,3}[.)] |`|(?i:\bfirst\b|\bthen\b)",
        ),
        (r"greet|salutation", r"(?i)\b(?:hi|hello|dear|good (?:morning|afternoon))\b"),
        (
            r"sign-?off|closing|signature",
            r"(?i)\b(?:regards|sincerely|thanks|cheers|best wishes)\b",
        ),
        (r"apolog", r"(?i)\b(?:sorry|apologi[sz]e|regret)\b"),
    )
)


def answers(asked: str, new: str) -> bool:
    """Whether the new material holds the kind of thing asked for: a date, a figure, a link ...

    English only; elsewhere a repair has to share a word with what asked for it.
    """
    return any(asks.search(asked) and answer.search(new) for asks, answer in _ASKS_AND_ANSWERS)
