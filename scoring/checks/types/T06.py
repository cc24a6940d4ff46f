"""T06: an effect filed under quality."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, short
from ...registry import Check
from ...traits import has_head
from ...views import RecordView
from .cells import FIGURE, MIXED, WHY, one

# 维护路灯 is upkeep, 推进项目建设 work, 保障设备正常运行 a norm of the output: an effect is what people get of it.
_EFFECT = re.compile(
    r"(?:有效|切实|不断|进一步|持续|逐步)*(?:(?:促进|改善|提升|提高|增强|丰富)|(?:推动|推进)(?=.{2,}(?:发展|进步|和谐)$)|"
    r"维护(?=.{0,8}(?:稳定|秩序|权益|利益|形象|和谐|安全))|保障(?=.{0,12}(?:人员|群众|居民|农户|村民|职工|学生|老人|家庭|对象|出行|生活|权益|用水|就医|上学)))"
)
_NORM = re.compile(
    r"质量|品质|合格|达标|准确|规范|标准|完好|验收|故障|精度|正常|运行|运转|开展|工作|效率|管理|服务$|环境|面貌|卫生|设施|设备|[率度性]$"
)


def _effect(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    name, value = context.name, context.value
    if context.declared != {"quality"} or FIGURE.search(value):
        return
    if not _EFFECT.match(name):
        if has_head(name, context.words) or not _is_effect(value):
            return
        yield check.mark(
            record,
            "value",
            None,
            f"目标“{short(record.value)}”说的是效果，应属社会效益等效益指标，却填在“{record.level2 or record.level1}”下。",
            "质量指标请写产出达到的标准（如合格率、达标率≥__%）；这一条移到效益指标。",
            "P2",
        )
        return
    if _NORM.search(name):
        return
    yield check.mark(
        record,
        "level2",
        None,
        f"“{short(record.name)}”说的是效果，应属社会效益等效益指标，却填在“{record.level2 or record.level1}”下。",
        "质量指标请写产出达到的标准（如合格率、达标率≥__%）；这一条移到效益指标。",
    )


def _is_effect(value: str) -> bool:
    """Whether a target of at least an object tells an effect: 提升农户生活, not 得到提升 or 提高."""
    match = _EFFECT.match(value)
    return match is not None and len(value) - match.end() >= 4 and not _NORM.search(value)


CHECK = Check(
    code="T06",
    title="效果填在质量指标下",
    english="An effect filed under quality",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=7,
    why=WHY + MIXED,
    run=_effect,
    needs=(
        "level2",
        "quality",
    ),
    instead_of=("T01",),
    bad=(
        one("保障农户春灌用水", "保障农户春灌用水"),
        one("提高农户节水意识", "得到提高"),
        one("公益服务", "丰富沿渠居民的文化生活"),
    ),
    good=(
        one("保障供水水质达标率", "≥98%"),
        one("提高农户节水意识", "得到提高", "效益指标", "社会效益指标"),
        one("闸门验收", "合格"),
        one("维护渠道路灯", "正常"),
        one("保障泵站设备正常运行", "良好"),
        one("推进闸门更换", "全部完成"),
        one("渠道绿化养护", "提升管护质量"),
    ),
    fault="class",
)
