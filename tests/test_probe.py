"""Servers tried: good ones, and the many ways in which an address is not one."""

import json
import socket
from typing import Any

import pytest

from redraft.doctor import Finding, works
from redraft.errors import ConfigurationError
from redraft.probe import probe
from tests.loopback import Server, completion

SUM = '{"sum": 5}'


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy and no key of whoever tests."""
    monkeypatch.delenv("REDRAFT_API_KEY", raising=False)
    monkeypatch.setattr("urllib.request.getproxies", dict)


@pytest.fixture
def server() -> Any:
    """A server that keeps to the schema."""
    served = Server({"*": SUM})
    yield served
    served.close()


def by_name(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings}


def test_a_good_server(server: Server) -> None:
    """It answers, lists its models, keeps to a schema, reports cached tokens: two calls."""
    findings = probe(server.url)
    assert [(found.name, found.says, found.good) for found in findings] == [
        ("server", f"{server.url} answers", True),
        ("its models", "small, large", True),
        ("JSON schema", "taken", True),
        ("prompt cache", "50 of 100 tokens", True),
        ("model small", "answers", True),
    ]
    assert works(findings)
    assert len(server.bodies) == 2
    first, second = server.bodies
    assert first == second
    assert first["response_format"]["json_schema"]["schema"]["required"] == ["sum"]
    assert server.keys == ["Bearer none"] * 2


def test_the_model_that_is_named_is_tried(server: Server) -> None:
    """Of those that it lists, or another, with a remark."""
    assert by_name(probe(server.url, "large"))["model large"].good
    assert {body["model"] for body in server.bodies} == {"large"}
    told = by_name(probe(server.url, "huge"))
    assert (told["model"].says, told["model"].good) == ("huge is not among its models", None)
    assert told["model huge"].good


def test_a_schema_that_is_refused(server: Server) -> None:
    """It is told, and the calls are made without."""
    refusal = {"error": {"message": "response_format is not supported"}}
    server.before = lambda number, body: (400, refusal) if "response_format" in body else None
    told = by_name(probe(server.url))
    assert told["JSON schema"].good is False
    assert told["JSON schema"].says == (
        "refused (response_format is not supported (status 400)); replies are parsed without it"
    )
    assert told["model small"].good
    assert ["response_format" in body for body in server.bodies] == [True, False, False]


def test_a_schema_that_is_not_kept(server: Server) -> None:
    """A reply in words is no reply to the schema."""
    server.script = {"*": "The sum is 5."}
    told = by_name(probe(server.url))
    assert (told["JSON schema"].good, told["model small"].good) == (False, True)


@pytest.mark.parametrize(
    ("details", "says", "good"),
    [
        ({"cached_tokens": 0}, "0 of 100 tokens", False),
        ({}, "it reports no cached tokens", None),
        (None, "it reports no cached tokens", None),
    ],
)
def test_a_server_without_a_cache(server: Server, details: Any, says: str, good: Any) -> None:
    """Nothing cached is told apart from nothing reported."""
    reply = completion(SUM, "small")
    reply["usage"]["prompt_tokens_details"] = details
    server.before = lambda number, body: (200, reply)
    told = by_name(probe(server.url))["prompt cache"]
    assert (told.says, told.good) == (says, good)


def test_a_key_that_is_wanted(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable is named; one that is set is sent, and not shown when it is refused."""
    server.listing = 401, {"error": {"message": "give a key"}}
    (told,) = probe(server.url)
    assert told.says == f"{server.url}: give a key (status 401); set REDRAFT_API_KEY"
    monkeypatch.setenv("REDRAFT_API_KEY", "plain-secret-value")
    server.listing = 401, {"error": {"message": "bad key plain-secret-value"}}
    (told,) = probe(server.url)
    assert "plain-secret" not in told.says
    server.listing = Server.listing_of("small")
    probe(server.url)
    assert set(server.keys) == {"Bearer plain-secret-value"}


def test_a_server_that_lists_nothing(server: Server) -> None:
    """A model is to be named; with one named it may work all the same."""
    server.listing = Server.listing_of()
    assert probe(server.url)[-1].says == "name one with --model"
    assert not works(probe(server.url))
    server.listing = 404, {"detail": "Not Found"}
    (told,) = probe(server.url)
    assert "Not Found (status 404); its address often ends in /v1" in told.says
    assert works(probe(server.url, "small"))


@pytest.mark.parametrize("listing", ["<html>", ["a"], {"hello": 1}, {"data": 5}, None])
def test_a_server_of_another_kind(server: Server, listing: Any) -> None:
    """A page, or JSON of another shape, is told and no error of redraft's own."""
    server.listing = 200, listing
    (told,) = probe(server.url)
    assert told.good is False
    assert "answers, but not as an OpenAI-compatible server does" in told.says
    assert server.bodies == []


@pytest.mark.parametrize("reply", ["x", {"choices": []}, {"choices": None}, [], {"choices": [{}]}])
def test_a_reply_of_another_kind(server: Server, reply: Any) -> None:
    """What is no completion does not count as an answer."""
    server.before = lambda number, body: (200, reply)
    told = probe(server.url)[-1]
    assert (told.name, told.good) == ("model small", False)
    assert "answers, but not as an OpenAI-compatible server does" in told.says


def test_a_model_that_fails(server: Server) -> None:
    """The server's own words, without a second try."""
    server.before = lambda number, body: (500, {"error": {"message": "out of memory"}})
    told = probe(server.url)[-1]
    assert (told.says, told.good) == ("out of memory (status 500)", False)
    assert len(server.bodies) == 1


def test_nobody_there() -> None:
    """A closed port is one finding, not good."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    (told,) = probe(f"http://127.0.0.1:{port}/v1")
    assert told.good is False
    assert "Connection refused" in told.says


def test_what_is_no_address() -> None:
    """That is the person's to mend."""
    with pytest.raises(ConfigurationError, match="is not an address"):
        probe("localhost:8000")


def test_many_models_are_shortened(server: Server) -> None:
    """Eight names, then how many more."""
    server.listing = Server.listing_of(*(f"m{n}" for n in range(11)))
    assert by_name(probe(server.url))["its models"].says.endswith("m6, m7 and 3 more")


def test_findings_are_plain(server: Server) -> None:
    """They go into JSON as they are."""
    assert json.loads(json.dumps([vars(found) for found in probe(server.url)]))
