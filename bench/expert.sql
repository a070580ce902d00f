-- The opinion of 2006 under its default readings, written by hand for speed: the same columns as `qualitycredit grade`.
--
-- It runs on DuckDB and on PostgreSQL 15 and 18 as it stands (a PostgreSQL database compares text by code point under
-- the locale C only), and on Spark through sqlglot. Words after a dollar sign are literals that expert.py fills in.
--
-- What makes it fast: one table of rules instead of 36 clauses; records that can no longer matter are left out first;
-- clauses are bits of one number, joined by bit_or; and since one record is enough for a list of C or D, and enough
-- against a list of A or B, one maximum a list gives both the grade and the day on which it may change. Numbers
-- instead of text for keys were tried: to number the enterprises of all records takes longer than it saves.
--
-- Days are signed: positive while something holds, negative while it does not, and their size says how long that
-- certainly stays so, $ever for always (docs/adr/0004-signed-horizons.md).
WITH
-- The versions that exist, with what their dates say.
fact AS NOT MATERIALIZED (
    SELECT enterprise_id, record_id, source, subject, kind, outcome, occurred_on, due_on, closed_on, inspected, passed,
        contested,
        CASE WHEN occurred_on > $today THEN $today - occurred_on ELSE $ever END AS occurred,
        CASE
            WHEN occurred_on > $today THEN $today - occurred_on
            WHEN occurred_on > $last_year THEN $year_left
            ELSE -$ever
        END AS this_year,
        CASE
            WHEN occurred_on > $today THEN $today - occurred_on
            WHEN occurred_on > $one_year_ago THEN CAST(occurred_on + INTERVAL '1 year' AS DATE) - $today + leap_day
            ELSE -$ever
        END AS one_year,
        CASE
            WHEN occurred_on > $today THEN $today - occurred_on
            WHEN occurred_on > $three_years_ago THEN CAST(occurred_on + INTERVAL '3 years' AS DATE) - $today + leap_day
            ELSE -$ever
        END AS three_years,
        CASE WHEN closed_on IS NULL THEN $ever WHEN closed_on > $today THEN closed_on - $today ELSE -$ever END AS still_open,
        CASE WHEN closed_on > $today THEN $today - closed_on ELSE $ever END AS closed,
        CASE
            WHEN closed_on > $today THEN $today - closed_on
            WHEN closed_on > $last_year THEN $year_left
            ELSE -$ever
        END AS closed_this_year,
        CASE WHEN due_on IS NULL THEN -$ever WHEN due_on < $today THEN $ever ELSE $today - due_on - 1 END AS expired
    FROM (
        -- The anniversary of 29 February is 1 March; databases go back to 28 February.
        SELECT enterprise_id, record_id, source, subject, kind, outcome, occurred_on, due_on, closed_on, inspected,
            passed, recorded_at, superseded_at, coalesce(contested, FALSE) AS contested,
            CASE WHEN extract(month FROM occurred_on) = 2 AND extract(day FROM occurred_on) = 29 THEN 1 ELSE 0 END AS leap_day
        FROM records
    ) AS version
    WHERE recorded_at <= $known_at AND (superseded_at IS NULL OR superseded_at > $known_at)
),

