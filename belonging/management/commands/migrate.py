"""Django's migrate, which has to find changes in the same way as makemigrations."""

from django.core.management.commands.migrate import Command as DjangoCommand

from belonging.core.folding import FoldingAutodetector


class Command(DjangoCommand):
    """Runs migrations."""

    autodetector = FoldingAutodetector
