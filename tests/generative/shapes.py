"""Standards of other shapes: sums and extremes of latest scores, bands, a cap by the worst part, rates under 100 %."""

from pathlib import Path

from qualitycredit.reading import load_standard

_FOLDER = Path(__file__).parent / "standards"
SHAPES = [load_standard(_FOLDER / "rating-with-cap"), load_standard(_FOLDER / "every-construct")]
