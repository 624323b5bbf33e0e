"""What a house connected: rows for the tables of tools."""

from dataclasses import dataclass

from belonging.tools.enums import TokenLife, TokenScope, WebhookEvent
from belonging.tools.models import ApiToken, Provider, ProviderLink, SpentAnswer, Webhook, WebhookDelivery
from belonging.tools.services.tokens import make_token
from belonging.tools.services.webhooks import make_webhook, ping
from tests.cast import NOON, House


@dataclass(frozen=True)
class ToolRows:
    """One of each, made by the admin."""

    token: ApiToken
    webhook: Webhook
    delivery: WebhookDelivery
    link: ProviderLink


def plant_tools(house: House) -> ToolRows:
    """Makes them; needs an open scope."""
    token, _ = make_token(
        actor=house.una.membership, name="Night run", scopes=list(TokenScope), life=TokenLife.YEAR, now=NOON
    )
    webhook = make_webhook(
        actor=house.una.membership, url="https://tool.example/", events=[WebhookEvent.PROGRAM_STARTED], now=NOON
    )
    # Set up without asking it, as the service would: nothing answers here.
    provider = Provider.objects.create(
        issuer="http://id.example", client_id="us", secret=b"sealed", domains=[], made_by=house.una.membership,
        authorize_url="https://id.example/a", token_url="https://id.example/t", keys_url="https://id.example/k",
        is_secret_posted=False,
    )  # fmt: skip
    link = ProviderLink.objects.create(
        provider=provider, membership=house.ben.membership, subject="b-1", linked_at=NOON
    )
    SpentAnswer.objects.create(digest="0" * 64, until=NOON)
    return ToolRows(token, webhook, ping(actor=house.una.membership, webhook=webhook, now=NOON), link)
