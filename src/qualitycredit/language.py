"""The two languages in which everything is said: Chinese first, English complete."""

from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One saying in both languages."""

    zh: str
    en: str

    def say(self, language: Language) -> str:
        """Give the saying in `language`."""
        return self.zh if language == "zh" else self.en
