"""What every file of the project keeps to: its size, its name, its docstring, and what it does not say."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

import qualitycredit

ROOT = Path(__file__).parents[2]
IGNORED = [line for line in (ROOT / ".gitignore").read_text().splitlines() if line and line[0] != "#"]

CALM, LONGEST = 300, 500
# Modules above 300 lines, each with its reason; none is above 500.
LONG: dict[str, str] = {
    "src/bureau/accounts/migrations/0001_initial.py": "written by Django, a field a line",
    "src/bureau/procedures/migrations/0001_initial.py": "written by Django, a field a line",
    "tests/bureau/objects.py": "one small maker for each kind of object that an address names",
    "tests/integration/test_cli.py": "every command and every refusal, in the order in which a user meets them",
    "tests/unit/explaining/test_sentences.py": "one table of sentences, read side by side in both languages",
}

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "common", "lib", "misc"}

CLOCK = "src/qualitycredit/cli/clock.py"
CLOCK_CALLS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}
# What SQL calls the present moment, as sqlglot names it.
CLOCK_NODES = {"CurrentDate", "CurrentDatetime", "CurrentTime", "CurrentTimestamp"}

# An absolute path that only one machine has.
MACHINE_PATH = re.compile(r"(?<![\w.<>)\]}-])/(?:home|root|Users|work|workspace)/[\w.]|\b[A-Z]:\\Users\\")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def is_kept(path: Path) -> bool:
    """Tell whether a path directly in a folder of the project is kept, by .gitignore."""
    return path.name != ".git" and not any(
        fnmatch(path.name, pattern.strip("/")) and (pattern[0] != "/" or path.parent == ROOT)
        for pattern in IGNORED
    )


def files_of_the_project() -> Iterator[Path]:
    """Walk the files that are kept, leaving out what is made."""
    folders = [ROOT]
    while folders:
        for path in filter(is_kept, sorted(folders.pop().iterdir())):
            if path.is_dir():
                folders.append(path)
            else:
                yield path


FILES = {path.relative_to(ROOT).as_posix(): path for path in files_of_the_project()}
MODULES = {name: path.read_text() for name, path in FILES.items() if name.endswith(".py")}
TEXTS = {name: path.read_text(errors="ignore") for name, path in FILES.items() if path.suffix != ".parquet"}


def faults_of_size(lines: dict[str, int], allowed: dict[str, str]) -> list[str]:
    """Give the modules that are too long, and the permissions no longer needed."""
    too_long = [f"{name}: {size} lines" for name, size in lines.items() if size > LONGEST]
    unlisted = [
        f"{name}: {size} lines without a reason"
        for name, size in lines.items()
        if CALM < size <= LONGEST and not allowed.get(name)
    ]
    idle = [f"{name}: needs no reason any more" for name in allowed if lines.get(name, 0) <= CALM]
    return too_long + unlisted + idle


def faults_of_name(name: str) -> list[str]:
    """Give the parts of a path that name an attic."""
    parts = Path(name).with_suffix("").parts
    return [f"{name}: {part} says nothing" for part in parts if part.lower() in NAMES_THAT_SAY_NOTHING]


def dotted(node: ast.expr, known: dict[str, str]) -> str:
    """Give the full name that `node` stands for, where it is a name."""
    if isinstance(node, ast.Name):
        return known.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value, known)}.{node.attr}"
    return ""


def faults_of_clock(source: str) -> list[str]:
    """Give the places of a module that ask what time it is."""
    tree = ast.parse(source)
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    names = [
        (node.lineno, dotted(node, known))
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
    ]
    return [
        f"line {line}: {name}"
        for line, name in sorted(names)
        if name in CLOCK_CALLS or name.rpartition(".")[2] in CLOCK_NODES
    ]


def faults_of_text(text: str) -> list[str]:
    """Give the lines that name a path of one machine, or leave something for later."""
    return [
        f"line {number}: {line.strip()}"
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE_PATH.search(line) or UNFINISHED.search(line)
    ]


def test_what_is_made_is_left_out() -> None:
    assert {".gitignore", "pyproject.toml", "tests/architecture/test_modules.py"} <= FILES.keys()
    made = (
        ".git",
        ".venv",
        ".coverage",
        ".hypothesis",
        "build",
        "src/qualitycredit/__pycache__",
        "src/a.duckdb",
    )
    assert [name for name in made if is_kept(ROOT / name)] == []
    assert is_kept(ROOT / "src" / "build")


def test_modules_are_short() -> None:
    assert faults_of_size({name: len(text.splitlines()) for name, text in MODULES.items()}, LONG) == []


def test_a_long_module_is_seen() -> None:
    lines = {"a.py": 501, "b.py": 500, "c.py": 301, "d.py": 300}
    assert faults_of_size(lines, {"b.py": "a table", "d.py": "was longer"}) == [
        "a.py: 501 lines",
        "c.py: 301 lines without a reason",
        "d.py: needs no reason any more",
    ]


def test_names_say_something() -> None:
    assert [fault for name in MODULES for fault in faults_of_name(name)] == []


def test_a_name_that_says_nothing_is_seen() -> None:
    assert faults_of_name("src/one/utils.py") == ["src/one/utils.py: utils says nothing"]
    assert faults_of_name("src/common/one.py") == ["src/common/one.py: common says nothing"]
    assert faults_of_name("src/commons/library.py") == []


def test_only_one_module_reads_the_clock() -> None:
    sources = {name: text for name, text in MODULES.items() if name.startswith("src/") and name != CLOCK}
    assert {name: faults for name, text in sources.items() if (faults := faults_of_clock(text))} == {}


READING_THE_CLOCK = {
    "import datetime\ndatetime.date.today()": "datetime.date.today",
    "from datetime import datetime as d\nd.now(None)": "datetime.datetime.now",
    "from time import time\nask = time": "time.time",
    "import time as t\nt.time_ns()": "time.time_ns",
    "from sqlglot import exp\nexp.CurrentDate()": "sqlglot.exp.CurrentDate",
}


@pytest.mark.parametrize(("source", "name"), READING_THE_CLOCK.items())
def test_reading_the_clock_is_seen(source: str, name: str) -> None:
    assert faults_of_clock(source) == [f"line 2: {name}"]


def test_naming_a_date_is_no_reading_of_the_clock() -> None:
    assert faults_of_clock("from datetime import date\ndate(2026, 6, 30)\nnow = today = 1\nnow") == []


def test_every_module_can_be_imported_and_says_what_it_is() -> None:
    names = [module.name for module in pkgutil.walk_packages(qualitycredit.__path__, "qualitycredit.")]
    assert [name for name in ["qualitycredit", *names] if not importlib.import_module(name).__doc__] == []


def test_every_package_of_the_source_says_what_it_is() -> None:
    packages = {name: text for name, text in MODULES.items() if re.match(r"src/.*/__init__\.py", name)}
    assert packages
    assert [name for name, text in packages.items() if not ast.get_docstring(ast.parse(text))] == []


def test_every_folder_of_the_source_is_a_package() -> None:
    folders = {name.rpartition("/")[0] for name in MODULES if name.startswith("src/")}
    assert [folder for folder in folders if f"{folder}/__init__.py" not in MODULES] == []


def test_no_file_names_a_machine_or_is_unfinished() -> None:
    assert {name: faults for name, text in TEXTS.items() if (faults := faults_of_text(text))} == {}


def test_a_path_of_a_machine_is_seen() -> None:
    for path in ("/ho" + "me/li/archive", "/ro" + "ot/x", "/wo" + "rk/main", "C:\\Us" + "ers\\li"):
        assert faults_of_text(f"first\nopen('{path}')") == [f"line 2: open('{path}')"]
    assert faults_of_text("https://example.org/wo" + "rk/of/law and src/wo" + "rk/orders.py, /tmp/x") == []


def test_what_is_left_for_later_is_seen() -> None:
    assert faults_of_text("# TO" + "DO later") == ["line 1: # TO" + "DO later"]
    assert faults_of_text("todos: 待办") == []
