"""HTML tags by name, so that `<br>` is markup and `<name>` is a blank to fill in."""

import regex

__all__ = ["TAG", "closed", "is_tag"]

_PLAIN = frozenset(
    "a abbr b bdi bdo big blockquote body br caption center cite col colgroup dd del details "
    "dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i "
    "img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp script small span "
    "strike strong style sub sup svg table tbody td tfoot th thead tr tt u ul var video wbr".split()
)
_WORDLIKE = frozenset(
    "address area article aside audio base button code data form input label legend link meta "
    "object option output progress section select source summary template text time title".split()
)
_NAMES = "|".join(sorted(_PLAIN | _WORDLIKE))

TAG = regex.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", regex.IGNORECASE)
"""An opening or closing tag of HTML."""


def closed(text: str) -> frozenset[str]:
    """The names of the tags that `text` closes."""
    return frozenset(regex.findall(r"</([^<>]*)>", text.lower()))


def is_tag(inner: str, closed: frozenset[str]) -> bool:
    """Whether `<inner>` is HTML in a text that closes the tags `closed`.

    A name that is also a word ("title", "address"), or that HTML does not have, is markup
    only if the text closes it or gives it an attribute.
    """
    name = inner.strip("/ ").split(" ")[0].lower()
    if name in _PLAIN:
        return True
    return name in closed or inner.endswith("/") or "=" in inner
