"""A page that remembers everything it should not have done."""

import re
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Response

_NUMBERS = re.compile(r"\d+")
_NOT_PAGES = re.compile(
    r"/(exportar|evidencia|pdf|docx|xlsx|descarga|archivo|original|qr|schema|openapi)\b|\.\w{2,5}$"
)


class Watched:
    """A browser page with the complaints it gave rise to: console, policy, outside requests, wrong statuses, axe.

    Args:
        base: address of the server; anything else is outside.
        axe: source of axe-core.
    """

    def __init__(self, page: Page, base: str, axe: str) -> None:
        self.page, self.base, self._axe = page, base, axe
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._complain(f"script: {error}"))
        page.on("request", lambda request: self._outside(request.url))
        page.on("response", self._status)

    def _complain(self, what: str) -> None:
        self.complaints.append(f"{urlsplit(self.page.url).path}: {what}")

    def _console(self, message: ConsoleMessage) -> None:
        # A missing file is complained of once, by its status.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self._complain(f"console: {message.text}")

    def _outside(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:", "about:")):
            self._complain(f"outside: {url}")

    def _status(self, response: Response) -> None:
        if response.status >= 400 and "/fonts/" not in response.url:
            self._complain(f"{response.status}: {response.url.removeprefix(self.base)}")

    def goto(self, path: str, until: Literal["load", "networkidle"] = "networkidle") -> None:
        """Open a page and wait until it asks for nothing more, or only until what it came with has loaded."""
        self.page.goto(self.base + path, wait_until=until)

    def check(self) -> None:
        """Ask axe about the page as it stands, and see that it does not run off a side."""
        self.page.evaluate(self._axe)
        found = self.page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.map((v) => v.id + ' ' + v.nodes.map((n) => n.target).slice(0, 3).join(', ')))"
        )
        for violation in found:
            self._complain(f"axe: {violation}")
        if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            self._complain("wider than the screen")
        if self.page.evaluate("document.querySelectorAll('[style]').length"):
            self._complain("inline style")

    def links(self) -> list[str]:
        """Return the pages of the product that this one leads to, by path and query."""
        hrefs: list[str] = self.page.eval_on_selector_all("a[href]", "all => all.map((a) => a.href)")
        inside = [href.removeprefix(self.base).split("#")[0] for href in hrefs if href.startswith(self.base)]
        return [
            path
            for path in dict.fromkeys(inside)
            if path.startswith("/") and not _NOT_PAGES.search(urlsplit(path).path)
        ]


def kind_of(path: str) -> str:
    """Return what sort of page an address is: its path without numbers, and the names in its query."""
    parts = urlsplit(path)
    names = sorted({pair.split("=")[0] for pair in parts.query.split("&") if pair})
    return _NUMBERS.sub("N", parts.path) + "?" + ",".join(names)
