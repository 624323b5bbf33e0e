"""What a web process holds before anybody asks it for anything."""

import os
import subprocess
import sys

LARGE = ("pandas", "numba", "networkx")  # which few pages and tasks need


def test_what_few_need_is_not_loaded_for_all() -> None:
    script = f"import sys, belonging.wsgi; print([name for name in {LARGE} if name in sys.modules])"
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "belonging.settings_test"}

    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environ)

    assert answer.stdout.strip() == "[]"
