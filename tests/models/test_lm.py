"""From a name and an address to a language model."""

import pytest

from redraft.models.lm import SERVER_KEY, resolve

ADDRESS = "http://127.0.0.1:9/v1"


def test_a_key_may_come_and_go_between_two_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    """One address is asked without a key, then with one, then without, in one process."""
    for key in ("", "secret", ""):
        monkeypatch.setenv(SERVER_KEY, key)
        assert resolve("small", api_base=ADDRESS).model.endswith("/small")


def test_two_servers_share_no_name() -> None:
    """So that they share no cache entry either."""
    one, two = (resolve("small", api_base=f"{ADDRESS}{end}").model for end in ("", "/other"))
    assert one != two
