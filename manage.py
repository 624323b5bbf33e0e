#!/usr/bin/env python
"""Starts Django, nothing else."""

import os
import sys

from belonging.runtime.environment import fill_in


def main() -> None:
    fill_in()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belonging.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- settings are named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
