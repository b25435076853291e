"""The command `completion`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.output import print_answer
from sovleader_kg.errors import UsageError, did_you_mean

__all__ = ["COMPLETION"]

SHELLS = {
    "bash": 'eval "$(sovleader completion bash)", in ~/.bashrc',
    "zsh": 'eval "$(sovleader completion zsh)", in ~/.zshrc',
    "fish": "sovleader completion fish | source, in ~/.config/fish/config.fish",
}


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("shell", help=f"the shell: {'; '.join(f'{name}: {how}' for name, how in SHELLS.items())}")


def _run(arguments: Namespace) -> int:
    shell = arguments.shell
    if shell not in SHELLS:
        raise UsageError(f'no completion for "{shell}".{did_you_mean(shell, SHELLS)} Use {", ".join(SHELLS)}')
    from sovleader_kg.cli.completion import script

    written = script(shell)
    print_answer({"shell": shell, "script": written}, [written], as_json=arguments.json, wide=True)
    return 0


COMPLETION = Command(
    "completion", "Let a shell complete commands, queries and names.", "sovleader completion bash", _add, _run
)
