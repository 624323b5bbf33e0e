"""How far a token reaches, and how long."""

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


class TokenLife(TextChoices):
    """How long a token opens anything; none opens forever."""

    MONTH = "30", _("30 days")
    QUARTER = "90", _("90 days")
    YEAR = "365", _("A year")
