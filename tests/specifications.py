"""What the vocabularies of the views allow: their terms, and the classes that each property stands between.

ORG, PROV-O, OWL-Time and schema.org from their specifications; CIDOC CRM from a list of its RDFS.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rdflib import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SDO, SKOS, TIME, URIRef

from sovleader_kg.names import PREFIXES

__all__ = ["CLASSES", "CRM", "ENDS", "PROPERTIES", "SPACES"]

CRM = PREFIXES["crm"]


def _crm(kind: str) -> dict[URIRef, list[URIRef]]:
    """Return the classes of CIDOC CRM with those above them, or its properties with domain and range."""
    lines = (Path(__file__).parent / "vocabularies" / "cidoc-7.1.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split()[1:] for line in lines if line.startswith(kind))
    return {URIRef(CRM + name): [_literal_or(CRM, one) for one in others] for name, *others in rows}


def _literal_or(space: str, name: str) -> URIRef:
    return RDFS.Literal if name == "rdfs:Literal" else URIRef(space + name)


CLASSES, PROPERTIES = _crm("class"), _crm("property")
ROLE = SDO.OrganizationRole
ANYTHING = {SDO.Person, SDO.Organization, SDO.Occupation, SDO.CategoryCode, SDO.Event, ROLE}
SPACES: dict[str, tuple[Any, ...]] = {
    "org": (ORG, FOAF, SKOS, RDFS, TIME),
    "schema": (SDO,),
    "prov": (PROV, DCTERMS, FOAF, RDF, RDFS),
    "cidoc": (CLASSES, PROPERTIES, RDFS),
}


ENDS: dict[str, dict[URIRef, tuple[set[URIRef], set[URIRef]]]] = {
    "org": {
        ORG.classification: ({ORG.Organization}, {SKOS.Concept}),
        ORG.subOrganizationOf: ({ORG.Organization}, {ORG.Organization}),
        ORG.hasSubOrganization: ({ORG.Organization}, {ORG.Organization}),
        ORG.hasMember: ({ORG.Organization}, {FOAF.Person}),
        ORG.memberOf: ({FOAF.Person}, {ORG.Organization}),
        ORG.hasMembership: ({FOAF.Person}, {ORG.Membership}),
        ORG.member: ({ORG.Membership}, {FOAF.Person}),
        ORG.organization: ({ORG.Membership}, {ORG.Organization}),
        ORG.role: ({ORG.Membership, ORG.Post}, {ORG.Role}),
        ORG.memberDuring: ({ORG.Membership}, {TIME.Interval}),
        ORG.hasPost: ({ORG.Organization}, {ORG.Post}),
        ORG.postIn: ({ORG.Post}, {ORG.Organization}),
        ORG.holds: ({FOAF.Person}, {ORG.Post}),
        ORG.heldBy: ({ORG.Post}, {FOAF.Person}),
        TIME.hasBeginning: ({TIME.Interval}, {TIME.Instant}),
        TIME.hasEnd: ({TIME.Interval}, {TIME.Instant}),
        TIME.inXSDDate: ({TIME.Instant}, {RDFS.Literal}),
    },
    "prov": {
        PROV.entity: ({PROV.Derivation, PROV.Quotation}, {PROV.Entity}),
        PROV.qualifiedDerivation: ({PROV.Entity}, {PROV.Derivation}),
        PROV.qualifiedQuotation: ({PROV.Entity}, {PROV.Quotation}),
        PROV.used: ({PROV.Activity}, {PROV.Entity}),
        PROV.wasAssociatedWith: ({PROV.Activity}, {PROV.Agent}),
        PROV.wasDerivedFrom: ({PROV.Entity}, {PROV.Entity}),
        PROV.wasGeneratedBy: ({PROV.Entity}, {PROV.Activity}),
        PROV.wasInfluencedBy: ({PROV.Agent, PROV.Entity}, {PROV.Activity}),
        PROV.wasInvalidatedBy: ({PROV.Entity}, {PROV.Activity}),
        PROV.wasQuotedFrom: ({PROV.Entity}, {PROV.Entity}),
    },
    "schema": {
        SDO.name: (ANYTHING, {RDFS.Literal}),
        SDO.alternateName: (ANYTHING, {RDFS.Literal}),
        SDO.sameAs: (ANYTHING, {RDFS.Resource}),
        SDO.birthDate: ({SDO.Person}, {RDFS.Literal}),
        SDO.deathDate: ({SDO.Person}, {RDFS.Literal}),
        SDO.legalName: ({SDO.Organization}, {RDFS.Literal}),
        SDO.foundingDate: ({SDO.Organization}, {RDFS.Literal}),
        SDO.dissolutionDate: ({SDO.Organization}, {RDFS.Literal}),
        SDO.founder: ({SDO.Organization}, {SDO.Person}),
        SDO.parentOrganization: ({SDO.Organization}, {SDO.Organization}),
        SDO.subOrganization: ({SDO.Organization}, {SDO.Organization}),
        SDO.member: ({SDO.Organization, ROLE}, {SDO.Person, ROLE}),
        SDO.memberOf: ({SDO.Person, ROLE}, {SDO.Organization, ROLE}),
        SDO.hasOccupation: ({SDO.Person, ROLE}, {SDO.Occupation, ROLE}),
        SDO.jobTitle: ({SDO.Person, ROLE}, {RDFS.Literal, ROLE}),
        SDO.roleName: ({ROLE}, {RDFS.Literal}),
        SDO.occupationalCategory: ({SDO.Occupation}, {SDO.CategoryCode}),
        SDO.startDate: ({ROLE, SDO.Event}, {RDFS.Literal}),
        SDO.endDate: ({ROLE, SDO.Event}, {RDFS.Literal}),
        SDO.about: ({SDO.Event}, {SDO.Person, SDO.Organization, SDO.Occupation}),
        SDO.contributor: ({SDO.Event}, {SDO.Person, SDO.Organization}),
        SDO.superEvent: ({SDO.Event}, {SDO.Event}),
        SDO.subEvent: ({SDO.Event}, {SDO.Event}),
    },
}
