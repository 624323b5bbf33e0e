"""Many rows at once, and what the helper refuses."""

import numpy as np
import pytest
from django.db import connection

from belonging.tenancy.copying import UnevenRows, copied_out, copy_into_waiting_table, insert_columns
from network.models import Measure
from network.services.snapshots import take_snapshot
from tests.network.small_program import DAY, NOON, SmallProgram

pytestmark = pytest.mark.django_db


def test_every_kind_of_column_comes_back_as_it_was() -> None:
    query = (
        "SELECT v::bigint AS big, -v::int AS small, v::smallint, v / 8.0::float8, v > %(from)s "
        "FROM generate_series(0, 9) AS v ORDER BY v"
    )
    columns = {"big": "int8", "small": "int4", "tiny": "int2", "share": "float8", "is_late": "bool"}

    found = copied_out(query, {"from": 6}, columns)

    assert found["big"].tolist() == list(range(10))
    assert found["small"].tolist() == [-number for number in range(10)]
    assert found["tiny"].tolist() == list(range(10))
    assert found["share"].tolist() == [number / 8 for number in range(10)]
    assert found["is_late"].tolist() == [number > 6 for number in range(10)]
    assert all(array.dtype.isnative and array.flags["C_CONTIGUOUS"] for array in found.values())


def test_no_rows() -> None:
    assert copied_out("SELECT 1::bigint WHERE false", {}, {"one": "int8"})["one"].tolist() == []


def test_nobody_is_looked_up_one_by_one_and_only_there() -> None:
    asked = "SELECT current_setting('enable_nestloop')::bool"

    assert copied_out(asked, {}, {"loops": "bool"})["loops"].tolist() == [False]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone() == (True,)


@pytest.mark.parametrize("value", ["NULL::bigint", "1::int", "'text'"])
def test_rows_of_another_width_are_refused(value: str) -> None:
    with pytest.raises(UnevenRows):
        copied_out(f"SELECT {value}", {}, {"one": "int8"})


def test_values_are_quoted() -> None:
    found = copied_out("SELECT length(%(name)s)::bigint", {"name": "'); DROP TABLE x; --%"}, {"length": "int8"})

    assert found["length"].tolist() == [21]


def test_columns_are_inserted_exactly_and_nan_is_null() -> None:
    small = SmallProgram(3)
    with small.scope():
        snapshot = take_snapshot(program=small.program, on=DAY, now=NOON, occasion="asked")
        Measure.objects.all().delete()
        same = {"organization": small.organization.id, "created_at": NOON, "snapshot": snapshot.pk, "degree": 2}
        columns = {
            "participant": np.array([person.pk for person in small.people]),
            "segment": ["{Digital}", 'a "quoted", one\\', "Zoë’s"],
            "clustering": np.array([0.1, 1 / 3, 1e-300]),
            "x": np.array([1.5, np.nan, -2.25], np.float32),
        }
        zeros = dict.fromkeys(["core_number", "betweenness", "component", "community"], 0)

        insert_columns(Measure, same | zeros, columns)

        rows = list(Measure.objects.order_by("pk").values_list("segment", "clustering", "x", "degree"))
        ids = set(Measure.objects.values_list("public_id", flat=True))
    assert rows == [
        ("{Digital}", 0.1, 1.5, 2), ('a "quoted", one\\', 1 / 3, None, 2), ("Zoë’s", 1e-300, -2.25, 2),
    ]  # fmt: skip
    assert len(ids) == 3


def test_a_waiting_table_holds_what_was_copied() -> None:
    rows = [(1, "tab\there"), (2, "line\nbreak \\N"), (3, None)]

    copy_into_waiting_table("waiting", {"number": "bigint", "words": "text"}, rows)

    with connection.cursor() as cursor:
        cursor.execute("SELECT number, words FROM waiting ORDER BY number")
        assert cursor.fetchall() == rows
