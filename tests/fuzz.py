"""Fuzz: random input to every command, every call of the facade and every page, for some minutes.

What ends in a traceback, an unknown exit status, a 5xx or a hang is printed with its input; the seed repeats a run.
"""

from __future__ import annotations

import argparse
import faulthandler
import inspect
import random
import signal
import string
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from types import FrameType
from urllib.parse import quote, urlencode

from serving import Served, served
from sovleader_kg import KnowledgeGraph, SovleaderError, files
from sovleader_kg.cli.commands import COMMANDS
from sovleader_kg.cli.run import main as command_line
from sovleader_kg.cli.run import parser
from sovleader_kg.names import KINDS
from sovleader_kg.store.queries import catalogue
from sovleader_kg.web.server.routes import routes

PATIENCE = 60  # seconds that one input may take
LEFT_OUT = {"build", "mcp", "serve"}  # they take no input, or never end
OTHERS = {"connect", "export", "grounds", "open", "write_claims"}  # calls that take places, or what others answered
WORDS = [
    *("Joseph Stalin", "Сталин И. В.", "Khrushchev", "general-secretary", "person:lenin", "politburo", "wd:Q855"),
    *("term:leonid-brezhnev.1", "office:secretaryship", "event:congress-20", "XX съезд", "sl:start", "soviet-union"),
    *("1964-10-14", "1953-09", "195X", "1927~", "1952/1953", "[1953-09-07,1953-09-14]", "14 October 1964", "../1990"),
    *("весна 1953", "1953 to 1955", "-1", "0", "99999999999", "nan", "", " ", "'", '"', "%", "\\", "--", "*", "?", "/"),
    *("\x00", "\x01", "\ufeff", "\uffff", "\ud800", "\r\n", "💥", "a" * 5000, "<script>", "{{x}}", "../../etc", "NA"),
    *("http://w3id.org/sovleader/id/person/lenin", "https://w3id.org/sovleader/id/person/l%65nin", "json", "csv", "ru"),
    *("SELECT ?s { ?s a foaf:Person } LIMIT 3", "ASK {}", "DESCRIBE person:lenin", "INSERT DATA {}", "SELECT"),
]
LETTERS = string.printable + "жщЁё\u0301\u200b"
TABLES = [
    "name,from,to\nYuri Andropov,1982-11-12,1984-02-09\nСталин И. В.,1922-04-03,1953-03-05\n",
    "name;from\n\nBrezhnev;1964\n",
]
DESCRIPTIONS = [
    'about = "office:secretaryship"\nlabel = "A table"\n[columns]\nname = "name"\nstart = "from"\nend = "to"\n',
    'delimiter = ";"\nabout = "general-secretary"\n[columns]\nname = "name"\nstart = "from"\n[where]\nname = ["x"]\n',
]
TURTLE = "PREFIX person: <https://w3id.org/sovleader/id/person/>\nperson:lenin a foaf:Person ;\n  sl:birth '1870'.\n"
Input = tuple[str, Callable[[], str | None]]


