"""
Text people write with Markdown, as HTML that is safe to show. docs/decisions/0011 says why these two libraries.

This is the only place that calls written text safe. The reader knows no raw HTML, and the cleaner behind it lets
through a short list of elements: no pictures (they would tell another server who reads), no styles, no scripts and
no forms.
"""

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

ELEMENTS = {
    *("h2", "h3", "h4", "p", "br", "hr", "blockquote", "pre", "code", "ul", "ol", "li", "strong", "em", "s", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}


def to_html(text: str) -> SafeString:
    """What was written, as HTML; headings begin at the second level, for the page has the first."""
    written = _reader().render(text)
    clean = nh3.clean(
        written, tags=ELEMENTS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )
    return mark_safe(clean)  # noqa: S308 -- cleaned in the line above


def to_short_html(text: str) -> SafeString:
    """The same for what people write to each other: a heading is a paragraph, for the page has its own order."""
    clean = nh3.clean(
        _short_reader().render(text),
        tags=ELEMENTS - {"h2", "h3", "h4"},
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308 -- cleaned in the line above


@cache
def _short_reader() -> MarkdownIt:
    reader = _plain_reader()
    reader.core.ruler.push("no_headings", _no_headings)
    return reader


@cache
def _reader() -> MarkdownIt:
    reader = _plain_reader()
    reader.core.ruler.push("one_level_down", _one_level_down)
    return reader


def _plain_reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


def _no_headings(state: StateCore) -> None:
    for token in state.tokens:
        token.tag = "p" if token.tag in HEADINGS else token.tag


def _one_level_down(state: StateCore) -> None:
    for token in state.tokens:
        token.tag = HEADINGS.get(token.tag, token.tag)
