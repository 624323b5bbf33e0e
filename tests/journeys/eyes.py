"""What careful eyes see on a real page: accessibility, contrast by pixels, sideways scrolling, policy reports."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser import chromium

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {"desktop": (1280, 860), "phone": (390, 844)}
THEMES = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]

_ADD_STYLE = "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets.push(s); }"
_TAKE_STYLES = "() => { document.adoptedStyleSheets = []; }"
_STAND_STILL = (
    ".thumbs, .top, .toasts, .sheet-head, .sheet-foot { position: static !important; backdrop-filter: none !important }"
    ".skip { display: none !important }"
    "*, ::before, ::after { transition: none !important; animation: none !important }"
)
# Fonts are there, and two frames were drawn with them.
_SETTLED = """() => document.fonts.ready
  .then(() => new Promise(requestAnimationFrame)).then(() => new Promise(requestAnimationFrame))"""
_HIDE_TEXT = (
    "* { color: transparent !important; text-decoration-color: transparent !important }"
    "::placeholder { color: transparent !important }"
    "text, tspan, textPath { fill: transparent !important; stroke: transparent !important }"
    ".icon { stroke: transparent !important }"
)
TALL = 1400  # pixels: taller than the tallest sheet may become
_TEXT_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-block-end: 2em !important }"
)

# Every run of text that nothing covers or clips: where it is, its colour, its size on screen, and its halo in drawings.
_RUNS_OF_TEXT = """() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (c) => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = c; pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3); };
  const unseen = "script, style, noscript, [hidden], dialog:not([open]), option, .vh, .skip, [disabled]";
  const cuts = (a) => getComputedStyle(a).overflowX !== "visible";
  const scrolls = (e) => { for (let a = e; a; a = a.parentElement) if (cuts(a)) return a; };
  const above = [...document.querySelectorAll("dialog:modal, .menu[open] > .menu-list, .picker-list:not([hidden])")]
    .map((e) => ({ e, modal: e.matches("dialog"), at: e.getBoundingClientRect() }));
  const meets = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
  const covered = (e, b) => above.some((o) => !o.e.contains(e) && (o.modal || meets(b, o.at)));
  const clipped = (e, b) => { const a = scrolls(e); return a && !meets(b, a.getBoundingClientRect()); };
  const out = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const t = walk.currentNode, e = t.parentElement;
    const shown = e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!t.data.trim() || e.closest(unseen) || !shown) continue;
    const cs = getComputedStyle(e), svg = e instanceof SVGElement, range = document.createRange();
    range.selectNodeContents(t);
    const seen = (b) => b.width > 2 && b.height > 2 && !covered(e, b) && !clipped(e, b);
    for (const b of [...range.getClientRects()].filter(seen)) out.push({
      x: b.x + scrollX, y: b.y + scrollY, w: b.width, h: b.height, text: t.data.trim().slice(0, 30),
      colour: rgb(svg ? cs.fill : cs.color), bold: +cs.fontWeight >= 700,
      size: parseFloat(cs.fontSize) * (svg ? e.ownerSVGElement.getScreenCTM().a : 1),
      halo: svg && cs.stroke !== "none" && parseFloat(cs.strokeWidth) > 2 ? rgb(cs.stroke) : null });
  }
  return out;
}"""

# Samples the picture without its text behind each run and keeps a low, not the lowest, ratio: borders are no ground.
_BEHIND = """async ([picture, runs]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const pen = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height })
    .getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, 0);
  const data = pen.getImageData(0, 0, image.width, image.height).data;
  const lin = (c) => { c /= 255; return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
  const lum = (r, g, b) => .2126 * lin(r) + .7152 * lin(g) + .0722 * lin(b);
  const ratio = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  return runs.map((r) => {
    const ink = lum(...r.colour), seen = [];
    if (r.halo) return ratio(ink, lum(...r.halo));
    for (let i = 1; i < 10; i += 1) for (const f of [.3, .5, .7]) {
      const x = Math.round(r.x + r.w * i / 10), y = Math.round(r.y + r.h * f), k = (y * image.width + x) * 4;
      if (x < 0 || y < 0 || x >= image.width || y >= image.height) continue;
      seen.push(ratio(ink, lum(data[k], data[k + 1], data[k + 2])));
    }
    seen.sort((a, b) => a - b);
    return seen.length ? seen[Math.floor(seen.length * .12)] : null;
  });
}"""


# A button half under an opened menu, or under a bar that stays, is whole again when the menu closes or one scrolls: its
# size is not judged while it is covered.
_AXE = """async (options) => {
  const bars = ".menu[open] > .menu-list, .thumbs, .top, .toasts, .sheet-head, .sheet-foot";
  const above = [...document.querySelectorAll(bars)]
    .map((one) => ({ one, at: one.getBoundingClientRect() }));
  const under = (e, at) => above.some((o) => !o.one.contains(e) && at.left < o.at.right && at.right > o.at.left
    && at.top < o.at.bottom && at.bottom > o.at.top);
  const counts = (found) => (node) => found.id !== "target-size"
    || !under(node.element, node.element.getBoundingClientRect());
  return (await axe.run(document, { ...options, elementRef: true })).violations
    .map((found) => ({ id: found.id, nodes: found.nodes.filter(counts(found)) }))
    .filter((found) => found.nodes.length)
    .map((found) => `${found.id}: ${found.nodes.length} at ${found.nodes[0].target}`);
}"""

# Words that end beyond an edge where nothing scrolls: they cannot be read at all.
_OUT_OF_REACH = """() => {
  const found = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const aside = ".vh, .skip, svg, option";
  const edge = (a) => a === document.body || getComputedStyle(a).overflowX !== "visible";
  while (walk.nextNode()) {
    const t = walk.currentNode, e = t.parentElement, range = document.createRange();
    if (!t.data.trim() || !e.checkVisibility({ visibilityProperty: true }) || e.closest(aside)) continue;
    range.selectNodeContents(t);
    const box = range.getBoundingClientRect();
    for (let a = e; a; a = a.parentElement) {
      if (!edge(a)) continue;
      const scrolls = /auto|scroll/.test(getComputedStyle(a).overflowX), at = a.getBoundingClientRect();
      if (scrolls) break;
      if (box.right > at.right + 1 || box.left < at.left - 1) found.add(t.data.trim().slice(0, 30));
    }
  }
  return [...found];
}"""


@dataclass(frozen=True)
class Run:
    """One run of text and the contrast it stands on."""

    text: str
    ratio: float
    needed: float


@contextmanager
def browser() -> Iterator[Browser]:
    """One headless Chromium for as long as the block lasts."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def page_at(opened: Browser, size: str = "desktop", theme: str = "light", **options: Any) -> Iterator[Page]:
    """A fresh page of one size and theme, without motion."""
    width, height = SIZES[size]
    scheme: Any = theme
    context = opened.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", **options
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def axe(page: Page, *, colours_only: bool = False) -> list[str]:
    """
    What axe-core finds wrong by WCAG 2.0 to 2.2 A and AA and its best practice, one line for each rule.

    `colours_only` asks the rules that look at colours: all that the other theme can change.
    """
    if page.evaluate("() => !window.axe"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(_SETTLED)
    only = {"type": "rule", "values": COLOUR_RULES} if colours_only else {"type": "tag", "values": RULES}
    options = {"preload": False, "runOnly": only, "resultTypes": ["violations"]}
    found: list[str] = page.evaluate(_AXE, options)
    return found


def runs_of_text(page: Page) -> list[Run]:
    """Every run of text with its contrast against the pixels really behind it. Leaves the page as it was."""
    found = _looked_at(page)
    # What was still on its way when it was drawn stands at the second look; what is too faint is so again.
    return _looked_at(page) if any(run.ratio < run.needed for run in found) else found


def _looked_at(page: Page) -> list[Run]:
    runs, picture = _measured_and_drawn(page)
    ratios = page.evaluate(_BEHIND, [picture, runs])
    return [
        Run(run["text"], round(ratio, 2), 3.0 if run["size"] >= 24 or (run["size"] >= 18.66 and run["bold"]) else 4.5)
        for run, ratio in zip(runs, ratios, strict=True)
        if ratio is not None
    ]


def _measured_and_drawn(page: Page) -> tuple[list[dict[str, Any]], str]:
    """
    The runs of text and a picture of the same page without them.

    A new size, a font or a chart may arrive between the two: what moved meanwhile is measured and drawn again.
    """
    if page.locator("dialog:modal").count():  # drawn with the whole page, a sheet grows to what a tall screen gives it
        page.set_viewport_size({"width": page.viewport_size["width"], "height": TALL})  # type: ignore[index]
    for _ in range(5):
        page.evaluate(_ADD_STYLE, _STAND_STILL)
        page.evaluate(_SETTLED)
        runs = page.evaluate(_RUNS_OF_TEXT)
        page.evaluate(_ADD_STYLE, _HIDE_TEXT)
        picture = base64.b64encode(page.screenshot(full_page=True)).decode()
        page.evaluate(_TAKE_STYLES)
        page.evaluate(_ADD_STYLE, _STAND_STILL)
        is_same = page.evaluate(_RUNS_OF_TEXT) == runs
        page.evaluate(_TAKE_STYLES)
        if is_same:
            return runs, picture
    raise AssertionError("the page does not stand still")


def contrast(page: Page) -> list[Run]:
    """The runs of text that are too faint: below 4.5 to 1, or 3 to 1 where the text is large."""
    return [run for run in runs_of_text(page) if run.ratio < run.needed]


def sideways(page: Page, *, spaced: bool = False) -> int:
    """By how many pixels the page spills sideways at 320 wide; `spaced` adds the text spacing of WCAG 1.4.12."""
    page.set_viewport_size({"width": 320, "height": 640})
    if spaced:
        page.evaluate(_ADD_STYLE, _TEXT_SPACING)
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def out_of_reach(page: Page) -> list[str]:
    """The words that something cuts off at the width the page has now, with no way to scroll to them."""
    found: list[str] = page.evaluate(_OUT_OF_REACH)
    return found


def policy(page: Page) -> list[str]:
    """A list that fills with every policy report, console error and script error from now on."""
    problems: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # 422 is how a form says no, and fonts may be absent where nobody ran the set-up.
        # Two journeys cut the network on purpose; through the product's worker that is ERR_FAILED.
        cut = ("ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED", "htmx:sendError", "htmx:afterRequest")
        is_cut = any(word in message.text for word in cut)
        is_expected = is_cut or "status of 422" in message.text or "/fonts/" in message.location.get("url", "")
        if message.type == "error" and not is_expected:
            problems.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: problems.append(str(error)))
    return problems


# How many logs, and how many lists of first names, the device keeps.
KEPT = """() => new Promise((done) => {
  const opening = indexedDB.open("belonging", 1);
  opening.onupgradeneeded = () => opening.transaction.abort();
  opening.onerror = () => done([0, 0]);
  opening.onsuccess = () => {
    const reading = opening.result.transaction(["logs", "faces"]);
    const counts = ["logs", "faces"].map((name) => reading.objectStore(name).count());
    reading.oncomplete = () => { opening.result.close(); done(counts.map((one) => one.result)); };
  };
})"""


def kept(page: Page) -> list[int]:
    """How many logs, and how many lists of first names, there are on the device."""
    counts: list[int] = page.evaluate(KEPT)
    return counts
