"""A small standard, written to a folder, into which tests put the rule that they are about."""

from pathlib import Path

from qualitycredit.reading import text_hash

LAW = """Rule of the small standard.

1. A firm is good, and has no fault.
"""

BOXES = """```toml standard
name = "small"
edition = "1"
title = {{ zh = "小标准", en = "small standard" }}
source = "tests"
text_sha256 = "{hash}"
connectives = ["and", "A firm"]
```

Rule of the small standard.

1. A firm is good, and has no fault.

```toml G.1 {joined}
"is good" = "{rule}"
"has no fault" = "none(check.fail)"
```

```toml decision
grades = ["G"]
unrated = "U"

[rows]
G = "all_of('G')"

[reasons]
no_grade = "true"

[labels]
G = {{ zh = "好", en = "good" }}
U = {{ zh = "无", en = "none" }}
no_grade = {{ zh = "不符合", en = "not met" }}
undecided = {{ zh = "未定", en = "undecided" }}
```
"""

TERMS = """# Terms

| table | column | word | English |
|---|---|---|---|
| enterprises | established_on | established | established |
| enterprises | exporter | exports | exports |
| products | permit_required | needs_permit | needs a permit |

| kind | word | English | family | uses | no record |
|---|---|---|---|---|---|
| check | check | check | quality | subject | no check |
| score | points | score | quality || no score |

| kind | outcome | word | English | contestable |
|---|---|---|---|---|
| check | pass | fine | passed | no |
| check | fail | fail | failed | yes |
| score | scored | scored | scored | yes |

### late · late

Closed after it was due.

```toml term
"late" = "closed_on > due_on"
"{word}" = "{definition}"
```
"""

READINGS = """# Readings

```toml reading
name = "span"
question = { zh = "多久？", en = "How long?" }
default = "one"
ground = { zh = "无", en = "none" }

[values.one]
zh = "一年"
en = "one year"
terms."span" = { en = "the span", is = "years(1)" }

[values.joined]
zh = "两年"
en = "two years"
join = "any"
terms."span" = { en = "the span", is = "calendar_year" }
```
"""


def write_small(
    folder: Path, rule: str = "true", *, joined: str = "all", word: str = "spare", definition: str = "true"
) -> Path:
    """Write the small standard with `rule` for its first phrase, and one further term."""
    folder.mkdir(exist_ok=True)
    law = BOXES.format(hash=text_hash(LAW), rule=rule, joined=joined)
    (folder / "standard.md").write_text(law, encoding="utf-8")
    (folder / "terms.md").write_text(
        TERMS.replace("{word}", word).replace("{definition}", definition), encoding="utf-8"
    )
    (folder / "readings.md").write_text(READINGS, encoding="utf-8")
    return folder
