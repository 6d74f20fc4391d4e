"""`python -m bunko` is `bunko`."""

import sys

from bunko.cli import main

sys.exit(main())
