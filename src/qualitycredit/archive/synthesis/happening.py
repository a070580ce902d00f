"""SQL that makes the records of a part: events, terms of validity with their orders, and versions of them all.

Each view passes on every column of the enterprise and of the sort of fact. `h` is the chance of one fact, `place` its
number among those of its sort and enterprise.
"""

from typing import Final

_CANDIDATES: Final = """
CREATE VIEW candidates AS
SELECT made.*, facts.*, mixed(made.h, coalesce(follows, number)) AS g,
    CASE scope WHEN 'exporter' THEN exporter WHEN 'permit' THEN permit > 0
        WHEN 'statutory' THEN statutory > 0 ELSE true END AS in_scope,
    facts.leaning[made.conduct] AS inclined
FROM made, facts
"""

# Events spread over their years one in each equal stretch, so that regular ones come regularly.
_EVENTS: Final = """
CREATE VIEW events AS
WITH counted AS (
    SELECT * EXCLUDE (h), least(999, CAST(floor(
        expected * inclined * growths[growth] * CASE WHEN by_risk THEN risk ELSE 1 END + draw(g, 'times')
    ) AS INTEGER)) AS times
    FROM candidates
    WHERE shape = 'event' AND in_scope AND draw(g, 'held') < held_by
), numbered AS (
    SELECT *, unnest(range(times)) AS place FROM counted WHERE times > 0
), hashed AS (
    SELECT *, mixed(g, 1 + place) AS h FROM numbered
), dated AS (
    SELECT *, horizon - CAST(floor((place + draw(h, 'day')) / times * days) AS INTEGER) AS occurred_on FROM hashed
), ending AS (
    SELECT *, whole(term_days, draw(h, 'term')) AS term FROM dated
    WHERE season IS NULL OR draw(h, 'season') < season[month(occurred_on)]
), ended AS (
    SELECT *, CASE WHEN draw(h, 'closed') < closed_in_term
            THEN occurred_on + 1 + CAST(floor(draw(h, 'closed on') * term) AS INTEGER)
        WHEN draw(h, 'closed') < closed_in_term + closed_later
            THEN occurred_on + term + whole(later_days, draw(h, 'closed on')) END AS closing_on
    FROM ending
)
SELECT *,
    CASE WHEN by_product THEN 'P' || (1 + CAST(floor(draw(h, 'subject') * products) AS INTEGER))
        WHEN subjects IS NOT NULL THEN one_of(subjects, draw(h, 'subject')) END AS subject,
    CASE WHEN deadline THEN occurred_on + term END AS due_on,
    CASE WHEN closing_on <= horizon THEN closing_on END AS closed_on
FROM ended
"""

_VALIDITIES: Final = """
CREATE VIEW validities AS
WITH each_item AS (
    SELECT * EXCLUDE (h, g), mixed(g, 1 + item) AS h FROM (
        SELECT *, unnest(range(CASE WHEN per = 'permit' THEN products ELSE 1 END)) AS item
        FROM candidates WHERE shape <> 'event' AND in_scope
    )
    WHERE per <> 'permit' OR item % assortment < permit
), begun AS (
    SELECT *, established_on + whole(first_days, draw(h, 'first')) AS first_day FROM each_item
    WHERE draw(h, 'held') < held_by
), renewed AS (
    SELECT *, CAST(floor((foreseen_until - first_day) / (365.25 * term_years)) AS INTEGER) AS newest,
        draw(h, 'late') < late * inclined AND newest > 0 AS is_late,
        CAST(first_day + to_years(newest * term_years) AS DATE) AS expected_on,
        expected_on + CASE WHEN is_late THEN whole(late_days, draw(h, 'delay')) ELSE 0 END AS renewed_on
    FROM begun WHERE first_day <= foreseen_until
)
SELECT *, CASE WHEN per = 'permit' THEN 'P' || (item + 1)
    WHEN subjects IS NOT NULL THEN one_of(subjects, draw(h, 'subject')) END AS subject
FROM renewed
"""

