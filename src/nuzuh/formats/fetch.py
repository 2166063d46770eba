"""Submissions fetched over HTTP, page by page: KoboToolbox's API v2, ODK Central's OData."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from nuzuh.formats.raw import UnreadableFile, short, unreadable

if TYPE_CHECKING:
    import httpx

LARGEST_ANSWER = 2**27  # bytes of all pages
MOST_PAGES = 5_000
SECONDS = 60.0
_LOCAL = ("localhost", "127.0.0.1", "::1")
_STATUS = {
    401: ("The server does not accept the token.", "Get a new one from your account settings."),
    403: ("The account of the token may not read this form.", "Ask the form's owner to share it with you."),
    404: ("The server has no such form.", "Check the address: it ends in /api/v2/assets/…/data.json."),
    429: ("The server asks for a pause.", "Try again in a few minutes."),
}


def fetch_pages(url: str, token: str | None = None, transport: httpx.BaseTransport | None = None) -> bytes:
    """Return all submissions behind an address as one JSON text, as if it had been a single page.

    Parameters
    ----------
    url : str
        The first page. Others are followed on the same host only, so that the token goes nowhere else.
    token : str, optional
        Sent as ``Authorization: Token …``, to ODK Central as ``Bearer …``; never shown in a message.
    transport : httpx.BaseTransport, optional
        Instead of the network.

    Raises
    ------
    UnreadableFile
        When the server cannot be reached or refuses, when its answer is no page of submissions, when pages are missing
        or it is too much.
    """
    import httpx  # a tenth of a second: only who fetches waits for it

    start = urlsplit(url)
    if start.scheme not in ("https", "http") or not start.hostname:
        raise unreadable("http.address", "The address is none of the web.", "It begins with https://.")
    if token and start.scheme == "http" and start.hostname not in _LOCAL:
        message = "The address begins with http://: the token could be read on the way."
        raise unreadable("http.insecure", message, "Use https://.")
    headers = {"Accept": "application/json"}
    if token:
        scheme = "Bearer" if "/v1/projects/" in start.path else "Token"
        headers["Authorization"] = f"{scheme} {token.strip()}"
    try:
        with httpx.Client(transport=transport, timeout=SECONDS, headers=headers, follow_redirects=False) as client:
            return _all_pages(client, url)
    except httpx.TimeoutException as error:
        message = f"The server {start.hostname} did not answer within {SECONDS:.0f} seconds."
        raise unreadable("http.timeout", message, "Try again later, or export the data and import the file.") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
        message = f"The server {start.hostname} cannot be reached: {short(str(error)) or type(error).__name__}."
        suggestion = "Check the address and the connection, or export the data and import the file."
        raise unreadable("http.unreachable", message, suggestion) from error


def _all_pages(client: httpx.Client, url: str) -> bytes:
    rows: list[Any] = []
    seen: set[str] = set()
    key, count, left = "", None, LARGEST_ANSWER
    following: str | None = url
    while following:
        if following in seen or len(seen) >= MOST_PAGES:
            raise unreadable(
                "http.pages", "The server sends the same pages again and again.", "Export the data instead."
            )
        seen.add(following)
        content = _answer(client, following, left)
        left -= len(content)
        page = _page(content)
        key = "results" if "results" in page else "value"
        count = page.get("count", page.get("@odata.count", count))
        rows += page[key]
        following = _following(following, page.get("next") or page.get("@odata.nextLink"))
    if isinstance(count, int) and count != len(rows):
        message = f"The server announced {count} submissions and sent {len(rows)}."
        raise unreadable("http.count", message, "Somebody may be sending answers right now: try again.")
    whole: dict[str, Any] = {"count": len(rows), "next": None, "previous": None, key or "results": rows}
    return json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")


def _following(url: str, following: object) -> str | None:
    if not following:
        return None
    if not isinstance(following, str):
        raise unreadable("http.pages", "The server names no proper next page.", "Export the data instead.")
    absolute = urljoin(url, following)
    here, there = urlsplit(url), urlsplit(absolute)
    same = (here.hostname, here.port or _port(here.scheme)) == (there.hostname, there.port or _port(there.scheme))
    if there.hostname == here.hostname and here.scheme == "https" and there.scheme == "http":
        return there._replace(scheme="https", netloc=here.netloc).geturl()  # behind some proxies Kobo says http
    if not same or there.scheme != here.scheme:
        message = f"The next page stands on another server, {there.hostname}; it was not asked, to keep the token safe."
        raise unreadable("http.elsewhere", message, "Use the address of the server that holds the form.")
    return absolute


def _port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _answer(client: httpx.Client, url: str, most: int) -> bytes:
    """Return the body of the answer, following a few redirections on the same host."""
    for _ in range(5):
        with client.stream("GET", url) as response:
            if response.is_redirect:
                url = _following(url, response.headers.get("location")) or url
                continue
            if response.status_code != 200:
                raise _refused(response.status_code)
            parts: list[bytes] = []
            size = 0
            for part in response.iter_bytes():
                size += len(part)
                if size > most:
                    message = f"The server sends more than {LARGEST_ANSWER // 2**20} MiB."
                    raise unreadable("http.too_large", message, "Export the data and import the file.")
                parts.append(part)
            return b"".join(parts)
    raise unreadable("http.redirect", "The server sends from one address to the next.", "Check the address.")


def _refused(status: int) -> UnreadableFile:
    if status in _STATUS:
        return unreadable(f"http.{status}", *_STATUS[status])
    if status >= 500:
        message = f"The server has a fault of its own (status {status})."
        return unreadable("http.server", message, "Try again later, or export the data and import the file.")
    return unreadable("http.refused", f"The server refuses (status {status}).", "Check the address and the token.")


def _page(content: bytes) -> dict[str, Any]:
    try:
        page = json.loads(content)
    except (ValueError, RecursionError):
        page = None
    if isinstance(page, list):
        page = {"results": page}
    if isinstance(page, dict):
        rows = page.get("results", page.get("value"))
        if isinstance(rows, list):
            return page
    what = "a web page" if content.lstrip()[:1] == b"<" else "no page of submissions"
    suggestion = "Check the address: it ends in /api/v2/assets/…/data.json."
    raise unreadable("http.answer", f"The server answered with {what}.", suggestion)
