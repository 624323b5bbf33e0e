"""Scores of real answers that others computed by two routes, where the data lie beside the project."""

import functools
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from django.core.management import call_command

from surveys.scoring import intraclass_correlation, person_means

pytestmark = pytest.mark.reference

DATA = Path(os.environ.get("BELONGING_REFERENCE_DATA", Path(__file__).parents[3] / "shared" / "data"))
REFERENCE: dict[str, Any] = json.loads((DATA / "reference.json").read_text()) if DATA.is_dir() else {"datasets": {}}
ANSWERS = {
    "bfi_personality": ("bfi.csv", "1,6"),
    "classroom_belonging_swmdk": ("swmdk.csv", "1,5"),
}
SCALES = [(name, scale) for name, data in REFERENCE["datasets"].items() for scale in data.get("scales", ())]


@functools.cache
def scored(name: str, *options: str) -> dict[str, Any]:
    """What the command says of every scale of a data set."""
    file, ends = ANSWERS[name]
    lines = [
        f"{item},{scale},{int(one['direction'] < 0)}"
        for scale, figures in REFERENCE["datasets"][name]["scales"].items()
        for item, one in figures["item"].items()
    ]
    out = io.StringIO()
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as key:
        key.write("\n".join(["item,scale,reverse", *lines]))
        key.flush()
        arguments = ["--responses", str(DATA / name / file), "--key", key.name, "--range", ends, "--json"]
        call_command("score", *arguments, *options, stdout=out)
    scales: dict[str, Any] = json.loads(out.getvalue())["scales"]
    return scales


def test_every_data_set_with_scales_is_read() -> None:
    assert {name for name, _ in SCALES} <= set(ANSWERS)


@pytest.mark.parametrize(("name", "scale"), SCALES)
def test_scale_agrees(name: str, scale: str) -> None:
    wanted = REFERENCE["datasets"][name]["scales"][scale]

    complete = scored(name)[scale]
    filled = scored(name, "--fill", "median")[scale]

    assert (complete["n"], complete["items"]) == (wanted["n_complete"], wanted["items"])
    assert filled["n"] == wanted["n_rows"]
    assert complete["mean"] == pytest.approx(wanted["scale_mean_of_item_means_complete_cases"], rel=1e-9)
    assert complete["alpha"] == pytest.approx(wanted["alpha_complete_cases"], rel=1e-9)
    assert filled["alpha"] == pytest.approx(wanted["alpha_median_imputed"], rel=1e-9)
    # The two routes of the reference differ by as much: the likelihood is flat there.
    assert complete["omega"] == pytest.approx(wanted["omega_total_one_factor_ml"], abs=5e-7)
    half = 1.96 * wanted["scale_sd_complete_cases"] / wanted["n_complete"] ** 0.5
    assert complete["ci_high"] - complete["mean"] == pytest.approx(half, rel=0.01)


@pytest.mark.parametrize("name", sorted({name for name, _ in SCALES}))
def test_published_alphas_agree(name: str) -> None:
    filled = scored(name, "--fill", "median")
    published = [
        one
        for one in REFERENCE["datasets"][name]["published_values"]
        if one["quantity"].startswith("Cronbach alpha, ") and one["quantity"].split(", ")[1] in filled
    ]

    for one in published:
        assert filled[one["quantity"].split(", ")[1]]["alpha"] == pytest.approx(one["published"], abs=one["tolerance"])
    assert len(published) == (5 if name == "bfi_personality" else 0)


@pytest.mark.parametrize("scale", [scale for name, scale in SCALES if name == "classroom_belonging_swmdk"])
def test_classes_differ_as_much_as_others_found(scale: str) -> None:
    data = REFERENCE["datasets"]["classroom_belonging_swmdk"]
    answers = pd.read_csv(DATA / "classroom_belonging_swmdk" / "swmdk.csv")
    values = person_means(answers[list(data["scales"][scale]["item"])].to_numpy(dtype=float))

    found = intraclass_correlation(values, answers["classId"].to_numpy(dtype=np.int64))

    assert found == pytest.approx(data["by_class"][scale]["icc1_mean_group_size"], rel=1e-9)
