"""The command line: arguments in, answers out as text or JSON. It holds no logic, and nothing imports it."""

from sovleader_kg.cli.run import main

__all__ = ["main"]
