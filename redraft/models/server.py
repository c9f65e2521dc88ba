"""llama.cpp in this process: a server a model, which all engines of the same sizes share."""

import secrets
import threading
from typing import Any

from redraft.errors import ConfigurationError
from redraft.extras import install

from . import store
from .catalogue import Entry
from .threads import threads

__all__ = ["no_engine", "server"]

_RUNNING: dict[tuple[str, int, int], Any] = {}
_TURN = threading.Lock()


def server(entry: Entry, context: int, parallel: int, cores: int | None = None) -> Any:
    """The server of these sizes, in tokens and requests; started on `cores`, by default idle ones.

    Raises:
        ConfigurationError: the engine or the model is not here, or the model cannot be loaded.
    """
    key = (entry.name, context, parallel)
    with _TURN:
        if key not in _RUNNING:
            _RUNNING[key] = _start(entry, context, parallel, cores or threads())
        return _RUNNING[key]


def no_engine() -> ConfigurationError:
    """The error where embedded models have no engine: what to type."""
    return ConfigurationError(
        f"--model local needs the engine of the 'local' extra: {install('local')}; "
        "or name another model, such as --model openai/gpt-4.1-mini"
    )


def _start(entry: Entry, context: int, parallel: int, cores: int) -> Any:
    try:
        import xllamacpp
    except ImportError:
        raise no_engine() from None
    params = xllamacpp.CommonParams()
    params.model.path = str(store.path_of(entry.name))
    params.n_ctx = context * parallel
    params.n_parallel = parallel
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = cores
    params.api_keys = [secrets.token_hex(16)]  # its listener answers nobody else
    params.verbosity = -1
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        raise ConfigurationError(
            f"model {entry.name} could not be loaded ({error}): "
            f"redraft model rm {entry.name} && redraft model pull {entry.name}"
        ) from None
