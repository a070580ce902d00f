"""What OpenFisca and ZEN are given: one row an enterprise, with a column a fact that some clause asks for.

Both know one thing at a time, an enterprise, and nothing of its records; who uses them prepares such columns first.
Facts that objections may change come twice, as `best_...` and `worst_...`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from string import Template

from bench.days import literals

# Of the enterprise and its products, the same in both worlds.
STEADY = (
    "not_established",
    "deregistered",
    "two_years_old",
    "three_years_old",
    "exporter",
    "statutory",
    "permit_shortfall",
    "qualification_lapsed",
)
FAILED = (
    "kind IN ('quality_spot_check', 'metrology_spot_check', 'supervisory_inspection') AND outcome = 'fail'"
)
OFFENCE = "kind IN ('violation', 'counterfeiting')"
DISPUTE = "kind IN ('complaint', 'claim', 'return') AND outcome = 'attributable'"
EXPORT = "kind IN ('export_declaration', 'conformity_assessment')"
YEAR_OR_OPEN = "(this_year OR closed_by IS NULL)"
LATE = "(closed_by > due_on OR (closed_by IS NULL AND due_on < $today))"
# Whether some record of the enterprise is such.
FACTS: Mapping[str, str] = {
    "certification_withdrawn": "kind = 'certification' AND closed_by > $last_year",
    "failed_in_three_years": f"{FAILED} AND three_years",
    "offence_in_three_years": f"{OFFENCE} AND three_years",
    "failed": f"{FAILED} AND this_year",
    "offence": f"{OFFENCE} AND this_year",
    "breach": f"kind = 'standard_breach' AND {YEAR_OR_OPEN}",
    "breach_below_declared": f"kind = 'standard_breach' AND outcome = 'below_declared' AND {YEAR_OR_OPEN}",
    "breach_of_standard": f"kind = 'standard_breach' AND outcome IN ('not_to_standard', 'no_standard') AND {YEAR_OR_OPEN}",
    "foreign_notification": "kind = 'foreign_notification' AND this_year",
    "false_claim": "kind = 'false_claim' AND this_year",
    "false_claim_of_c": "kind = 'false_claim' AND outcome IN ('minor', 'considerable') AND this_year",
    "false_claim_major": "kind = 'false_claim' AND outcome = 'major_harm' AND this_year",
    "dispute": f"{DISPUTE} AND {YEAR_OR_OPEN}",
    "dispute_late": f"{DISPUTE} AND {YEAR_OR_OPEN} AND {LATE}",
    "accident": "kind = 'accident' AND this_year",
    "accident_of_c": "kind = 'accident' AND outcome IN ('general', 'considerable') AND this_year",
    "accident_major": "kind = 'accident' AND outcome = 'major' AND this_year",
    "service_failure": f"kind = 'service_failure' AND {YEAR_OR_OPEN}",
    "service_partial": f"kind = 'service_failure' AND outcome = 'partial' AND {YEAR_OR_OPEN}",
    "service_severe": f"kind = 'service_failure' AND outcome = 'severe' AND {YEAR_OR_OPEN}",
    "export_nonconforming": f"{EXPORT} AND outcome IN ('nonconforming', 'seriously_nonconforming') AND this_year",
    "export_seriously_nonconforming": f"{EXPORT} AND outcome = 'seriously_nonconforming' AND this_year",
    "put_right": "kind = 'permit_rectification' AND closed_by > $last_year AND closed_by <= due_on",
    "overdue": (
        "kind = 'permit_rectification' AND due_on < $today AND (closed_by IS NULL OR closed_by > due_on)"
        " AND (closed_by IS NULL OR closed_by > $last_year)"
    ),
    "major_harm": "kind = 'violation' AND outcome = 'major_harm' AND this_year",
    "licence_revoked": (
        "kind = 'violation' AND outcome IN ('permit_revoked', 'business_licence_revoked', 'referred_to_justice')"
        " AND this_year"
    ),
    "qualification_absent": "kind = 'qualification' AND outcome = 'absent' AND closed_by IS NULL",
    "counterfeiting_intentional": "kind = 'counterfeiting' AND outcome = 'intentional' AND this_year",
    "statutory_fault": "kind = 'statutory_inspection' AND outcome IN ('serious_fail', 'not_submitted') AND this_year",
}
RATES: Mapping[str, str] = {
    "factory": "kind = 'factory_inspection'",
    "statutory": "kind = 'statutory_inspection' AND outcome IN ('done', 'serious_fail')",
    "export": "kind = 'export_inspection'",
}
NUMBERS = tuple(f"{rate}_{number}" for rate in RATES for number in ("inspected", "passed"))
VARYING = ("systems_ineffective", "systems_unsound", "failed_twice", *FACTS, *NUMBERS)
WORLDS = {"best": "NOT contested", "worst": "TRUE"}


def features_sql(as_of: date, known_at: datetime) -> str:
    """Give the query of the features, for DuckDB."""
    parts = {"facts": ",\n".join(_facts()), "series": _series(), "columns": ",\n".join(_columns())}
    # The conditions above hold days, so that days are filled in last.
    return Template(Template(_QUERY).safe_substitute(parts)).substitute(literals(as_of, known_at))


def _facts() -> Iterator[str]:
    for world, admitted in WORLDS.items():
        for name, test in FACTS.items():
            yield f"bool_or({test}) FILTER ({admitted}) AS {world}_{name}"
        for rate, test in RATES.items():
            for number in ("inspected", "passed"):
                data = f"{test} AND one_year AND passed IS NOT NULL AND {admitted}"
                yield f"sum({number}) FILTER ({data}) AS {world}_{rate}_{number}"
        latest = "arg_max(outcome, (occurred_on, record_id, source))"
        yield f"{latest} FILTER (kind = 'system_assessment' AND {admitted}) AS {world}_latest"


def _series() -> str:
    return " UNION ALL ".join(
        f"SELECT enterprise_id, '{world}' AS world, outcome = 'fail' AND lag(outcome) OVER series = 'fail' AS twice"
        f" FROM fact WHERE kind IN ('quality_spot_check', 'metrology_spot_check') AND this_year AND {admitted}"
        " WINDOW series AS (PARTITION BY enterprise_id, kind ORDER BY occurred_on, record_id, source)"
        for world, admitted in WORLDS.items()
    )


def _columns() -> Iterator[str]:
    for world in WORLDS:
        for name in ("failed_twice", *FACTS):
            yield f"coalesce({world}_{name}, FALSE) AS {world}_{name}"
        for name in NUMBERS:
            yield f"coalesce({world}_{name}, 0)::BIGINT AS {world}_{name}"
        yield f"coalesce({world}_latest = 'unsound', FALSE) AS {world}_systems_unsound"
        yield f"coalesce({world}_latest <> 'effective', FALSE) AS {world}_systems_ineffective"


_QUERY = """
WITH fact AS NOT MATERIALIZED (
    SELECT * REPLACE (coalesce(contested, FALSE) AS contested), occurred_on > $last_year AS this_year, occurred_on > $one_year_ago AS one_year,
        occurred_on > $three_years_ago AS three_years, CASE WHEN closed_on <= $today THEN closed_on END AS closed_by
    FROM records
    WHERE recorded_at <= $known_at AND (superseded_at IS NULL OR superseded_at > $known_at) AND occurred_on <= $today
),
told AS (
    SELECT enterprise_id, $facts
    FROM fact WHERE kind NOT IN ('permit', 'honour', 'external_report') GROUP BY enterprise_id
),
twice AS (
    SELECT enterprise_id, bool_or(twice) FILTER (world = 'best') AS best_failed_twice,
        bool_or(twice) FILTER (world = 'worst') AS worst_failed_twice
    FROM ($series) GROUP BY enterprise_id
),
lapsed AS (
    SELECT DISTINCT enterprise_id FROM (
        SELECT enterprise_id FROM fact WHERE kind = 'qualification' AND outcome = 'granted' GROUP BY enterprise_id, subject
        HAVING NOT bool_or((due_on IS NULL OR due_on >= $today) AND closed_by IS NULL)
    )
),
lacking AS (
    SELECT DISTINCT enterprise_id FROM products WHERE permit_required AND NOT EXISTS (
        FROM fact WHERE fact.enterprise_id = products.enterprise_id AND subject = product AND kind = 'permit'
            AND (due_on IS NULL OR due_on >= $today) AND closed_by IS NULL
    )
),
supervised AS (SELECT DISTINCT enterprise_id FROM products WHERE statutory_inspection)
SELECT enterprise_id,
    established_on > $today AS not_established,
    coalesce(deregistered_on <= $today, FALSE) AS deregistered,
    established_on <= $two_years_ago AS two_years_old,
    established_on <= $three_years_ago AS three_years_old,
    exporter,
    supervised.enterprise_id IS NOT NULL AS statutory,
    lacking.enterprise_id IS NOT NULL AS permit_shortfall,
    lapsed.enterprise_id IS NOT NULL AS qualification_lapsed,
    $columns
FROM enterprises
LEFT JOIN told USING (enterprise_id)
LEFT JOIN twice USING (enterprise_id)
LEFT JOIN lapsed USING (enterprise_id)
LEFT JOIN lacking USING (enterprise_id)
LEFT JOIN supervised USING (enterprise_id)
"""
