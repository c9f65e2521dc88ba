"""Nothing from a model or a dataset becomes an element, an attribute, a style or a script."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from redraft.evaluation.store import Store
from redraft.report.page import gather, render
from tests.report.page.stores import HOSTILE, SHORT, hostile

ELEMENTS = set(
    "html head meta title style body script a header p span h1 nav main section h2 h3 h4 h5 div"
    " table thead tbody tr th td i figure figcaption details summary form label input select option"
    " button output article dl dt dd ul ol li b q ins del code pre footer svg line text circle rect"
    " polyline".split()
)
ATTRIBUTES = set(
    "lang charset name http-equiv content class id href hidden type value placeholder autocomplete"
    " aria-live aria-label aria-pressed role tabindex dir title scope open viewbox width height x y"
    " x1 x2 y1 y2 cx cy r points text-anchor data-kind data-status data-move data-error"
    " data-held data-key data-run data-quote data-edit data-evidence".split()
)
FREE = {"title", "value", "aria-label", "data-kind", "data-status", "data-move"}
"""Attributes that hold text from outside: none of them is run, fetched or followed."""


class Parsed(HTMLParser):
    """The elements, their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.lasttag in self.inside and not self.inside[self.lasttag]:
            self.inside[self.lasttag].append(data)
        else:
            self.text += data


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of two runs in whose every field malice stands."""
    path = tmp_path_factory.mktemp("store") / "runs.sqlite3"
    runs = hostile(path)
    store = Store(path)
    made = render(gather(store, runs[:2], "text_part"))
    store.close()
    return made


@pytest.fixture(scope="module")
def parsed(page: str) -> Parsed:
    return Parsed(page)


def test_the_malice_is_there(parsed: Parsed) -> None:
    """As text, and many times over; so what follows is worth something."""
    assert parsed.text.count("onload=pwned()") > 50
    assert parsed.text.count(SHORT) > 50
    assert "{{7*7}}" in parsed.text
    assert "49" not in re.findall(r"pwned\(\)>(\w+)", parsed.text)


def test_prompts_and_raw_replies_are_there_as_text(parsed: Parsed) -> None:
    """Every message and every reply of every row: what all runs asked once for each of them."""
    roles, rows, runs = 4, 3, 2
    assert parsed.text.count(f"of all {SHORT}") == roles * rows
    assert parsed.text.count("that of an earlier call") == (runs - 1) * rows
    for run in range(runs):
        assert parsed.text.count(f"of {run} {SHORT}") == roles * rows
    assert parsed.text.count(f"raw {SHORT}") == 2 * runs * rows


def test_every_element_and_attribute_is_our_own(parsed: Parsed) -> None:
    assert {tag for tag, _ in parsed.elements} <= ELEMENTS
    assert {name for _, attributes in parsed.elements for name in attributes} <= ATTRIBUTES


def test_malice_stands_in_no_attribute_that_does_anything(parsed: Parsed) -> None:
    for tag, attributes in parsed.elements:
        for name, value in attributes.items():
            if "pwned" in value:
                assert name in FREE, f"<{tag} {name}>"
            if name == "class":
                assert re.fullmatch(r"[a-z0-9_ -]*", value)
            if name == "href":
                assert re.fullmatch(r"#[a-z0-9]+", value)


def test_one_style_and_one_script_by_their_hash(parsed: Parsed) -> None:
    """And the policy lets nothing else run, load, post or connect."""
    tags = [tag for tag, _ in parsed.elements]
    assert (tags.count("style"), tags.count("script")) == (1, 1)
    policy = next(one["content"] for _, one in parsed.elements if "http-equiv" in one)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))

    def digest(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    assert rules == {
        "default-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "style-src": digest(parsed.inside["style"][0]),
        "script-src": digest(parsed.inside["script"][0]),
    }


def test_no_control_character_is_left(page: str) -> None:
    assert "\x1b" in HOSTILE
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page) == []


def test_nothing_is_asked_of_anywhere(page: str) -> None:
    """No address stands in the page, but the ones in texts, of which there is none here."""
    assert "http://" not in page
    assert "https://" not in page
    assert not re.search(r"@import|url\(", page)


def test_a_key_is_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the environment's, wherever a model has put it."""
    runs = hostile(tmp_path / "runs.sqlite3")
    monkeypatch.setenv("SOME_API_KEY", "onload=pwned()")
    store = Store(tmp_path / "runs.sqlite3")
    made = render(gather(store, runs[:1], "text_part"))
    store.close()
    assert "onload=pwned()" not in made
    assert "svg/***&gt;" in made
