"""Counts: what a word, sentence, paragraph, character and heading is, and the exact bounds."""

import pytest

from redraft.checks import parse, prose
from redraft.checks.counts import characters, headings, paragraphs, sentences, words


@pytest.mark.parametrize(
    ("expression", "number", "passed", "missing"),
    [
        ("words 3..5", 2, False, "lacks 1 word"),
        ("words 3..5", 3, True, ""),
        ("words 3..5", 5, True, ""),
        ("words 3..5", 6, False, "1 word too many"),
        ("words <= 5", 5, True, ""),
        ("words <= 5", 8, False, "3 words too many"),
        ("words < 5", 4, True, ""),
        ("words < 5", 5, False, "1 word too many"),
        ("words >= 5", 4, False, "lacks 1 word"),
        ("words > 5", 5, False, "lacks 1 word"),
        ("words > 5", 6, True, ""),
        ("words == 5", 5, True, ""),
        ("words == 5", 3, False, "lacks 2 words"),
        ("words >= 1,000", 999, False, "lacks 1 word"),
    ],
)
def test_bounds_are_exact(expression: str, number: int, passed: bool, missing: str) -> None:
    """Both ends of a bound are inside it, and what is lacking is counted."""
    result = parse(expression)("word " * number)
    assert (result.passed, result.missing) == (passed, missing)
    assert result.evidence == f"{number} words"


def test_empty_text_has_nothing_to_count() -> None:
    """An empty text has no words and meets only bounds that allow 0."""
    assert parse("words >= 1")("").missing == "lacks 1 word"
    assert parse("words <= 5")("  \r\n ").passed
    assert [count("") for count in (words, sentences, paragraphs, characters, headings)] == [0] * 5


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("well-known don't 3.5 a/b", 4),
        ("one — two - three", 3),
        ("one—two", 2),
        ("# Title here", 2),
        ("- [ ] one\n- [x] two\n1. three\n2) four", 4),
        ("> **one** _two_ `three` ~~four~~", 4),
        ("***\n---\n| a | b |\n|---|:-:|\n| c | d |", 4),
        ("[a link](https://example.com/x_(y) 'title') and ![picture](p.png)", 4),
        ("a note[^1] here\n\n[ref]: https://example.com", 3),
        ("[Ana]: hello there", 3),
        ("one<br>two <!-- not this --> <b>three</b>", 3),
        ("```python\nx = 1\n```", 2),
        ("caf\u00e9 na\u00efve \U0001f600 \u4f60\u597d", 4),
        ("one&nbsp;two &amp; three", 3),
        ("one\r\ntwo\rthree", 3),
        ("```markdown\n# One\ntwo\n```", 2),
    ],
)
def test_what_a_word_is(text: str, number: int) -> None:
    """Markers, targets, tags and dashes are no words; a Chinese character is one."""
    assert words(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("One. Two! Three?", 3),
        ("Mr. Smith paid $3.50 to Acme Inc. of Leeds, e.g. in cash. Then he left.", 2),
        ("'Stop!' he said. She did.", 2),
        ("J. K. Rowling wrote it", 1),
        ("See no. 5. The answer is no. We go.", 3),
        ("We meet on Jan. 5 and Sept. 12 at noon. Dec. is free. It ends in Feb. We go.", 4),
        ("We ship in Oct. or Nov. this year.", 1),
        ("St. Louis and Mt. Everest. Sen. Smith, Gov. Lee and Sgt. Day met.", 2),
        ("See Sec. 3 of it. It took a sec. We go.", 3),
        ("it is late. we go home.", 2),
        ("Wait... what? Well… no.", 2),
        ("# A heading.\n\n**Bold line**\n\n- One item\n- Two. Items.", 3),
        ("hard\nwrapped\nsentence.", 1),
        ("| a. | b. |\n|---|---|\n\n```\nx. Y.\n```", 0),
        ("\u4f60\u597d\u3002\u518d\u89c1\u3002", 2),
        ("Wir treffen uns am 3. März um neun. Sie kommt vom 1. bis 5. Mai.", 2),
        ("Vi ses den 3. marts i byen.", 1),
        ("Tavataan 3. maaliskuuta. Sejdeme se 3. března.", 2),
        ("El Sr. López firma el contrato. La Sra. Ruiz no.", 2),
        ("Siehe Nr. A5 und Nr. 7.", 1),
        ("We sold 12. They sold 31. Mayors came.", 3),
        ("Im 3. Quartal sinken die Kosten. Wir sitzen im 2. Stock.", 2),
        ("Frist ist der 3. Okt. 2025.", 1),
        ("Der Umsatz steigt auf 2,5 Mio. Euro im Jahr.", 1),
        ("Der Preis beträgt 90 Euro zzgl. MwSt. und Versand.", 1),
        ("Es kostet 90 Euro inkl. MwSt. Wir liefern am Montag.", 2),
        ("Siehe Abs. 2 des Vertrags.", 1),
        ("Tel. 030 1234 ist frei, Tel. +49 30 auch.", 1),
        ("Sie finden das gem. Ziff. 4 und gem. § 5 im Vertrag.", 1),
        ("Der Brief geht z. Hd. Frau Weber in die Hauptstr. 5, ggf. Dipl.-Ing. Roe.", 1),
        ("Es kommen ca. 40 Leute, z.B. Herr Roe bzw. Frau Weber, d.h. Gäste.", 1),
        ("Es dauert ca. zwei Tage, bspw. im Mai usw. oder so. Wir kommen usw. Danke.", 3),
        ("We moved to CA. Bring a hat.", 2),
        ("Es sind max. 5 und mind. 3 Tage, vgl. Anlage B.", 1),
        ("We sold 12. Stock is low. Never mind. Jan knows 3. Jan left.", 5),
        ("It is a gem. Ask Max. He has abs. We bank with ING. Watch it in HD. We go.", 6),
    ],
)
def test_what_a_sentence_is(text: str, number: int) -> None:
    """Abbreviations, initials and quoted speech end no sentence; a list item has its own."""
    assert sentences(text) == number


