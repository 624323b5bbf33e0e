"""How far a token reaches, and how long; what a webhook tells of; how a provider speaks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TokenScope(TextChoices):
    """What a token opens of all that its maker may do: an area of the API, for reading or for writing."""

    PROGRAMS_READ = "programs:read", _("Read programs: plans, events, people’s places, messages")
    PROGRAMS_WRITE = "programs:write", _("Change programs: plans, events, people’s places, messages")
    NETWORK_READ = "network:read", _("Read the network: people, time together, figures")
    NETWORK_WRITE = "network:write", _("Change the network: log time together, bring in files")
    MENTORING_READ = "mentoring:read", _("Read mentoring")
    MENTORING_WRITE = "mentoring:write", _("Change mentoring")
    SURVEYS_READ = "surveys:read", _("Read surveys and published results")
    SURVEYS_WRITE = "surveys:write", _("Answer surveys")
    DASHBOARDS_READ = "dashboards:read", _("Read what is noticed in programs, moves and evidence")
    DASHBOARDS_WRITE = "dashboards:write", _("Change moves, make evidence")
    COMMUNITY_READ = "community:read", _("Read the community: groups, what is written there, thanks")
    COMMUNITY_WRITE = "community:write", _("Change the community: come into groups, write, give thanks")


class TokenLife(TextChoices):
    """How long a token opens anything; none opens forever."""

    MONTH = "30", _("30 days")
    QUARTER = "90", _("90 days")
    YEAR = "365", _("A year")


class WebhookEvent(TextChoices):
    """Acts that other programs may hear of. Each is a verb of the audit trail; none is between two people."""

    MEMBER_ADDED = "member.added", _("A member came in")
    MEMBER_ENDED = "member.ended", _("A membership ended")
    REGISTRATION_ASKED = "registration.asked", _("Somebody asked for a place")
    PARTICIPANT_ENROLLED = "participant.enrolled", _("Somebody got a place in a program")
    PARTICIPANT_WITHDRAWN = "participant.withdrawn", _("Somebody left a program")
    PARTICIPANT_COMPLETED = "participant.completed", _("Somebody finished a program")
    PROGRAM_STARTED = "program.started", _("A program started")
    PROGRAM_FINISHED = "program.finished", _("A program finished")
    EVENT_PLANNED = "event.planned", _("An event was planned")
    EVENT_CHANGED = "event.changed", _("An event was changed")
    EVENT_CALLED_OFF = "event.called_off", _("An event was called off")
    WAVE_OPENED = "wave.opened", _("A survey opened")
    WAVE_CLOSED = "wave.closed", _("A survey closed and its results stand")
    SNAPSHOT_TAKEN = "snapshot.taken", _("The network was counted")


class DeliveryState(TextChoices):
    """waiting → delivered or given up; sent again by hand it waits once more."""

    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    GIVEN_UP = "given_up", _("Given up")


class ProviderKind(TextChoices):
    """How an organization's own provider speaks."""

    OPENID = "openid", _("OpenID Connect")
    SAML = "saml", _("SAML 2.0")
