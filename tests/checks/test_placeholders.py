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
    "place",
    "[first name];[order number];[delivery date];[recipient's name];[recipient\u2019s name];"
    "[hiring manager];[job title];[phone number];[refund amount];________;"
    r"\_\_\_\_\_".split(";"),
)
def test_what_a_blank_is_for_may_end_it(place: str) -> None:
    """As a letter's form has it; a row of underscores is a blank beside other words."""
    result = parse("no placeholders")(f"Dear {place},\nhello")
    assert result.missing == f"'{place}' is a placeholder"


@pytest.mark.parametrize(
    "text",
    [
        "## [Unreleased]",
        "Subject: [URGENT] Server down",
        "[ACTION REQUIRED] Sign by Friday. [EXTERNAL] [DRAFT] [Reminder] Tea at four",
        "[OK] all good\n[PASS] one\n[FAILED] two\n[DONE] three",
        '"[the manager] gave [his phone number] to [a new manager]"',
        "One\n\n________\n\nTwo\n> ____\n",
        "a ___ b, __bold__, x____y and `____`",
    ],
)
def test_labels_and_rules_are_no_placeholders(text: str) -> None:
    """What a subject, a changelog or a test says of itself, and a rule of underscores."""
    assert parse("no placeholders")(text).missing == ""


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
