"""From a name and an address to a language model."""

import sys
from pathlib import Path
from typing import Any

import pytest

from redraft.errors import ConfigurationError
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


@pytest.mark.parametrize("model", ["local", "local/smollm2-135m"])
def test_the_engine_is_missed_before_its_model(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that is pulled for nothing is a gigabyte; and redraft is on no package index."""
    monkeypatch.setenv("REDRAFT_HOME", str(tmp_path))
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(ConfigurationError) as refused:
        resolve(model)
    assert "'local' extra: pip install '.[local]' in redraft's folder" in str(refused.value)
    assert "pull" not in str(refused.value)


@pytest.mark.parametrize("base", [None, ADDRESS])
@pytest.mark.parametrize("given", [{"temperature": 0.5}, {"max_tokens": 2000}])
def test_what_dspy_refuses_of_a_reasoning_model_is_told(
    base: str | None, given: dict[str, Any]
) -> None:
    """As a setting that is wrong, not as an error of redraft's own."""
    with pytest.raises(ConfigurationError, match=r"--model 'openai/gpt-5-mini': .*temperature=1"):
        resolve("openai/gpt-5-mini", api_base=base, **given)