-- Which clause of each list a record speaks to: against it in A and B, for it in C and D. It does so while `a_while`
-- (for A) or `rest_while` (for B, C and D) holds, and where `exporters` is set for exporters only.
rule (kind, outcome, exporters, a, a_while, b, c, d, rest_while) AS (VALUES
    ('quality_spot_check', 'fail', FALSE, 1, 'three years', 1, 2, NULL, 'year'),
    ('metrology_spot_check', 'fail', FALSE, 1, 'three years', 1, 2, NULL, 'year'),
    ('supervisory_inspection', 'fail', FALSE, 1, 'three years', 1, 2, NULL, 'year'),
    ('violation', 'ordinary', FALSE, 1, 'three years', 1, 0, NULL, 'year'),
    ('violation', 'major_harm', FALSE, 1, 'three years', 1, 0, 0, 'year'),
    ('violation', 'permit_revoked', FALSE, 1, 'three years', 1, 0, 7, 'year'),
    ('violation', 'business_licence_revoked', FALSE, 1, 'three years', 1, 0, 7, 'year'),
    ('violation', 'referred_to_justice', FALSE, 1, 'three years', 1, 0, 7, 'year'),
    ('counterfeiting', 'intentional', FALSE, 1, 'three years', 1, 0, 2, 'year'),
    ('counterfeiting', 'unintentional', FALSE, 1, 'three years', 1, 0, NULL, 'year'),
    ('standard_breach', 'below_declared', FALSE, 2, 'year or open', 2, 4, NULL, 'year or open'),
    ('standard_breach', 'not_to_standard', FALSE, 2, 'year or open', 2, NULL, 6, 'year or open'),
    ('standard_breach', 'no_standard', FALSE, 2, 'year or open', 2, NULL, 6, 'year or open'),
    ('false_claim', 'minor', FALSE, 4, 'year', 4, 5, NULL, 'year'),
    ('false_claim', 'considerable', FALSE, 4, 'year', 4, 5, NULL, 'year'),
    ('false_claim', 'major_harm', FALSE, 4, 'year', 4, NULL, 5, 'year'),
    ('complaint', 'attributable', FALSE, 5, 'year or open', 5, 6, NULL, 'late'),
    ('claim', 'attributable', FALSE, 5, 'year or open', 5, 6, NULL, 'late'),
    ('return', 'attributable', FALSE, 5, 'year or open', 5, 6, NULL, 'late'),
    ('accident', 'general', FALSE, 5, 'year', 5, 6, NULL, 'year'),
    ('accident', 'considerable', FALSE, 5, 'year', 5, 6, NULL, 'year'),
    ('accident', 'major', FALSE, 5, 'year', 5, NULL, 0, 'year'),
    ('service_failure', 'partial', FALSE, 6, 'year or open', 6, 7, NULL, 'year or open'),
    ('service_failure', 'severe', FALSE, 6, 'year or open', 6, NULL, 8, 'year or open'),
    ('permit_rectification', 'ordered', FALSE, NULL, NULL, NULL, 1, NULL, 'put right'),
    ('permit_rectification', 'ordered', FALSE, NULL, NULL, NULL, NULL, 3, 'overdue'),
    ('qualification', 'absent', FALSE, NULL, NULL, NULL, NULL, 1, 'open'),
    ('statutory_inspection', 'serious_fail', FALSE, NULL, NULL, NULL, NULL, 4, 'year'),
    ('statutory_inspection', 'not_submitted', FALSE, NULL, NULL, NULL, NULL, 4, 'year'),
    ('foreign_notification', 'notified', TRUE, 3, 'year', NULL, NULL, NULL, NULL),
    ('export_declaration', 'nonconforming', TRUE, 8, 'year', NULL, NULL, NULL, NULL),
    ('conformity_assessment', 'nonconforming', TRUE, 8, 'year', NULL, NULL, NULL, NULL),
    ('export_declaration', 'seriously_nonconforming', TRUE, 8, 'year', 8, 8, NULL, 'year'),
    ('conformity_assessment', 'seriously_nonconforming', TRUE, 8, 'year', 8, 8, NULL, 'year')
),
rule_bits AS (
    -- Bits 0 to 8 are A.0 to A.8, bits 9 to 17 B.0 to B.8, then C and D.
    SELECT kind, outcome, exporters, a, a_while, b, c, d, rest_while,
        coalesce(CAST(1 AS BIGINT) << a, 0) AS a_bit,
        coalesce(CAST(1 AS BIGINT) << (9 + b), 0) | coalesce(CAST(1 AS BIGINT) << (18 + c), 0)
            | coalesce(CAST(1 AS BIGINT) << (27 + d), 0) AS rest_bits
    FROM rule
),

