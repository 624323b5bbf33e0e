"""What a report of a fault may show of the settings, should an operator ever switch one on."""

import re

from django.views.debug import SafeExceptionReporterFilter


class HidingFilter(SafeExceptionReporterFilter):
    """Django's own, which does not know that an address of a server holds its password."""

    hidden_settings = re.compile(
        "API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE|_URL|_DIRS|LEDGER", flags=re.IGNORECASE
    )
