"""What each kind of fault says, in both languages: `{value}` is what stands there, `{hint}` what would be right."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from qualitycredit.language import Bilingual

WORDINGS: Final[Mapping[str, Bilingual]] = MappingProxyType(
    {
        "empty_archive": Bilingual(
            "档案是空的：没有一家企业。请至少写入一家。",
            "The archive is empty: it has no enterprise. Write at least one.",
        ),
        "too_few_columns": Bilingual(
            "这一行的列比表头少：{value}。请补上逗号。",
            "The line has fewer columns than the header: {value}. Add the missing commas.",
        ),
        "too_many_columns": Bilingual(
            "这一行的列比表头多：{value}。含有逗号的值请加上双引号。",
            "The line has more columns than the header: {value}. Put a value that holds a comma in double quotes.",
        ),
        "broken_quotes": Bilingual(
            "从这一行起双引号没有成对，无法读。请补上或者删去双引号。",
            "From this line on a double quote has no partner, and the text cannot be read. Close or remove it.",
        ),
        "line_too_long": Bilingual(
            "这一行有 {hint} 字节，最多只能有 2,000,000 字节。请缩短该列的值；如果是有一个双引号没有成对，请补上。",
            "The line has {hint} bytes, and 2,000,000 is the most. Shorten the value, or close a double quote that was left open.",
        ),
        "malformed_line": Bilingual("这一行无法读：{hint}。请改正。", "The line cannot be read: {hint}. Correct it."),
        "missing": Bilingual("没有值，而该列必填。请补上。", "There is no value, and the column needs one. Fill it in."),
        "not_a_date": Bilingual(
            "“{value}”不是日期。请写成 2025-02-28 的样子。",
            "“{value}” is not a date. Write it like 2025-02-28.",
        ),
        "no_such_day": Bilingual(
            "没有“{value}”这一天。请核对日期。", "There is no day “{value}”. Check the date."
        ),
        "excel_serial_date": Bilingual(
            "“{value}”像是 Excel 的日期序号，相当于 {hint}。请把该列改为文本日期后再导出。",
            "“{value}” looks like an Excel serial date, would be {hint}. Export the column as text dates.",
        ),
        "date_written_otherwise": Bilingual(
            "日期“{value}”的写法不对，应当写成 {hint}。",
            "The date “{value}” is written in another form. Write {hint}.",
        ),
        "not_a_boolean": Bilingual("“{value}”不是 true 或者 false。", "“{value}” is neither true nor false. Write one of them."),
        "not_an_integer": Bilingual(
            "“{value}”不是整数。请只写数字。", "“{value}” is not a whole number. Write digits only."
        ),
        "not_a_decimal": Bilingual(
            "“{value}”不是至多 4 位小数的数。", "“{value}” is not a number with at most 4 decimals. Write it like 87.5."
        ),
        "not_a_timestamp": Bilingual(
            "“{value}”不是时间。请写成 2025-02-28T09:00:00Z 的样子。",
            "“{value}” is not a moment. Write it like 2025-02-28T09:00:00Z.",
        ),
        "out_of_range": Bilingual(
            "“{value}”不在公元 1 年至 9999 年之间。", "“{value}” does not lie in the years 1 to 9999. Check it."
        ),
        "not_a_code": Bilingual(
            "“{value}”不是 18 位统一社会信用代码（前 8 位为数字，字母大写且不用 I、O、S、V、Z）。",
            "“{value}” is not a unified social credit code: 8 digits, then 10 digits or capitals except I, O, S, V, Z.",
        ),
        "organisation_check": Bilingual(
            "“{value}”第 9 至 17 位的组织机构代码校验码（第 17 位）不对。请核对营业执照。",
            "The check character of the organisation code in “{value}” (character 17) is wrong. See the licence.",
        ),
        "code_check": Bilingual(
            "“{value}”的校验码（第 18 位）不对。请核对营业执照。",
            "The check character of “{value}” (character 18) is wrong. See the licence.",
        ),
        "region_not_six_digits": Bilingual(
            "行政区划代码“{value}”不是 6 位数字。", "The division code “{value}” is not 6 digits. See GB/T 2260."
        ),
        "duplicate_key": Bilingual(
            "“{value}”与第 {hint} 行重复。请只保留一行，或者给旧的版本写上 superseded_at。",
            "“{value}” is a duplicate of row {hint}. Keep one row, or give the older version its superseded_at.",
        ),
        "duplicate_row": Bilingual(
            "“{value}”整行与第 {hint} 行相同。请删去一行。", "“{value}”: the whole row is the same as row {hint}. Remove one."
        ),
        "overlapping_versions": Bilingual(
            "“{value}”的这个版本与第 {hint} 行在时间上重叠。旧版本的 superseded_at 应当等于新版本的 recorded_at。",
            "This version of “{value}” overlaps row {hint}. The superseded_at of the older should be the recorded_at of the newer.",
        ),
        "enterprise_changed": Bilingual(
            "“{value}”与第 {hint} 行是同一记录的版本，企业却不同。请撤销旧记录，另立新记录。",
            "“{value}” differs from row {hint}, a version of the same record. Retract that record and state a new one.",
        ),
        "unknown_enterprise": Bilingual(
            "enterprises 表里没有企业“{value}”。", "There is no enterprise “{value}” in the table enterprises. Add it."
        ),
        "unknown_kind": Bilingual("没有记录种类“{value}”。", "There is no kind of record “{value}”."),
        "missing_outcome": Bilingual(
            "没有结果。这种记录的结果应当是：{hint}。", "There is no outcome. For this kind it is one of: {hint}."
        ),
        "unknown_outcome": Bilingual(
            "这种记录没有结果“{value}”，可以是：{hint}。", "This kind has no outcome “{value}”. It can be: {hint}."
        ),
        "not_contestable": Bilingual(
            "{hint} 不能处于异议之中，contested 应当是 false。", "{hint} cannot be contested. Write false."
        ),
        "before_occurred": Bilingual(
            "{value} 早于 occurred_on（{hint}）。", "{value} is before occurred_on ({hint}). Check both days."
        ),
        "before_established": Bilingual(
            "{value} 早于 established_on（{hint}）。", "{value} is before established_on ({hint}). Check both days."
        ),
        "not_after_recorded": Bilingual(
            "{value} 不晚于 recorded_at（{hint}）。", "{value} is not after recorded_at ({hint}). Check both moments."
        ),
        "passed_over_inspected": Bilingual(
            "合格数 {value} 大于检验数 {hint}。", "More passed ({value}) than were inspected ({hint}). Check both."
        ),
        "negative": Bilingual("{value} 是负数。", "{value} is negative. Write 0 or more."),
    }
)  # fmt: skip

DID_YOU_MEAN: Final = Bilingual("是不是 {near}？", " Did you mean {near}?")
