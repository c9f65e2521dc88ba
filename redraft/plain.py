"""Plain text from bytes, or a line that says why they are none."""

from redraft.errors import ConfigurationError

__all__ = ["MOST", "decoded"]

MOST = 4_000_000
"""Bytes that a text may have; no model's context holds more."""


def decoded(data: bytes, what: str) -> str:
    """The UTF-8 text, without its byte order mark and carriage returns.

    Raises:
        ConfigurationError: it is too large, binary or not UTF-8; `what` opens the message.
    """
    if len(data) > MOST:
        raise ConfigurationError(f"{what} is larger than {MOST // 10**6} MB; shorten it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise _binary(what) from None
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(
            f"{what} is not UTF-8 (line {line}, byte {error.start}); "
            "convert it: iconv -f LATIN1 -t UTF-8"
        ) from None
    if "\0" in text:
        raise _binary(what)
    return text.replace("\r\n", "\n")


def _binary(what: str) -> ConfigurationError:
    return ConfigurationError(f"{what} is no text but binary; give UTF-8 text")
