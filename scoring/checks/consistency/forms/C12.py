"""C12: the title is not the project's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.normalize import fold
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import quoted
from ..text import pairs, placed
from .strangers import LIGHT, ROUTE

_NUMBERED = re.compile(r"\s*(?:附件)?\d{1,2}(?!\d)[.、．]?\s*")
_TAIL = re.compile(
    r"(?:项目)?(?:支出)?(?:预算)?绩效(?:目标)?(?:自评|申报|完成情况|评价|填报|监控|情况)*(?:表|书|报告|说明)?.*"
)
_GENERIC = re.compile(
    r"\d{4}|年度?|[一二三]级|项目|支出|部门|单位|整体|预算|转移支付|区域|资金|专项|业务|经费|附件|绩效|目标|申报|自评|批复|明细|汇总|表"
)


_FILLED = re.compile(r"(?:单位|部门|盖章|日期|编号)[^:：]{0,6}[:：]")
_UNIT = re.compile(
    r"(?:中心|局|委员会|办公室|管理所|管理站|大队|支队|公司|学校|医院)(?:20\d\d年度?)?(?:单位:.{1,2}元)?$"
)  # who hands it in


def _titles(check: Check, view: SetView) -> Iterator[Finding]:
    for passage in view.of_kind("title"):
        if not passage.project or ("转移支付" in passage.text and "区域" in passage.text):
            continue  # the form of a transfer is headed by the transfer
        title = _plain(passage.text)
        if _FILLED.search(title):
            continue  # a line of the form that stands above the table
        numbered = _NUMBERED.match(title)
        name = _TAIL.sub("", title[numbered.end() :] if numbered else title)
        project = _plain(passage.project)
        core = _GENERIC.sub("", name)
        if len(core) < 3 or core in project or name in project or project in name or _UNIT.search(name):
            continue
        if len(pairs(name) & pairs(project)) >= (1 if numbered else 3):
            yield placed(
                check,
                view,
                passage,
                f"表题是{quoted(name, 30)}，项目名称却填{quoted(passage.project, 30)}，两者不一致。",
                "请核对后统一表题和项目名称。",
            )


def _plain(text: str) -> str:
    return re.sub(r"[“”\"'‘’《》#\s]", "", fold(text))


CHECK = Check(
    code="C12",
    title="表题与项目名称不一致",
    english="The title is not the project's name",
    severity="P2",
    opinion=11,
    why="同一项目的名称应前后一致，并与预算批复相符；名称不一致时无法对应预算项目。",
    run=_titles,
    scope="document",
    dimension="完整性",
    bad=(
        Example(ROUTE, passages=(Passage("title", "3.公交便民专线绩效目标表", "公交惠民班线"),)),
        Example(LIGHT, passages=(Passage("title", "6、老街路灯亮化绩效目标表", "老街路灯更换"),)),
    ),
    good=(
        Example(
            LIGHT, passages=(Passage("title", "填报单位(盖章):老街路灯管理局2022年2月15日", "老街路灯更换"),)
        ),
        Example(LIGHT, passages=(Passage("title", "云岭老街路灯管理局2021年度绩效自评表", "老街路灯更换"),)),
        Example(ROUTE, passages=(Passage("title", "3.公交惠民班线绩效目标表", "公交惠民班线"),)),
        Example(ROUTE, passages=(Passage("title", "公交惠民转移支付区域绩效目标表", "公交惠民班线"),)),
        Example(LIGHT, passages=(Passage("title", "二级项目支出绩效目标申报表", "老街路灯更换"),)),
        Example(
            LIGHT, passages=(Passage("title", "2025年部门预算专项业务经费绩效目标表", "老街路灯更换经费"),)
        ),
    ),
)
