"""In pandas: the standard over data frames, without a loop over enterprises or records; both worlds.

usage: python -m bench.in_pandas ARCHIVE OUT.parquet
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pyarrow import dataset, parquet

from bench.archives import AS_OF, KNOWN_AT
from bench.days import years_before

Flags = np.ndarray[Any, np.dtype[np.bool_]]
TODAY = pd.Timestamp(AS_OF)
LAST_YEAR = pd.Timestamp(AS_OF.year - 1, 12, 31)
AGO = {years: pd.Timestamp(years_before(AS_OF, years)) for years in (1, 2, 3)}
COLUMNS = [
    "enterprise_id",
    "record_id",
    "source",
    "subject",
    "kind",
    "outcome",
    "occurred_on",
    "due_on",
    "closed_on",
    "inspected",
    "passed",
    "contested",
]
SPOT_CHECKS = ["quality_spot_check", "metrology_spot_check"]
EXPORT = ["export_declaration", "conformity_assessment"]


def read(
    archive: Path, name: str, columns: list[str], rows: dataset.Expression | None = None
) -> pd.DataFrame:
    """Read columns of a table, text that repeats as categories and days as numbers."""
    path = archive / name
    source = path if path.is_dir() else path.with_suffix(".parquet")
    repeating = [column for column in ("kind", "outcome") if column in columns]
    table = parquet.read_table(source, columns=columns, filters=rows, read_dictionary=repeating)
    frame: pd.DataFrame = table.to_pandas(date_as_object=False, split_blocks=True, self_destruct=True)
    return frame


def versions(archive: Path, enterprises: pd.Index) -> pd.DataFrame:
    """Read the records that exist, with the place of their enterprise and what their dates say."""
    moment, superseded = dataset.field("recorded_at"), dataset.field("superseded_at")
    known = (moment <= KNOWN_AT) & (superseded.is_null() | (superseded > KNOWN_AT))
    records = read(archive, "records", COLUMNS, known & (dataset.field("occurred_on") <= AS_OF))
    records["enterprise"] = enterprises.get_indexer(records.pop("enterprise_id"))
    records["contested"] = records["contested"].eq(True)  # noqa: FBT003 - missing is no
    records["closed_on"] = records["closed_on"].where(records["closed_on"] <= TODAY)
    records["this_year"] = records["occurred_on"] > LAST_YEAR
    records["open"] = records["closed_on"].isna()
    records["closed_this_year"] = records["closed_on"] > LAST_YEAR
    records["valid"] = records["open"] & (records["due_on"].isna() | (records["due_on"] >= TODAY))
    return records


@dataclass(frozen=True)
class World:
    """The records of one world, of so many enterprises."""

    records: pd.DataFrame
    count: int

    def some(self, mask: "pd.Series[bool]") -> Flags:
        """Say which enterprises have such a record."""
        found = np.zeros(self.count, dtype=bool)
        found[self.records["enterprise"].to_numpy()[mask.to_numpy()]] = True
        return found

    def of(self, kinds: str | list[str], *outcomes: str) -> "pd.Series[bool]":
        """Say which records are of these kinds, and of these outcomes if any are named."""
        found = self.records["kind"].isin([kinds] if isinstance(kinds, str) else kinds)
        return found & self.records["outcome"].isin(outcomes) if outcomes else found

    def rate(self, mask: "pd.Series[bool]") -> tuple[Flags, Flags]:
        """Say whose rate has data, and whose is under 100 %."""
        records = self.records
        data = records[mask & (records["occurred_on"] > AGO[1]) & records["passed"].notna()]
        sums = (
            data.groupby("enterprise")[["inspected", "passed"]].sum().reindex(range(self.count), fill_value=0)
        )
        return (sums["inspected"] > 0).to_numpy(), (sums["passed"] < sums["inspected"]).to_numpy()

    def latest(self) -> np.ndarray[Any, Any]:
        """Give the outcome of each enterprise's latest assessment, of which none is as good as an effective one."""
        order = ["enterprise", "occurred_on", "record_id", "source"]
        found = (
            self.records[self.of("system_assessment")]
            .sort_values(order)
            .drop_duplicates("enterprise", keep="last")
        )
        outcomes = np.full(self.count, "effective", dtype=object)
        outcomes[found["enterprise"]] = found["outcome"].astype(object)
        return outcomes

    def twice(self) -> Flags:
        """Say who failed two spot checks of a kind in a row this year."""
        order = ["enterprise", "kind", "occurred_on", "record_id", "source"]
        checks = self.records[self.of(SPOT_CHECKS) & self.records["this_year"]].sort_values(order)
        failed = checks["outcome"] == "fail"
        before = failed.groupby([checks["enterprise"], checks["kind"]], observed=True).shift(fill_value=False)
        found = np.zeros(self.count, dtype=bool)
        found[checks["enterprise"][failed & before]] = True
        return found


