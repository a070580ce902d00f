"""The mapping of San Francisco fits the 2006 opinion, and a mapping that makes no sense is refused with its place."""

from pathlib import Path

import pytest

from qualitycredit.archive.conversion.mappings import read_mapping
from qualitycredit.errors import ArchiveUnreadable
from qualitycredit.reading import load_standard
from tests.unit.conversion.feeds import MAPPING


def test_every_record_of_the_mapping_is_of_a_kind_of_the_standard() -> None:
    mapping = read_mapping(MAPPING)
    kinds = load_standard("aqsiq-2006").kinds
    made = [
        (rule.kind, outcome)
        for rule in mapping.inspections.values()
        for outcome in (rule.passed, rule.failed, rule.found, rule.clean)
        if rule.kind and outcome
    ]
    found = (*mapping.risks.values(), *mapping.violations.values())
    made += [(rule.kind, rule.outcome) for rule in found if rule.kind and rule.outcome]
    assert len(made) == 9
    assert [pair for pair in made if kinds[pair[0]].outcome(pair[1]) is None] == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('source = "sfdph"', "", "the entry “source” is missing"),
        ('source = "sfdph"', "source = 1", "[source]: this should be text"),
        ('source = "sfdph"', 'sauce = "sfdph"', "there is no entry “sauce”. Did you mean source?"),
        ('source = "sfdph"', 'source = "sfdph"\nzzz = 1', "there is no entry “zzz”.\n"),
        ("[established]", "more = 1\n[established]", "[columns]: there is no entry “more”"),
        ('type = "type"', "", "[columns]: the entry “type” is missing"),
        (
            "pass_from = 86",
            'pass_from = "86"',
            "[inspections.Routine - Unscheduled.pass_from]: this should be a whole number",
        ),
        ("closes = true", 'closes = "true"', "this should be true or false"),
        ('weighs = ["High Risk"]', 'weighs = "High Risk"', "this should be a list"),
        ('weighs = ["High Risk"]', 'weighs = ["High"]', "there is no entry “High”. Did you mean High Risk?"),
        (
            'passed = "pass"\n',
            "",
            "should have one of these sets of entries: ignore; failed + kind + pass_from + passed;",
        ),
        (
            'ignore = "housekeeping',
            'outcome = "housekeeping',
            "[risks.Low Risk]: it should have one of these sets",
        ),
        ("[set_aside]", '[set_aside]\nrepeated_rows = ""', "Did you mean repeated_row?"),
        (
            "[violations.103158]",
            "[violations]\n5 = 3\n[violations.103158]",
            "[violations.5]: this should be a table",
        ),
        ("[columns]", "[columns", "this is no readable TOML file in UTF-8"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = MAPPING.read_text(encoding="utf-8")
    assert old in text
    mapping = tmp_path / "lives.toml"
    mapping.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ArchiveUnreadable) as refused:
        read_mapping(mapping)
    assert message in f"{refused.value}\n"
    assert refused.value.say("zh") != str(refused.value)


def test_a_mapping_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnreadable, match="no readable TOML file"):
        read_mapping(tmp_path / "none.toml")


def test_single_violations_need_no_rules(tmp_path: Path) -> None:
    text, _, rest = MAPPING.read_text(encoding="utf-8").partition("[violations.103158]")
    mapping = tmp_path / "lives.toml"
    mapping.write_text(f"{text}[set_aside]{rest.partition('[set_aside]')[2]}", encoding="utf-8")
    assert read_mapping(mapping).rule_for("103158", "High Risk").outcome == "below_declared"