def test_what_a_paragraph_is() -> None:
    """Blocks of prose count; headings, lists, tables, rules and code do not."""
    text = (
        "# Title\n\nOne\nstill one.\n\n**Bold**\n\n- item\n\n  of the item\n\n"
        "> Two.\n\n---\n\n~~~\nno\n~~~"
    )
    assert paragraphs(text) == 2
    assert paragraphs("One.\r\n\r\nTwo.\r\n") == 2


def test_what_a_character_is() -> None:
    """A character is what a reader sees as one, and a line ending is one."""
    assert characters("  a\r\nb ") == 3
    assert characters("e\u0301") == 1
    assert characters("\U0001f468\u200d\U0001f469\u200d\U0001f467") == 1


def test_what_a_heading_is() -> None:
    """ATX, Setext and bold-only lines count; a line that ends with a colon does not."""
    text = "# One\n\nTwo\n===\n\n**Three**\n\nNot this:\n\n#hashtag\n\n```\n# code\n```"
    assert headings(text) == 3


MAIL = "Hi Ana,\n\nThe build is fixed. It ships on Monday at nine.\n-- \nTom\nOps team"


def test_the_mark_above_a_signature_makes_no_heading() -> None:
    """Two dashes with more text right below end a paragraph; other lines of dashes underline it."""
    assert parse("headings == 0")(MAIL).passed
    assert prose.sentences(MAIL) == [
        "Hi Ana,",
        "The build is fixed.",
        "It ships on Monday at nine.",
        "Tom Ops team",
    ]
    assert [headings(f"Two\n{line}\nmore") for line in ("---", "==", "-", "--")] == [1, 1, 1, 0]
    assert headings("Two\n--\n\nmore") == 1
