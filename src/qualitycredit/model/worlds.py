"""The two worlds of a grading (standard.md, section 5), and the worlds between them that explanations try."""

from dataclasses import dataclass

from qualitycredit.model.facts import Record
from qualitycredit.model.nodes import LatestScore, RateAtLeast


@dataclass(frozen=True, slots=True)
class World:
    """Which contested records exist (all, none, or these keys), and which missing facts are taken to be good."""

    name: str
    contested: bool | frozenset[tuple[str, str]]
    favourable: bool | frozenset[RateAtLeast | LatestScore]

    def admits(self, record: Record) -> bool:
        """Say whether the record exists in this world."""
        if not record.contested:
            return True
        return self.contested if isinstance(self.contested, bool) else record.key in self.contested

    def favours(self, node: RateAtLeast | LatestScore) -> bool:
        """Say whether a missing fact is taken to be good in this world."""
        return self.favourable if isinstance(self.favourable, bool) else node in self.favourable


BEST = World("best", contested=False, favourable=True)
WORST = World("worst", contested=True, favourable=False)
