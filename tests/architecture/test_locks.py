"""The locks name what pyproject.toml asks for, no more and no less, with hashes and without addresses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())

RUNTIME: list[str] = PROJECT["project"]["dependencies"]
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
# What is only measured against has an environment of its own, which holds the library and its build as well.
APART = "bench"
GROUPS: dict[str, list[str]] = {
    "runtime": RUNTIME,
    **{name: group for name, group in PROJECT["dependency-groups"].items() if group and name != APART},
}
GROUPS |= {name: [*RUNTIME, *extra] for name, extra in EXTRAS.items()}
GROUPS["all"] = [requirement for group in GROUPS.values() for requirement in group]
GROUPS[APART] = [
    *GROUPS["spark"],
    *PROJECT["dependency-groups"]["setup"],
    *PROJECT["dependency-groups"][APART],
]

PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^ ;\\]+)(?P<rest>(?:.*\\\n)?(?:    .*\n)*)", re.MULTILINE)
ASKED_FOR = "qualitycredit (pyproject.toml"


def faults_of_lock(lock: str, wanted: list[str]) -> list[str]:
    """Give what is wrong with the text of a lock that should hold `wanted`."""
    pins = {canonicalize_name(pin["name"]): pin for pin in PIN.finditer(lock)}
    faults = [f"{name} has no hash" for name, pin in pins.items() if "--hash=sha256:" not in pin["rest"]]
    for text in wanted:
        requirement = Requirement(text)
        pin = pins.get(canonicalize_name(requirement.name))
        if pin is None or not requirement.specifier.contains(pin["version"]):
            faults.append(f"{text} is not locked")
    names = {canonicalize_name(Requirement(text).name) for text in wanted}
    faults += [
        f"{name} is locked, and no longer asked for"
        for name, pin in pins.items()
        if ASKED_FOR in pin["rest"] and name not in names
    ]
    if "://" in lock or "index-url" in lock or "find-links" in lock:
        faults.append("an address stands in it")
    return faults


@pytest.mark.parametrize("group", GROUPS)
def test_the_lock_is_fresh(group: str) -> None:
    lock = (ROOT / "requirements" / f"{group}.txt").read_text()
    assert faults_of_lock(lock, GROUPS[group]) == [], "run: make lock"


def pins_of(lock: Path) -> set[tuple[str, str]]:
    """Give the names and versions that a lock pins."""
    return {(pin["name"], pin["version"]) for pin in PIN.finditer(lock.read_text())}


def test_the_sets_agree_on_every_version() -> None:
    locks = {path.stem: pins_of(path) for path in (ROOT / "requirements").glob("*.txt")}
    apart, everything = locks.pop(APART), locks["all"]
    assert set().union(*locks.values()) == everything
    names = {name for name, _ in everything}
    assert {pin for pin in apart if pin[0] in names} <= everything


def test_the_build_asks_for_what_is_locked() -> None:
    assert set(PROJECT["build-system"]["requires"]) <= set(GROUPS["setup"])


def test_a_bad_lock_is_seen() -> None:
    lock = (
        "one==1.0 \\\n    --hash=sha256:00\n    # via qualitycredit (pyproject.toml)\n"
        "two==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n    # via one\n"
    )
    assert faults_of_lock(lock, ["one>=1"]) == []
    assert faults_of_lock(lock, ["one>=2"]) == ["one>=2 is not locked"]
    assert faults_of_lock(lock, ["one", "three"]) == ["three is not locked"]
    assert faults_of_lock(lock, []) == ["one is locked, and no longer asked for"]
    assert faults_of_lock("one==1.0\n    # via two\n", []) == ["one has no hash"]
    assert faults_of_lock("--index-url https://example.org\n", []) == ["an address stands in it"]
