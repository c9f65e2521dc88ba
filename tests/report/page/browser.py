"""The system's Chromium, driven by Playwright, watched for everything that a page must not do."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

__all__ = ["Watched", "chromium", "visit"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
INIT = """
window.seen = [];
window.pwned = () => window.seen.push("pwned");
document.addEventListener("securitypolicyviolation", (event) =>
  window.seen.push(`refused ${event.violatedDirective} ${event.blockedURI}`));
"""


def _without(why: str) -> None:
    """In CI nothing is skipped: there the browser is to be installed."""
    if os.environ.get("CI"):
        pytest.fail(f"{why}; .ci/run installs it")
    pytest.skip(why)


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless browser; the test skips, and says why, where there is none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        _without("no Chromium is here (Debian, Ubuntu: apt-get install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _without("the Python package playwright is not here (make test installs it)")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, what its console said, and every request but the one for itself."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def quiet(self) -> bool:
        """Whether nothing was said, asked, refused, or run that came from outside."""
        return not (self.said or self.asked or self.page.evaluate("window.seen"))


@contextmanager
def visit(browser: Any, address: str, **options: Any) -> Iterator[Watched]:
    """The page in a context of its own, closed at the end."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(10_000)
    page = context.new_page()
    watched = Watched(page)
    page.on("console", lambda message: watched.said.append(message.text))
    page.on("pageerror", lambda error: watched.said.append(str(error)))
    page.on(
        "request",
        lambda request: watched.asked.append(request.url) if request.url != address else None,
    )
    if options.get("java_script_enabled", True):
        page.add_init_script(INIT)
    page.goto(address)
    yield watched
    context.close()
