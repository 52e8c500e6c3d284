"""`python -m comitas` is the command of Comitas."""

import sys

from comitas.config.cli import main

sys.exit(main())
