"""Charts as inline SVG without any script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .facts import clean, distinct

BLUE = "#3B6FA0"
_LABEL = 14  # characters


def columns(names: Sequence[str], numbers: Sequence[float], colours: Sequence[str]) -> str:
    """Upright bars, each in its own colour."""
    import pygal

    chart = pygal.Bar(**_settings(colours, 260), show_y_labels=False)
    chart.x_labels = list(map(clean, names))
    chart.add("", [{"value": n, "color": c} for n, c in zip(numbers, colours, strict=True)])
    return _svg(chart)


def bars(names: Sequence[str], numbers: Sequence[float], most: float | None = None) -> str:
    """Lying bars, the first on top; `most` is the end of the scale. No two have the same label."""
    import pygal

    height = 30 + 24 * max(6, len(names))
    chart = pygal.HorizontalBar(**_settings([BLUE], height), margin_left=90, show_x_labels=False)
    chart.show_y_labels = True  # the names: pygal turns the axes
    # pygal centres a value on the end of its bar: blanks move it behind.
    chart.value_formatter = lambda value: "\u00a0" * 8 + f"{value:g}"
    chart.range = (0, (most or max(numbers, default=1)) * 1.1)
    chart.x_labels = list(reversed(distinct(names, _LABEL)))
    chart.add("", list(reversed(numbers)))
    return _svg(chart)


def _settings(colours: Sequence[str], height: int) -> dict[str, Any]:
    from pygal.style import Style

    style = Style(
        background="transparent",
        plot_background="transparent",
        font_family="inherit",
        colors=tuple(colours),
        opacity="1",
        label_font_size=14,
        major_label_font_size=14,
        value_font_size=14,
        value_colors=("#1F2933",) * 8,
        foreground="#1F2933",
        foreground_strong="#1F2933",
        guide_stroke_color="#E3E8EE",
        major_guide_stroke_color="#E3E8EE",
    )
    return {
        "js": [],
        "style": style,
        "width": 430,
        "height": height,
        "show_legend": False,
        "print_values": True,
        "print_values_position": "top",
        "show_y_guides": False,
        "show_x_guides": False,
        "truncate_label": -1,
        "margin": 6,
        "rounded_bars": 2,
        "disable_xml_declaration": True,
    }


def _svg(chart: Any) -> str:
    from lxml import etree

    root = etree.fromstring(chart.render(is_unicode=True).encode())
    for element in list(root.iter()):
        # pygal writes its settings as a script, even when no script is to read them.
        if not isinstance(element.tag, str) or element.tag.endswith("}script"):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    return etree.tostring(root, encoding="unicode")
