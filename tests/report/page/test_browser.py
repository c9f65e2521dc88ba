"""The report in a real browser: filters, ledger, dark mode, print, no request."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from redraft.evaluation.store import Store
from redraft.report.page import gather, render
from tests.report.page.browser import chromium, visit
from tests.report.page.stores import hostile, large

ROWS = 20


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def written(folder: Path, name: str, runs: list[int]) -> str:
    """A page of the store beside it, as an address."""
    store = Store(folder / f"{name}.sqlite3")
    page = render(gather(store, runs, "critique_count"))
    store.close()
    (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return (folder / f"{name}.html").as_uri()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Twenty documents and three runs; the second failed on one."""
    folder = tmp_path_factory.mktemp("report")
    return written(folder, "small", large(folder / "small.sqlite3", ROWS))


def shown(page: Any) -> int:
    """How many examples can be seen."""
    return int(page.locator("details.example:visible").count())


def moves(page: Any, examples: str) -> list[list[str]]:
    """How each of these examples moved against the first run, by any run and by each."""
    said = page.locator(examples).evaluate_all("(all) => all.map((one) => one.dataset.move)")
    return [one.split() for one in said]


def test_it_opens_quietly(browser: Any, address: str) -> None:
    """No word on the console, no request, nothing refused; the words before the figures."""
    with visit(browser, address) as found:
        assert found.page.title() == "Is refine or self_refine better than single_pass?"
        found.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
        found.page.wait_for_timeout(200)
        assert found.quiet, (found.said, found.asked)


def test_the_first_screen_holds_answer_table_and_frontier(browser: Any, address: str) -> None:
    with visit(browser, address) as found:
        for part in ("h1", ".answer", "#runs table", "#runs svg"):
            box = found.page.locator(part).first.bounding_box()
            assert box["y"] + box["height"] <= 900, part


def test_filters(browser: Any, address: str) -> None:
    """Each narrows what is shown, together they meet, and all comes back."""
    with visit(browser, address) as found:
        page = found.page
        assert shown(page) == ROWS
        page.check("[name=error]")
        assert shown(page) == 1
        assert page.locator("#filters output").text_content() == f"1 of {ROWS} shown"
        page.click("[name=all]")
        assert shown(page) == ROWS
        every = moves(page, "details.example")
        for move in ("better", "worse", "same", "2:worse"):
            page.select_option("[name=move]", move)
            some = moves(page, "details.example:visible")
            assert some == [one for one in every if move in one]
            assert 0 < len(some) < ROWS or move == "better"
        page.select_option("[name=move]", "")
        kinds = page.locator("[name=kind] option").all_text_contents()
        page.select_option("[name=kind]", label=kinds[1])
        assert set(page.locator(".example:visible .kind").all_text_contents()) == {kinds[1]}
        failed = page.locator("details.example[data-error]").get_attribute("data-kind")
        page.select_option("[name=status]", "error")
        values = page.locator("[name=kind] option").evaluate_all("(all) => all.map((o) => o.value)")
        assert {"", failed} < set(values)
        for kind in values[1:]:
            page.select_option("[name=kind]", kind)
            assert shown(page) == (kind == failed)
        page.click("[name=all]")
        page.fill("[name=text]", "no text has these words")
        assert shown(page) == 0
        assert found.quiet


def test_a_prompt_is_folded_away_and_a_link_opens_it(browser: Any, address: str) -> None:
    """The search, which would find its words everywhere, passes it over."""
    with visit(browser, address) as found:
        page = found.page
        page.fill("[name=text]", "word for word")
        assert shown(page) == 0
        page.click("[name=all]")
        key = page.locator(".call a").first.get_attribute("href")
        prompt = page.locator(f"{key} pre").last
        assert prompt.is_hidden()
        page.evaluate("(key) => { location.hash = key; }", key)
        prompt.wait_for(state="visible")
        assert "word for word" in prompt.text_content()
        assert found.quiet


def test_a_link_shows_an_example_that_a_filter_hides(browser: Any, address: str) -> None:
    """The filters give way, to an example as to what is folded into it; else they stay."""
    with visit(browser, address) as found:
        page = found.page
        page.fill("[name=text]", "no text has these words")
        assert shown(page) == 0
        page.evaluate("location.hash = '#e3'")
        page.locator("#e3[open] > summary").wait_for(state="visible")
        assert shown(page) == ROWS
        assert page.locator("#filters output").text_content() == f"{ROWS} of {ROWS} shown"
        page.check("[name=error]")
        page.evaluate("location.hash = '#cost'")
        page.wait_for_function("location.hash === '#cost'")
        assert shown(page) == 1
        key = page.locator("#e3 .call a").first.get_attribute("href")
        page.evaluate("(key) => { location.hash = key; }", key)
        page.locator(f"{key} pre").last.wait_for(state="visible")
        assert shown(page) == ROWS
        assert found.quiet