adverse AS NOT MATERIALIZED (
    SELECT enterprise_id, contested, exporters, b, c, d, a_bit, rest_bits,
        CASE a_while
            WHEN 'three years' THEN three_years
            WHEN 'year' THEN this_year
            WHEN 'year or open' THEN least(occurred, greatest(this_year, still_open))
        END AS a_days,
        CASE rest_while
            WHEN 'year' THEN this_year
            WHEN 'year or open' THEN least(occurred, greatest(this_year, still_open))
            WHEN 'late' THEN least(
                occurred,
                greatest(this_year, still_open),
                greatest(least(still_open, expired), CASE WHEN closed_on > due_on THEN closed ELSE -$ever END)
            )
            WHEN 'open' THEN least(occurred, still_open)
            WHEN 'put right' THEN CASE WHEN closed_on <= due_on THEN least(occurred, closed, closed_this_year) ELSE -$ever END
            WHEN 'overdue' THEN least(
                occurred,
                expired,
                greatest(still_open, closed_this_year),
                greatest(still_open, CASE WHEN closed_on > due_on THEN closed ELSE -$ever END)
            )
        END AS rest_days
    FROM fact
    JOIN rule_bits ON rule_bits.kind = fact.kind AND rule_bits.outcome = fact.outcome
    -- The outcomes of the rules once more: as a list of literals they are looked for where the file is read.
    WHERE fact.outcome IN (
            'fail', 'ordinary', 'major_harm', 'permit_revoked', 'business_licence_revoked', 'referred_to_justice',
            'intentional', 'unintentional', 'below_declared', 'not_to_standard', 'no_standard', 'minor', 'considerable',
            'attributable', 'general', 'major', 'partial', 'severe', 'ordered', 'absent', 'serious_fail', 'not_submitted',
            'notified', 'nonconforming', 'seriously_nonconforming'
        )
        AND (occurred_on > $three_years_ago OR closed_on IS NULL OR closed_on > $last_year)
),

-- Of every such record, what it says for or against each list; `exporter_...` counts for exporters, `statutory_short`
-- against A and B where a product is under statutory inspection. Last, the inspections: short of 100 %, or data at all.
said AS NOT MATERIALIZED (
    SELECT enterprise_id, contested,
        CASE WHEN exporters THEN 0 ELSE CASE WHEN a_days > 0 THEN a_bit ELSE 0 END
            | CASE WHEN rest_days > 0 THEN rest_bits ELSE 0 END END AS bits,
        CASE WHEN exporters THEN CASE WHEN a_days > 0 THEN a_bit ELSE 0 END
            | CASE WHEN rest_days > 0 THEN rest_bits ELSE 0 END ELSE 0 END AS exporter_bits,
        CASE WHEN NOT exporters THEN a_days END AS against_a,
        CASE WHEN NOT exporters AND b IS NOT NULL THEN rest_days END AS against_b,
        CASE WHEN NOT exporters AND c IS NOT NULL THEN rest_days END AS for_c,
        CASE WHEN d IS NOT NULL THEN rest_days END AS for_d,
        CASE WHEN d = 3 THEN rest_days END AS overdue,
        CASE WHEN exporters THEN a_days END AS exporter_a,
        CASE WHEN exporters THEN rest_days END AS exporter_b_c,
        CAST(NULL AS INTEGER) AS statutory_short,
        CAST(NULL AS INTEGER) AS factory_data,
        CAST(NULL AS INTEGER) AS statutory_data,
        CAST(NULL AS INTEGER) AS export_data
    FROM adverse
    UNION ALL
    SELECT enterprise_id, contested,
        CASE WHEN least(occurred, closed_this_year) > 0 THEN 1 ELSE 0 END, 0, least(occurred, closed_this_year),
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM fact
    WHERE kind = 'certification' AND closed_on > $last_year
    UNION ALL
    SELECT enterprise_id, contested,
        CASE WHEN passed < inspected AND one_year > 0 THEN CASE kind
            WHEN 'factory_inspection' THEN (1 << 3) | (1 << 12) | (1 << 21)
            WHEN 'statutory_inspection' THEN 1 << 21
            ELSE 0 END ELSE 0 END,
        CASE WHEN passed < inspected AND one_year > 0 AND kind = 'export_inspection'
            THEN (1 << 3) | (1 << 12) | (1 << 21) ELSE 0 END,
        CASE WHEN passed < inspected AND kind = 'factory_inspection' THEN one_year END,
        CASE WHEN passed < inspected AND kind = 'factory_inspection' THEN one_year END,
        CASE WHEN passed < inspected AND kind <> 'export_inspection' THEN one_year END,
        NULL,
        NULL,
        CASE WHEN passed < inspected AND kind = 'export_inspection' THEN one_year END,
        CASE WHEN passed < inspected AND kind = 'export_inspection' THEN one_year END,
        CASE WHEN passed < inspected AND kind = 'statutory_inspection' THEN one_year END,
        CASE WHEN inspected > 0 AND kind = 'factory_inspection' THEN one_year END,
        CASE WHEN inspected > 0 AND kind = 'statutory_inspection' THEN one_year END,
        CASE WHEN inspected > 0 AND kind = 'export_inspection' THEN one_year END
    FROM fact
    WHERE kind IN ('factory_inspection', 'statutory_inspection', 'export_inspection')
        AND occurred_on > $one_year_ago AND passed IS NOT NULL
        AND (kind <> 'statutory_inspection' OR outcome IN ('done', 'serious_fail'))
),
settled AS (
    SELECT enterprise_id, bit_or(bits) AS bits, bit_or(exporter_bits) AS exporter_bits, max(against_a) AS against_a,
        max(against_b) AS against_b, max(for_c) AS for_c, max(for_d) AS for_d, max(overdue) AS overdue,
        max(exporter_a) AS exporter_a, max(exporter_b_c) AS exporter_b_c, max(statutory_short) AS statutory_short,
        max(factory_data) AS factory_data, max(statutory_data) AS statutory_data, max(export_data) AS export_data
    FROM said WHERE NOT contested GROUP BY enterprise_id
),
disputed AS (
    SELECT enterprise_id, bit_or(bits) AS bits, bit_or(exporter_bits) AS exporter_bits, max(against_a) AS against_a,
        max(against_b) AS against_b, max(for_c) AS for_c, max(for_d) AS for_d, max(overdue) AS overdue,
        max(exporter_a) AS exporter_a, max(exporter_b_c) AS exporter_b_c, max(statutory_short) AS statutory_short,
        max(factory_data) AS factory_data, max(statutory_data) AS statutory_data, max(export_data) AS export_data
    FROM said WHERE contested GROUP BY enterprise_id
),

