"""The sentences of the dashboard: facts before feelings, every number with what it is out of."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belonging.core.templatetags.ui import number
from dashboards.kpis.feasibility import Feasibility
from dashboards.kpis.findings import Facts, Finding, FindingKind, Severity
from dashboards.kpis.tiles import Course, Direction, Goal, Kpi, State

DIGITS = {
    "degree": 1, "clustering": 2, "path_length": 2, "belonging": 1, "activity": 0, "new_ties": 0, "dropout": 0,
    "people": 0, "introduced": 0,
}  # fmt: skip
IN_HUNDREDTHS = frozenset({"activity", "new_ties", "dropout"})


@dataclass(frozen=True)
class Said:
    """A finding in words: a sentence, what stands behind it, and the same as the end of another sentence."""

    severity: Severity
    title: str
    text: str
    tail: str

    @property
    def tone(self) -> str:
        """The dress of its notice."""
        return {Severity.CARE: "care", Severity.LOOK: "glow", Severity.NOTE: ""}[self.severity]

    @property
    def icon(self) -> str:
        """The drawing before it."""
        return "info" if self.severity == Severity.NOTE else "alert"


def of_hundred(share: float) -> int:
    """A share as "out of every 100"; never 100 unless it is all, never 0 unless it is none."""
    if share <= 0 or share >= 1:
        return 0 if share <= 0 else 100
    return max(1, min(99, round(100 * share)))


def attribute_word(attribute: str) -> str:
    """The page word of a segment inside a sentence: "department"; "IT unit" keeps its capitals."""
    return attribute.lower() if attribute[1:] == attribute[1:].lower() else attribute


def said(finding: Finding, facts: Facts, attribute: str) -> Said:
    """The words of a finding."""
    tell = {
        FindingKind.PIECES: _pieces,
        FindingKind.HELD_BY_STAFF: _held_by_staff,
        FindingKind.HELD_BY_ONE: _held_by_one,
        FindingKind.ALL_APART: _all_apart,
        FindingKind.APART: _apart,
        FindingKind.CIRCLES: _circles,
        FindingKind.ISOLATES: _isolates,
        FindingKind.REACH: _reach,
        FindingKind.INWARD: _inward,
    }[finding.kind]
    title, text, tail = tell(finding, facts, attribute_word(attribute))
    return Said(finding.severity, title, text, tail)


def said_of_others() -> Said:
    """That something needs a look where the reader looks after nobody: what it is, is told to those who do."""
    return Said(
        Severity.LOOK,
        _("Something needs a look in groups that somebody else looks after."),
        _("What it is stands on the dashboard of whoever looks after them."),
        _("something needs a look in groups that somebody else looks after"),
    )


Words = tuple[str, str, str]


def _pieces(finding: Finding, facts: Facts, attribute: str) -> Words:
    values = {"count": finding.count, "largest": finding.of, "people": facts.people, "pairs": of_hundred(finding.share)}
    return (
        _("The network is in %(count)s separate pieces.") % values,
        _(
            "The largest holds %(largest)s of %(people)s people, and %(pairs)s of every 100 pairs can reach each "
            "other. Path length counts only those."
        )
        % values,
        _("it is in %(count)s separate pieces") % values,
    )


def _held_by_staff(finding: Finding, facts: Facts, attribute: str) -> Words:
    values = {"count": finding.count, "pieces": finding.of, "pairs": of_hundred(finding.share)}
    title = ngettext(
        "One person who helps to run the program holds the network together.",
        "The %(count)s people who help to run the program hold the network together.",
        finding.count,
    )
    text = ngettext(
        "Without them it would be %(pieces)s piece, with %(pairs)s of every 100 pairs able to reach each other.",
        "Without them it falls into %(pieces)s pieces, with %(pairs)s of every 100 pairs able to reach each other.",
        finding.of,
    )
    tail = ngettext(
        "one person who helps to run the program holds it together",
        "the %(count)s people who help to run the program hold it together",
        finding.count,
    )
    return title % values, text % values, tail % values


def _held_by_one(finding: Finding, facts: Facts, attribute: str) -> Words:
    values = {"ways": of_hundred(finding.share)}
    return (
        _("One person holds the network together."),
        _("They stand on %(ways)s of every 100 shortest ways between two others.") % values,
        _("one person holds it together"),
    )


def _all_apart(finding: Finding, facts: Facts, attribute: str) -> Words:
    first, *rest = finding.groups
    values = {
        "first": first, "second": rest[0], "attribute": attribute, "count": finding.count, "groups": len(finding.groups)
    }  # fmt: skip
    if len(finding.groups) == 2:
        title, tail = _("%(first)s and %(second)s stand apart."), _("%(first)s and %(second)s stand apart")
        text = ngettext("%(count)s tie joins them.", "%(count)s ties join them.", finding.count)
    else:
        title, tail = _("Every %(attribute)s stands apart."), _("every %(attribute)s stands apart")
        text = ngettext(
            "%(count)s tie joins all %(groups)s of them.", "%(count)s ties join all %(groups)s of them.", finding.count
        )
    return title % values, text % values, tail % values


def _apart(finding: Finding, facts: Facts, attribute: str) -> Words:
    values = {"name": finding.groups[0], "count": finding.count, "rest": finding.of, "size": facts.people - finding.of}
    text = ngettext(
        "Its %(size)s people share %(count)s tie with the other %(rest)s.",
        "Its %(size)s people share %(count)s ties with the other %(rest)s.",
        finding.count,
    )
    return _("%(name)s stands apart.") % values, text % values, _("%(name)s stands apart") % values


def _circles(finding: Finding, facts: Facts, attribute: str) -> Words:
    values = {"count": finding.count, "ties": of_hundred(finding.share), "attribute": attribute}
    text = _("At most %(ties)s of every 100 ties lead from one to another. It does not follow the %(attribute)s.")
    return (
        _("The network falls into %(count)s circles that hardly meet.") % values,
        text % values,
        _("%(count)s circles hardly meet") % values,
    )


def _isolates(finding: Finding, facts: Facts, attribute: str) -> Words:
    values = {"count": finding.count, "people": finding.of}
    title = ngettext("%(count)s person has no tie yet.", "%(count)s people have no tie yet.", finding.count)
    tail = ngettext("%(count)s person has no tie yet", "%(count)s people have no tie yet", finding.count)
    text = _("Out of %(people)s. Path length leaves them out, the other figures count them.")
    return title % values, text % values, tail % values


def _reach(finding: Finding, facts: Facts, attribute: str) -> Words:
    values = {"pairs": of_hundred(finding.share)}
    return (
        _("%(pairs)s of every 100 pairs can reach each other.") % values,
        _("Path length counts only those."),
        _("only %(pairs)s of every 100 pairs can reach each other") % values,
    )


def _inward(finding: Finding, facts: Facts, attribute: str) -> Words:
    values = {"cross": of_hundred(finding.share), "chance": of_hundred(finding.by_chance), "attribute": attribute}
    text = _("%(cross)s of every 100 ties lead to another. If people chose blindly, it would be %(chance)s.")
    return (
        _("Most ties stay inside one %(attribute)s.") % values,
        text % values,
        _("most ties stay inside one %(attribute)s") % values,
    )


def headline(course: Course, sayings: list[Said]) -> str:
    """One plain sentence about whether it works: the way it goes, and the gravest finding."""
    start = {
        Course.FIRST: _("The network has begun"),
        Course.ON_TARGET: _("All three targets are met"),
        Course.GROWING: _("The network is growing"),
        Course.STEADY: _("The network holds steady"),
        Course.THINNING: _("The network is thinning"),
    }[course]
    grave = [one for one in sayings if one.severity != Severity.NOTE]
    if not grave:
        return _("%(start)s.") % {"start": start}
    pattern = _("%(start)s, but %(rest)s.") if course == Course.ON_TARGET else _("%(start)s, and %(rest)s.")
    return pattern % {"start": start, "rest": grave[0].tail}


def lead(facts: Facts, degree: Kpi, sayings: list[Said]) -> str:
    """The paragraph below the sentence: what stands behind the gravest finding, and the first measure."""
    if not facts.ties:
        return _("Nobody has a counted tie yet.")
    first = _("Each person knows %(degree)s others on average; the target is %(target)s.") % {
        "degree": number(degree.value, 1),
        "target": target_words(degree.goal),
    }
    grave = [one.text for one in sayings if one.severity != Severity.NOTE][:1]
    return " ".join([*grave, first])


def figure_words(key: str, value: float | None) -> str:
    """A measure's value as it is printed."""
    if value is None or key not in IN_HUNDREDTHS:
        return number(value, DIGITS[key])
    return number(value, 0) + "%"


