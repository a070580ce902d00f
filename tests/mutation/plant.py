"""Plant each fault in a copy of the engines, and list those that nothing sees.

usage: python -m tests.mutation.plant [--share N]     one fault in every N, the same ones each time (default 1: all)
exit 0 where every fault is seen or known to change nothing, else 1
"""

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutation.faults import Fault, faults_of

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (
    "src/qualitycredit/engines/scalar",
    "src/qualitycredit/engines/columnar",
    "src/qualitycredit/model/periods.py",
)
# What the judge lets pass is put before the tests of its module.
SUITES = {
    "scalar": ("tests/unit/scalar", "tests/generative/test_prepared.py", "tests/generative/test_horizons.py"),
    "columnar": ("tests/unit/columnar", "tests/generative/test_steadiness.py"),
    "model": ("tests/unit/scalar", "tests/unit/columnar", "tests/unit/explaining"),
}
SECONDS = 300


def seen(fault: Fault) -> bool:
    """Run the judge, and then the tests, with the fault planted; a crash and a run without end count as seen."""
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("src/qualitycredit", "standards", "tests", "pyproject.toml"):
            if (ROOT / part).is_file():
                shutil.copy(ROOT / part, copy / part)
            else:
                shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        (copy / fault.module.relative_to(ROOT)).write_text(fault.source, encoding="utf-8")
        suite = SUITES[fault.module.parent.name]
        return _fails(copy, "tests.mutation.judge") or _fails(copy, "pytest", "-x", "-q", "-n0", *suite)


def _fails(copy: Path, module: str, *words: str) -> bool:
    environment = {**os.environ, "PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=copy,
            env=environment,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def modules() -> list[Path]:
    """Give the modules in which faults are planted."""
    return [
        m
        for source in SOURCES
        for m in ([ROOT / source] if source.endswith(".py") else sorted((ROOT / source).glob("*.py")))
    ]


def main() -> int:
    """Plant and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=int, default=1)
    share = parser.parse_args().share
    harmless = tomllib.loads((Path(__file__).parent / "harmless.toml").read_text(encoding="utf-8"))
    faults = [fault for module in modules() for fault in faults_of(module)][::share]
    missed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for number, (fault, found) in enumerate(zip(faults, pool.map(seen, faults), strict=True), 1):
            name = f"{fault.module.relative_to(ROOT / 'src/qualitycredit')}"
            known = fault.change in harmless.get(name, {})
            print(
                f"{number}/{len(faults)} {'seen' if found else 'harmless' if known else 'MISSED'} {name}:{fault.line} {fault.change}",
                flush=True,
            )
            if not found and not known:
                missed.append(fault)
    print(f"{len(faults)} faults planted, {len(missed)} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
