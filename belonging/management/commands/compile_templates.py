"""Compiles every template, so that a misspelt tag is found before a person meets it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateSyntaxError
from django.template.loader import get_template

SUFFIXES = {".html", ".txt", ".svg"}


class Command(BaseCommand):
    """Reads nothing but files; needs no database."""

    help = "Compiles every template under templates/."

    def handle(self, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "templates"
        names = sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.suffix in SUFFIXES)
        wrong = [problem for name in names if (problem := _problem(name))]
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{len(names)} templates compile.")


def _problem(name: str) -> str:
    try:
        get_template(name)
    except TemplateSyntaxError as problem:
        return f"{name}: {problem}"
    return ""