def target_number(goal: Goal) -> str:
    """The target with as many digits as it has, up to two."""
    target = round(goal.target, 6)
    digits = 0 if target.is_integer() else 2 if round(target, 1) != target else 1
    return number(target, digits) + ("%" if goal.key in IN_HUNDREDTHS else "")


def target_words(goal: Goal) -> str:
    """The target with the side that counts: "above 10"."""
    values = {"target": target_number(goal)}
    return _("above %(target)s") % values if goal.direction == Direction.ABOVE else _("below %(target)s") % values


def state_words(state: State) -> tuple[str, str]:
    """The state in words, and the drawing beside it."""
    return {
        State.MET: (_("Met"), "check"),
        State.LOOK: (_("Met, but look"), "alert"),
        State.WAY: (_("On the way"), "right"),
        State.CARE: (_("Needs care"), "alert"),
    }[state]


def feasibility_words(goal: Goal, can: Feasibility) -> str:
    """What the program's size allows for a measure."""
    people = {"people": can.people, "highest": can.degree_highest, "target": target_words(goal)}
    if goal.key == "degree":
        text = _("With %(people)s people nobody can know more than %(highest)s others.")
        return (text if can.is_degree_possible else text + " " + _("A mean %(target)s is out of reach.")) % people
    if goal.key == "clustering":
        return _("It lies between 0 and 1, whatever the number of people.")
    return _path_feasibility(can)


def _path_feasibility(can: Feasibility) -> str:
    if can.path_length_shortest is None:
        return _("With %(people)s people it can go down to 1.") % {"people": can.people}
    values = {
        "people": can.people, "shortest": number(can.path_length_shortest, 1), "needed": can.degree_needed
    }  # fmt: skip
    model = _("Our model of %(people)s people with evenly spread ties goes down to about %(shortest)s") % values
    if can.is_path_length_possible:
        more = _("at the target degree.")
    elif can.degree_needed:
        more = _("at the target degree; below the target it needs about %(needed)s ties each.") % values
    else:
        more = _("at the target degree, and 24 ties each would not be enough.")
    return f"{model} {more} {_('A guide, not a proof.')}"
