"""From public inspection feeds to archives: LIVES under a mapping that is data, and New York City's letter grades."""

from qualitycredit.archive.conversion.lives import convert_lives
from qualitycredit.archive.conversion.nyc import convert_nyc
from qualitycredit.archive.conversion.reports import Conversion

__all__ = ["Conversion", "convert_lives", "convert_nyc"]
