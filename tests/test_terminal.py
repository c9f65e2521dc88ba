"""What a terminal may be shown."""

import re
from time import process_time

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from redraft.terminal import address, clean, hidden, one_line, shorten

OPENINGS = "\x1b\x90\x98\x9b\x9d\x9e\x9f"
"""What a sequence begins with."""


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("plain\n\ttext", "plain\n\ttext"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jcleared", "cleared"),
        ("\x1bPqsixel\x1b\\after", "after"),
        ("a\x00b\x08c\x7fd\x85e", "abcde"),
        ("over\rwrite\r\nnext", "overwrite\nnext"),
        ("\u202eabc\u202c \u2066x\u2069", "abc x"),
        ("\x1b", ""),
        ("naïve 日本 🙂", "naïve 日本 🙂"),
    ],
)
def test_clean(given: str, shown: str) -> None:
    """Control sequences and bidirectional overrides go; text, lines and tabs stay."""
    assert clean(given) == shown


def test_an_unclosed_sequence_hides_no_later_call() -> None:
    """A title that never ends takes its own text with it and raises nothing."""
    assert clean("\x1b]0;never ended") == ""


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("\x1b]0;never ended\nnext", "\nnext"),
        ("\x1bPnever\x07 ended\nnext", "\nnext"),
        ("\x1b]0;a\x1b[31mb\x1b]c\x07text", "text"),
        ("\x1bPa\x07b\x1b\\text", "text"),
    ],
)
def test_a_sequence_ends_at_its_end_or_at_its_line(given: str, shown: str) -> None:
    """Whatever stands inside a sequence goes with it, and later lines stay."""
    assert clean(given) == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("\x9d0;title\x07text", "text"),
        ("\x9d0;title\x1b\\text", "text"),
        ("\x9d8;;http://evil\x9clink\x9d8;;\x9c", "link"),
        ("\x9d0;title\x9d1;other\x9ctext", "0;titletext"),
        ("\x9d0;never ended\nnext", "0;never ended\nnext"),
        ("\x90q\x1b[31msixel", "qsixel"),
    ],
)
def test_a_sequence_of_one_character_is_one_where_it_ends(given: str, shown: str) -> None:
    """A title or link that begins with C1 goes as a whole; of what is none the character goes."""
    assert clean(given) == shown


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_a_text_read_in_a_wrong_encoding_stays(encoding: str) -> None:
    """A closing quote and capital letters have characters in them that begin sequences."""
    said = "She wrote \u201cdone\u201d and \u201clater\u201d: \u0410\u041d, on 3 May for all."
    read = (bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in said.encode())
    odd = "".join(read)  # a byte that windows-1252 lacks is a control character, as in a browser
    assert "\x90" in odd
    assert "\x9d" in odd
    assert clean(odd) == re.sub(r"[\x80-\x9f]", "", odd)


@given_any(st.text(alphabet=f"{OPENINGS}\x07\x9c\u202e\r\n\\]P^_X[01;ma ", max_size=40))
def test_nothing_that_is_shown_commands_a_terminal(text: str) -> None:
    """However sequences are cut, nested and left open."""
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", clean(text))


@pytest.mark.parametrize("piece", ["\x9d1;", "\x9d1", "\x90", "\x9d1;\x9b1"])
def test_sequences_of_one_character_without_end_are_read_once(piece: str) -> None:
    """Each reads up to the next one at most."""
    start = process_time()
    clean(piece * 30_000)
    assert process_time() - start < 5


@pytest.mark.parametrize("piece", ["\x1b]", "\x1bP", "\x9d", "\x1bP\x07"])
def test_sequences_without_end_are_read_once(piece: str) -> None:
    """Openings by the thousand cost no more than their length warrants."""
    start = process_time()
    assert not clean(piece * 30_000 + "\n\n").strip()
    assert process_time() - start < 2


def test_one_line_joins_lines() -> None:
    """Line breaks and runs of blanks become single blanks."""
    assert one_line("a\n\n  b\tc") == "a b c"


