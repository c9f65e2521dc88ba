"""Text of anybody in a cell of a table, in a comment on a pull request."""

import pytest

from redraft.report.markdown import cell


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("refine,max_rounds=2", "refine,max\\_rounds=2"),
        ("a|b\n*c*", "a\\|b \\*c\\*"),
        ("~~s~~ ~t~", "\\~\\~s\\~\\~ \\~t\\~"),
        ("&#64;x &commat;octocat", "`&#64;x` \\&commat;octocat"),
        ("by @octocat", "by `@octocat`"),
        ("(see #1)", "(see `#1)`"),
        ("org/repo#12 GH-7 gh-7", "`org/repo#12` `GH-7` `gh-7`"),
        ("at https://evil.example/x and www.evil.example", None),
        ("d6fd0ff0d6fd0ff0d6fd0ff0d6fd0ff0d6fd0ff0", None),
        ("`@a`", "`` `@a` ``"),
        ("x``@a", "```x``@a```"),
        ("a|@b", "`a\\|@b`"),
        ("run 2 better: +0.100 [0.1]", "run 2 better: +0.100 \\[0.1\\]"),
    ],
)
def test_nothing_of_it_is_live(text: str, shown: str | None) -> None:
    """Markup is escaped; a word that would call somebody or link somewhere is code."""
    if shown is None:
        live = [word for word in text.split() if word not in ("at", "and")]
        shown = " ".join(f"`{word}`" if word in live else word for word in text.split())
    assert cell(text) == shown
