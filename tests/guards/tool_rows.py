"""What a house connected: rows for the tables of tools."""

from dataclasses import dataclass

from belonging.tools.enums import TokenLife, TokenScope
from belonging.tools.models import ApiToken
from belonging.tools.services.tokens import make_token
from tests.cast import NOON, House


@dataclass(frozen=True)
class ToolRows:
    """One of each, made by the admin."""

    token: ApiToken


def plant_tools(house: House) -> ToolRows:
    """Makes them; needs an open scope."""
    token, _ = make_token(
        actor=house.una.membership, name="Night run", scopes=list(TokenScope), life=TokenLife.YEAR, now=NOON
    )
    return ToolRows(token)
