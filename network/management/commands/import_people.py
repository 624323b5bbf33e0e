"""manage.py import_people --organization SLUG --program SLUG FILE"""

from network.management.file_command import FileCommand
from programs.enums import ImportKind


class Command(FileCommand):
    """People; roles are never read from a file."""

    help = "Brings the people in a file into a program. The same file twice changes nothing."
    kind = ImportKind.PEOPLE
