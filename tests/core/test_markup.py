"""Written text as HTML: what people mean comes through, nothing that runs or fetches does."""

from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.core.markup import ATTRIBUTES, ELEMENTS, SCHEMES, to_html
from tests.effort import is_whole

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![tracker](https://elsewhere.example/pixel.png)",
    "[press](javascript:alert(1))",
    "[press](data:text/html;base64,PHNjcmlwdD4=)",
    "[press](data:image/png;base64,iVBORw0KGgo=)",  # the reader lets pictures pass
    "[press](JaVaScRiPt&colon;alert(1))",
    '<a href="https://good.example" onclick="alert(1)">x</a>',
    "<svg/onload=alert(1)>",
    "<style>body{display:none}</style>",
    '<p style="position:fixed">x</p>',
    "| a |\n|:-:|\n| <iframe src=x> |",
    "``` <script>\nx\n```",
    '[x](https://a.example "title\\" onmouseover=alert(1)")',
]
pieces = st.sampled_from(
    [*NASTY, "# ", "\n", "\n\n", "- ", "1. ", "> ", "**", "[", "](", ")", "`", "|", "<", ">", "&#x6a;"]
)
documents = st.lists(st.one_of(pieces, st.text(max_size=12)), max_size=12).map("".join)


class Seen(HTMLParser):
    """Every element and address a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.schemes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        addresses = [value for name, value in attrs if name == "href" and value and ":" in value]
        self.schemes |= {value.split(":")[0].lower() for value in addresses}


def is_fit(html: str) -> bool:
    seen = Seen(html)
    allowed = {(tag, name) for tag, names in ATTRIBUTES.items() for name in names} | {("a", "rel")}
    return seen.elements <= ELEMENTS and seen.attributes <= allowed


def test_text_becomes_what_was_meant() -> None:
    html = to_html("# Ask\n\nOne **real** question, [like this](https://a.example).\n\n- first\n- second")

    assert "<h2>Ask</h2>" in html
    assert "<strong>real</strong>" in html
    assert '<a href="https://a.example" rel="noopener noreferrer">like this</a>' in html
    assert html.count("<li>") == 2


def test_tables_lose_their_styles() -> None:
    html = to_html("| a | b |\n|:--|--:|\n| 1 | 2 |")

    assert "<td>2</td>" in html
    assert "style" not in html


@pytest.mark.parametrize("text", NASTY)
def test_nothing_runs_or_fetches(text: str) -> None:
    html = to_html(text)

    assert is_fit(html)
    assert Seen(html).schemes <= {"http", "https", "mailto"}  # in full: the list in the code may not grow unseen


# security X1: nothing a person types is markup, so that the cleaner behind it has nothing to do
def test_markup_is_shown_as_it_was_typed() -> None:
    assert to_html("<b>bread</b> & butter") == "<p>&lt;b&gt;bread&lt;/b&gt; &amp; butter</p>\n"
    assert to_html("<b>\nbread\n</b>").startswith("<p>&lt;b&gt;")


# security X2
@settings(max_examples=10_000 if is_whole() else 60, deadline=None)
@given(documents)
def test_any_text_is_fit_and_cleaning_twice_changes_nothing(text: str) -> None:
    html = to_html(text)

    assert is_fit(html)
    again = nh3.clean(html, tags=ELEMENTS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")
    assert again == html
