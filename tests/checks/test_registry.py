"""Reading expressions: round trips, and one clear line for a bad one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redraft.checks import CheckError, Form, forms, parse, register
from redraft.checks.quoted import quoted

ACCEPTED = (
    "characters, contains, contains all, contains any, covers, ends with, every item has date, "
    "every item has owner, grade, has headings, has list, has table, headings, lacks, matches, "
    "no placeholders, paragraphs, sentences, starts with, valid json, words"
)

phrases = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip),
    min_size=1,
    max_size=3,
)
numbers = st.integers(0, 10**11)
tenths = st.integers(-100, 1000).map(lambda number: number / 10)
bounds = st.one_of(
    st.builds("{} {}".format, st.sampled_from(["<=", ">=", ">", "=="]), numbers),
    st.tuples(numbers, numbers).map(lambda pair: f"{min(pair)}..{max(pair)}"),
)
expressions = st.one_of(
    st.sampled_from([form.example for form in forms()]),
    st.builds(
        "{} {}".format,
        st.sampled_from(["words", "sentences", "paragraphs", "characters", "headings"]),
        bounds,
    ),
    st.builds("grade {} {}".format, st.sampled_from(["<", "<=", ">", ">=", "=="]), tenths),
    st.builds(
        "{} {}".format,
        st.sampled_from(["contains all", "contains any", "lacks", "has headings", "covers"]),
        phrases.map(quoted),
    ),
)


@given(expressions)
def test_canonical_text_round_trips(expression: str) -> None:
    """Reading what a check writes gives an equal check, with the same text and hash."""
    check = parse(expression)
    assert parse(str(check)) == check
    assert str(parse(str(check))) == check.expression
    assert hash(parse(str(check))) == hash(check)


@given(st.sampled_from([form.example for form in forms()]), st.text())
def test_a_check_never_raises_for_a_text(expression: str, text: str) -> None:
    """Every form answers every text, and says what is missing just if it has not passed."""
    result = parse(expression)(text)
    assert result.passed is (result.missing == "")


@given(st.text(max_size=40).filter(lambda text: text.strip().lower() != "placeholders"))
def test_any_other_text_is_refused_in_one_line(text: str) -> None:
    """What is no check raises CheckError and nothing else."""
    with pytest.raises(CheckError) as caught:
        parse(f"no {text}")
    assert len(str(caught.value).splitlines()) == 1


def test_every_example_is_canonical() -> None:
    """The example that each form shows is what its check writes."""
    assert [str(parse(form.example)) for form in forms()] == [form.example for form in forms()]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("  WORDS<=170 ", "words <= 170"),
        ("words < 10", "words <= 9"),
        ("words > 1,000", "words >= 1001"),
        ("words 5 .. 5", "words == 5"),
        ("grade < 12", "grade <= 11.9"),
        ("grade <= 12.0", "grade <= 12"),
        ('Contains   ALL \u201ca\u201d,"b  c"', 'contains all "a", "b c"'),
        ('lacks "say \\"x\\" C:\\\\d"', 'lacks "say \\"x\\" C:\\\\d"'),
        ("No placeholders", "no placeholders"),
    ],
)
def test_canonical_text(written: str, canonical: str) -> None:
    """Case, spacing, strict bounds and curly quotation marks are written one way."""
    assert parse(written).expression == canonical


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            "wrods <= 170",
            (
                "'wrods <= 170' is not a check: did you mean 'words', as in: words 120..180 "
                f"(accepted are {ACCEPTED})"
            ),
        ),
        (
            'has headers "Plan"',
            (
                "'has headers \"Plan\"' is not a check: did you mean 'has headings', as in: "
                f'has headings "Problem", "Plan" (accepted are {ACCEPTED})'
            ),
        ),
        ("", f"'' is not a check: accepted are {ACCEPTED}; as in: words 120..180"),
        (
            "be\nnice",
            f"'be nice' is not a check: accepted are {ACCEPTED}; as in: words 120..180",
        ),
        (
            "words many",
            (
                "'words many' is not a check: 'words' takes < <= > >= or == and a number, "
                "or a range A..B, as in: words 120..180"
            ),
        ),
        (
            "words 9..3",
            (
                "'words 9..3' is not a check: 'words' has its range backwards: write 3..9, "
                "as in: words 120..180"
            ),
        ),
        (
            "words <= 1.5",
            "'words <= 1.5' is not a check: 'words' takes whole numbers, as in: words 120..180",
        ),
        (
            "words < 0",
            "'words < 0' is not a check: 'words' cannot be fewer than 0, as in: words 120..180",
        ),
        (
            "grade <= 1.25",
            (
                "'grade <= 1.25' is not a check: 'grade' takes numbers in steps of 0.1, "
                "as in: grade <= 12"
            ),
        ),
        (
            "contains refund",
            (
                "'contains refund' is not a check: 'contains' takes words in double quotes, "
                'with commas between them, as in: contains "refund"'
            ),
        ),
        (
            'contains "a", "b"',
            (
                "'contains \"a\", \"b\"' is not a check: 'contains' takes one phrase: write "
                'contains all or contains any before several, as in: contains "refund"'
            ),
        ),
        (
            'starts with "a", "b"',
            (
                "'starts with \"a\", \"b\"' is not a check: 'starts with' takes one phrase "
                'in double quotes, as in: starts with "Dear"'
            ),
        ),
        (
            "matches x",
            (
                "'matches x' is not a check: 'matches' takes a pattern between slashes, with an i "
                r"after it to ignore case, as in: matches /\$\d+/"
            ),
        ),
        (
            "matches /(/",
            (
                "'matches /(/' is not a check: 'matches' takes a regular expression, and this is "
                r"none (missing ) at position 1), as in: matches /\$\d+/"
            ),
        ),
        (
            "has list please",
            "'has list please' is not a check: 'has list' takes nothing after it, as in: has list",
        ),
    ],
)
def test_a_bad_expression_says_what_to_type(given: str, message: str) -> None:
    """The line holds what was given, what is accepted, the nearest name and an example."""
    with pytest.raises(CheckError) as caught:
        parse(given)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "bad",
    [
        'lacks "a",',
        'lacks ""',
        'lacks " "',
        'lacks "a" "b"',
        'lacks "a',
        "lacks",
        "lacks //",
        "matches /a/m",
        "matches /a",
        "words 1e3",
        "words <= -1",
        "words = 5",
        "wordsy <= 5",
        "no placeholders!",
        "valid json 5",
        "every item has",
    ],
)
def test_near_misses_are_refused(bad: str) -> None:
    """An expression that is only almost right is no check."""
    with pytest.raises(CheckError):
        parse(bad)


def test_a_name_is_registered_once() -> None:
    """A form cannot take the name of another."""
    with pytest.raises(ValueError, match="'words' is registered twice"):
        register(Form("words", "words == 1", parse))
