"""Which acts answer what, how long they take, and the limits of a week's brief."""

from datetime import timedelta

from dashboards.enums import Act, Measure, SignalKind

CHECK_AFTER = (timedelta(days=30), timedelta(days=60))  # after a move was done
DUE_WITHIN = timedelta(days=7)
MOST_IN_A_BRIEF = 5
USUAL_MINUTES = 60  # a week, where a facilitator has not said otherwise
MINUTES_TO_CHOOSE = (20, 40, 60, 90, 120, 180, 240)
LOOK_FROM_HOUR = 6  # local; what was noticed is there when the day begins
BRIEF_FROM_HOUR = 7
LOWEST_ITEMS = 3
BETWEEN_GROUPS = "\n"  # in the subject of a signal: no group's name holds it, as some hold a comma
STEP_LEFT_OPEN = 0.5  # of those whom a step asked; with more still open it is a signal

# The first act is what is offered; the others are one choice away.
ACTS_FOR: dict[str, tuple[Act, ...]] = {
    SignalKind.PIECES: (Act.ROUND, Act.EVENT),
    SignalKind.HELD_BY_STAFF: (Act.ROUND, Act.EVENT),
    SignalKind.HELD_BY_ONE: (Act.ROUND, Act.EVENT),
    SignalKind.ALL_APART: (Act.EVENT, Act.ROUND),
    SignalKind.APART: (Act.EVENT, Act.ROUND),
    SignalKind.CIRCLES: (Act.EVENT, Act.ROUND),
    SignalKind.ISOLATES: (Act.REACH, Act.ROUND, Act.EVENT),
    SignalKind.REACH: (Act.ROUND, Act.EVENT),
    SignalKind.INWARD: (Act.EVENT, Act.ROUND),
    SignalKind.QUIET: (Act.REACH,),
    SignalKind.LOW_ITEM: (Act.ANSWER, Act.EVENT),
    SignalKind.SILENT_PAIRS: (Act.PAIRS,),
    SignalKind.STEP: (Act.PLAN, Act.REACH),
    SignalKind.NO_DOING: (Act.EVENT, Act.PLAN),
    SignalKind.MIX_OFF: (Act.PLAN, Act.EVENT),
    SignalKind.UNWELCOMED: (Act.WELCOME,),
}
# What stands on answers: it never crowds out anything else, and nothing that answers it turns to single people.
SAID_IN_SURVEYS = frozenset({SignalKind.LOW_ITEM})
TURNS_TO_PEOPLE = frozenset({Act.ROUND, Act.REACH, Act.PAIRS, Act.WELCOME})
MINUTES: dict[str, int] = {
    Act.ROUND: 15, Act.EVENT: 40, Act.REACH: 20, Act.PAIRS: 15, Act.WELCOME: 10, Act.PLAN: 30, Act.ANSWER: 20,
}  # fmt: skip
# The page on which an act is done.
PLACES: dict[str, str] = {
    Act.ROUND: "network:round-list",
    Act.EVENT: "programs:event-create",
    Act.REACH: "network:outreach-list",
    Act.PAIRS: "mentoring:track-detail",
    Act.WELCOME: "programs:welcome-list",
    Act.PLAN: "programs:plan-detail",
    Act.ANSWER: "surveys:wave-list",
}
GOALS_A_QUARTER = 3
RESULTS_A_GOAL = 5
FEWEST_PERSONAS, MOST_PERSONAS = 3, 5
FIGURE_LASTS = timedelta(days=7)  # on its day a key result is read from the last look, unless that is older
# What is better the lower it is: such a key result asks for so much at most.
LOWER_IS_BETTER = frozenset({Measure.PATH_LENGTH, Measure.DROPOUT})
HIGHEST: dict[str, float] = {  # what a key result may ask for; of the others a thousand times a thousand is enough
    Measure.CLUSTERING: 1, Measure.BELONGING: 5, Measure.ACTIVITY: 100, Measure.NEW_TIES: 100, Measure.DROPOUT: 100,
}  # fmt: skip