def test_the_ledger_lights_up(browser: Any, address: str) -> None:
    """Quote, edit and evidence while a weakness is pointed at; chosen, they stay; Escape ends."""
    with visit(browser, address) as found:
        page = found.page
        page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
        entry = page.locator(".entry:has(.quote):has(dd ins)").first
        key = entry.get_attribute("data-key")
        made = page.locator(".made", has=entry).first
        quote = made.locator(f"[data-quote~='{key}']").first
        edit = made.locator(f"[data-edit~='{key}']").first
        before = quote.evaluate("(one) => getComputedStyle(one).backgroundColor")
        entry.hover()
        assert page.locator(".lit-quote").count() > 0
        assert quote.evaluate("(one) => getComputedStyle(one).backgroundColor") != before
        assert "lit-edit" in edit.get_attribute("class")
        said = re.sub(r"\W+", " ", entry.locator(".quote").text_content()).strip().lower()
        lit = " ".join(made.locator(".lit-quote").all_text_contents())
        assert said in re.sub(r"\W+", " ", lit).lower()
        page.mouse.move(2, 2)
        assert page.locator(".lit").count() == 0
        entry.locator("button").click()
        page.mouse.move(2, 2)
        assert "lit-quote" in quote.get_attribute("class")
        assert entry.locator("button").get_attribute("aria-pressed") == "true"
        page.keyboard.press("Escape")
        page.locator("h1").click()
        assert page.locator(".lit").count() == 0
        assert found.quiet


def test_the_keyboard_reaches_everything(browser: Any, address: str) -> None:
    """An example opens with Enter; a weakness lights up in focus, and is chosen with Enter."""
    with visit(browser, address) as found:
        page = found.page
        summary = page.locator(".example:has(.entry) > summary").first
        summary.focus()
        page.keyboard.press("Enter")
        example = page.locator(".example[open]")
        assert example.count() == 1
        button = example.locator(".made[open] .entry:has(.quote) button").first
        for _ in range(60):
            page.keyboard.press("Tab")
            if button.evaluate("(one) => one === document.activeElement"):
                break
        assert button.evaluate("(one) => one === document.activeElement")
        assert page.locator(".entry.lit").count() == 1
        page.keyboard.press("Enter")
        assert button.get_attribute("aria-pressed") == "true"


CONTRAST = """([ink, paper]) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const [one, other] = [light(ink), light(paper)].sort((a, b) => b - a);
  return (one + 0.05) / (other + 0.05);
}"""
PAIRS = [
    ("ink", "paper"), ("soft", "paper"), ("faint", "paper"), ("accent", "paper"),
    ("good", "paper"), ("bad", "paper"), ("warn", "paper"), ("ink", "card"),
    ("ins-ink", "ins"), ("del-ink", "del"),
    ("ink", "quote"), ("ink", "edit"), ("ink", "evidence"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_can_be_read(browser: Any, address: str, scheme: str) -> None:
    """Each is what was asked for, and every pair of colours has WCAG's 4.5 to 1."""
    with visit(browser, address, color_scheme=scheme) as found:
        paper = found.page.evaluate("getComputedStyle(document.body).backgroundColor")
        bright = sum(map(int, re.findall(r"\d+", paper)[:3])) / 3
        assert (bright > 200) == (scheme == "light")
        style = "(name) => getComputedStyle(document.documentElement).getPropertyValue(name)"
        for ink, ground in PAIRS:
            pair = [found.page.evaluate(style, f"--{name}").strip() for name in (ink, ground)]
            assert found.page.evaluate(CONTRAST, pair) >= 4.5, (ink, ground)


def test_it_can_be_read_without_scripts(browser: Any, address: str) -> None:
    """Figures, plots and examples; the filters, which would do nothing, are not there."""
    with visit(browser, address, java_script_enabled=False) as found:
        page = found.page
        assert page.locator("#filters").is_hidden()
        example = page.locator(".example").first
        assert example.locator(".text").first.is_hidden()
        example.locator("summary").first.click()
        assert example.locator(".text").first.is_visible()
        assert page.locator("#runs svg").is_visible()


def test_a_phone_scrolls_one_way(browser: Any, address: str) -> None:
    """What is too wide scrolls by itself, and the page does not."""
    with visit(browser, address, viewport={"width": 390, "height": 844}) as found:
        found.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
        assert found.page.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_print_leaves_out_what_only_a_screen_needs(browser: Any, address: str) -> None:
    with visit(browser, address) as found:
        found.page.emulate_media(media="print")
        assert found.page.locator("#filters").is_hidden()
        assert found.page.locator("nav").is_hidden()
        assert found.page.locator("#runs svg").is_visible()
        assert len(found.page.pdf(format="A4")) > 10_000


def test_malice_does_nothing(browser: Any, tmp_path: Path) -> None:
    """Opened, pointed at and filtered: no script of it runs, no element of it is there."""
    runs = hostile(tmp_path / "evil.sqlite3")
    with visit(browser, written(tmp_path, "evil", runs[:2])) as found:
        page = found.page
        page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
        for at in range(3):
            page.locator(".entry").nth(at).hover()
        page.fill("[name=text]", "pwned")
        assert page.locator("img, svg[onload], main script, main style, main iframe").count() == 0
        assert page.locator("body").evaluate("() => document.scripts.length") == 1
        page.wait_for_timeout(200)
        assert found.quiet, (found.said, found.asked, page.evaluate("window.seen"))
