"""A date in a list item: 2026-03-01, 1 March, 01/03/2026, Q3 2026, Friday, week 2, ..."""

import regex

__all__ = ["date"]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|(?-i:Mar(?:ch)?|MARCH)|apr(?:il)?|(?-i:May|MAY)"
    r"|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)[0-9]{2}"
_SPAN = r"(?:days?|weeks?|months?|quarters?|sprints?|years?|hours?)"
_SOON = r"(?:week|month|quarter|year|sprint)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tomorrow|today|tonight"
_SHORT = r"(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|EOD|EOW|EOM)"

_DATE = regex.compile(
    r"(?<![\w/.-])(?:"
    rf"{_YEAR}([/.-])(?:0?[1-9]|1[0-2])\1(?:3[01]|[12][0-9]|0?[1-9])(?:T[0-9:.]*Z?)?"
    rf"|(?:0?[1-9]|[12][0-9]|3[01])([/.-])(?:0?[1-9]|[12][0-9]|3[01])\2(?:{_YEAR}|[0-9]{{2}})"
    rf"|{_DAY}\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+{_DAY}(?![\w%])|{_MONTH},?\s+{_YEAR}"
    rf"|(?:by|in|before|until|during|early|mid|late|this|next|end of)[\s-]{_MONTH}"
    rf"|(?:by|in|before|until|end of)\s+{_YEAR}"
    r"|Q[1-4]|H[12]\s+(?:19|20)[0-9]{2}"
    rf"|{_SPAN}\s+[0-9]+"
    rf"|(?:in|within)\s+(?:[0-9]+|an?|one|two|three|four|five|six)\s+{_SPAN}"
    rf"|(?:this|next|end of(?: the| this| next)?)\s+{_SOON}"
    rf"|{_WEEKDAY}|{_SHORT}"
    r")(?!\w)",
    regex.IGNORECASE,
)
_DOTTED = regex.compile(r"[1-9][0-9]?\.[1-9][0-9]?\.[0-9]{2}")
"""A date such as 3.11.25, which may be a version as well."""
_VERSION = regex.compile(
    r"(?:\b(?:v|version|(?-i:release))"
    r"|\b(?:upgrad|downgrad|bump|pin)\w*+\s[^,;:]*?\b(?:to|from|at)(?:\s+[\w+#-]+)?"
    r"|\b(?:upgrade|downgrade|bump|pin)\s+[\w+#-]+"
    r"|\b(?:updat|install)\w*+\s(?:[^,;:]*?\b(?:to|from|at)\s+)?(?-i:[A-Z])[\w+#-]*"
    r"|\b(?:require|use|run)\s+(?-i:[A-Z])[\w+#-]*)\s+$",
    regex.IGNORECASE,
)
"""What stands before a version; of what is updated or run, a name that begins with a capital."""
_NEAR = 80


def date(item: str) -> str:
    """The first date in `item`, as written, or empty; "version 3.11.12" holds none."""
    dates = (match for match in _DATE.finditer(item) if not _is_version(item, match))
    return next((str(match[0]) for match in dates), "")


def _is_version(item: str, match: regex.Match[str]) -> bool:
    before = item[max(0, match.start() - _NEAR) : match.start()]
    return bool(_DOTTED.fullmatch(match[0]) and _VERSION.search(before))
