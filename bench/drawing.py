"""The picture of growth: seconds, and enterprises a second, from small archives to large ones."""

from pathlib import Path

import altair as alt
import vl_convert

from bench.contestants import REFERENCE
from bench.figures import Results
from bench.lines import LINES, rows

PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "growth.svg"
WIDTH, HEIGHT = 300, 230
PLAIN = "format(datum.value, datum.value < 1 ? '.2~f' : ',')"


def draw(results: Results, path: Path = PICTURE) -> None:
    """Write the picture as SVG, drawn without a network."""
    found = rows(results)
    chart = alt.vconcat(
        panel(found, "seconds", "seconds"), panel(found, "rate", "enterprises a second"), spacing=18
    )
    chart = chart.configure(font="sans-serif", background="white").configure_view(stroke=None)
    chart = chart.configure_axis(
        labelFontSize=11, titleFontSize=12, gridColor="#e4e4e4", domainColor="#8a8a8a"
    )
    chart = chart.configure_legend(labelFontSize=11, symbolSize=220, labelLimit=260)
    path.write_text(
        vl_convert.vegalite_to_svg(chart.to_json(), allowed_base_urls=[]) + "\n", encoding="utf-8"
    )


def panel(found: list[dict[str, object]], value: str, title: str) -> alt.Chart:
    """Draw one value against the size, both on logarithmic axes."""
    there = [name for name in LINES if any(row["who"] == name for row in found)]
    sizes = sorted({int(str(row["size"])) for row in found})
    across = alt.X("size:Q", title="enterprises", scale=alt.Scale(type="log"))
    up = alt.Y(f"{value}:Q", title=title, scale=alt.Scale(type="log"))
    legend = alt.Legend(title=None, orient="bottom", columns=1, symbolType="stroke")
    colours = alt.Scale(domain=there, range=[LINES[name][0] for name in there])
    dashes = alt.Scale(domain=there, range=[list(LINES[name][1]) for name in there])
    line = alt.Chart(alt.Data(values=found)).mark_line(point=alt.OverlayMarkDef(size=30))
    return line.encode(
        across.axis(values=sizes, format="~s", grid=False),
        up.axis(labelExpr=PLAIN, tickCount=6),
        alt.Color("who:N", scale=colours, legend=legend),
        alt.StrokeDash("who:N", scale=dashes, legend=legend),
        strokeWidth=alt.condition(alt.datum.who == REFERENCE, alt.value(3.5), alt.value(1.8)),
    ).properties(width=WIDTH, height=HEIGHT)
