"""Two hundred payloads in every text field of the community, on every page of it: nothing becomes markup."""

from collections import Counter
from html.parser import HTMLParser

from belonging.core.markup import SCHEMES
from tests.cast import House
from tests.community.payloads import PAYLOADS, Filling, addresses, text_fields
from tests.conftest import SignIn, said_again
from tests.effort import is_whole
from tests.guards.community_rows import plant_community

OK = 200
OWN = ("/thanks/", "/benefits/", "/help/", "/welcome/", "/award/")  # of which each person sees other rows
RUNNERS = frozenset(
    (
        "script", "img", "svg", "iframe", "math", "mi", "style", "form", "body", "details", "button", "textarea",
        "base", "noscript", "link", "meta", "object", "embed", "frame", "video", "audio", "source", "marquee",
    )
)  # fmt: skip
ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "poster", "data", "srcdoc")
ROUNDS = 2  # of a sample: a long field holds many at once


class Markup(HTMLParser):
    """What a browser would build of a page that could run, fetch or be sent."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.runs: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in RUNNERS:
            self.elements[tag] += 1
        for name, value in attrs:
            scheme = (value or "").split(":")[0].strip().lower() if ":" in (value or "") else ""
            is_bad_link = name in ADDRESSES and scheme and scheme not in SCHEMES
            if name.startswith("on") or name in {"style", "srcdoc"} or is_bad_link:
                self.runs.append(f"{tag} {name}={value}")


# security X1
def test_no_payload_in_any_field_becomes_markup(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        rows = plant_community(northlight.program, northlight.ada.place, northlight.ben.place)
        pages = list(addresses(northlight.program, rows, northlight.mira.place))
    ada, ben = (said_again(sign_in(one)) for one in (northlight.ada, northlight.ben))
    readers = [(ada, page) for page in pages] + [(ben, page) for page in pages if page.endswith(OWN)]

    def look(*, filled: bool) -> dict[tuple[str, str], Markup]:
        found = {}
        for client, page in list(readers):
            response = client.get(page)
            if response.status_code == OK and response["Content-Type"].startswith("text/html"):
                found["ada" if client is ada else "ben", page] = Markup(response.content.decode())
            else:
                assert not filled, f"{page} is not a page any more: {response.status_code}"
                readers.remove((client, page))
        return found

    plain, filling, rounds, wrong, seen = look(filled=False), Filling(PAYLOADS), 0, [], 0
    while rounds < ROUNDS or (is_whole() and min(filling.held().values()) < len(PAYLOADS)):
        with northlight.open():
            filling.fill()
        rounds += 1
        for key, markup in look(filled=True).items():
            seen += 1
            wrong += [f"{key}: {one}" for one in markup.runs if one not in plain[key].runs]
            wrong += (
                [f"{key}: {markup.elements - plain[key].elements}"] if markup.elements != plain[key].elements else []
            )

    fields = sum(len(names) for names in text_fields().values())
    least = min(filling.held().values())
    held = f"each of {fields} fields held at least {least}"
    print(f"X1: {len(PAYLOADS)} payloads, {held}, {seen} pages read, {len(wrong)} found")
    assert (len(PAYLOADS), wrong) == (200, [])
    assert len(plain) > 40
    assert least >= ROUNDS
