"""Made-up archives of a whole country, as large as one likes, and the same for the same seed."""

from qualitycredit.archive.synthesis.synthesising import synthesise

__all__ = ["synthesise"]
