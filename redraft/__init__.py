"""redraft drafts, critiques, rewrites and verifies a text until its checklist passes.

import redraft
from redraft.programs import Refine

redraft.configure("local")
result = Refine(max_rounds=2)(task="...", checklist=["..."])
print(result.status, result.text)
"""

from typing import Any

__all__ = ["__version__", "configure"]

__version__ = "0.1.0"


def configure(model: str = "local", **settings: Any) -> Any:
    """Make `model` the one that DSPy programs ask, through redraft's own adapter.

    `settings` are those of `redraft.models.lm.resolve`: api_base, temperature, seed,
    max_tokens, cache. Returns the `dspy.LM`.

    Raises:
        ConfigurationError: there is no such model, or it cannot be used here.
    """
    import dspy

    from redraft.adapter import PrefixAdapter
    from redraft.models.lm import resolve

    lm = resolve(model, **settings)
    dspy.configure(lm=lm, adapter=PrefixAdapter())
    return lm
