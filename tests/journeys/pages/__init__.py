"""The pages of each app in every opened state, a file for each app: `visits(grown)` names them, `states` helps."""

import importlib
import pkgutil
from pathlib import Path

from tests.journeys.pages.states import Grown, Visit

APPS = sorted(one.name for one in pkgutil.iter_modules(__path__) if one.name != "states")


def visits_of(app: str, grown: Grown) -> list[Visit]:
    """Who looks at which states of the app's pages."""
    found: list[Visit] = importlib.import_module(f"tests.journeys.pages.{app}").visits(grown)
    return found


def looked_at() -> dict[str, set[str]]:
    """By app, the names of the pages that the careful eyes are known to see; each run holds its app to it."""
    lines = (Path(__file__).parent / "looked_at.txt").read_text().splitlines()
    return {app: set(names.split()) for app, _, names in (line.partition(":") for line in lines)}