-- The latest assessment of the systems; only of those who ever had a bad one, or will have one.
assessment AS (
    SELECT enterprise_id, contested, outcome, occurred_on, record_id, source
    FROM fact
    WHERE kind = 'system_assessment' AND enterprise_id IN (
        SELECT enterprise_id FROM fact
        WHERE kind = 'system_assessment' AND (outcome <> 'effective' OR occurred_on > $today)
    )
),
assessed AS (
    SELECT enterprise_id, 'best' AS world, outcome, occurred_on, row_number() OVER (
        PARTITION BY enterprise_id, occurred_on > $today ORDER BY occurred_on DESC, record_id DESC, source DESC) AS place
    FROM assessment WHERE NOT contested
    UNION ALL
    SELECT enterprise_id, 'worst', outcome, occurred_on, row_number() OVER (
        PARTITION BY enterprise_id, occurred_on > $today ORDER BY occurred_on DESC, record_id DESC, source DESC)
    FROM assessment
),
latest AS (
    SELECT enterprise_id,
        max(CASE WHEN world = 'best' AND place = 1 AND occurred_on <= $today THEN outcome END) AS best,
        max(CASE WHEN world = 'worst' AND place = 1 AND occurred_on <= $today THEN outcome END) AS worst,
        min(CASE WHEN world = 'best' AND occurred_on > $today THEN occurred_on - $today END) AS best_next,
        min(CASE WHEN world = 'worst' AND occurred_on > $today THEN occurred_on - $today END) AS worst_next
    FROM assessed GROUP BY enterprise_id
),

-- Permits and qualifications: what an enterprise had for a subject, and what it still has.
held AS (
    SELECT enterprise_id, kind, subject, max(occurred) AS had,
        max(least(occurred, still_open, CASE
            WHEN due_on IS NULL THEN $ever WHEN due_on >= $today THEN due_on - $today + 1 ELSE -$ever END)) AS has
    FROM fact
    WHERE (kind = 'qualification' AND outcome = 'granted')
        OR (kind = 'permit' AND (due_on IS NULL OR due_on >= $today) AND (closed_on IS NULL OR closed_on > $today))
    GROUP BY enterprise_id, kind, subject
),
lapsed AS (
    SELECT enterprise_id, max(least(had, -has)) AS lapsed FROM held WHERE kind = 'qualification' GROUP BY enterprise_id
),
goods AS (
    SELECT products.enterprise_id,
        max(CASE WHEN statutory_inspection THEN 1 ELSE 0 END) = 1 AS statutory,
        min(CASE WHEN permit_required THEN coalesce(has, -$ever) END) AS permitted
    FROM products
    LEFT JOIN held ON held.enterprise_id = products.enterprise_id AND held.subject = products.product
        AND held.kind = 'permit' AND products.permit_required
    WHERE permit_required OR statutory_inspection
    GROUP BY products.enterprise_id
),

