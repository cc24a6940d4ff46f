"""N10–N13, N15, N16: formulas, lost ends, foreign fragments, labels and punctuation in names.

Where the document was clipped by extraction (`Context.clipped`) the author is not to blame: the finding is a
P3 note that costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...nlp.normalize import fold
from ...nlp.record import Indicator
from ..clip import left_clipped, right_clipped
from ..findings import Finding, short
from ..registry import Check, Context, Example
from ..traits import has_head

_FORMULA = re.compile(
    r"[=]|[×xX*]100%|(?:数|量|额|人次|人数|面积)/[\u4e00-\u9fff]|[0-9元米里)]\*[\u4e00-\u9fff0-9(]"
)
_FOREIGN = re.compile(r"[和及与并或][高低大小长短新旧轻重]、[\u4e00-\u9fff]")
_LABEL = re.compile(r"^(?:绩效)?指标[0-9]{1,2}[:.、]")
_DOUBLED = re.compile(r"[。、,;]{2,}|[、,][.。]|^[.、,;。]|\ufffd")
_LOST = "文本被截断，无法判断：名称{}丢失，应是文件转成文本时造成的，不算填报问题。"
_RESEND = "请用原件核对，或重新导出完整的名称。"


def _lost(check: Check, record: Indicator, side: str) -> Finding:
    return check.finding(
        "name", (0, len(record.name)), _LOST.format(side), _RESEND, "P3", 11, extraction=True
    )


def _formula(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    match = _FORMULA.search(context.name)
    if not match:
        return
    if context.clipped:
        yield _lost(check, record, "的一部分")
        return
    yield check.mark(
        record,
        "name",
        match.span(),
        "名称里写了计算公式。",
        "请把公式移到指标解释，名称只写衡量的内容。",
    )


def _left(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if not left_clipped(context.name):
        return
    if context.clipped:
        yield _lost(check, record, "开头")
        return
    yield check.mark(
        record,
        "name",
        None,
        f"“{short(record.name)}”缺了开头，看不出衡量什么。",
        "请补全名称，写明对象和衡量内容。",
    )


def _right(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    name = context.name
    if context.clipped:
        if not has_head(name, context.words) and not name.endswith(("签约", "访视", "管理")):
            yield _lost(check, record, "结尾")
        return
    if right_clipped(name) and not name.endswith(("目标", "指标", "标", "达标", "招标", "投标", "慰")):
        yield check.mark(record, "name", None, f"“{short(record.name)}”好像没有写完。", "请补全名称。")


def _pasted(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    match = _FOREIGN.search(context.name)
    if match:
        yield check.mark(
            record,
            "name",
            match.span(),
            f"“{match[0]}”前后不通，像是误粘了别处的文字。",
            "请核对原文，删去多余的文字。",
        )


def _label(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    match = _LABEL.match(context.name)
    cut = _LABEL.match(fold(record.cell)) if record.cell else None  # the reader leaves it in the cell
    found = match or cut
    if found:
        said = f"名称前的“{found[0]}”是表格的编号。"
        yield check.mark(record, "name", match.span() if match else None, said, "请删去编号，只写名称。")


def _typo(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    match = _DOUBLED.search(context.name)
    if match and not context.clipped:
        yield check.mark(record, "name", match.span(), f"标点或字符有误：“{match[0]}”。", "请核对原文。")


def _one(name: str, clipped: bool = False) -> Example:
    return Example(Indicator(name, value="≥90%"), {"clipped": clipped})


_NAME = "指标名称应完整、规范，计算方法写入解释（财预〔2021〕101号；财预〔2015〕88号审核表“规范完整性”）。"

CHECKS = (
    Check(
        code="N10",
        title="名称是计算公式",
        english="A formula as name",
        severity="P1",
        opinion=1,
        why=_NAME,
        run=_formula,
        instead_of=("N02",),
        needs=("marked",),
        dimension="完整性",
        bad=(
            _one("巡查率=实际巡查次数/计划巡查次数"),
            _one("合格件数/抽检件数×100%"),
            _one("巡查率=实际巡", clipped=True),
        ),
        good=(_one("渠道巡查率"), _one("水费/水资源费收缴率")),
    ),
    Check(
        code="N11",
        title="名称缺了开头",
        english="The beginning of the name is lost",
        severity="P0",
        opinion=1,
        why=_NAME + "转换文本时截断的只作提示。",
        run=_left,
        needs=("marked",),
        dimension="完整性",
        instead_of=("N10", "N01"),
        bad=(
            _one("率=按规范巡查的渠段数"),
            _one("、巡查率"),
            _one("理人数占比=年内规范管理人数", clipped=True),
        ),
        good=(_one("渠道巡查率"), _one("率先建成节水示范县数"), _one("者中心开放天数")),
    ),
    Check(
        code="N12",
        title="名称没有写完",
        english="The end of the name is lost",
        severity="P2",
        opinion=1,
        why=_NAME + "转换文本时截断的只作提示。",
        run=_right,
        needs=("headless",),
        dimension="完整性",
        bad=(_one("渠道巡查和水费收缴的"), _one("春灌困难农户水费补贴发放标", clipped=True)),
        good=(_one("渠道巡查率"), _one("年度收缴目标"), _one("农户水费补贴发放标准", clipped=True)),
    ),
    Check(
        code="N13",
        title="名称混入别处文字",
        english="A foreign fragment in the name",
        severity="P1",
        opinion=1,
        why=_NAME,
        run=_pasted,
        needs=("marked",),
        dimension="完整性",
        bad=(_one("水泵和高、年检数量值管材集中采购率"), _one("水库与低、压管道维修率")),
        good=(_one("水泵和管材集中采购率"), _one("高、低压管道维修率"), _one("新、旧泵站完好率")),
    ),
    Check(
        code="N15",
        title="名称带表格编号",
        english="A label in front of the name",
        severity="P3",
        opinion=11,
        why=_NAME,
        run=_label,
        dimension="完整性",
        bad=(
            _one("指标1：渠道巡查率"),
            _one("指标2:水费收缴率"),
            Example(Indicator("渠道巡查率", value="≥90%", cell="指标1：渠道巡查率")),
        ),
        good=(_one("渠道巡查率"), _one("3级渠道巡查率")),
    ),
    Check(
        code="N16",
        title="标点或字符有误",
        english="Typing errors",
        severity="P3",
        opinion=11,
        why=_NAME + "只看标点和乱码；错别字要靠词典和上下文，规则判断不准。",
        run=_typo,
        needs=("marked",),
        dimension="完整性",
        bad=(_one("完善灌区管理体系。。"), _one("渠道巡查、，水费收缴率"), _one(".渠道巡查率")),
        good=(_one("渠道巡查率"), _one("pm2.5达标率")),
    ),
)