def test_shorten_keeps_both_ends() -> None:
    """A long text loses its middle, keeps to the limit, and a short one is as it was."""
    short = shorten("beginning " + "middle " * 50 + "ending", 40)
    assert short.startswith("beginning")
    assert short.endswith("ending")
    assert len(short) <= 40
    assert shorten("short", 40) == "short"


def test_hidden_leaves_out_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The values of variables named as keys go, and what looks like one."""
    monkeypatch.setenv("SOME_API_KEY", "hunter2hunter2")
    monkeypatch.setenv("TOKENIZERS_PARALLELISM", "disabled")
    text = "key hunter2hunter2, sk-abcdefghijk123, gsk_abcdefghijk1, disabled"
    assert hidden(text) == "key ***, ***, ***, disabled"


@pytest.mark.parametrize(
    "name",
    [
        "AWS_BEARER_TOKEN_BEDROCK",
        "OPENAI_API_KEY_2",
        "openai_api_keys",
        "DB_PASSWORD_FILE",
        "MY_SECRET_ID",
        "SERVICE_CREDENTIALS",
    ],
)
def test_hidden_leaves_out_what_is_named_as_a_secret(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever in the name of a variable the word stands."""
    monkeypatch.setenv(name, "hunter2hunter2")
    assert hidden("it is hunter2hunter2") == "it is ***"


@pytest.mark.parametrize(
    "key",
    [
        "AIzaSyA1234567890abcdefghijklmnopqrstuv",
        "AKIAIOSFODNN7EXAMPLE",
        "ASIAIOSFODNN7EXAMPLE",
        *(f"gh{kind}_16C7e42F292c6912E7710c838347Ae178B4a" for kind in "pousr"),
        "github_pat_11ABCDEFG0123456789_abcdefghijklmnop",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P-lFU",
    ],
)
def test_hidden_leaves_out_keys_of_known_shapes(key: str) -> None:
    """Of Google, Amazon and GitHub, and tokens of three parts."""
    assert hidden(f"Bearer {key}, which failed") == "Bearer ***, which failed"


def test_words_are_no_keys() -> None:
    """What merely begins as a key does stays."""
    text = "AIza, AKIA and ghp_ begin keys; eyJ.x is none, nor is GHOST_story or eyJab.eyJcd.x"
    assert hidden(text) == text


def test_a_long_text_of_what_is_nearly_a_token_is_read_once() -> None:
    """A text that begins a token at every step takes time by its length alone."""
    began = process_time()
    assert hidden("eyJ-" * 100_000) == "eyJ-" * 100_000
    assert process_time() - began < 5


def test_address_leaves_out_who_asks() -> None:
    """Name, password and query of an address are not shown."""
    assert address("https://me:pw@host:8000/v1?key=1") == "https://host:8000/v1"


@pytest.mark.parametrize("url", ["http://me:pw@[::1:8000/v1", "http://me:pw@host\uff1a8000/v1"])
def test_what_is_no_address_is_none(url: str) -> None:
    """Nothing of what was typed is shown, and nothing is raised."""
    assert address(url) == ""


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        *[("OPENAI_API_KEY", True), ("OPENAI_API_KEY_2", True), ("AWS_BEARER_TOKEN_BEDROCK", True)],
        *[("APIKEY", True), ("GOOGLE_APPLICATION_CREDENTIALS", True), ("MY_SECRET", True)],
        *[("KEYBOARD", False), ("GNOME_KEYRING_CONTROL", False), ("COLUMN_KEYS", False)],
        *[("MAX_TOKENS_PER_CALL", False), ("TOKENIZERS_PARALLELISM", False)],
    ],
)
def test_which_variables_hold_a_secret(
    name: str, secret: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word of another's variable would vanish from every prompt that is kept."""
    monkeypatch.setenv(name, "checklist-of-words")
    assert ("checklist-of-words" not in hidden("a checklist-of-words here")) == secret
