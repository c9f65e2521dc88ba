"""What a reader sees of a text: its words and sentences, without Markdown or HTML."""

import html

import regex

from .markdown import blocks
from .tags import TAG

__all__ = ["plain", "sentences", "tokens", "words"]

_COMMENT = regex.compile(r"<!--.*?(?:-->|\Z)", regex.DOTALL)
_LINK = regex.compile(r"!?\[([^\[\]]*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]]*\])")
_NOTE = regex.compile(r"(?P<open>\[\^[^\]\s]++(?!\]))|\[\^[^\]\s]++\]:?")
_MARKS = regex.compile(r"(?<!\\)[*`~]+|(?<!\w)_+|(?<!_)_++(?!\w)")
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}]"
_TOKEN = regex.compile(rf"{_UNSPACED}|(?:(?!{_UNSPACED})[^\s—])+")
_END = regex.compile(
    r"""(?<![.!?…])[.!?…]++(["'\u201d\u2019»)\]*_]*+)\s++"""
    r"""|[。\uff01\uff1f।؟]++[」』\u201d\u2019]*+\s*+"""
)
_TITLES = frozenset(
    "mr mrs ms dr prof vs cf viz e.g i.e st mt sen gov gen col sgt capt lt rev sr sra nr "
    "mio mrd zzgl inkl exkl ziff vgl evtl ggf bzw bspw z.b d.h z.hd dipl.-ing dr.-ing".split()
)
_CASED = frozenset(["Hd", "Ing"])
"""End no sentence as these are written; "HD" and "ING" may."""
_SHORT = frozenset(
    "etc inc ltd co corp jr approx dept est a.m p.m u.s u.k al "
    "jan feb mar mär apr jun jul aug sep sept oct okt nov dec dez mwst ca usw u.a".split()
)
_NUMBERED = frozenset("no nos fig figs eq p pp vol ch sec abs tel max mind gem".split())
_NUMBER = regex.compile(r"\+?\d|§|(?:Abs|Art|Nr|Ziff)\. |(?:Anlage|Punkt|Vertrag)\b")
_DAY = regex.compile(r"(?<![\d.,])(?:[0-2]?\d|3[01])$")
_MONTH = regex.compile(
    r"(?:(?:und|oder|bis|og|eller|til) \d"
    r"|(?:januar|jänner|februar|m(?:ärz|arts|ars)|april|ma[ij]|juni|juli|august|september"
    r"|oktober|november|de[zcs]ember|\w+kuu(?:ta|n)?|ledna|února|března|dubna|května|června"
    r"|července|srpna|září|října|listopadu|prosince"
    r"|quartal|halbjahr|jahrgang|etage|kapitel|auflage)\b"
    r"|(?<=\b(?:im|dem|den|der|vom|zum|ab) \d\d?\. )stock\b"
    r"|(?:jan|feb|mär|apr|jun|jul|aug|sept?|okt|nov|dez)(?:\.| \d))",
    regex.IGNORECASE,
)
"""After a number with its stop: German, Danish, Norwegian, Finnish, Czech, or another day."""


def plain(text: str) -> str:
    """`text` with a link as its words, and no markers, tags, comments or footnote marks."""
    bare = _LINK.sub(r"\1", _NOTE.sub(r"\g<open>", TAG.sub(" ", _COMMENT.sub(" ", text))))
    return html.unescape(_MARKS.sub("", bare))


def words(text: str) -> list[str]:
    """The words of `text`: stretches between spaces or dashes that hold a letter or digit.

    "well-known", "don't", "3.5" and an address are one word each; a character of Chinese
    or Japanese is one; markers of Markdown, list numbers and link targets are none.
    """
    return tokens(plain("\n".join(block.text for block in blocks(text))))


def tokens(read: str) -> list[str]:
    """The words of a passage that is already plain."""
    return [token for token in _TOKEN.findall(read) if any(map(str.isalnum, token))]


def sentences(text: str) -> list[str]:
    """The sentences of the prose and of each list item; headings, tables and code have none."""
    kept = (block.text for block in blocks(text) if block.kind in ("prose", "item"))
    return [sentence for passage in kept for sentence in _split(" ".join(plain(passage).split()))]


def _split(passage: str) -> list[str]:
    found, start = [], 0
    for end in _END.finditer(passage):
        word = passage.rfind(" ", start, end.start()) + 1 or start
        if _ends(passage[word : end.start()], end, passage):
            found.append(passage[start : end.end()].strip())
            start = end.end()
    return [part for part in [*found, passage[start:].strip()] if any(map(str.isalnum, part))]


def _ends(word: str, end: regex.Match[str], passage: str) -> bool:
    """Whether the mark `end` after `word` closes a sentence, or an abbreviation or a quote."""
    bare = word.lstrip("([\"'\u201c\u2018")
    last = bare.lower()
    initial = len(last) == 1 and last.isalpha() and last != "i"
    if end[0][0] == "." and (last in _TITLES or bare in _CASED or initial):
        return False
    if end[0][0] == "." and _DAY.search(last) and _MONTH.match(passage, end.end()):
        return False
    following = passage[end.end() : end.end() + 1]
    short = last in _SHORT or last.endswith("str")
    if following.isdigit() or _NUMBER.match(passage, end.end()):
        return not short and last not in _NUMBERED
    if following.islower():
        return not end[1] and not short and not end[0].startswith(("…", ".."))
    return True
