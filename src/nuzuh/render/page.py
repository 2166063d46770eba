"""What every page has in common: the template around it, its style, fonts inside the page."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from nuzuh.render.fonts import woff2
from nuzuh.terms.wording import words

_FONTS = {
    "en": (("Noto Sans", 400, "NotoSans-Regular"), ("Noto Sans", 700, "NotoSans-Bold")),
    "ar": (
        ("Noto Sans Arabic", 400, "NotoSansArabic-Regular"),
        ("Noto Sans Arabic", 700, "NotoSansArabic-Bold"),
    ),
}


def environment(package: str) -> jinja2.Environment:
    """Return a Jinja environment for the templates of a package, with the common ones behind them.

    Everything is escaped; an undefined name is an error.
    """
    loaders = [jinja2.PackageLoader(package), jinja2.PackageLoader("nuzuh.render")]
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@lru_cache
def style(language: str) -> str:
    """Return the style sheet of a page in a language, with the fonts that it needs inside: no request leaves the page."""
    sheet = (files("nuzuh.render") / "templates" / "style.css").read_text("utf-8")
    faces = (*_FONTS["en"], *(_FONTS["ar"] if language == "ar" else ()))
    rules = [
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
        f'src:url(data:font/woff2;base64,{base64.b64encode(woff2(name)).decode("ascii")}) format("woff2")}}'
        for family, weight, name in faces
    ]
    return "\n".join([*rules, sheet])


def page_context(language: str, languages: Sequence[str], href: str, synthetic: str) -> dict[str, Any]:
    """Return what the common template needs.

    Parameters
    ----------
    language : str
        Language of the page.
    languages : sequence of str
        All languages in which the page exists.
    href : str
        Address of the page with ``{}`` for the language, relative to itself.
    synthetic : str
        The sentence that says that the data are invented, or empty.
    """
    say = words(language)
    editions = [
        (
            code,
            str(words(code).locale.get_display_name(code) or code).split(" (")[0].capitalize(),
            href.format(code),
        )
        for code in languages
    ]
    return {
        "language": language,
        "direction": say.direction,
        "t": say.say,
        "style": Markup(style(language)),  # noqa: S704 - our own style sheet
        "editions": editions if len(editions) > 1 else [],
        "synthetic": synthetic,
    }
