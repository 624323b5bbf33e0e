"""`python -m belonging.runtime` is `manage.py up` without loading Django first."""

import sys

from belonging.runtime.environment import given
from belonging.runtime.up import main

sys.exit(main(sys.argv[1:], given()))
