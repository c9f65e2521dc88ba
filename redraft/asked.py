"""Which of the models that were asked has failed, and the option that names it."""

from dataclasses import dataclass

from dspy.utils.exceptions import DSPyError

from redraft.settings import Settings
from redraft.terminal import address

__all__ = ["Asked", "asked"]


@dataclass(frozen=True)
class Asked:
    """A model as it was named, by which option, and its server's address if it has one."""

    model: str
    option: str
    api_base: str | None

    @property
    def at(self) -> str:
        """Where it was asked: at its server, else at its name's provider."""
        return self.api_base or self.model


def asked(error: DSPyError, settings: Settings, prompt_model: str | None = None) -> Asked:
    """The model of which DSPy tells the error; the main one where that does not say."""
    found = getattr(error, "model", None) or ""
    names = {
        "--model": settings.model,
        "--critic-model": settings.critic_model,
        "--prompt-model": prompt_model,
    }
    fitting = (
        (name, option)
        for fits in (_is, _may_be)
        for option, name in names.items()
        if found and name and fits(found, name)
    )
    model, option = next(fitting, (settings.model, "--model"))
    local = model == "local" or model.startswith("local/")
    api_base = None if local else settings.api_base
    return Asked(model, option, address(api_base) if api_base else None)


def _is(found: str, named: str) -> bool:
    """Whether it is the name in full, before or after its provider is left out."""
    return found == named or found.endswith(f"/{named}") or named.endswith(f"/{found}")


def _may_be(found: str, named: str) -> bool:
    """`local` may be any that is embedded."""
    return named == "local" and found.startswith("local/")