class Fuzzer:
    """Makes inputs from one source of chance."""

    def __init__(self, seed: int, kg: KnowledgeGraph, server: Served, folder: Path) -> None:
        self._chance, self._kg, self._server, self._folder = random.Random(seed), kg, server, folder
        self._makers = (self._command, self._call, self._request)

    def inputs(self) -> Iterator[Input]:
        """Yield inputs without end, each with its words and what tries it, which returns what went wrong."""
        while True:
            yield self._chance.choice(self._makers)()

    def _value(self) -> str:
        text = self._chance.choice(WORDS)
        return text if self._chance.random() < 0.5 else self._changed(text)

    def _changed(self, text: str) -> str:
        """Return a text with some letters left out, put in, doubled or swapped."""
        letters = list(text)
        for _ in range(self._chance.randint(1, 3)):
            at = self._chance.randint(0, len(letters))
            letters[at : at + self._chance.randint(0, 2)] = self._chance.choices(LETTERS, k=self._chance.randint(0, 2))
        return "".join(letters)

    def _command(self) -> Input:
        name = self._chance.choice([one for one in COMMANDS if one not in LEFT_OUT])
        words = [name, *(word.replace("\0", "") for word in self._arguments(name))]  # the system passes no NUL
        return f"sovleader {words!r}", lambda: _run(words, self._folder)

    def _arguments(self, name: str) -> Iterator[str]:
        if name in {"check", "compare", "compile", "diff", "fmt"}:
            yield str(self._file(name))
        if name == "load":
            yield "http://127.0.0.1:9/store"
        if name == "ask" and self._chance.random() < 0.9:
            query = catalogue()[self._chance.choice(list(catalogue()))]
            yield query.name
            for one in query.parameters:
                yield from (f"--{one.name}", self._value() if self._chance.random() < 0.5 else one.sample)
        for action in parser().commands[name]._actions:
            if action.dest in {"help", "output"} or self._chance.random() < 0.6:
                continue
            yield from action.option_strings[-1:]
            if action.nargs != 0:
                yield self._value()
        if name in {"export", "compile"}:
            yield from ("--output", str(self._folder / "out"))

    def _file(self, name: str) -> Path:
        path = self._folder / ("table.csv" if name == "compare" else "facts.ttl")
        text = self._chance.choice(TABLES) if name == "compare" else TURTLE
        path.write_text(self._changed(text), encoding="utf-8", errors="surrogatepass")
        if name == "compare":
            described = self._changed(self._chance.choice(DESCRIPTIONS))
            path.with_suffix(".toml").write_text(described, encoding="utf-8", errors="surrogatepass")
        return path

    def _call(self) -> Input:
        methods = {name: call for name, call in inspect.getmembers(self._kg, callable) if not name.startswith("_")}
        name = self._chance.choice([one for one in methods if one not in OTHERS])
        wanted = inspect.signature(methods[name]).parameters.values()
        given = {
            one.name: self._object()
            for one in wanted
            if one.kind is one.KEYWORD_ONLY and (one.default is one.empty or self._often())
        }
        ordered = [self._object() for one in wanted if one.kind in {one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD}]
        return f"kg.{name}(*{ordered!r}, **{given!r})", lambda: _called(methods[name], ordered, given)

    def _often(self) -> bool:
        return self._chance.random() < 0.5

    def _object(self) -> object:
        return self._value() if self._chance.random() < 0.8 else self._chance.choice([None, 1, 1.5, b"x", [], object()])

    def _request(self) -> Input:
        path = self._chance.choice([getattr(one, "path", "") for one in routes()])
        for part, value in {"kind": self._chance.choice(KINDS), "name": self._chance.choice(list(catalogue()))}.items():
            path = path.replace(f"{{{part}}}", value if self._often() else f"{{{part}}}")
        while "{" in path:
            before, _, rest = path.partition("{")
            path = before + quote(self._value(), errors="replace") + rest.partition("}")[2]
        names = self._chance.choices(
            ("day", "post", "person", "lang", "format", "q", "page", "query", "kind", "id"), k=2
        )
        asked = {name: self._value() for name in names}
        address = f"{path}?{urlencode(asked, errors='replace')}" if self._often() else path
        return f"GET {address}", lambda: self._answered(address)

    def _answered(self, address: str) -> str | None:
        answer = self._server.ask(address, accept=self._chance.choice(["text/html", "application/json", "*/*", "\x7f"]))
        return f"status {answer.status}: {answer.text[:200]}" if answer.status >= 500 else None


def _run(words: list[str], folder: Path) -> str | None:
    said, told = StringIO(), StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(told), chdir(folder):
            status = command_line(words)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 2
    lines = told.getvalue()
    return None if status in {0, 1, 2} and "Traceback" not in lines else f"status {status}: {lines[:300]}"


def _called(call: Callable[..., object], ordered: list[object], given: dict[str, object]) -> None:
    with suppress(SovleaderError):
        call(*ordered, **given)


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Raise `TimeoutError` where a block takes longer; where even that fails, end the process and say where it was."""

    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"no end within {seconds} s")

    faulthandler.dump_traceback_later(3 * seconds, exit=True)
    signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        faulthandler.cancel_dump_traceback_later()


def _tried(attempt: Callable[[], str | None]) -> str | None:
    """Return what went wrong, if anything."""
    try:
        with _within(PATIENCE):
            return attempt()
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]


def fuzz(minutes: float, seed: int, kg: KnowledgeGraph, server: Served, folder: Path) -> int:
    """Try inputs for some minutes and return how many went wrong."""
    until, tried, wrong = time.monotonic() + 60 * minutes, 0, 0
    for words, attempt in Fuzzer(seed, kg, server, folder).inputs():
        if time.monotonic() > until:
            break
        tried += 1
        if (fault := _tried(attempt)) is not None:
            wrong += 1
            print(f"{fault}\n  {words[:500]}", flush=True)
        if tried % 500 == 0:
            print(f"{tried:,} inputs, {wrong} wrong", flush=True)
    print(f"seed {seed}: {tried:,} inputs, {wrong} wrong")
    return wrong


def main() -> int:
    """Run for `--minutes`, from a `--seed`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    chosen = options.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder, served(files.compiled()) as server:
        return 1 if fuzz(chosen.minutes, chosen.seed, KnowledgeGraph.open(), server, Path(folder)) else 0


if __name__ == "__main__":
    sys.exit(main())