-- Two failed spot checks in a row: only where two failed at all, and only since the year began.
spot_check AS (
    SELECT enterprise_id, kind, outcome, contested, this_year, occurred_on, record_id, source
    FROM fact
    WHERE kind IN ('quality_spot_check', 'metrology_spot_check') AND occurred_on > $last_year AND enterprise_id IN (
        SELECT enterprise_id FROM fact
        WHERE kind IN ('quality_spot_check', 'metrology_spot_check') AND outcome = 'fail' AND occurred_on > $last_year
        GROUP BY enterprise_id HAVING count(*) > 1
    )
),
adjacent AS (
    SELECT enterprise_id, 'best' AS world, outcome, this_year,
        lag(outcome) OVER (PARTITION BY enterprise_id, kind ORDER BY occurred_on, record_id, source) AS outcome_before,
        lag(this_year) OVER (PARTITION BY enterprise_id, kind ORDER BY occurred_on, record_id, source) AS this_year_before
    FROM spot_check WHERE NOT contested
    UNION ALL
    SELECT enterprise_id, 'worst', outcome, this_year,
        lag(outcome) OVER (PARTITION BY enterprise_id, kind ORDER BY occurred_on, record_id, source),
        lag(this_year) OVER (PARTITION BY enterprise_id, kind ORDER BY occurred_on, record_id, source)
    FROM spot_check
),
twice AS (
    SELECT enterprise_id,
        max(CASE WHEN world = 'best' THEN least(this_year, this_year_before) END) AS best,
        max(CASE WHEN world = 'worst' THEN least(this_year, this_year_before) END) AS worst
    FROM adjacent WHERE outcome = 'fail' AND outcome_before = 'fail'
    GROUP BY enterprise_id
),

-- One row an enterprise; the worst world is what is settled and what is disputed.
gathered AS NOT MATERIALIZED (
    SELECT e.enterprise_id,
        CASE
            WHEN e.established_on > $today THEN 'not_established'
            WHEN e.deregistered_on <= $today THEN 'deregistered'
        END AS excluded,
        CASE
            WHEN e.established_on > $today THEN e.established_on - $today
            WHEN e.deregistered_on > $today THEN e.deregistered_on - $today
            ELSE $ever
        END AS excluded_days,
        CASE WHEN e.established_on <= $three_years_ago THEN $ever
            ELSE $today - (CAST(e.established_on + INTERVAL '3 years' AS DATE) + e.leap_day) END AS three_years_old,
        CASE WHEN e.established_on <= $two_years_ago THEN $ever
            ELSE $today - (CAST(e.established_on + INTERVAL '2 years' AS DATE) + e.leap_day) END AS two_years_old,
        coalesce(goods.permitted, $ever) AS permitted,
        coalesce(lapsed.lapsed, -$ever) AS lapsed,
        coalesce(s.bits, 0) | CASE WHEN e.exporter THEN coalesce(s.exporter_bits, 0) ELSE 0 END
            | CASE WHEN goods.statutory AND s.statutory_short > 0 THEN (1 << 3) | (1 << 12) ELSE 0 END AS best_bits,
        coalesce(s.bits, 0) | coalesce(d.bits, 0)
            | CASE WHEN e.exporter THEN coalesce(s.exporter_bits, 0) | coalesce(d.exporter_bits, 0) ELSE 0 END
            | CASE WHEN goods.statutory AND greatest(s.statutory_short, d.statutory_short) > 0
                THEN (1 << 3) | (1 << 12) ELSE 0 END AS worst_bits,
        greatest(s.against_a, CASE WHEN e.exporter THEN s.exporter_a END,
            CASE WHEN goods.statutory THEN s.statutory_short END, -$ever) AS best_against_a,
        greatest(s.against_b, CASE WHEN e.exporter THEN s.exporter_b_c END,
            CASE WHEN goods.statutory THEN s.statutory_short END, -$ever) AS best_against_b,
        greatest(s.for_c, CASE WHEN e.exporter THEN s.exporter_b_c END, -$ever) AS best_for_c,
        greatest(s.for_d, lapsed.lapsed, twice.best, -$ever) AS best_d,
        greatest(s.against_a, d.against_a, CASE WHEN e.exporter THEN greatest(s.exporter_a, d.exporter_a) END,
            CASE WHEN goods.statutory THEN greatest(s.statutory_short, d.statutory_short) END, -$ever) AS worst_against_a,
        greatest(s.against_b, d.against_b, CASE WHEN e.exporter THEN greatest(s.exporter_b_c, d.exporter_b_c) END,
            CASE WHEN goods.statutory THEN greatest(s.statutory_short, d.statutory_short) END, -$ever) AS worst_against_b,
        greatest(s.for_c, d.for_c, CASE WHEN e.exporter THEN greatest(s.exporter_b_c, d.exporter_b_c) END, -$ever) AS worst_for_c,
        greatest(s.for_d, d.for_d, lapsed.lapsed, twice.worst, -$ever) AS worst_d,
        coalesce(s.overdue, -$ever) AS best_overdue,
        greatest(s.overdue, d.overdue, -$ever) AS worst_overdue,
        -- Some rate that is needed has no data: short of 100 % in the worst world.
        -least(
            greatest(s.factory_data, d.factory_data, -$ever),
            CASE WHEN goods.statutory THEN greatest(s.statutory_data, d.statutory_data, -$ever) END,
            CASE WHEN e.exporter THEN greatest(s.export_data, d.export_data, -$ever) END
        ) AS without_data,
        coalesce(latest.best, 'effective') AS best_latest,
        coalesce(latest.worst, 'effective') AS worst_latest,
        coalesce(latest.best_next, $ever) AS best_next,
        coalesce(latest.worst_next, $ever) AS worst_next,
        coalesce(twice.best, -$ever) AS best_twice,
        coalesce(twice.worst, -$ever) AS worst_twice
    FROM (
        SELECT enterprise_id, established_on, deregistered_on, exporter,
            CASE WHEN extract(month FROM established_on) = 2 AND extract(day FROM established_on) = 29
                THEN 1 ELSE 0 END AS leap_day
        FROM enterprises
    ) AS e
    LEFT JOIN settled AS s ON s.enterprise_id = e.enterprise_id
    LEFT JOIN disputed AS d ON d.enterprise_id = e.enterprise_id
    LEFT JOIN latest ON latest.enterprise_id = e.enterprise_id
    LEFT JOIN goods ON goods.enterprise_id = e.enterprise_id
    LEFT JOIN lapsed ON lapsed.enterprise_id = e.enterprise_id
    LEFT JOIN twice ON twice.enterprise_id = e.enterprise_id
),