_TERMS: Final = """
CREATE VIEW terms AS
WITH numbered AS (
    SELECT *, unnest(range(least(terms, 1 + newest))) AS back FROM validities WHERE shape = 'validity'
), dated AS (
    SELECT * EXCLUDE (h), mixed(h, 1 + back) AS h, 10 * item + back AS place,
        CASE WHEN back = 0 THEN renewed_on
            ELSE CAST(first_day + to_years(CAST((newest - back) * term_years AS INTEGER)) AS DATE) END AS occurred_on,
        CAST(first_day + to_years(CAST((newest - back + 1) * term_years AS INTEGER)) AS DATE) - 1 AS due_on,
        CASE WHEN back = 0 AND draw(h, 'withdrawn') < withdrawn * inclined
            THEN horizon - CAST(floor(draw(h, 'withdrawn on') * 365) AS INTEGER) END AS ended_on
    FROM numbered
)
SELECT *, CASE WHEN ended_on BETWEEN occurred_on AND due_on THEN ended_on END AS closed_on
FROM dated WHERE occurred_on <= foreseen_until AND occurred_on <= due_on
"""

_ORDERS: Final = """
CREATE VIEW orders AS
SELECT *, 10 * item AS place, expected_on + whole(after_days, draw(h, 'after')) AS occurred_on,
    occurred_on + whole(term_days, draw(h, 'term')) AS due_on,
    CASE WHEN renewed_on <= horizon THEN renewed_on END AS closed_on
FROM validities
WHERE shape = 'order' AND is_late AND occurred_on < renewed_on AND occurred_on <= horizon
"""

# Earlier versions of a corrected fact were contested, not yet closed, or counted one unit less.
_RECORDS: Final = """
CREATE VIEW records AS
WITH facts_of_part AS (
    FROM events UNION ALL BY NAME FROM terms UNION ALL BY NAME FROM orders
), learned AS (
    SELECT facts_of_part.*, objection_days,
        whole(recording.days, draw(h, 'lag')) AS lag, greatest(1, whole(correction_days, draw(h, 'gap'))) AS gap,
        least(occurred_on + lag, horizon) AS first_known,
        CASE WHEN first_known + 3 * gap >= horizon OR draw(h, 'corrected') >= corrected THEN 0
            WHEN draw(h, 'corrected') < corrected * corrected THEN 2 ELSE 1 END AS corrections,
        least(greatest(first_known + corrections * gap, coalesce(closed_on + lag, first_known)), horizon)
            AS last_known,
        CASE WHEN contested > 0 AND draw(h, 'retracted') < retracted AND last_known + gap <= horizon
            THEN last_known + gap END AS retracted_on
    FROM facts_of_part, recording
    WHERE occurred_on >= established_on AND (deregistered_on IS NULL OR occurred_on < deregistered_on)
), versions AS (
    SELECT *, CAST(unnest(range(corrections + 1)) AS INTEGER) AS version,
        60000000 * CAST(floor(draw(h, 'minute') * 600) AS BIGINT) AS moment
    FROM learned
), counted AS (
    SELECT *, whole(inspected, draw(h, 'inspected')) AS units,
        CAST(floor(units * within(passed_share, draw(h, 'passed'))) AS BIGINT) AS good,
        version = corrections AS final
    FROM versions
)
SELECT
    CAST(10000000000000 + (serial * 100 + number) * 1000 + place AS VARCHAR) AS record_id,
    enterprise_id, subject, kind, outcome, occurred_on, due_on,
    CASE WHEN final THEN closed_on END AS closed_on,
    CAST(units AS BIGINT) AS inspected,
    CASE WHEN final OR good = 0 THEN good ELSE good - 1 END AS passed,
    CAST(whole(score, draw(h, 'score')) AS DECIMAL(18, 4)) AS score,
    make_timestamp(moment + 86400000000 * (
        CASE WHEN final THEN last_known ELSE first_known + version * gap END - DATE '1970-01-01'
    )) AS recorded_at,
    CASE WHEN contested > 0 THEN NOT final OR
        (occurred_on > horizon - CAST(objection_days AS INTEGER) AND draw(h, 'contested') < contested)
    END AS contested,
    make_timestamp(moment + 86400000000 * (
        CASE WHEN final THEN retracted_on WHEN version + 1 = corrections THEN last_known
            ELSE first_known + (version + 1) * gap END - DATE '1970-01-01'
    )) AS superseded_at,
    source || left(region, source_digits) AS source,
    abbreviation || document || '〔' || year(occurred_on) || '〕'
        || (1 + version + CAST(floor(draw(h, 'document') * 99000) AS BIGINT)) || '号' AS document
FROM counted
"""

VIEWS: Final = (_CANDIDATES, _EVENTS, _VALIDITIES, _TERMS, _ORDERS, _RECORDS)
