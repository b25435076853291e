"""Formats: what an export is called, what it gives, and what it cannot carry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sovleader_kg import files
from sovleader_kg.cards import Card, Cells, Sheet
from sovleader_kg.compare.records import Progress, silent
from sovleader_kg.errors import UsageError
from sovleader_kg.export.layers import LAYERS
from sovleader_kg.store.engines import Engine
from sovleader_kg.store.markup import sound

__all__ = ["FEATURES", "Exported", "Format", "Loss", "Streamed"]

FEATURES = {
    "claims": "what each source says, with its passage, stance and spelling",
    "disputes": "disputed points, verdicts and the editors' decisions",
    "bounds": "the first and last day that the sources leave open",
    "imprecision": "dates as precise as their sources and no more (EDTF)",
    "languages": "labels in more than one language",
    "identifiers": "links to Wikidata, DBpedia, VIAF, GND and other datasets",
    "events": "what happened: plenums, elections, removals, deaths",
    "offices": "the lasting office behind several posts, and tenures of it",
    "leadership": "who led in effect, whatever post was held",
    "powers": "powers, procedures, norms, principles and assessments",
    "layers": "which triples are facts, claims by source, derived, ontology",
    "ontology": "the vocabulary, with its axioms",
}


@dataclass(frozen=True, slots=True, repr=False)
class Loss(Card):
    """What a format does not carry: a key of `FEATURES`, and why or how much, in one line."""

    feature: str
    why: str

    def _cells(self) -> Cells:
        return {"not carried": self.feature, "why": self.why}


@dataclass(frozen=True, slots=True, repr=False)
class Format(Card):
    """An export.

    Attributes:
        name: What it is called on the command line.
        summary: What it gives, in one line.
        media_type: The media type of the file, or of each file but the metadata.
        suffix: How the file's name ends; "/" for a folder of files.
        write: Gives the files, by name, from an engine and, where `selective`, a layer or None; a format with one
            file calls it "".
        losses: What it cannot carry.
        round_trip: True where reading the export gives the same graph again (a test holds it).
        selective: True where a layer alone can be exported.
        extra: The optional dependency that it needs, if any.
    """

    name: str
    summary: str
    media_type: str
    suffix: str
    write: Callable[..., Mapping[str, bytes]] = field(repr=False)
    losses: tuple[Loss, ...] = ()
    round_trip: bool = False
    selective: bool = False
    extra: str | None = None

    @property
    def folder(self) -> bool:
        """True where the export is a folder of files."""
        return self.suffix == "/"

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        names = ("name", "summary", "media_type", "suffix", "round_trip", "selective", "extra")
        losses = [{"feature": loss.feature, "why": loss.why} for loss in self.losses]
        return {name: getattr(self, name) for name in names} | {"losses": losses}

    def of(self, engine: Engine, only: str | None = None) -> Exported:
        """Export the graph, or one layer of it.

        Raises:
            UsageError: No such layer, or the format has no layers; its optional dependency is missing; or it is XML,
                and the graph has what XML cannot carry.
        """
        if only is not None and not self.selective:
            raise UsageError(f"{self.name} has no layers to choose from; leave it out", parameter="only")
        if only is not None and only not in LAYERS:
            raise UsageError(f'no layer "{only}"; use one of {", ".join(LAYERS)}')
        try:
            made = self.write(engine, only) if self.selective else self.write(engine)
            return Exported(self, _sound(made) if self.media_type.endswith("+xml") else made)
        except ModuleNotFoundError as error:
            if self.extra is None:
                raise
            raise UsageError(f"{self.name} needs {error.name}: pip install 'sovleader-kg[{self.extra}]'") from None

    def _cells(self) -> Cells:
        return {
            "format": self.name,
            "gives": self.summary,
            "media type": self.media_type,
            "needs": self.extra,
            "features lost": len(self.losses),
        }

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([self._cells()])
        if self.losses:
            yield Sheet.of([one._cells() for one in self.losses])


def _sound(made: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {name: sound(content) for name, content in made.items()}


class Streamed(Mapping[str, bytes]):
    """Files that are made one after the other, too many to be held at once; held only where one asks for them.

    Attributes:
        tops: What the folders and files at the top are called.
        make: Yields the files, saying how far it is.
    """

    def __init__(self, tops: Collection[str], make: Callable[[Progress], Iterator[tuple[str, bytes]]]) -> None:
        """Make nothing yet."""
        self.tops, self.make = tops, make

    @cached_property
    def _held(self) -> Mapping[str, bytes]:
        return dict(self.make(silent))

    def __getitem__(self, name: str) -> bytes:
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


@dataclass(frozen=True, slots=True, repr=False)
class Exported(Card):
    """The graph in another format: its files by name, ready to be written."""

    format: Format
    files: Mapping[str, bytes] = field(repr=False)

    @property
    def content(self) -> bytes:
        """The file's content.

        Raises:
            UsageError: The export is a folder of files.
        """
        if self.format.folder:
            raise UsageError(f"{self.format.name} is a folder of files; name one with -o FOLDER")
        return self.files[""]

    def write(self, target: str | Path, say: Progress = silent) -> int:
        """Write the export, and return its bytes; a reader, a full disk or a kill finds the old one or none.

        Args:
            target: The file, or the folder for a format of several files.
            say: Called now and then with how far a long export is.

        Raises:
            UsageError: The target is a folder that holds other files, or a folder where a file should be.
        """
        path = Path(target)
        if self.format.folder:
            return self._write_folder(path, say)
        if path.is_dir():
            raise UsageError(f"{path} is a folder; name a file")
        with files.replacing(path) as scratch:
            return scratch.write_bytes(self.content)

    def _write_folder(self, path: Path, say: Progress) -> int:
        streamed = self.files if isinstance(self.files, Streamed) else None
        size = 0
        with files.replacing_folder(path, self.files if streamed is None else streamed.tops) as folder:
            for name, content in self.files.items() if streamed is None else streamed.make(say):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                size += (folder / name).write_bytes(content)
        return size

    def _cells(self) -> Cells:
        made = {} if isinstance(self.files, Streamed) else {"bytes": sum(map(len, self.files.values()))}
        several = {"files": len(self.files)} if made and self.format.folder else {}
        return {"format": self.format.name, "gives": self.format.summary, **several, **made}

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([self._cells()])
        if self.format.losses:
            yield Sheet.of([one._cells() for one in self.format.losses])
