"""The pages in a real browser: accessible, readable on a phone, no JavaScript, no request."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="SKIPPED: no Chromium here; pages were not checked in a browser"),
]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
]  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1200, 360)
PAGES = [
    *(f"report.{code}.html" for code in ("en", "ar", "tr")),
    "evidence.ar.html",
    "index.html",
    *(f"places/SY07.{code}.html" for code in ("en", "ar", "tr")),
    *(f"letters/security-council/letter.{code}.html" for code in ("en", "ar", "tr")),
    *(f"letters/security-council/{kind}.{code}.html" for kind in ("press", "brief") for code in ("en", "ar", "tr")),
    *(f"letters/security-council/to/un.{code}.html" for code in ("en", "ar", "tr")),
    *(f"polls/return-2020/poll.{code}.html" for code in ("en", "ar", "tr")),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as p:
        running = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page_name", PAGES)
def test_no_wcag_violation(browser, idlib: Path, page_name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((idlib / "public" / page_name).as_uri())
    result = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    page.close()
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page_name", PAGES)
def test_fits_needs_no_script_and_asks_nobody(browser, idlib: Path, page_name: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = (idlib / "public" / page_name).as_uri()
    page.goto(address)
    style = (idlib / "public" / "places" / "style.").as_uri()  # pages of places share theirs
    outside = [url for url in asked if url != address and not url.startswith(("data:", style))]
    box = page.locator("main").bounding_box()
    heading = page.locator("h1").first.bounding_box()
    context.close()
    assert outside == []
    assert box["width"] <= width
    assert heading["x"] >= 0
    assert heading["x"] + heading["width"] <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_page_does_not_scroll_sideways(browser, idlib: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for page_name in PAGES:
        page.goto((idlib / "public" / page_name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page_name
    page.close()


def test_every_link_within_public_leads_somewhere(browser, idlib: Path) -> None:
    public = idlib / "public"
    page = browser.new_page()
    for path in sorted(public.rglob("*.html")):
        page.goto(path.as_uri())
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
        for link in links:
            if link.startswith(("http:", "https:", "mailto:")):
                continue
            file, _, anchor = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), f"{path.name}: {link}"
            if anchor:
                assert f'id="{anchor}"' in target.read_text("utf-8"), f"{path.name}: {link}"
    page.close()
