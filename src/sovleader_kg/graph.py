"""The facade: one object that answers questions about the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from sovleader_kg import files
from sovleader_kg.cards import Card, Listed, Sheet
from sovleader_kg.errors import StoreError, UsageError, did_you_mean
from sovleader_kg.facade.arguments import checked
from sovleader_kg.facade.evidence import Evidence
from sovleader_kg.facade.naming import labelled
from sovleader_kg.names import OFFICE, expand
from sovleader_kg.store.engines import TURTLE, OxigraphEngine, RdflibEngine

if TYPE_CHECKING:
    import rdflib

    from sovleader_kg.compare.findings import Comparison
    from sovleader_kg.compare.records import Progress
    from sovleader_kg.export.drawings import SeatsDrawing, TimelineDrawing
    from sovleader_kg.export.format import Exported
    from sovleader_kg.export.lanes import Lane

__all__ = ["KnowledgeGraph"]


@checked
class KnowledgeGraph(Evidence, Card):
    """The graph, opened read-only. Make one with `KnowledgeGraph.open()`."""

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        engine: OneOf["oxigraph", "rdflib"] = "oxigraph",
        verify: bool = False,
    ) -> KnowledgeGraph:
        """Open a compiled graph.

        Args:
            path: A folder that `sovleader build` or `sovleader compile` wrote, which stays on disk; the one that
                the environment variable SOVLEADER_GRAPH names, or the shipped graph, unless told otherwise.
            engine: "oxigraph" (the compiled store, fast) or "rdflib" (the published Turtle, read anew).
            verify: Whether every file of the store is held against its hash first, which takes a reading of it.

        Raises:
            StoreError: Nothing is compiled there, or another version compiled it.
            UsageError: There is no such engine.
        """
        folder = Path(path) if path else files.compiled()
        if folder.is_file():
            raise StoreError(
                f"{folder} is a file; compile it, and open the folder: sovleader compile {folder} -o FOLDER"
            )
        if verify:
            from sovleader_kg.store import snapshot

            snapshot.verify(folder)
        if engine == "oxigraph":
            return cls(OxigraphEngine(folder))
        if engine == "rdflib":
            return cls(RdflibEngine(folder / TURTLE))
        raise UsageError(f'no engine "{engine}".{did_you_mean(engine, ["oxigraph", "rdflib"])} Use oxigraph or rdflib')

    @classmethod
    def connect(
        cls,
        url: str,
        *,
        graph: str | None = None,
        timeout: float = 60,
        retries: int = 3,
        headers: Mapping[str, str] | None = None,
    ) -> KnowledgeGraph:
        """Use a SPARQL 1.1 endpoint that holds the published file (`sovleader load` puts it there).

        Args:
            url: The endpoint's query address.
            graph: The named graph that holds it; the endpoint's default graph unless told otherwise.
            timeout: Seconds to wait for a connection, and for each piece of an answer.
            retries: How often a busy server (429, 503) is asked again; its `Retry-After` is kept to.
            headers: Sent with each request, for instance `{"Authorization": "Bearer …"}`.

        Raises:
            StoreError: Nothing answers there, or not in SPARQL.
            UsageError: It is not a URL.
        """
        from sovleader_kg.store.client import Client
        from sovleader_kg.store.endpoint import EndpointEngine

        return cls(EndpointEngine(url, Client(timeout=timeout, retries=retries, headers=headers), graph))

    def _line(self) -> str:
        return f"on {self._engine}"

    def _sheets(self) -> Iterable[Sheet]:
        from sovleader_kg.facade.overview import overview

        yield from overview(self.edition, self._engine)

    @cached_property
    def graph(self) -> rdflib.Graph:
        """An rdflib view of the same graph; rdflib is imported only now."""
        return self._engine.graph()

    def lanes(
        self, language: str = "en", *, posts: Sequence[str] | None = None, person: str | None = None
    ) -> list[Lane]:
        """Return the timeline: a lane for each post of the office, then who led in effect, together, and gaps.

        Args:
            language: "en" or "ru", for the labels.
            posts: Other posts ("politburo-member"): a lane for each, in this order, and no others.
            person: A person, named as for `certainty`: what that one held and led, alone.

        Raises:
            UsageError: There are no labels in this language, no such post or person, or several persons.
        """
        from sovleader_kg.export.lanes import read_lanes

        labelled(language)
        chosen = None if posts is None else [self._post(one) for one in posts]
        return Listed(read_lanes(self._engine, language, chosen, None if person is None else self._person(person)))

    def timeline(
        self, language: str = "en", *, posts: Sequence[str] | None = None, person: str | None = None
    ) -> TimelineDrawing:
        """Draw the timeline, or the lanes of some posts, or somebody's career.

        It shows itself in a notebook; `.save("timeline.svg")` or `.png` writes it, `.to_pandas()` gives its data, and
        `.to_altair()` and `.to_matplotlib()` give it as a chart to go on from.

        Args:
            language: "en" or "ru".
            posts: As for `lanes`.
            person: As for `lanes`.

        Raises:
            UsageError: As for `lanes`.
        """
        from sovleader_kg.export.drawings import TimelineDrawing

        lanes = self.lanes(language, posts=posts, person=person)
        about = [self._person(person)] if person else [self._post(one) for one in posts or ()] or [expand(OFFICE)]
        return TimelineDrawing(lanes, ", ".join(self._label_in(language, one) for one in about), language)

    def seating(self, post: str | None = None, *, language: str = "en") -> SeatsDrawing:
        """Draw how many sat in a post of several seats over the years, certainly and possibly, against its seats.

        It shows itself and goes on as `timeline` does.

        Args:
            post: A post ("politburo-member"); every post of which a size is stated, unless told otherwise.
            language: "en" or "ru".

        Raises:
            UsageError: As for `rolls`.
        """
        from sovleader_kg.export.drawings import SeatsDrawing

        return SeatsDrawing(self.rolls(post, language=language), language)

    def compare(
        self, table: str | Path, columns: str | Path | None = None, *, say: Progress | None = None
    ) -> Comparison:
        """Compare a table of your own with the graph; `docs/new-source.md` tells how to describe it.

        Args:
            table: A CSV file with a header.
            columns: The description of its columns, in TOML; the one beside the table unless given.
            say: Called now and then with how far the reading is.

        Raises:
            UsageError: The table has no description.
            DataError: Mistakes in the description or in rows, all of them.
        """
        from sovleader_kg.compare.comparison import compare_table
        from sovleader_kg.compare.records import silent

        return compare_table(self._register, Path(table), Path(columns) if columns else None, say or silent)

    def write_claims(self, comparison: Comparison, target: str | Path, *, force: bool = False) -> int:
        """Write the rows of a compared table as a new source's claims, and return how many rows became claims.

        Args:
            comparison: What `compare` returned.
            target: The Turtle file to write.
            force: Replace a file that is there.

        Raises:
            UsageError: The file is there, or the description's source is missing or not new.
        """
        from sovleader_kg.compare.contribution import write_claims

        return write_claims(comparison, self._register, Path(target), force=force)

    def export(self, name: str, *, only: str | None = None) -> Exported:
        """Return the graph in another format; `.write(path)` writes it whole or not at all.

        Args:
            name: The format: "turtle", "json-ld", "sssom" …; `sovleader export --list` lists them.
            only: One layer, where the format has layers: "facts", "claims", "ontology" or "derived".

        Raises:
            UsageError: No such format or layer, or the format's optional dependency is missing.
        """
        from sovleader_kg.export import export_format

        return export_format(name).of(self._engine, only)