def lists(world: World, firm: Mapping[str, Flags], *, missing_is_good: bool) -> dict[str, Flags]:
    """Say for whom each list holds: some clause of D or C, all clauses of A or B."""
    of, some, records = world.of, world.some, world.records
    this_year, due_on, closed_on = records["this_year"], records["due_on"], records["closed_on"]
    year_or_open = this_year | records["open"]
    failed = of([*SPOT_CHECKS, "supervisory_inspection"], "fail")
    offence = of(["violation", "counterfeiting"])
    dispute = of(["complaint", "claim", "return"], "attributable") & year_or_open
    late = some(dispute & ((closed_on > due_on) | (records["open"] & (due_on < TODAY))))
    breach, service = of("standard_breach") & year_or_open, of("service_failure") & year_or_open
    claim, accident = of("false_claim") & this_year, of("accident") & this_year
    seriously = firm["exporter"] & some(of(EXPORT, "seriously_nonconforming") & this_year)
    order, in_time = of("permit_rectification"), closed_on <= due_on
    overdue = some(order & (due_on < TODAY) & ~in_time & (records["open"] | records["closed_this_year"]))
    outcome, latest = records["outcome"], world.latest()

    needed = {"factory": ~firm["none"], "statutory": firm["statutory"], "export": firm["exporter"]}
    short = {}
    for rate, kinds in (
        ("factory", of("factory_inspection")),
        ("statutory", of("statutory_inspection", "done", "serious_fail")),
        ("export", of("export_inspection")),
    ):
        data, under = world.rate(kinds)
        short[rate] = under if missing_is_good else under | (needed[rate] & ~data)
    needed_short = firm["none"].copy()
    for rate, where in needed.items():
        needed_short |= where & short[rate]

    neither = needed_short | some(breach) | some(claim) | some(accident) | some(service) | firm["shortfall"]
    return {
        "D": some(of("violation", "major_harm") & this_year)
        | some(accident & outcome.eq("major"))
        | some(of("qualification", "absent") & records["open"])
        | firm["lapsed"]
        | some(of("counterfeiting", "intentional") & this_year)
        | overdue
        | world.twice()
        | some(of("statutory_inspection", "serious_fail", "not_submitted") & this_year)
        | some(claim & outcome.eq("major_harm"))
        | some(breach & outcome.isin(["not_to_standard", "no_standard"]))
        | some(
            of("violation", "permit_revoked", "business_licence_revoked", "referred_to_justice") & this_year
        )
        | some(service & outcome.eq("severe")),
        "C": some(offence & this_year)
        | (firm["shortfall"] & ~overdue)
        | some(order & records["closed_this_year"] & in_time)
        | some(failed & this_year)
        | short["factory"]
        | short["statutory"]
        | (firm["exporter"] & short["export"])
        | some(breach & outcome.eq("below_declared"))
        | some(claim & outcome.isin(["minor", "considerable"]))
        | late
        | some(accident & outcome.isin(["general", "considerable"]))
        | some(service & outcome.eq("partial"))
        | seriously,
        "A": (latest == "effective")
        & ~some(of("certification") & records["closed_this_year"])
        & firm["three_years_old"]
        & ~some((failed | offence) & (records["occurred_on"] > AGO[3]))
        & ~neither
        & ~(firm["exporter"] & some(of("foreign_notification") & this_year))
        & ~some(dispute)
        & ~(firm["exporter"] & some(of(EXPORT, "nonconforming", "seriously_nonconforming") & this_year)),
        "B": (latest != "unsound")
        & firm["two_years_old"]
        & ~some((failed | offence) & this_year)
        & ~neither
        & ~late
        & ~seriously,
    }


