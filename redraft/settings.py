"""What a run is made with, as options give it and as a saved run keeps it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Settings"]


class Settings(BaseModel):
    """Choices of one run; None is the program's or the model's own default.

    `max_tokens` caps all tokens of the run. Keys are not here: they come from the
    environment alone. The program bounds `min_weaknesses` itself, so that what was kept with
    more can still be read.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    model: str = "local"
    api_base: str | None = None
    critic_model: str | None = None
    program: str = "refine"
    max_rounds: Annotated[int, Field(ge=0, le=100)] | None = None
    min_weaknesses: Annotated[int, Field(ge=0)] | None = None
    categories: tuple[str, ...] | None = None
    n: Annotated[int, Field(ge=1, le=1000)] | None = None
    form: Literal["basic", "advanced"] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    seed: Annotated[int, Field(ge=0)] | None = None
    max_tokens: int | None = None

    @property
    def of_program(self) -> dict[str, Any]:
        """What was chosen of the program's own settings."""
        names = ("max_rounds", "min_weaknesses", "categories", "n", "form", "seed")
        chosen = {name: getattr(self, name) for name in names}
        return {name: value for name, value in chosen.items() if value is not None}

    def but(self, **given: Any) -> "Settings":
        """These settings with those `given` that are not None in their place."""
        return self.model_copy(update={k: v for k, v in given.items() if v is not None})
