"""Claims that nobody answered come to their end."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from belonging.tenancy.audit import record
from network.enums import PartnerState
from network.models import InteractionPartner
from network.selectors.nights import stale_claims
from network.services.ties import Pair, lock_ties, refresh_ties

AT_ONCE = 5000


@transaction.atomic
def expire_claims(*, now: datetime) -> int:
    """This will let the claims of the open organization that waited thirty days expire, and answer how many."""
    claims = list(stale_claims(now).select_related("interaction")[:AT_ONCE])
    pairs: dict[int, list[Pair]] = defaultdict(list)
    for claim in claims:
        pairs[claim.program_id].append((claim.interaction.author_id, claim.participant_id))
    for program_id in sorted(pairs):
        lock_ties(program_id=program_id, pairs=pairs[program_id])
    # Whoever confirmed meanwhile keeps it. One statement for many rows; there are no save hooks to skip.
    rows = InteractionPartner.objects.filter(pk__in=[claim.pk for claim in claims], state=PartnerState.CLAIMED)
    expired = rows.update(state=PartnerState.EXPIRED)
    for program_id in sorted(pairs):
        refresh_ties(program_id=program_id, pairs=pairs[program_id])
    if expired:
        record(actor=None, verb="interactions.expired", now=now, count=expired)
    return expired
