"""The engines that every worked example runs on."""

from qualitycredit.assuring.cases import run_cases
from qualitycredit.assuring.engines import ENGINES

__all__ = ["ENGINES", "run_cases"]