-- The four lists in both worlds: a bit of A or B says that the clause fails, one of C or D that it holds.
listed AS NOT MATERIALIZED (
    SELECT enterprise_id, excluded, excluded_days, two_years_old,
        least(-best_against_a, three_years_old, permitted,
            CASE WHEN best_latest = 'effective' THEN best_next ELSE -best_next END) AS best_a,
        least(-best_against_b, two_years_old, permitted,
            CASE WHEN best_latest = 'unsound' THEN -best_next ELSE best_next END) AS best_b,
        greatest(best_for_c, least(-permitted, -best_overdue)) AS best_c,
        best_d,
        best_bits
            | CASE WHEN best_latest <> 'effective' THEN 1 ELSE 0 END
            | CASE WHEN three_years_old < 0 THEN 1 << 1 ELSE 0 END
            | CASE WHEN best_latest = 'unsound' THEN 1 << 9 ELSE 0 END
            | CASE WHEN two_years_old < 0 THEN 1 << 10 ELSE 0 END
            | CASE WHEN permitted < 0 THEN (1 << 7) | (1 << 16) ELSE 0 END
            | CASE WHEN permitted < 0 AND best_overdue < 0 THEN 1 << 19 ELSE 0 END
            | CASE WHEN lapsed > 0 THEN 1 << 28 ELSE 0 END
            | CASE WHEN best_twice > 0 THEN CAST(1 AS BIGINT) << 31 ELSE 0 END AS best_bits,
        least(-worst_against_a, three_years_old, permitted, -without_data,
            CASE WHEN worst_latest = 'effective' THEN worst_next ELSE -worst_next END) AS worst_a,
        least(-worst_against_b, two_years_old, permitted, -without_data,
            CASE WHEN worst_latest = 'unsound' THEN -worst_next ELSE worst_next END) AS worst_b,
        greatest(worst_for_c, least(-permitted, -worst_overdue), without_data) AS worst_c,
        worst_d,
        worst_bits
            | CASE WHEN worst_latest <> 'effective' THEN 1 ELSE 0 END
            | CASE WHEN three_years_old < 0 THEN 1 << 1 ELSE 0 END
            | CASE WHEN worst_latest = 'unsound' THEN 1 << 9 ELSE 0 END
            | CASE WHEN two_years_old < 0 THEN 1 << 10 ELSE 0 END
            | CASE WHEN permitted < 0 THEN (1 << 7) | (1 << 16) ELSE 0 END
            | CASE WHEN permitted < 0 AND worst_overdue < 0 THEN 1 << 19 ELSE 0 END
            | CASE WHEN without_data > 0 THEN (1 << 3) | (1 << 12) | (1 << 21) ELSE 0 END
            | CASE WHEN lapsed > 0 THEN 1 << 28 ELSE 0 END
            | CASE WHEN worst_twice > 0 THEN CAST(1 AS BIGINT) << 31 ELSE 0 END AS worst_bits
    FROM gathered
),
graded AS (
    SELECT enterprise_id, excluded, two_years_old,
        CASE WHEN best_d > 0 THEN 'D' WHEN best_c > 0 THEN 'C' WHEN best_a > 0 THEN 'A' WHEN best_b > 0 THEN 'B' ELSE 'U' END AS best,
        CASE WHEN worst_d > 0 THEN 'D' WHEN worst_c > 0 THEN 'C' WHEN worst_a > 0 THEN 'A' WHEN worst_b > 0 THEN 'B' ELSE 'U' END AS worst,
        CASE WHEN excluded IS NOT NULL THEN excluded_days ELSE least(
            excluded_days,
            CASE
                WHEN best_d > 0 THEN best_d
                WHEN best_c > 0 THEN least(-best_d, best_c)
                WHEN best_a > 0 THEN least(-best_d, -best_c, best_a)
                ELSE least(-best_d, -best_c, -best_a, abs(best_b))
            END,
            CASE
                WHEN worst_d > 0 THEN worst_d
                WHEN worst_c > 0 THEN least(-worst_d, worst_c)
                WHEN worst_a > 0 THEN least(-worst_d, -worst_c, worst_a)
                ELSE least(-worst_d, -worst_c, -worst_a, abs(worst_b))
            END,
            -- Too young to have a grade, for as long.
            CASE WHEN best_d < 0 AND best_c < 0 AND best_a < 0 AND best_b < 0 AND two_years_old < 0 THEN -two_years_old END
        ) END AS days,
        CASE WHEN excluded IS NULL THEN (~(best_bits | worst_bits) & $all_of_a_and_b) | (best_bits & worst_bits & $all_of_c_and_d)
            ELSE 0 END AS met,
        CASE WHEN excluded IS NULL THEN (best_bits | worst_bits) - (best_bits & worst_bits) ELSE 0 END AS unknown
    FROM listed
),

