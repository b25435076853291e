"""Pictures: what the README and the docs show of the pages, taken with Debian's Chromium and kept small.

    python tests/pictures.py

They are WebP, at the best quality of which each fits into 60 KB, in `docs/pictures/`. Look at them before you commit.
"""

from __future__ import annotations

import base64
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from serving import Served, served

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
LARGEST = 60_000  # bytes
QUALITIES = (90, 80, 70, 60, 50, 40, 30)
DESK = {"viewport": {"width": 1200, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 760}, "is_mobile": True, "has_touch": True}
DARK = {**DESK, "color_scheme": "dark"}
READY = ".lane"  # what the timeline has when its script has drawn it


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: of which page, on what, and what is waited for or clicked first."""

    path: str
    device: Mapping[str, Any] = field(default_factory=lambda: DESK)
    waits_for: str = "main"
    scrolls_to: str = ""


SHOTS = {
    "start": Shot("/?day=1953-09-10&lang=en"),
    "day": Shot("/on/1953-03-06?lang=en"),
    "person": Shot("/page/person/nikita-khrushchev?lang=en"),
    "dispute": Shot("/page/dispute/event.election-of-khrushchev-1953.date?lang=en"),
    "timeline": Shot("/timeline?lang=en&day=1953-03-06", waits_for=READY),
    "timeline-phone": Shot("/timeline?lang=en&show=politburo&day=1937-06-01", PHONE, READY, "#timeline"),
    "timeline-dark": Shot("/timeline?lang=en&show=heads&day=1964-10-14", DARK, READY),
    "editor": Shot("/sparql?lang=en", waits_for=".code.coloured"),
}


def taken(browser: Browser, server: Served, shot: Shot) -> bytes:
    """Return a picture as WebP."""
    context = browser.new_context(locale="en-GB", reduced_motion="reduce", **shot.device)
    page = context.new_page()
    answer = page.goto(server.url + shot.path)
    assert answer, shot.path
    assert answer.status == 200, f"{shot.path} is {answer.status}"
    page.locator(shot.waits_for).first.wait_for()
    if shot.scrolls_to:
        page.locator(shot.scrolls_to).evaluate("one => one.scrollIntoView()")
    page.wait_for_timeout(200)
    session = context.new_cdp_session(page)
    for quality in QUALITIES:
        made = session.send("Page.captureScreenshot", {"format": "webp", "quality": quality})
        content = base64.b64decode(made["data"])
        if len(content) <= LARGEST:
            break
    context.close()
    return content


def main() -> None:
    """Take all pictures anew."""
    path = shutil.which("chromium")
    assert path, "Debian's chromium is missing; make test-browser installs it"
    FOLDER.mkdir(exist_ok=True)
    with served() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, shot in SHOTS.items():
            content = taken(browser, server, shot)
            (FOLDER / f"{name}.webp").write_bytes(content)
            print(f"{name}.webp  {len(content):,} bytes", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
