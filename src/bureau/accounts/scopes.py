"""How far a right goes: areas of regions, what an object is to them, and the same question asked of a query."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

LAST = "9"


@dataclass(frozen=True, slots=True)
class Span:
    """The codes of GB/T 2260 from a region to the last one in it."""

    low: str
    high: str

    @classmethod
    def of(cls, code: str) -> "Span":
        """Give the codes of a region and of all below it: a zero pair at the end stands for all."""
        prefix = code
        while prefix.endswith("00"):
            prefix = prefix[:-2]
        return cls(prefix.ljust(6, "0"), prefix.ljust(6, LAST))

    def holds(self, code: str) -> bool:
        """Tell whether a region lies in it."""
        return self.low <= code <= self.high

    def q(self, name: str) -> Q:
        """Ask the same of a field: two bounds, which every database answers from an index."""
        return Q(**{f"{name}__gte": self.low, f"{name}__lte": self.high})


@dataclass(frozen=True, slots=True)
class Area:
    """A region, without those in it that others of the same kind act on."""

    within: Span
    without: tuple[Span, ...] = ()

    def holds(self, code: str) -> bool:
        """Tell whether a region lies in the area."""
        return self.within.holds(code) and not any(span.holds(code) for span in self.without)

    def q(self, name: str) -> Q:
        """Ask the same of a field."""
        query = self.within.q(name)
        for span in self.without:
            query &= ~span.q(name)
        return query


@dataclass(frozen=True, slots=True)
class Standing:
    """What an object is to scopes: where its enterprise is, whether it exports, who it is, to whom it was assigned."""

    region: str
    enterprise: str
    exporter: bool = False
    assigned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of the fields of a model that say what `Standing` says; `assigned` leads to codes of bodies."""

    region: str = "region"
    enterprise: str = "code"
    exporter: str = "exporter"
    assigned: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a right goes; nothing at all unless something is named."""

    everything: bool = False
    home: tuple[Area, ...] = ()
    export: tuple[Area, ...] = ()
    enterprises: frozenset[str] = field(default_factory=frozenset)
    assigned_to: frozenset[str] = field(default_factory=frozenset)

    def holds(self, standing: Standing) -> bool:
        """Tell whether an object is within the scope."""
        return (
            self.everything
            or any(area.holds(standing.region) for area in self.home)
            or (standing.exporter and any(area.holds(standing.region) for area in self.export))
            or standing.enterprise in self.enterprises
            or bool(self.assigned_to & standing.assigned)
        )

    def q(self, fields: Fields) -> Q:
        """Ask the same of a query."""
        if self.everything:
            return Q()
        parts = [area.q(fields.region) for area in self.home]
        parts += [Q(**{fields.exporter: True}) & area.q(fields.region) for area in self.export]
        if self.enterprises:
            parts.append(Q(**{f"{fields.enterprise}__in": sorted(self.enterprises)}))
        if self.assigned_to and fields.assigned:
            parts.append(Q(**{f"{fields.assigned}__in": sorted(self.assigned_to)}))
        return _any_of(parts)


def _any_of(parts: Iterable[Q]) -> Q:
    query = Q(pk__in=())
    for part in parts:
        query |= part
    return query
