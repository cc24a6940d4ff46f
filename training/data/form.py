"""The form that an evaluator fills in: indicators of documents with empty label columns, as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...models.predictions import Predictions
from ...models.taxonomy import LEAVES, NAMES
from ...nlp.record import Indicator

BLANK_ROWS = 200  # of a form without documents
_FIELDS = (
    ("项目名称", "project", 22),
    ("一级指标", "level1", 11),
    ("二级指标", "level2", 13),
    ("三级指标", "name", 30),
    ("指标值", "value", 20),
    ("优", 0, 14),
    ("良", 1, 14),
    ("中", 2, 14),
    ("差", 3, 14),
    ("指标解释", "description", 28),
)
_LABELS = (("类别", 13), ("模糊", 8), ("套话", 8))
_LAST = (("模型建议", 22), ("来源", 26))
# What each class measures, in a line; the wording is this form's own.
_MEANING = {
    "quantity": "做了多少：人数、次数、面积、户数，以及计划工作量的完成比例",
    "quality": "做得够不够标准：合格率、达标率、准确率、规范程度",
    "timeliness": "是否准时、有多快：及时率、完成日期、响应时间",
    "cost": "花多少钱、按什么标准花：总成本、单价、补助标准",
    "economic": "因此多挣或省下的钱：增收、产值、税收、带动投资",
    "social": "给人和社会带来的变化：知晓率、就业、安全、服务水平",
    "ecological": "给环境和资源带来的变化：排放、水质、绿化、能耗",
    "sustainable": "效果能不能持续：长效机制、后续运行、人才队伍",
    "satisfaction": "某一群人满不满意：满意度、投诉率",
}
_HELP = (
    "怎样填写",
    "“类别”按指标实际衡量的内容填，不看表里申报在哪一类；有争议时可写几类，用顿号隔开，首选写在最前。",
    "“模糊”填“是”：看完工作结果，两个人仍可能对是否达标各执一词；有数字、日期、可核实的状态或明确标准时填“否”。",
    "“套话”填“是”：整条换到别的部门、别的项目也照样成立；写明了对象、人群、地点、设施或金额时填“否”。",
    "拿不准就留空，留空表示没有标注，不会用于训练。",
    "“模型建议”只供参考，请独立判断；这一列和“来源”不会被读取，其余列的表头请不要改动。",
    "同一项目的各行请写同一个“项目名称”：训练与检验按项目分开。",
)


def write_form(path: Path, records: Sequence[Indicator], predictions: Predictions | None = None) -> None:
    """Write the form with one row a record; without records it has empty rows to type into.

    `predictions` (in the order of `records`) fill the column 模型建议, which is never read back. Raises
    OSError when the file can't be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    tiers = any(r.tiers for r in records)
    fields = [f for f in _FIELDS if tiers or not isinstance(f[1], int)]
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("标注")
    columns = [*((title, width) for title, _, width in fields), *_LABELS, *_LAST]
    _head(book, sheet, columns)
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9D9D9"})
    answer = book.add_format({"valign": "top", "border": 1, "bg_color": "#FFF8E1"})
    grey = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#7F7F7F"})
    hints = suggestions(predictions) if predictions is not None else [""] * len(records)
    for i, record in enumerate(records, 1):
        texts = [_text(record, key) for _, key, _ in fields]
        for k, text in enumerate(texts):
            sheet.write_string(i, k, text, plain)
        sheet.write_string(i, len(columns) - 2, hints[i - 1], grey)
        sheet.write_string(i, len(columns) - 1, f"{Path(record.source).name} {record.location}".strip(), grey)
    last = len(records) or BLANK_ROWS
    _choices(sheet, len(fields), last, answer)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    _explain(book)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def suggestions(predictions: Predictions) -> list[str]:
    """What a model would answer, a short text a record.

    The class comes with its probability, and with the other plausible classes where the model is unsure.
    """
    vague, boilerplate, sets = predictions.is_vague(), predictions.is_boilerplate(), predictions.type_sets()
    texts = []
    for i, label in enumerate(predictions.labels()):
        others = [NAMES[leaf] for leaf in sets[i] if leaf != label]
        parts = [f"{NAMES[label]} {predictions.types[i].max():.0%}" + "".join(f"／{o}" for o in others)]
        parts += ["模糊"] if vague[i] else []
        parts += ["套话"] if boilerplate[i] else []
        texts.append("，".join(parts))
    return texts


def _text(record: Indicator, key: str | int) -> str:
    if isinstance(key, int):
        return record.tiers[key] if record.tiers and key < len(record.tiers) else ""
    return record.owner if key == "project" else str(getattr(record, key))


def _head(book: Any, sheet: Any, columns: Sequence[tuple[str, int]]) -> None:
    style = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "valign": "vcenter"})
    for k, (title, width) in enumerate(columns):
        sheet.set_column(k, k, width)
        sheet.write_string(0, k, title, style)
    sheet.set_row(0, 22)


def _choices(sheet: Any, first: int, last: int, style: Any) -> None:
    """Drop-downs; the class cell also takes several classes, so nothing is refused there."""
    for k in range(len(_LABELS)):
        for i in range(1, last + 1):
            sheet.write_blank(i, first + k, None, style)
    classes = {
        "validate": "list",
        "source": [NAMES[leaf] for leaf in LEAVES],
        "show_error": False,
        "input_title": "类别",
        "input_message": "选一类；有争议时可写几类，用顿号隔开，首选在前。",
    }
    sheet.data_validation(1, first, last, first, classes)
    yes_no = {
        "validate": "list",
        "source": ["是", "否"],
        "error_title": "请填是或否",
        "error_message": "这一格只能填“是”或“否”，拿不准请留空。",
    }
    sheet.data_validation(1, first + 1, last, first + 2, yes_no)


def _explain(book: Any) -> None:
    sheet = book.add_worksheet("说明")
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)
    sheet.fit_to_pages(1, 0)
    for i, line in enumerate(_HELP):
        sheet.write_string(i, 0, line if i == 0 else f"{i}", bold if i == 0 else wrap)
        if i:
            sheet.write_string(i, 1, line, wrap)
    start = len(_HELP) + 1
    sheet.write_string(start, 0, "九个类别", bold)
    for i, leaf in enumerate(LEAVES, start + 1):
        sheet.write_string(i, 0, NAMES[leaf], wrap)
        sheet.write_string(i, 1, _MEANING[leaf], wrap)
