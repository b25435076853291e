"""Run the command line: `python -m sovleader_kg.cli`."""

import sys

from sovleader_kg.cli.run import main

sys.exit(main())
