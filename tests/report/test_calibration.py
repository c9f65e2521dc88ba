"""A calibration card as a page of Markdown, which a pull request or a wiki may show."""

from pathlib import Path

from redraft.calibration.card import read
from redraft.report.calibration import as_markdown

CARD = read(Path(__file__).parents[2] / "docs" / "cards" / "qwen2.5-coder-1.5b.json")


def test_a_name_on_a_card_is_not_live() -> None:
    """An example's id in a note calls nobody, a category that the critic wrote links nowhere."""
    (figure,) = (one for one in CARD.figures if one.name == "critic.precision.clarity")
    name = "critic.precision.see #1 and www.evil.example"
    figures = (*CARD.figures, figure.model_copy(update={"name": name}))
    page = as_markdown(
        CARD.model_copy(update={"notes": ("left out: @octocat",), "figures": figures})
    )
    assert "- left out: `@octocat`\n" in page
    assert "| critic.precision.see `#1` and `www.evil.example` |\n" in page
