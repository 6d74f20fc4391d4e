"""A browser in which all that a payload does is noticed: it runs, asks elsewhere, leads away, or waits for a click."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page, Request

_LISTEN = """
for (const name of ["act", "alert", "confirm", "prompt", "print", "open", "write", "writeln"]) {
  const told = () => { trapped(`ran ${name}()`) }
  Object.defineProperty(globalThis, name, {get: () => told, set: () => {}, configurable: false})
}
for (const name of ["write", "writeln"]) document[name] = () => { trapped(`ran document.${name}()`) }
addEventListener("securitypolicyviolation", (event) => {
  trapped(`the policy had to stop ${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`)
})
"""
"""In each page before its own scripts; `trapped` is ours."""

_STANDING = """() => {
  const found = [], web = /^(https?|mailto|tel):/
  for (const one of document.querySelectorAll("*")) {
    for (const {name, value} of one.attributes) {
      if (name.startsWith("on")) found.push(`${one.localName} ${name}=${value}`)
      if (name === "style" && one.matches(".md-top")) continue  // Material's script sets it
      if (["style", "srcdoc", "formaction", "srcset", "ping", "background", "poster", "data"].includes(name))
        found.push(`${one.localName} ${name}=${value}`)
      if (["href", "src", "action", "cite", "xlink:href"].includes(name)) {
        if (!URL.canParse(value, document.baseURI)) continue
        const address = new URL(value, document.baseURI)
        if (!web.test(address.protocol)) found.push(`${one.localName} ${name}=${value}`)
        if (name === "src" && address.origin !== location.origin) found.push(`${one.localName} ${name}=${value}`)
      }
    }
    const name = one.localName
    if (["iframe", "frame", "object", "embed", "base", "applet", "math", "style", "template", "portal"].includes(name))
      found.push(`<${name}>`)
    if (name === "form" && !one.matches("[role=search]")) found.push("<form>")
    if (name === "script" && one.closest(".md-content, .bunko-text")) found.push("<script> in the text")
    if (name === "svg" && one.querySelector("animate, set, foreignObject, use, image, script")) found.push("<svg>")
  }
  return found
}"""
"""What stands in a page that would act once somebody clicked, or in another browser."""


_LEADS = 5
"""How often a page that leads on is looked for anew."""


_LEADS_ON = "document.querySelector('meta[http-equiv=refresh i]') !== null"


@dataclass
class Trap:
    """Pages in one profile, and what happened on them."""

    context: BrowserContext
    site: str
    page: Page = field(init=False)
    findings: list[str] = field(default_factory=list)
    visits: int = 0
    _at: str = ""

    def __post_init__(self) -> None:
        self.context.expose_binding("trapped", lambda _, what: self._tell(str(what)))
        self.context.add_init_script(_LISTEN)
        self.page = self.context.new_page()
        self.page.on("request", self._asked)
        self.page.on("pageerror", lambda error: self._tell(f"an error that nothing caught: {error}"))
        self.page.on("dialog", self._spoken)
        self.page.on("popup", lambda _: self._tell("another window"))
        self.page.on("download", lambda _: self._tell("a download"))

    def visit(self, address: str) -> None:
        """Open a page, by its path below the site's root, and look at what stands there."""
        self._at = address
        self.page.goto(self.site + address)
        self._look()

    def look(self, address: str) -> None:
        """Look at what stands in the page after something was done there."""
        self._at = address
        self._look()

    def _look(self) -> None:
        self.visits += 1
        for what in self._standing():
            self._tell(f"there stands {what}")
        if len(self.page.frames) > 1:
            self._tell("a frame")
        if not self.page.url.startswith(self.site):
            self._tell(f"led away to {self.page.url}")

    def _standing(self) -> list[str]:
        found: list[str] = []
        for _ in range(_LEADS):  # the start page and former addresses lead on; where to, is looked at too
            try:
                found += self.page.evaluate(_STANDING)
                if not self.page.evaluate(_LEADS_ON):
                    break
            except Error:
                pass
            self.page.wait_for_timeout(200)
            self.page.wait_for_load_state()
        else:
            self._tell("led on and on")
        return found

    def _asked(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in {"data", "about"} and asked.netloc != urlsplit(self.site).netloc:
            self._tell(f"asked {request.url}")

    def _spoken(self, dialog: Dialog) -> None:
        self._tell(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _tell(self, what: str) -> None:
        self.findings.append(f"{self._at}: {what}"[:400])


@contextmanager
def trap(chromium: Browser, site: str, *, policy: bool) -> Iterator[Trap]:
    """A trap for a site's pages.

    Args:
        chromium: the browser.
        site: the address of the site's root.
        policy: whether the pages' policy counts; without it nothing but our own care stands in the way.
    """
    context = chromium.new_context(bypass_csp=not policy, viewport={"width": 1280, "height": 800})
    try:
        yield Trap(context, site)
    finally:
        context.close()
