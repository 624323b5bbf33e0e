"""
YAML as a tree that knows its lines.

The parser's events are put together here rather than by PyYAML, so that anchors, aliases and tags are refused before
anything is built from them, nesting has an end, and no value is guessed: `no` stays the word "no".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from programs.plans_reading.faults import Fault, PlanInvalid

MOST_BYTES = 1_000_000
MOST_NODES = 60_000
DEEPEST = 12
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same language, five times as fast where the wheel has it
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _(text: str) -> str:
    return text


@dataclass(slots=True)
class Node:
    """A scalar (`text`), a list (`items`) or a mapping (`pairs`), with its line and column from 1."""

    line: int
    column: int
    text: str | None = None
    is_plain: bool = False  # written without quotes
    items: list["Node"] | None = None
    pairs: list[tuple["Node", "Node"]] | None = None
    waiting: list["Node"] = field(default_factory=list)  # a key whose value has not come yet

    def add(self, node: "Node") -> None:
        """This will put what comes next into a list or mapping."""
        if self.items is not None:
            self.items.append(node)
        elif self.pairs is not None and self.waiting:
            self.pairs.append((self.waiting.pop(), node))
        else:
            self.waiting.append(node)


def read_tree(text: str) -> Node:
    """The tree of a YAML file; raises PlanInvalid for a file too large, odd characters, broken or needless YAML."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise PlanInvalid([Fault(1, 1, _("The file is larger than %(most)s MB."), {"most": MOST_BYTES // 1_000_000})])
    if odd := UNFIT.search(text):
        line, column = text.count("\n", 0, odd.start()) + 1, odd.start() - text.rfind("\n", 0, odd.start())
        raise PlanInvalid([Fault(line, column, _("This character cannot be in a plan."))])
    root = Node(1, 1, items=[])
    faults: list[Fault] = []
    try:
        _grow(root, faults, yaml.parse(text, Loader=LOADER))
    except (yaml.YAMLError, ValueError, OverflowError) as problem:
        faults.append(_syntax(problem))
    if faults:
        raise PlanInvalid(faults)
    if len(root.items or ()) != 1:
        second = root.items[1] if root.items else root
        raise PlanInvalid([Fault(second.line, second.column, _("A file holds one plan, no more and no less."))])
    return (root.items or [root])[0]


def _grow(root: Node, faults: list[Fault], events: Iterator[Any]) -> None:
    stack, count = [root], 0
    for event in events:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        _refuse_extras(event, faults, line, column)
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        count += 1
        if count > MOST_NODES or len(stack) > DEEPEST:
            faults.append(Fault(line, column, _("No plan is that deep or that long.")))
            return
        node = Node(line, column)
        stack[-1].add(node)
        if isinstance(event, yaml.ScalarEvent):
            node.text, node.is_plain = event.value, not event.style
        elif isinstance(event, yaml.SequenceStartEvent):
            node.items = []
            stack.append(node)
        elif isinstance(event, yaml.MappingStartEvent):
            node.pairs = []
            stack.append(node)


def _refuse_extras(event: Any, faults: list[Fault], line: int, column: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        faults.append(Fault(line, column, _("A plan has no anchors (&) and aliases (*). Write it out.")))
    if getattr(event, "tag", None):
        faults.append(Fault(line, column, _("A plan has no YAML tags. Leave it out.")))


def _syntax(problem: Exception) -> Fault:
    reason = str(getattr(problem, "problem", None) or getattr(problem, "reason", None) or "it cannot be read")
    mark = getattr(problem, "problem_mark", None)
    if "end of stream" in reason:  # a quote that is never closed: where it opens says more than where the file ends
        mark = getattr(problem, "context_mark", None) or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Fault(line, column, _("This is not YAML from here on: %(reason)s."), {"reason": reason})
