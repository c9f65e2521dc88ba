"""What can be chosen of an optimizer."""

from pydantic import BaseModel, ConfigDict

from redraft.errors import ConfigurationError

__all__ = ["Knobs"]


class Knobs(BaseModel):
    """Choices of the search; None is the optimizer's own default, and 0 none of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    trials: int | None = None
    candidates: int | None = None
    demos: int | None = None
    minibatch: int | None = None

    def over(self, name: str, defaults: "Knobs") -> "Knobs":
        """These on top of what the optimizer `name` has by default.

        Raises:
            ConfigurationError: it has no such knob.
        """
        chosen = self.model_dump(exclude_none=True)
        has = defaults.model_dump(exclude_none=True)
        for knob in chosen:
            if knob not in has:
                accepted = ", ".join(f"--{other}" for other in has)
                raise ConfigurationError(f"--optimizer {name} takes no --{knob}; it has {accepted}")
        return Knobs(**{**has, **chosen})
