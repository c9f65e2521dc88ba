"""Texts as people hand them in: a string, a file, or standard input."""

import sys
from pathlib import Path

from redraft.errors import ConfigurationError

__all__ = ["MOST", "read_file", "read_task"]

MOST = 4_000_000
"""Bytes that a text may have; no model's context holds more."""
TEXTS = (".md", ".markdown", ".txt", ".rst")


def read_task(given: str) -> tuple[str, str]:
    """The task and where it came from: `-`, an existing file, or the words themselves.

    Raises:
        ConfigurationError: it is empty, no text, or a path where nothing is.
    """
    if given == "-":
        return _read_stdin("the task"), "stdin"
    if _exists(given):
        return read_file(given, "the task"), given
    alone = not any(character.isspace() for character in given)
    rooted = given.startswith(("/", "./", "../", "~/"))
    if "\n" not in given and (rooted or (alone and ("/" in given or given.endswith(TEXTS)))):
        raise ConfigurationError(
            f"there is no file {given!r}; give a file that exists, the task in words "
            '(redraft run "Write ..."), or - for standard input'
        )
    return _sound(given, "the task"), "task"


def read_file(given: str, what: str) -> str:
    """The text of a file, or of standard input for `-`; `what` opens the message of an error.

    Raises:
        ConfigurationError: it cannot be read, is no UTF-8 text, is empty or too large.
    """
    if given == "-":
        return _read_stdin(what)
    path = Path(given).expanduser()
    if path.is_dir():
        raise ConfigurationError(f"{what}: {given} is a folder; give a text file")
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        raise ConfigurationError(f"{what}: {given} cannot be read: {error.strerror}") from None
    return _decoded(data, f"{what}: {given}")


def _exists(given: str) -> bool:
    try:
        return bool(given) and Path(given).expanduser().exists()
    except (OSError, ValueError, RuntimeError):  # too long for a name, or a null byte
        return False


def _read_stdin(what: str) -> str:
    if sys.stdin.isatty():
        print(f"Type {what}, then Ctrl-D.", file=sys.stderr)  # noqa: T201 - a prompt
    return _decoded(sys.stdin.buffer.read(MOST + 1), f"{what}: standard input")


def _decoded(data: bytes, what: str) -> str:
    if len(data) > MOST:
        raise ConfigurationError(f"{what} is larger than {MOST // 10**6} MB; shorten it")
    if b"\0" in data:
        raise ConfigurationError(f"{what} is no text but binary; give UTF-8 text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(
            f"{what} is not UTF-8 (line {line}, byte {error.start}); "
            "convert it: iconv -f LATIN1 -t UTF-8"
        ) from None
    return _sound(text.replace("\r\n", "\n"), what)


def _sound(text: str, what: str) -> str:
    if not text.strip():
        raise ConfigurationError(f"{what} is empty; write what the text should be or do")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ConfigurationError(f"{what} is not UTF-8; give UTF-8 text") from None
    return text
