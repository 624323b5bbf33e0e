"""Changes of one program that stand in line, so that each is compared with what the one before it left."""

from programs.models import Program


def stand_in_line(*, program: Program) -> Program:
    """
    This will let one change of a program after the other be compared and kept, and answer the program as it is then.

    It holds until the request ends.
    """
    # Rows may point at the program meanwhile: FOR NO KEY UPDATE stands in nobody's way but of another change.
    return Program.objects.select_for_update(no_key=True).get(pk=program.pk)
