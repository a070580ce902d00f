"""The same meaning without what says nothing: constants, double negations, and what the words before have settled."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qualitycredit.model.conditions import Condition, Contrary, Every, Some
from qualitycredit.model.nodes import All, Any, Constant, Node, Not, RateAtLeast


def plain(node: Node) -> Node:
    """Give the shortest tree of the same verdicts that its sentence should be read from.

    In “if an exporter, then the export rate …” the rate need not say again for whom data are needed: each part of
    an all is read where the parts before it hold, each part of an any where they do not.
    """
    match node:
        case Not(part):
            return _opposite(plain(part))
        case All(parts):
            return _joined(All, parts, neutral=True)
        case Any(parts):
            return _joined(Any, parts, neutral=False)
        case RateAtLeast(needed=needed):
            return replace(node, needed=plain(needed))
        case _:
            return node


def _opposite(node: Node) -> Node:
    match node:
        case Not(part):
            return part
        case Constant(value):
            return Constant(not value)
        case _:
            return Not(node)


def _joined(join: type[All] | type[Any], parts: Iterable[Node], *, neutral: bool) -> Node:
    kept: list[Node] = []
    for part in parts:
        found = plain(part)
        for earlier in kept:
            found = plain(_settled(found, earlier, holds=neutral))
        if found == Constant(not neutral):
            return found
        if found != Constant(neutral):
            kept.append(found)
    if not kept:
        return Constant(neutral)
    return kept[0] if len(kept) == 1 else join(tuple(kept))


def _settled(node: Node, known: Node, *, holds: bool) -> Node:
    if isinstance(known, Not):
        return _settled(node, known.part, holds=not holds)
    if node == known:
        return Constant(holds)
    match node:
        case Not(part):
            return Not(_settled(part, known, holds=holds))
        case All(parts):
            return All(tuple(_settled(part, known, holds=holds) for part in parts))
        case Any(parts):
            return Any(tuple(_settled(part, known, holds=holds) for part in parts))
        case RateAtLeast(needed=needed):
            return replace(node, needed=_settled(needed, known, holds=holds))
        case _:
            return node


def plain_condition(condition: Condition) -> Condition:
    """Give the same condition with no all in an all, no any in an any, and no double negation."""
    match condition:
        case Contrary(part):
            found = plain_condition(part)
            return found.part if isinstance(found, Contrary) else Contrary(found)
        case Every(parts):
            return _gathered(Every, parts)
        case Some(parts):
            return _gathered(Some, parts)
        case _:
            return condition


def _gathered(join: type[Every] | type[Some], parts: Iterable[Condition]) -> Condition:
    def flat() -> Iterator[Condition]:
        for part in map(plain_condition, parts):
            if isinstance(part, join):
                yield from part.parts
            else:
                yield part

    found = tuple(dict.fromkeys(flat()))
    return found[0] if len(found) == 1 else join(found)
