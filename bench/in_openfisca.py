"""In OpenFisca: one Variable a clause over features of the enterprise, as its users write rules; both worlds.

usage: python -m bench.in_openfisca ARCHIVE OUT.parquet
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from pyarrow import parquet

from bench.archives import AS_OF, KNOWN_AT, opened
from bench.features import NUMBERS, STEADY, VARYING, WORLDS, features_sql
from bench.measuring import phase

Columns = Mapping[str, np.ndarray[Any, Any]]
Fact = Callable[[str], np.ndarray[Any, Any]]
DAY = AS_OF.isoformat()
ENTERPRISE = build_entity(key="enterprise", plural="enterprises", label="An enterprise", is_person=True)


def full(fact: Fact, rate: str) -> np.ndarray[Any, Any]:
    """Say where a rate is 100 %; without data as the world has it."""
    inspected, passed = fact(f"{rate}_inspected"), fact(f"{rate}_passed")
    return np.where(inspected == 0, fact("missing_is_good"), passed == inspected)


def rates_full(fact: Fact) -> np.ndarray[Any, Any]:
    """Say where every rate that A.3 and B.3 ask for is 100 %."""
    statutory = ~fact("statutory") | full(fact, "statutory")
    return full(fact, "factory") & statutory & (~fact("exporter") | full(fact, "export"))


def statutory_short(fact: Fact) -> np.ndarray[Any, Any]:
    """Say where the statutory rate is under 100 %; without data only where it is needed."""
    return ~full(fact, "statutory") & (fact("statutory") | (fact("statutory_inspected") > 0))


FORMULAS: Mapping[str, Callable[[Fact], np.ndarray[Any, Any]]] = {
    "A_0": lambda fact: ~fact("systems_ineffective") & ~fact("certification_withdrawn"),
    "A_1": lambda fact: (
        fact("three_years_old") & ~fact("failed_in_three_years") & ~fact("offence_in_three_years")
    ),
    "A_2": lambda fact: ~fact("breach"),
    "A_3": lambda fact: rates_full(fact) & ~(fact("exporter") & fact("foreign_notification")),
    "A_4": lambda fact: ~fact("false_claim"),
    "A_5": lambda fact: ~fact("dispute") & ~fact("accident"),
    "A_6": lambda fact: ~fact("service_failure"),
    "A_7": lambda fact: ~fact("permit_shortfall"),
    "A_8": lambda fact: ~(fact("exporter") & fact("export_nonconforming")),
    "B_0": lambda fact: ~fact("systems_unsound"),
    "B_1": lambda fact: fact("two_years_old") & ~fact("failed") & ~fact("offence"),
    "B_2": lambda fact: ~fact("breach"),
    "B_3": rates_full,
    "B_4": lambda fact: ~fact("false_claim"),
    "B_5": lambda fact: ~fact("dispute_late") & ~fact("accident"),
    "B_6": lambda fact: ~fact("service_failure"),
    "B_7": lambda fact: ~fact("permit_shortfall"),
    "B_8": lambda fact: ~(fact("exporter") & fact("export_seriously_nonconforming")),
    "C_0": lambda fact: fact("offence"),
    "C_1": lambda fact: (fact("permit_shortfall") & ~fact("D_3")) | fact("put_right"),
    "C_2": lambda fact: fact("failed"),
    "C_3": lambda fact: (
        ~full(fact, "factory") | statutory_short(fact) | (fact("exporter") & ~full(fact, "export"))
    ),
    "C_4": lambda fact: fact("breach_below_declared"),
    "C_5": lambda fact: fact("false_claim_of_c"),
    "C_6": lambda fact: fact("dispute_late") | fact("accident_of_c"),
    "C_7": lambda fact: fact("service_partial"),
    "C_8": lambda fact: fact("exporter") & fact("export_seriously_nonconforming"),
    "D_0": lambda fact: fact("major_harm") | fact("accident_major"),
    "D_1": lambda fact: fact("qualification_absent") | fact("qualification_lapsed"),
    "D_2": lambda fact: fact("counterfeiting_intentional"),
    "D_3": lambda fact: fact("overdue"),
    "D_4": lambda fact: fact("failed_twice") | fact("statutory_fault"),
    "D_5": lambda fact: fact("false_claim_major"),
    "D_6": lambda fact: fact("breach_of_standard"),
    "D_7": lambda fact: fact("licence_revoked"),
    "D_8": lambda fact: fact("service_severe"),
}


def all_of(fact: Fact, group: str) -> np.ndarray[Any, Any]:
    """Say where all clauses of a list are met."""
    return np.logical_and.reduce([fact(f"{group}_{number}") for number in range(9)])


def any_of(fact: Fact, group: str) -> np.ndarray[Any, Any]:
    """Say where some clause of a list is met."""
    return np.logical_or.reduce([fact(f"{group}_{number}") for number in range(9)])


def grade(fact: Fact) -> np.ndarray[Any, Any]:
    """Give the grade of a world as a number: 0 for none, then A to D."""
    lists = [any_of(fact, "D"), any_of(fact, "C"), all_of(fact, "A"), all_of(fact, "B")]
    return np.select(lists, [4, 3, 1, 2], 0)


def variable(
    name: str, kind: type, formula: Callable[[Fact], np.ndarray[Any, Any]] | None = None
) -> type[Variable]:
    """Declare a variable of the enterprise, computed by a formula or given."""
    members: dict[str, Any] = {
        "value_type": kind,
        "entity": ENTERPRISE,
        "definition_period": DateUnit.DAY,
        "label": name,
    }
    if formula is not None:
        computed = formula

        def calculate(enterprise: Any, period: Any) -> np.ndarray[Any, Any]:  # noqa: ANN401 - OpenFisca's own
            return computed(lambda fact: enterprise(fact, period))

        members["formula"] = calculate
    return type(name, (Variable,), members)


def system() -> TaxBenefitSystem:
    """Build the system of variables."""
    found = TaxBenefitSystem([ENTERPRISE])
    given = [
        variable(name, int if name in NUMBERS else bool) for name in (*STEADY, *VARYING, "missing_is_good")
    ]
    clauses = [variable(name, bool, formula) for name, formula in FORMULAS.items()]
    found.add_variables(*given, *clauses, variable("grade", int, grade))
    return found


def evaluated(features: Columns, count: int) -> list[np.ndarray[Any, Any]]:
    """Give the grade of every enterprise in both worlds."""
    rules, grades = system(), []
    for world in WORLDS:
        simulation: Simulation = SimulationBuilder().build_default_simulation(rules, count=count)
        for name in STEADY:
            simulation.set_input(name, DAY, features[name])
        for name in VARYING:
            simulation.set_input(name, DAY, features[f"{world}_{name}"])
        simulation.set_input("missing_is_good", DAY, np.full(count, world == "best"))
        grades.append(simulation.calculate("grade", DAY))
    return grades


def decided(
    features: Columns, best: np.ndarray[Any, Any], worst: np.ndarray[Any, Any]
) -> dict[str, pa.Array]:
    """Give grade, best, worst and reason of every enterprise."""
    names = np.array(["U", "A", "B", "C", "D"])
    excluded = features["not_established"] | features["deregistered"]
    settled = (best == worst) & (best > 0) & ~excluded
    reasons = [
        features["not_established"],
        features["deregistered"],
        (best == 0) & ~features["two_years_old"],
        best != worst,
    ]
    words = ["not_established", "deregistered", "too_young", "unsettled"]
    return {
        "grade": pa.array(np.where(settled, names[best], "U")),
        "best": pa.array(names[best], mask=excluded),
        "worst": pa.array(names[worst], mask=excluded),
        "reason": pa.array(np.select(reasons, words, "text_gap"), mask=settled),
    }


def main(archive: Path, out: Path) -> None:
    """Prepare the features, evaluate, write the grades."""
    with phase("features"), opened(archive) as connection:
        table = connection.sql(features_sql(AS_OF, KNOWN_AT)).to_arrow_table()
        features = {name: table[name].to_numpy() for name in table.column_names if name != "enterprise_id"}
    with phase("evaluation"):
        best, worst = evaluated(features, table.num_rows)
    columns = decided(features, best, worst)
    parquet.write_table(
        pa.table({"enterprise_id": table["enterprise_id"], **columns}), out, compression="zstd"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
