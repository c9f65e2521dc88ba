"""What is left to fill in, and what only looks like it."""

import pytest

from redraft.checks import parse


@pytest.mark.parametrize(
    "place",
    "TODO;TBD;tbd;FIXME;XXX;Lorem ipsum;[Name];[Your Company];[your name];[insert date here];"
    "[DATE];[XX];[First Name];{{name}};{{ first name }};<name>;<Your Company>;<title>;<date>".split(
        ";"
    ),
)
def test_placeholders(place: str) -> None:
    """Each common style is found, whatever stands around it, and is quoted."""
    for text in (place, f"Dear {place}:\r\nhello", f"**{place}**, hello", f"- {place}"):
        result = parse("no placeholders")(text)
        assert result.missing == f"'{place}' is a placeholder"
        assert result.evidence == f"'{place}'"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[Name](https://example.com) and [a link][ref]\n\n[ref]: https://example.com",
        "See [Guide].\n\n[guide]: /docs/guide.md",
        "- [ ] one\n- [x] two\n1. [X] three",
        "as shown [1], [23] and[^1] [^note]\n\n[^1]: yes",
        "use `List<String>` and `[Name]` and ``{{name}}``",
        "```java\nList<String> x; // TODO\n```",
        "Run\n\n~~~\n[Name]\n~~~",
        "a List<String> or dict[Any]",
        "one<br>two <b>three</b> <br/> <title>Hi</title> <item>x</item>",
        "<https://example.com> <ana@example.com> 3 < 4 > 2 <3",
        '"[He] said [t]he [company\'s] plan [sic] was [...] fine"',
        "es todo; XXL; methodology; todos",
        "[Figure 2] [Smith 2020] [Appendix A] [INFO] started",
        "${price} {name} a[i]",
    ],
)
def test_what_is_no_placeholder(text: str) -> None:
    """Links, boxes, notes, code, tags, autolinks and edited quotations are left alone."""
    assert parse("no placeholders")(text).missing == ""


def test_each_is_named_once() -> None:
    """Repeats and nested ones are named once, in the order of the text."""
    result = parse("no placeholders")("{{b}} [Your {{name}}] TBD {{b}}")
    assert result.missing == "'{{b}}', '[Your {{name}}]', 'TBD' are placeholders"


def test_a_capital_x_is_a_number_to_fill_in() -> None:
    """[X] in a sentence is a placeholder, and at the start of an item a ticked box."""
    assert parse("no placeholders")("- [X] saves [X] hours").evidence == "'[X]'"
    assert parse("no placeholders")("- [X] saves 3 hours").passed


def test_a_fence_around_the_whole_text_hides_nothing() -> None:
    """A reply that is wrapped in one code fence is read as the text it holds."""
    assert not parse("no placeholders")("```markdown\nDear [Name]\n```").passed
    assert not parse("no placeholders")("```\nDear [Name]\n```\n").passed
