"""Starts the product with servers of its own: PostgreSQL, Redis, web, worker and beat."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from belonging.runtime.environment import given
from belonging.runtime.up import main


class Command(BaseCommand):
    """The same as `python -m belonging.runtime`, which `make run` uses because it need not load Django first."""

    help = "Starts PostgreSQL, Redis, web, worker and beat; stops them with Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", help="where the pages are served (PORT, else 8000)")
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, **options: Any) -> None:
        arguments = ["--port", options["port"]] if options["port"] else []
        sys.exit(main([*arguments, *(["--no-demo"] if options["no_demo"] else [])], given()))
