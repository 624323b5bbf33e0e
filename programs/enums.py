"""States and kinds of a program."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgramState(TextChoices):
    """Targets and definitions are frozen once it is running."""

    DRAFT = "draft", _("Draft")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    FINISHED = "finished", _("Finished")


class ParticipantState(TextChoices):
    """A person's place in a program."""

    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    COMPLETED = "completed", _("Completed")


class LearningKind(TextChoices):
    """The 70-20-10 of the learning mix; the labels are the page words."""

    EXPERIENTIAL = "experiential", _("Doing")
    PEER = "peer", _("Talking")
    FORMAL = "formal", _("Learning")


class TieRule(TextChoices):
    """Which ties count."""

    MUTUAL = "mutual", _("confirmed by both")
    CLAIMED = "claimed", _("logged by at least one")


class TieWindow(TextChoices):
    """Since when ties count."""

    PROGRAM = "program", _("since the program began")
    LAST_90_DAYS = "last_90_days", _("in the last 90 days")


class ConsentMode(TextChoices):
    """What a facilitator's picture of the network may show; named in the consent text and frozen at start."""

    SEGMENTS = "segments", _("segments round a table")
    DOTS = "dots", _("dots without names")
    NAMED = "named", _("names of those who said yes")


class ImportKind(TextChoices):
    """What a file brings in."""

    PEOPLE = "people", _("People")
    INTERACTIONS = "interactions", _("Time together")


class MeasureKey(TextChoices):
    """The targets a program sets itself."""

    BELONGING = "belonging", _("Belonging")
    DEGREE = "degree", _("Degree")
    CLUSTERING = "clustering", _("Clustering")
    PATH_LENGTH = "path_length", _("Path length")
    ACTIVITY = "activity", _("Monthly activity")
    NEW_TIES = "new_ties", _("New meaningful ties")
    DROPOUT = "dropout", _("Dropout")


IN_THE_NETWORK = (ParticipantState.ACTIVE, ParticipantState.PAUSED, ParticipantState.COMPLETED)

PARTICIPANT_STEPS: dict[str, frozenset[str]] = {
    ParticipantState.INVITED: frozenset({ParticipantState.ACTIVE, ParticipantState.WITHDRAWN}),
    ParticipantState.ACTIVE: frozenset(
        {ParticipantState.PAUSED, ParticipantState.WITHDRAWN, ParticipantState.COMPLETED}
    ),
    ParticipantState.PAUSED: frozenset({ParticipantState.ACTIVE, ParticipantState.WITHDRAWN}),
    ParticipantState.WITHDRAWN: frozenset({ParticipantState.ACTIVE}),
    ParticipantState.COMPLETED: frozenset(),
}

PROGRAM_STEPS: dict[str, frozenset[str]] = {
    ProgramState.DRAFT: frozenset({ProgramState.RUNNING}),
    ProgramState.RUNNING: frozenset({ProgramState.PAUSED, ProgramState.FINISHED}),
    ProgramState.PAUSED: frozenset({ProgramState.RUNNING, ProgramState.FINISHED}),
    ProgramState.FINISHED: frozenset(),
}
