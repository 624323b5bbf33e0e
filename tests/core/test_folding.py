"""Constraints move into the table they belong to, and stay where something came between."""

from typing import Any

from django.db import models
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel

from belonging.core.folding import folded


def table(name: str) -> CreateModel:
    return CreateModel(name, fields=[("id", models.BigAutoField(primary_key=True)), ("size", models.IntegerField())])


def unique(name: str) -> AddConstraint:
    return AddConstraint(name, models.UniqueConstraint(fields=["size"], name=f"{name}_size"))


def test_constraints_and_indexes_move_into_their_table() -> None:
    index = AddIndex("leaf", models.Index(fields=["size"], name="leaf_index"))

    tree, leaf = (made for made in folded([table("Tree"), table("Leaf"), unique("tree"), index, unique("leaf")]))

    found: list[dict[str, Any]] = [one.options for one in (tree, leaf) if isinstance(one, CreateModel)]
    assert [one.name for one in found[0]["constraints"]] == ["tree_size"]
    assert [one.name for one in found[1]["constraints"]] == ["leaf_size"]
    assert found[1]["indexes"] == [index.index]


def test_constraint_stays_when_a_field_came_between_or_the_table_is_older() -> None:
    field = AddField("tree", "age", models.IntegerField(default=0))
    late, older = unique("tree"), unique("wood")
    tree = table("Tree")

    assert folded([tree, field, late, older]) == [tree, field, late, older]
