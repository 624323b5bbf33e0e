"""The tools app."""

from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "belonging.tools"
    label = "tools"

    def ready(self) -> None:
        from belonging.tenancy.audit import listen  # noqa: PLC0415 -- models are there only now
        from belonging.tools.services.webhooks import tell  # noqa: PLC0415 -- the same

        listen(tell)
