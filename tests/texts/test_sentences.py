# ruff: noqa: RUF001 -- texts with typographic marks, as people write them
"""Sentence spans, in prose and in Markdown."""

import pytest

from redraft.texts.sentences import sentences


def cut(text: str) -> list[str]:
    """The sentences as strings."""
    return [text[start:end] for start, end in sentences(text)]


def test_prose_with_abbreviations() -> None:
    """Dr., e.g., initials, times and versions end no sentence."""
    one = "Dr. J. Smith, e.g. the CTO, met us at 5 p.m. to see v1.2 of it."
    assert cut(f"{one} Really? “Yes.” Fine!") == [one, "Really?", "“Yes.”", "Fine!"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The call starts at 5 p.m. Bring your badge with you.", 2),
        ("It ends at 5 p.m. Bring a badge.", 2),
        ("It ends at 5p.m. “Bring a badge,” they say.", 2),
        ("The answer is no. We go.", 2),
        ("Bring cups, plates, etc. Ana has spoons.", 2),
        ("We work for Acme Inc. They pay well.", 2),
        ("It opens in Jan. Bring a badge.", 2),
        ("She lives in the U.S. The rest stayed.", 2),
        ("It took a sec. She likes modern art. We go.", 3),
        ("Never mind. We go. It is a gem. I know.", 4),
        ("The answer is no. I agree. My answer is no. A new plan is due.", 4),
        ("He works for Acme Corp. Our plan is another.", 2),
        ("Keep it in mind. (It matters.) Ask Max. He knows.", 4),
        ("We meet at 3 p.m. EST. Lunch is free.", 2),
        ("They come on 19 Jan. Two racks move. It is due on 2 Feb. 2026.", 3),
        ("Frist ist der 3. Okt. Danach kostet es mehr.", 2),
        ("Es kostet 90 Euro inkl. MwSt. Wir liefern am Montag.", 2),
        ("Sie wohnt in der Hauptstr. Wir holen sie ab.", 2),
    ],
)
def test_an_abbreviation_may_end_a_sentence(text: str, count: int) -> None:
    """One that may stand last ends it before a capital letter."""
    assert len(cut(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "We meet at 5 p.m. to see it.",
        "We meet at 5 p.m. (sharp) or at 6 p.m. 20 of us come.",
        "Dr. J. Smith and Mr. Doe met St. John.",
        "See No. 5 of it.",
        "It costs ten U.S. dollars.",
        "The U.S. Senate and the U.K. Parliament met.",
        "It is due on Jan. 5 or in Feb. this year.",
        "El Sr. López firma el contrato.",
        "Acme Co. Ltd. of Leeds and Roe GmbH & Co. KG signed it.",
        "Wir treffen uns am 3. März um neun.",
        "Vom 30. November bis 24. Dezember ist Markt.",
        "The call is at 3 p.m. ET on Friday.",
        "It opens at 9 a.m. Monday at gate 4.",
        "Invoice No. INV-2041 is due on Friday.",
        "See Sec. B of it and Art. XY.",
        "Acme Corp. CEO Jane Roe signed it.",
        "It is due in Dec. Week 2 at the latest.",
        "Im 3. Quartal sinken die Kosten.",
        "Wir sitzen im 2. Stock.",
        "Frist ist der 3. Okt. 2025.",
        "Der Umsatz steigt auf 2,5 Mio. Euro im Jahr.",
        "Der Preis beträgt 90 Euro zzgl. MwSt. und Versand.",
        "Siehe Abs. 2 des Vertrags.",
        "Tel. 030 1234 ist frei, Tel. +49 30 auch.",
        "Sie finden das gem. Ziff. 4 im Vertrag.",
        "Der Brief geht z. Hd. Frau Weber in die Hauptstr. 5, ggf. Dipl.-Ing. Roe.",
        "Es sind max. 5 und mind. 3 Tage, vgl. Anlage B.",
    ],
)
def test_an_abbreviation_or_a_day_within_a_sentence_ends_none(text: str) -> None:
    """Nor one before a digit or a small letter, nor a title, nor the day before a month."""
    assert cut(text) == [text]


def test_a_number_ends_a_sentence_where_no_month_follows() -> None:
    """Nor where it is no day."""
    assert len(cut("We sold 12. Maintenance is free. They sold 99. August was dry.")) == 4


def test_markdown_blocks_are_apart() -> None:
    """Headings, list items, table rows and fences each begin a span, CRLF or not."""
    text = "# Setup\r\nRun it.\r\n- one. Two.\r\n* three\r\n1. four\r\n\r\n> five\r\n```\r\nx"
    expected = ["# Setup", "Run it.", "- one.", "Two.", "* three", "1. four", "> five"]
    assert cut(text)[:7] == expected


def test_a_wrapped_line_goes_on() -> None:
    """A single line break inside a paragraph ends nothing."""
    assert cut("This is one\nsentence.\n\nThis is two") == ["This is one\nsentence.", "This is two"]


def test_chinese_stops_need_no_space() -> None:
    """Full-width stops end a sentence at once."""
    assert cut("今天下雨。我们走吧！好") == ["今天下雨。", "我们走吧！", "好"]


@pytest.mark.parametrize("text", ["", " \r\n\n ", "\n\n\n"])
def test_no_words_no_sentences(text: str) -> None:
    """White space alone holds none."""
    assert sentences(text) == []
