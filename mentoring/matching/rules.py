"""What has to hold of every pair, and what is liked: read from plain lists, told in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import combinations
from typing import Any

from mentoring.matching.people import Both, Known, Someone, both


class Kind(StrEnum):
    """Hard rules."""

    SAME = "same"
    DIFFERENT = "different"
    OVERLAP = "overlap"
    LANGUAGE = "language"
    HELPS = "helps"
    STEPS = "steps"
    NEVER_PAIRED = "never_paired"
    COOLDOWN = "cooldown"  # made by what is known, not read
    APART = "apart"
    TOGETHER = "together"


READ = [kind for kind in Kind if kind != Kind.COOLDOWN]


class Liking(StrEnum):
    """Preferences; `same` and `different` compare a fact."""

    GOALS = "goals"
    DISTANCE = "distance"
    HOURS = "hours"
    INTERESTS = "interests"
    LANGUAGE = "language"
    COMFORT = "comfort"
    NEW = "new"
    SAME = "same"
    DIFFERENT = "different"


def _(text: str) -> str:
    """Marks a text for translation, which is the business of a room that knows the reader."""
    return text


class RulesInvalid(ValueError):
    """Rules that cannot be read: `text` % `values` says why."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text % values)
        self.text, self.values = text, values


CONTRADICTION = _("“%(one)s” and “%(other)s” contradict each other: no pair can keep both. Take one of them out.")


class Contradiction(ValueError):
    """Two rules of which only one can hold."""

    def __init__(self, one: Must, other: Must) -> None:
        self.rules = (str(one), str(other))
        super().__init__(CONTRADICTION % {"one": one, "other": other})


@dataclass(frozen=True)
class Must:
    """One hard rule: `of` names a fact, `least` a number, `ids` people."""

    kind: Kind
    of: str = ""
    least: int = 0
    ids: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.kind in {Kind.APART, Kind.TOGETHER}:
            return f"{' and '.join(self.ids)} {self.kind}"
        return {
            Kind.SAME: f"the same {self.of}",
            Kind.DIFFERENT: f"a different {self.of}",
            Kind.OVERLAP: f"at least {self.least} minutes a week both are free",
            Kind.LANGUAGE: "a language in common",
            Kind.HELPS: "each can help the other" if self.least > 1 else "one can help the other",
            Kind.STEPS: f"at least {self.least} steps apart",
            Kind.NEVER_PAIRED: "never a pair before",
            Kind.COOLDOWN: "not the same two again so soon",
        }[self.kind]


@dataclass(frozen=True)
class Preference:
    """One liking; the earlier in the list, the more it counts."""

    kind: Liking
    of: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.of}".strip()


USUAL = tuple(
    Preference(kind)
    for kind in (
        Liking.GOALS, Liking.DISTANCE, Liking.HOURS, Liking.INTERESTS, Liking.LANGUAGE, Liking.COMFORT, Liking.NEW,
    )
)  # fmt: skip


@dataclass(frozen=True)
class Rules:
    """Everything a round goes by."""

    musts: tuple[Must, ...] = ()
    preferences: tuple[Preference, ...] = USUAL
    trios: bool = True
    seed: int = 1

    @property
    def weights(self) -> dict[Preference, int]:
        """The order as weights: the last counts once, the one before it twice, and so on."""
        return {one: len(self.preferences) - place for place, one in enumerate(self.preferences)}

    def groups(self, kind: Kind) -> list[tuple[str, ...]]:
        """The people that rules of a kind name."""
        return [must.ids for must in self.musts if must.kind == kind]


def read_rules(content: Mapping[str, Any]) -> Rules:
    """
    Rules from a mapping: `must`, `prefer`, `trios`, `seed`, all of them optional.

    >>> rules = read_rules({"must": [{"different": "team"}, "language"], "prefer": ["goals"]})
    >>> [str(must) for must in rules.musts]
    ['a different team', 'a language in common']
    """
    unknown = set(content) - {"must", "prefer", "trios", "seed"}
    if unknown:
        raise RulesInvalid(
            _("Rules hold must, prefer, trios and seed; not %(names)s."), names=_list(sorted(map(str, unknown)))
        )
    seed, trios = content.get("seed", 1), content.get("trios", True)
    if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
        raise RulesInvalid(_("The seed is a whole number, 0 or more."))
    if not isinstance(trios, bool):
        raise RulesInvalid(_("trios is true or false."))
    preferences = tuple(read_preference(one) for one in _items(content, "prefer"))
    if len(set(preferences)) < len(preferences):
        raise RulesInvalid(_("A preference stands in the list twice."))
    return Rules(tuple(read_must(one) for one in _items(content, "must")), preferences or USUAL, trios, seed)


def _items(content: Mapping[str, Any], name: str) -> list[Any]:
    found = content.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise RulesInvalid(_("%(name)s is a list."), name=name)
    return found


def _word_and_value(written: Any) -> tuple[str, Any]:
    if isinstance(written, str):
        return written.strip(), None
    if isinstance(written, Mapping) and len(written) == 1:
        ((word, value),) = written.items()
        return str(word).strip(), value
    raise RulesInvalid(_("“%(rule)s” is no rule; each is one word, or one word with its value."), rule=written)


