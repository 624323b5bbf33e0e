"""manage.py import_interactions --organization SLUG --program SLUG FILE"""

from network.management.file_command import FileCommand
from programs.enums import ImportKind


class Command(FileCommand):
    """Time together, or a contact log."""

    help = "Brings time together in a file into a program. The same file twice changes nothing."
    kind = ImportKind.INTERACTIONS