def of_firms(enterprises: pd.DataFrame, products: pd.DataFrame, records: pd.DataFrame) -> dict[str, Flags]:
    """Say what is the same in both worlds: age, trade, products, permits and qualifications."""
    count = len(enterprises)
    everything = World(records, count)

    def owners(places: Any) -> Flags:  # noqa: ANN401 - an array or a column
        found = np.zeros(count, dtype=bool)
        found[places] = True
        return found

    permits = records.loc[everything.of("permit") & records["valid"], ["enterprise", "subject"]]
    needing = products[products["permit_required"]].merge(
        permits.drop_duplicates(),
        "left",
        left_on=["enterprise", "product"],
        right_on=["enterprise", "subject"],
    )
    held = records[everything.of("qualification", "granted")]
    still = held.groupby(["enterprise", "subject"], dropna=False)["valid"].any()
    established = enterprises["established_on"]
    return {
        "none": np.zeros(count, dtype=bool),
        "exporter": enterprises["exporter"].to_numpy(dtype=bool),
        "two_years_old": (established <= AGO[2]).to_numpy(),
        "three_years_old": (established <= AGO[3]).to_numpy(),
        "not_established": (established > TODAY).to_numpy(),
        "deregistered": (enterprises["deregistered_on"] <= TODAY).to_numpy(),
        "statutory": owners(products["enterprise"][products["statutory_inspection"]]),
        "shortfall": owners(needing["enterprise"][needing["subject"].isna()]),
        "lapsed": owners(still.index.get_level_values("enterprise")[~still]),
    }


def graded(world: World, firm: Mapping[str, Flags], *, missing_is_good: bool) -> np.ndarray[Any, Any]:
    """Give the grade of every enterprise in one world."""
    found = lists(world, firm, missing_is_good=missing_is_good)
    return np.select([found[grade] for grade in "DCAB"], list("DCAB"), "U")


def main(archive: Path, out: Path) -> None:
    """Read, grade, write."""
    columns = ["enterprise_id", "established_on", "deregistered_on", "exporter"]
    enterprises = read(archive, "enterprises", columns).set_index("enterprise_id")
    products = read(
        archive, "products", ["enterprise_id", "product", "permit_required", "statutory_inspection"]
    )
    products["enterprise"] = enterprises.index.get_indexer(products.pop("enterprise_id"))
    records = versions(archive, enterprises.index)
    firm = of_firms(enterprises, products, records)
    settled = World(records[~records["contested"]], len(enterprises))
    best = graded(settled, firm, missing_is_good=True)
    worst = graded(World(records, len(enterprises)), firm, missing_is_good=False)
    excluded = firm["not_established"] | firm["deregistered"]
    same = (best == worst) & (best != "U") & ~excluded
    reasons = [
        firm["not_established"],
        firm["deregistered"],
        (best == "U") & ~firm["two_years_old"],
        best != worst,
    ]
    reason = np.select(reasons, ["not_established", "deregistered", "too_young", "unsettled"], "text_gap")
    decisions = pd.DataFrame(
        {
            "enterprise_id": enterprises.index,
            "grade": np.where(same, best, "U"),
            "best": pd.Series(best).mask(excluded),
            "worst": pd.Series(worst).mask(excluded),
            "reason": pd.Series(reason).mask(same),
        }
    )
    decisions.to_parquet(out, compression="zstd", index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