def read_must(written: Any) -> Must:
    """A hard rule from its word, or from {word: value}."""
    word, value = _word_and_value(written)
    if word not in READ:
        raise RulesInvalid(_("“%(rule)s” is no hard rule; there are %(rules)s."), rule=word, rules=_list(READ))
    kind = Kind(word)
    if kind in {Kind.SAME, Kind.DIFFERENT}:
        return Must(kind, of=_fact(word, value))
    if kind in {Kind.APART, Kind.TOGETHER}:
        if not isinstance(value, list) or len({str(one) for one in value}) < 2:
            raise RulesInvalid(_("%(rule)s names two people or more, such as [a, b]."), rule=word)
        if kind == Kind.TOGETHER and len(value) > 3:
            raise RulesInvalid(_("together names two people, or three."))
        return Must(kind, ids=tuple(dict.fromkeys(str(one) for one in value)))
    usual = {Kind.OVERLAP: 30, Kind.HELPS: 1, Kind.STEPS: 2}.get(kind, 0)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise RulesInvalid(_("%(rule)s takes a whole number above 0."), rule=word)
    return Must(kind, least=(value or usual) if usual else 0)


def read_preference(written: Any) -> Preference:
    """A preference from its word, or from {word: fact}."""
    word, value = _word_and_value(written)
    if word not in set(Liking):
        raise RulesInvalid(_("“%(rule)s” is no preference; there are %(rules)s."), rule=word, rules=_list(list(Liking)))
    kind = Liking(word)
    return Preference(kind, _fact(word, value)) if kind in {Liking.SAME, Liking.DIFFERENT} else Preference(kind)


def _fact(word: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise RulesInvalid(_("%(rule)s names what is compared, such as “team”."), rule=word)
    return value.strip()


def _list(words: Sequence[str]) -> str:
    return ", ".join(words)


def check_rules(rules: Rules, people: Collection[Someone]) -> None:
    """Raises Contradiction for two rules that no pair can keep, RulesInvalid for what these people do not have."""
    by_id = {one.id: one for one in people}
    facts = {name for one in people for name in one.facts}
    for must in rules.musts:
        if missing := [one for one in must.ids if one not in by_id]:
            raise RulesInvalid(
                _("“%(rule)s” names %(names)s, who is not among the people."), rule=must, names=_list(missing)
            )
    named = {one.of: str(one) for one in rules.musts if one.of} | {
        one.of: str(one) for one in rules.preferences if one.of
    }
    for fact, text in named.items():
        if people and fact not in facts:
            there = _list(sorted(facts)) or "–"
            raise RulesInvalid(
                _("“%(rule)s” compares %(fact)s, which nobody has; there are %(facts)s."),
                rule=text, fact=fact, facts=there,
            )  # fmt: skip
    for one, other in combinations(rules.musts, 2):
        if _contradict(one, other, by_id):
            raise Contradiction(one, other)


def _contradict(one: Must, other: Must, people: Mapping[str, Someone]) -> bool:
    kinds = {one.kind, other.kind}
    if kinds == {Kind.SAME, Kind.DIFFERENT}:
        return one.of == other.of
    if kinds == {Kind.TOGETHER}:
        return any(people[who].capacity < 2 for who in set(one.ids) & set(other.ids)) and set(one.ids) != set(other.ids)
    if Kind.TOGETHER not in kinds:
        return False
    bound, rule = (one, other) if one.kind == Kind.TOGETHER else (other, one)
    pairs = [(people[a], people[b]) for a, b in combinations(bound.ids, 2)]
    return any(not _plainly_kept(rule, a, b) for a, b in pairs)


def _plainly_kept(rule: Must, a: Someone, b: Someone) -> bool:
    """Whether a rule about ids and facts holds of two people; rules that need more are left to the round."""
    if rule.kind == Kind.APART:
        return not {a.id, b.id} <= set(rule.ids)
    if rule.kind == Kind.SAME:
        return bool(a.facts.get(rule.of)) and a.facts.get(rule.of) == b.facts.get(rule.of)
    if rule.kind == Kind.DIFFERENT:
        return not a.facts.get(rule.of) or a.facts.get(rule.of) != b.facts.get(rule.of)
    return True


def pairs_of(groups: Iterable[Sequence[str]]) -> set[Both]:
    """Every two people who are in one of these groups."""
    return {both(a, b) for group in groups for a, b in combinations(group, 2)}


@dataclass(frozen=True)
class Shut:
    """What one hard rule did: how many pairs it shut out, and whom it would leave alone all by itself."""

    rule: str
    pairs: int
    people: tuple[str, ...] = field(default=())


def known_with(rules: Rules, known: Known) -> Known:
    """What is known, with the groups that rules hold together."""
    fixed = tuple(tuple(sorted(group)) for group in rules.groups(Kind.TOGETHER))
    new = tuple(group for group in dict.fromkeys(fixed) if group not in known.locked)
    return replace(known, locked=(*known.locked, *new))
