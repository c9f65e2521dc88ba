"""Words of a text, and those of them that carry content."""

import re
from functools import lru_cache

from .kept import kept
from .text import normalise

__all__ = ["content_words", "is_number", "stem", "words"]

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]"  # scripts written without spaces
    r"|[^\W_][\w\u0300-\u036f\u0900-\u0dff]*"
    r"(?:(?:[.,'@/-]|(?<=\d):(?=\d))[\w\u0300-\u036f\u0900-\u0dff]+)*"
)
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty"
    " hundred thousand million billion".split()
)
_STOP = frozenset(
    # English; negations are left out on purpose, since they turn a sentence round
    "a about above after again all also am an and any are as at be because been before being below"
    " between both but by can could did do does doing down during each either few for from further"
    " had has have having he her here hers him his how however i i'd i'll i'm i've if in into is it"
    " it's its itself just let let's may me might more most much must my of off on once only or"
    " other our ours out over own per please quite rather really same shall she should so some such"
    " than that that's the their them then there there's these they this those though through thus"
    " to too under until up upon us very was we we're we've were what when where which while who"
    " whom why will with would yet you you're your yours"
    # German, French, Spanish, Italian, Portuguese, Dutch
    " der die das den dem des ein eine einen einem einer und oder aber ist sind war mit von zu zum"
    " zur auf für im auch wie als sich es er sie wir ihr le la les un une des du de et ou est sont"
    " avec pour dans sur par que qui ce cette il elle nous vous au aux en el los las y o es son con"
    " para por del al se lo su una più che di da per nel della il gli e è um uma os as na dos das"
    " het een van voor op aan te niet".split()
) - {"no", "not", "niet"}
_SUFFIXES = ("ations", "ation", "ings", "ing", "edly", "ed", "ers", "er", "es", "ly", "s")


def words(text: str) -> list[str]:
    """Every word of the text in order, normalised; numbers, times, dates, addresses stay whole."""
    return _WORD.findall(normalise(text))


@kept(most=4096)
def content_words(text: str) -> frozenset[str]:
    """Stems of the words that are no function words."""
    return frozenset(stem(word) for word in words(text) if word not in _STOP)


def stem(word: str) -> str:
    """The word without its commonest English endings: a crude key, not a linguist's stem."""
    word = word.removesuffix("'s")
    word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word[: -len(suffix)]
            break
    return word.removesuffix("e") if len(word) > 4 else word.rstrip("y") or word


@lru_cache(maxsize=4096)
def is_number(word: str) -> bool:
    """Whether a normalised word holds a digit or is a number word."""
    return word in _NUMBERS or any(char.isdigit() for char in word)
