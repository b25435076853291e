"""In a shell a call completes: commands, stored queries, their parameters, and things by their names."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.cli import main
from terminals import Shell, sovleader_in

EMPTIED = "\x15"  # what was typed before is taken away
FOREIGN = pytest.mark.engines
ASKED = [
    ("sovleader expl", "sovleader explain "),
    ("sovleader ask holders_outs", "sovleader ask holders_outside_post "),
    ("sovleader ask holders_on --po", "sovleader ask holders_on --post "),
    ("sovleader ask holders_on --post responsible-s", "sovleader ask holders_on --post responsible-secretary "),
    ("sovleader ask vocabulary-terms --layer fa", "sovleader ask vocabulary-terms --layer facts "),
    ("sovleader who --person Khru", r"sovleader who --person Khrushchev,\ Nikita "),
    ("sovleader explain person:nikita-k", "sovleader explain person:nikita-khrushchev "),
    ("sovleader completion f", "sovleader completion fish "),
]


@pytest.fixture(scope="module")
def environment(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    path = f"{sovleader_in(home / 'bin')}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(home), "SOVLEADER_GRAPH": str(small_folder), "PS1": "$ "}


@pytest.fixture(scope="module")
def bash(environment: dict[str, str]) -> Iterator[Shell]:
    shell = Shell(["bash", "--norc", "--noprofile", "-i"], **environment)
    shell.type('eval "$(sovleader completion bash)"; echo re""ady\n', lambda text: "ready" in text)
    yield shell
    shell.close()


@pytest.fixture(scope="module")
def zsh(environment: dict[str, str]) -> Iterator[Shell]:
    shell = Shell(["zsh", "-f", "-i"], **environment)
    setup = 'autoload -Uz compinit; compinit -u; eval "$(sovleader completion zsh)"; echo re""ady\n'
    shell.type(setup, lambda text: "ready" in text)
    yield shell
    shell.close()


def _is(completed: str) -> Callable[[str], bool]:
    return lambda shown: completed.strip() in shown


@pytest.mark.parametrize(("typed", "completed"), ASKED)
def test_bash_completes(typed: str, completed: str, bash: Shell) -> None:
    assert _is(completed)(bash.type(f"{EMPTIED}{typed}\t", _is(completed)))


@FOREIGN
@pytest.mark.parametrize(("typed", "completed"), ASKED)
def test_zsh_completes(typed: str, completed: str, zsh: Shell) -> None:
    assert shutil.which("zsh"), "zsh is missing; make test-engines installs it"
    assert _is(completed)(zsh.type(f"{EMPTIED}{typed}\t", _is(completed)))


@FOREIGN
@pytest.mark.parametrize(("typed", "completed"), ASKED)
def test_fish_completes(typed: str, completed: str, environment: dict[str, str]) -> None:
    assert shutil.which("fish"), "fish is missing; make test-engines installs it"
    asked = f"sovleader completion fish | source; complete -C {shlex.quote(typed)}"
    done = subprocess.run(
        ["fish", "--no-config", "-c", asked],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    offered = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    assert shlex.split(completed)[-1] in offered


def test_a_name_is_offered_in_either_script_and_by_the_surname(small: KnowledgeGraph) -> None:
    assert small.beginnings("stal", ["person"])["stalin, Joseph"] == "Joseph Stalin"
    assert small.beginnings("Stalin, J", ["person"]) == {"Stalin, Joseph": "Joseph Stalin"}
    assert "Сталин, Иосиф Виссарионович" in small.beginnings("Ста", ["person"])
    assert small.beginnings("joseph-", ["person"]) == {"joseph-stalin": "Joseph Stalin"}
    assert small.beginnings("person:joseph-s", ["post"]) == {"person:joseph-stalin": "Joseph Stalin"}
    assert small.beginnings("nothing:x", ["person"]) == {}
    assert "general-secretary" in small.beginnings("", ["post"])


def test_whatever_is_offered_names_the_thing(small: KnowledgeGraph) -> None:
    offered = {name: label for start in "abknst" for name, label in small.beginnings(start, ["person"]).items()}
    meant = {name: small.find(name, kinds=["person"]).one for name in offered}
    assert len(offered) > 5
    assert [name for name, one in meant.items() if one is None or one.name != offered[name]] == []


def test_no_shell_but_three_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "csh"]) == 2
    assert capsys.readouterr().err == 'sovleader: no completion for "csh". Did you mean "zsh"? Use bash, zsh, fish\n'
