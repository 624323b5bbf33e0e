"""Read by django.utils.formats."""
