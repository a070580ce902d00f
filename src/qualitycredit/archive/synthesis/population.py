"""SQL that makes the enterprises of a part, and their products, out of their serial numbers.

Chance is a hash of the seed, the serial number and what is drawn, so that an enterprise is the same whatever part it
is made in. `made` holds one part; its columns after `exporter` are not written, but bear on the facts.
"""

from typing import Final

_MACROS: Final = (
    # A hash of small numbers alone leaves its parts related; the outer one is over bits that are already mixed.
    "CREATE MACRO mixed(h, what) AS hash(xor(h, CAST(what AS UBIGINT)))",
    "CREATE MACRO draw(h, what) AS CAST(mixed(h, hash(what)) >> 11 AS DOUBLE) / 9007199254740992",
    "CREATE MACRO slot(h, what) AS CAST(mixed(h, hash(what)) >> 48 AS BIGINT)",
    "CREATE MACRO whole(span, u) AS CAST(floor(span[1] + u * (span[2] - span[1] + 1)) AS INTEGER)",
    "CREATE MACRO within(span, u) AS span[1] + u * (span[2] - span[1])",
    "CREATE MACRO one_of(list, u) AS list[1 + CAST(floor(u * len(list)) AS INTEGER)]",
    "CREATE MACRO letter_of(text, u) AS substring(text, 1 + CAST(floor(u * length(text)) AS INTEGER), 1)",
)

_TASK: Final = "CREATE TABLE task (seed UBIGINT, first BIGINT, last BIGINT)"

# 61803399 has no factor in common with 100 million, so that distinct serial numbers stay distinct.
_DRAWN: Final = """
CREATE VIEW drawn AS
WITH numbered AS (
    SELECT unnest(range(first, last)) AS serial, hash(seed) AS seed FROM task
), hashed AS (
    SELECT serial, mixed(seed, serial) AS h,
        (serial * 61803399 + CAST(seed % 100000000 AS BIGINT)) % 100000000 AS code_serial
    FROM numbered
)
SELECT *, slot(h, 'region') AS in_regions, slot(h, 'trade') AS in_trades, slot(h, 'form') AS in_forms,
    slot(h, 'era') AS in_eras, slot(h, 'conduct') AS in_conducts,
    least(size_most, pow(1 - draw(h, 'size'), -1 / size_tail)) AS size
FROM hashed, settings
"""

_PLACED: Final = """
CREATE VIEW placed AS
SELECT drawn.*, regions.code AS region, regions.short, regions.abbreviation, trades.word, forms.form, risk, conduct,
    CASE WHEN draw(h, 'unclassified') >= unclassified THEN trades.industry END AS industry,
    draw(h, 'exporter') < least(0.95, trades.export * regions.export * sqrt(size)) AS exporter,
    first_day + CAST(floor(draw(h, 'established') * length) AS INTEGER) AS established_on,
    CASE WHEN draw(h, 'deregistered') < deregistered
        THEN foreseen_until - CAST(floor(draw(h, 'end') * deregistered_years * 365) AS INTEGER)
    END AS ended_on,
    least(products_most, CAST(floor(1 + draw(h, 'products') * size) AS INTEGER)) AS products,
    trade, assortment, permit, statutory
FROM drawn
JOIN regions ON in_regions = regions.slot
JOIN trades ON in_trades = trades.slot
JOIN forms ON in_forms = forms.slot
JOIN eras ON in_eras = eras.slot
JOIN conducts ON in_conducts = conducts.slot
"""

# $code is the expression that makes a code out of `region` and `code_serial`.
MADE: Final = """
SELECT $code AS enterprise_id,
    short || letter_of(words.first, draw(h, 'first')) || letter_of(words.second, draw(h, 'second')) || word || form
        AS name,
    established_on,
    CASE WHEN ended_on > established_on + 365 THEN ended_on END AS deregistered_on,
    region, industry, exporter,
    serial, h, horizon, foreseen_until, abbreviation, risk, conduct, [1, sqrt(size), size] AS growths,
    products, trade, assortment, permit, statutory
FROM placed, words
ORDER BY serial
"""

# Where a part happens to hold no null, Parquet would say that there can be none; CASE keeps all parts alike.
_ENTERPRISES: Final = """
CREATE VIEW enterprises AS
SELECT enterprise_id, name, established_on,
    CASE WHEN deregistered_on > established_on THEN deregistered_on END AS deregistered_on,
    region, CASE WHEN industry <> '' THEN industry END AS industry, exporter
FROM made ORDER BY serial
"""

_PRODUCTS: Final = """
CREATE VIEW products AS
WITH items AS (
    SELECT enterprise_id, serial, trade, permit, statutory, assortment, unnest(range(products)) AS item FROM made
), found AS (
    SELECT *, item % assortment AS good, item // assortment AS round FROM items
)
SELECT enterprise_id, 'P' || (item + 1) AS product,
    goods.name || CASE WHEN round = 0 THEN '' ELSE '（' || (round + 1) || variant || '）' END AS name,
    good < permit AS permit_required, good < statutory AS statutory_inspection
FROM found JOIN goods USING (trade, good), words
ORDER BY serial, item
"""

# What `made` is selected from, and what is selected from it.
BEFORE: Final = (*_MACROS, _TASK, _DRAWN, _PLACED)
AFTER: Final = (_ENTERPRISES, _PRODUCTS)
