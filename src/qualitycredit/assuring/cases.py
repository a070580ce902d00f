"""The worked examples of a standard: read from its folder, and run on an engine."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

from qualitycredit.assuring.case_tables import CaseReader
from qualitycredit.assuring.examples import Case, ClauseVerdict, NeverUnknown
from qualitycredit.assuring.leaves import open_facts
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.errors import Place
from qualitycredit.language import Bilingual, Language
from qualitycredit.model.decision import Decision, Verdict
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Standard
from qualitycredit.reading import load_standard
from qualitycredit.reading.documents import read_document
from qualitycredit.reading.lexicon import Lexicon
from qualitycredit.reading.terms import read_vocabulary

Engine = Callable[[Sequence[Dossier], Standard, date], Iterable[Decision]]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example, or a claim, that does not come out as written."""

    place: Place
    case: str
    expected: Bilingual
    got: Bilingual

    def say(self, language: Language) -> str:
        """Say it with its place."""
        place, expected, got = self.place.say(language), self.expected.say(language), self.got.say(language)
        if language == "zh":
            return f"{place}：例“{self.case}”应当是 {expected}，得到的是 {got}。"
        return f"{place}: the example “{self.case}” should give {expected}, and gives {got}."


def grade_plainly(dossiers: Sequence[Dossier], standard: Standard, as_of: date) -> list[Decision]:
    """Grade by the scalar engine, which is the definition."""
    return [grade_dossier(standard, dossier, as_of, None) for dossier in dossiers]


def read_cases(folder: Path) -> list[Case]:
    """Read every worked example of the standard in `folder`; CaseFailed, with its place, for a faulty one."""
    reader = _reader(folder)
    return [case for file in _files(folder) for case in reader.read_cases(read_document(file))]


def read_claims(folder: Path) -> list[NeverUnknown]:
    """Read every claim of the case files that a clause is never unknown."""
    reader = _reader(folder)
    return [claim for file in _files(folder) for claim in reader.read_claims(read_document(file))]


def run_cases(folder: Path, engine: Engine = grade_plainly) -> list[Failure]:
    """Run every worked example of a standard on an engine, and prove its claims; none fails where all agree."""
    defaults = load_standard(folder).chosen
    groups: dict[tuple[date, tuple[tuple[str, str], ...]], list[Case]] = {}
    for case in read_cases(folder):
        readings = {**defaults, **case.readings}
        groups.setdefault((case.as_of, tuple(readings.items())), []).append(case)
    failures = []
    standards: dict[tuple[tuple[str, str], ...], Standard] = {}
    for (as_of, chosen), cases in groups.items():
        if chosen not in standards:
            standards[chosen] = load_standard(folder, dict(chosen))
        decisions = engine([case.dossier for case in cases], standards[chosen], as_of)
        for case, decision in zip(cases, decisions, strict=True):
            got = case.expected.in_decision(decision)
            if got != case.expected:
                failures.append(Failure(case.place, case.name, case.expected.say(), got.say()))
    failures += disproved_claims(folder)
    return sorted(failures, key=lambda failure: (failure.place.file, failure.place.line))


def lacking_examples(folder: Path) -> list[tuple[str, Verdict]]:
    """List the verdicts of each clause that have no example and are not claimed to be impossible."""
    shown = {
        (case.expected.clause, case.expected.verdict)
        for case in read_cases(folder)
        if isinstance(case.expected, ClauseVerdict)
    }
    shown |= {(claim.clause, Verdict.UNKNOWN) for claim in read_claims(folder)}
    every = product((clause.id for clause in load_standard(folder).clauses), Verdict)
    return [verdict for verdict in every if verdict not in shown]


def every_reading(standard: Standard) -> list[Mapping[str, str]]:
    """Give every choice of readings."""
    names = [reading.name for reading in standard.readings]
    choices = product(*(reading.values for reading in standard.readings))
    return [dict(zip(names, values, strict=True)) for values in choices]


def disproved_claims(folder: Path) -> list[Failure]:
    """Look in the trees, under every choice of readings, for what disproves the claims that a clause is settled."""
    failures: dict[NeverUnknown, Failure] = {}
    claims = read_claims(folder)
    for readings in every_reading(load_standard(folder)) if claims else ():
        standard = load_standard(folder, readings)
        for claim in claims:
            if found := open_facts(standard, claim.clause):
                kinds = [standard.kinds[name].label for name in found]
                expected = Bilingual("不会未知", "never unknown")
                got = Bilingual(
                    f"可以缺少或者有异议的事实：{'、'.join(kind.zh for kind in kinds)}",
                    f"facts that may be missing or contested: {', '.join(kind.en for kind in kinds)}",
                )
                failures.setdefault(claim, Failure(claim.place, claim.clause, expected, got))
    return list(failures.values())


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted((folder / "cases").glob("*.md")) if file.name != "README.md"]


def _reader(folder: Path) -> CaseReader:
    lexicon = Lexicon()
    read_vocabulary(read_document(folder / "terms.md"), lexicon)
    reader = CaseReader(load_standard(folder), lexicon)
    about = folder / "cases" / "README.md"
    if not about.is_file():
        return reader
    return CaseReader(reader.standard, lexicon, reader.read_base(read_document(about)))