-- Many enterprises have the same clauses met: each such list is written once.
clause (place, id) AS (VALUES $clauses),
written AS (
    SELECT bits, coalesce(array_agg(id ORDER BY id) FILTER (WHERE (bits & (CAST(1 AS BIGINT) << place)) <> 0), $no_text) AS ids
    FROM (SELECT met AS bits FROM graded UNION SELECT unknown FROM graded) AS bits_found
    CROSS JOIN clause
    GROUP BY bits
)
SELECT enterprise_id,
    CASE WHEN excluded IS NULL AND best = worst THEN best ELSE 'U' END AS grade,
    CASE WHEN excluded IS NULL THEN best END AS best,
    CASE WHEN excluded IS NULL THEN worst END AS worst,
    CASE
        WHEN excluded IS NOT NULL THEN excluded
        WHEN best = worst AND best <> 'U' THEN NULL
        WHEN best = 'U' AND two_years_old < 0 THEN 'too_young'
        WHEN best <> worst THEN 'unsettled'
        ELSE 'text_gap'
    END AS reason,
    clauses_met.ids AS met,
    clauses_unknown.ids AS unknown,
    CASE WHEN days <= $days_to_come THEN $today + CAST(days AS INTEGER) END AS next_change_on
FROM graded
JOIN written AS clauses_met ON clauses_met.bits = graded.met
JOIN written AS clauses_unknown ON clauses_unknown.bits = graded.unknown
ORDER BY enterprise_id
