"""Cards on home come in their order, and whoever has nothing to say shows nothing."""

from belonging.core.cards import Card
from belonging.home import home_cards
from tests.cast import NOON, House


def test_home_cards_come_in_order_without_the_silent(inside: House) -> None:
    last, first = Card("last.html", None, 90), Card("first.html", None, 10)

    cards = home_cards(inside.program, inside.ben.place, {}, NOON, [lambda _: last, lambda _: None, lambda _: first])

    assert cards == [first, last]
