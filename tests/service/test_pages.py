"""The pages in a real browser: accessible, readable on a phone, no JavaScript, no request."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from nuzuh import pipeline
from tests.conftest import copy_of

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="SKIPPED: no Chromium here; pages were not checked in a browser"),
]
RESPONSES = """call,addressee,event,date,due,said_by,evidence,text_en
,un,sent,2020-02-06,,observed,https://example.org/sent,
,tr,sent,2020-02-06,,observed,https://example.org/sent,
report,un,promised,2020-02-10,2020-02-20,actor,https://example.org/promise,We shall look into it.
open-the-border,tr,refused,2020-02-12,,observed,https://example.org/no,
"""
RETRACTIONS = """id,kind,date,reason_en,reason_ar,reason_tr,by
reach,source,2020-03-05,Invented for a test,اختُلق لاختبار,Sınama için uyduruldu,Nobody
"""
FOLLOWED = [
    f"{name}.{code}.html"
    for name in ("letters/security-council/calls", "errata", "report")
    for code in ("en", "ar", "tr")
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


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with invented answers to its letter, and a source withdrawn."""
    folder = copy_of("idlib", tmp_path_factory.mktemp("followed"))
    (folder / "letters/security-council/responses.csv").write_text(RESPONSES, "utf-8")
    (folder / "retractions.csv").write_text(RETRACTIONS, "utf-8")
    day = pipeline.published_of(folder)
    assert day is not None
    pipeline.build(folder, day)
    return folder


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page_name", FOLLOWED)
def test_calls_and_corrections_are_accessible_and_fit(browser, followed: Path, page_name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((followed / "public" / page_name).as_uri())
    result = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert result.violations_count == 0, result.generate_report()
    assert wide <= width


def test_every_link_of_calls_and_corrections_leads_somewhere(browser, followed: Path) -> None:
    test_every_link_within_public_leads_somewhere(browser, followed)


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
