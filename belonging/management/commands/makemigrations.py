"""Django's makemigrations, with the constraints of new tables inside their CreateModel."""

from django.core.management.commands.makemigrations import Command as DjangoCommand

from belonging.core.folding import FoldingAutodetector


class Command(DjangoCommand):
    """Writes new migrations."""

    autodetector = FoldingAutodetector
