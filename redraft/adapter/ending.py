"""Where an object that is almost JSON ends, and what follows it begins."""

import re

__all__ = ["closing", "ending"]

_END = re.compile(
    r"\}(?=[ \t]*\n(?:```[ \t]*\n)?[ \t]*\n(?!\s*[\]},]))"  # and a blank line
    r"|[\]}](?=[ \t]*\n[^\s\]},{\"`])"  # or a line that is no JSON
)
_PIECE = re.compile(r"\s++|\\.|\"(?:[^\"\\]++|\\.)*+\"|[^\s\"\\\[\]{}]++|.", re.DOTALL)
_CLOSES, _VALUE = re.compile(r"[,\]}]"), re.compile(r"[\"'\[{]")
_NAME = re.compile(r"\"[^\"\n]*\"\s*:")


def ending(reply: str, start: int) -> int:
    """Where the object that begins at `start` ends: at a blank line outside its strings at last.

    It may lack its last brackets, and the text after it may hold some.
    """
    closed = _END.search(reply, start)
    stop = closed.end() if closed else len(reply)
    within, last = list[str](), ""
    for piece in _PIECE.finditer(reply, start, stop):
        said = piece[0]
        if said.isspace():
            if said.count("\n") > 1 and not _goes_on(within, last, reply, piece.end()):
                return piece.start()
            continue
        if said in ("[", "{"):
            within.append(said)
        elif said in ("]", "}") and within:
            within.pop()
        last = said[-1]
    return stop


def closing(reply: str, start: int) -> int:
    """Where the bracket at `start` is closed, outside strings; the reply's end where it is not."""
    depth = 0
    for piece in _PIECE.finditer(reply, start):
        depth += (piece[0] in ("[", "{")) - (piece[0] in ("]", "}"))
        if depth <= 0:
            return piece.end()
    return len(reply)


def _goes_on(within: list[str], last: str, reply: str, at: int) -> bool:
    """Whether an object that ended in `last`, within these brackets, may go on at `at`."""
    if not within:
        return False
    if _CLOSES.match(reply, at):
        return True
    named = within[-1] == "{" and last != ":"
    return last in ",:[{" and bool((_NAME if named else _VALUE).match(reply, at))
