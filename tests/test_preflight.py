"""Names, keys and addresses, told before a call."""

import socket

import pytest

from redraft.errors import ConfigurationError, ModelError
from redraft.preflight import check, key_names, reach
from tests.loopback import Server


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key and no proxy of whoever tests."""
    for name in ("OPENAI_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY", "TOGETHERAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("urllib.request.getproxies", dict)


def test_each_provider_has_its_keys() -> None:
    """The variables are those that DSPy reads, for names with and without a provider."""
    assert key_names("openai/gpt-4.1-mini") == ("OPENAI_API_KEY",)
    assert key_names("gpt-4.1-mini") == ("OPENAI_API_KEY",)
    assert key_names("gemini/gemini-2.0-flash") == ("GEMINI_API_KEY", "GOOGLE_API_KEY")


def test_a_missing_key_is_named() -> None:
    """The message names the variable and the model that needs none."""
    with pytest.raises(ConfigurationError) as refused:
        check("gemini/gemini-2.0-flash")
    assert "export GEMINI_API_KEY or GOOGLE_API_KEY=" in str(refused.value)
    assert "--model local" in str(refused.value)


def test_any_one_key_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second variable of two is as good as the first."""
    monkeypatch.setenv("GOOGLE_API_KEY", "x")
    check("gemini/gemini-2.0-flash")


@pytest.mark.parametrize(
    ("name", "hint"),
    [("openi/gpt-4.1", "did you mean openai/gpt-4.1?"), ("locl", "did you mean local?")],
)
def test_an_unknown_provider_is_told_the_nearest(name: str, hint: str) -> None:
    """A name that nobody knows is refused with one that is nearly it."""
    with pytest.raises(ConfigurationError) as refused:
        check(name)
    assert hint in str(refused.value)
    assert "accepted are local, PROVIDER/MODEL" in str(refused.value)


def test_a_provider_of_litellm_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """A provider that only LiteLLM knows is asked for its key; nothing is printed."""
    with pytest.raises(ConfigurationError, match="export TOGETHERAI_API_KEY="):
        check("together_ai/some-model")
    assert capsys.readouterr().out == ""


def test_a_server_is_reached(server: Server) -> None:
    """A server that listens passes, and is asked nothing."""
    reach(server.url)
    assert server.bodies == []


def test_nobody_at_the_address() -> None:
    """A closed port is told at once, as a model error with the address."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(ModelError, match=f"no server answers at http://127.0.0.1:{port}/v1"):
        reach(f"http://127.0.0.1:{port}/v1")


@pytest.mark.parametrize(
    "url",
    ["foo", "ftp://host/", "http://", "localhost:8000", "http://[::1", "http://host:99999/v1"],
)
def test_what_is_no_address(url: str) -> None:
    """Anything but http or https with a host is refused with an example."""
    with pytest.raises(ConfigurationError, match="looks like http://localhost:8000/v1"):
        reach(url)


def test_a_key_in_the_address_is_refused_unseen() -> None:
    """An address with a password is refused without being repeated."""
    with pytest.raises(ConfigurationError) as refused:
        reach("http://me:hunter2@host/v1")
    assert "hunter2" not in str(refused.value)
    assert "REDRAFT_API_KEY" in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/v1?token=hunter2",
        "http://127.0.0.1:1/v1#hunter2",
        "127.0.0.1:1/v1?token=hunter2",
        "http://127.0.0.1:99999/v1?token=hunter2",
    ],
)
def test_a_query_in_the_address_is_refused_unseen(url: str) -> None:
    """It may hold a key, which would be shown and stored; so may what is no address."""
    with pytest.raises(ConfigurationError) as refused:
        reach(url)
    assert "hunter2" not in str(refused.value)


def test_behind_a_proxy_nobody_knocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a proxy stands between, the address is not tried directly."""
    monkeypatch.setattr("urllib.request.getproxies", lambda: {"http": "http://proxy:3128"})
    reach("http://nowhere.invalid/v1")
    monkeypatch.setattr("urllib.request.getproxies", lambda: {"all": "http://proxy:3128"})
    reach("http://nowhere.invalid/v1")


@pytest.mark.parametrize(
    ("proxies", "bypassed"),
    [
        ({"no": "localhost"}, "0"),
        ({"https": "http://proxy:3128"}, "0"),
        ({"http": "http://proxy:3128", "no": "nowhere.invalid"}, "nowhere.invalid"),
    ],
)
def test_a_server_that_no_proxy_stands_before_is_knocked_at(
    proxies: dict[str, str], bypassed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is set for its scheme, or its host is excepted."""
    monkeypatch.setattr("urllib.request.getproxies", lambda: proxies)
    monkeypatch.setenv("no_proxy", bypassed)
    with pytest.raises(ModelError, match="no server answers at"):
        reach("http://nowhere.invalid/v1")


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (
            "azure/gpt-4o",
            {"AZURE_OPENAI_API_KEY": "x", "AZURE_OPENAI_ENDPOINT": "https://a.openai.azure.com"},
        ),
        ("azure/gpt-4o", {"AZURE_API_KEY": "x", "AZURE_API_BASE": "https://a.example.com"}),
        ("xai/grok-4", {"XAI_API_KEY": "x"}),
    ],
)
def test_a_cloud_or_a_login_is_left_to_dspy(
    model: str, given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they need is more than one variable can tell."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    check(model)
