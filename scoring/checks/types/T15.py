"""T15: a benefit filed as the harm that a project does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....models.taxonomy import is_harm
from ...findings import Finding, short
from ...registry import Check
from ...views import RecordView
from .cells import one

_BETTER = re.compile(r"提[升高]|改善|优化|增[加强长]|促进|保护|传承|美化|绿化|丰富|带动|推动|受益|满意|贡献")
# What keeps the harm small is what the class asks for.
_HARM = re.compile(
    r"减少|降低|下降|避免|防止|控制|影响(?!力)|负面|污染|排放|占用|破坏|扰民|投诉|噪[音声]|拥堵|损[害失]|风险|事故|纠纷|矛盾|能耗|消耗|废弃|浪费|成本|[<≤]"
)
# What a project is there to lower is its benefit, whatever the sign.
_AIM = re.compile(r"(?:再?犯罪|再犯|发案|复吸|失业|辍学|返贫|发病|感染|漏管|脱管)率$")


def _benefit(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if not is_harm(record.level1, record.level2) or context.clipped:
        return
    said = f"{context.name}{context.value}"
    lasting = context.value in ("长远", "长期", "深远")  # 对文化传承的影响 / 长远 is praise
    aim = _AIM.search(context.name)
    found = _BETTER.search(said) or aim
    if not found or (_HARM.search(said) and not lasting and not aim):
        return
    written = record.level2 or record.level1
    yield check.finding(
        "level2" if record.level2 else "level1",
        (0, len(written)),
        f"“{short(record.name)}”说的是{'项目要达到的效果' if aim else '好处'}，“{written}”要写的是项目给社会或环境带来的负面影响。",
        "请移到相应的效益指标；确有负面影响的，写明要控制在多少以内（如“施工噪声投诉≤__起”），没有的写“不适用”。",
    )


CHECK = Check(
    code="T15",
    title="把效益填作社会成本或生态环境成本",
    english="A benefit filed as a cost to society or nature",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=7,
    why="社会成本、生态环境成本指标反映项目实施对社会发展、公共福利和自然环境造成的负面影响（财预〔2021〕101号）。",
    run=_benefit,
    needs=("declared",),
    instead_of=("T01",),
    fault="class",
    bad=(
        one("渠边绿化水平提升", "提升", "成本指标", "生态环境成本指标"),
        one("带动周边农户就业", "≥20人", "成本指标", "社会成本指标"),
        one("矫正对象再犯罪率", "≤0.5%", "成本指标", "社会成本指标"),
        one("对水文化传承的影响", "长远", "成本指标", "社会成本指标"),
    ),
    good=(
        one("施工对沿渠农户出行的影响", "≤5天", "成本指标", "社会成本指标"),
        one("减少施工扬尘", "有效控制", "成本指标", "生态环境成本指标"),
        one("渠边绿化水平提升", "提升", "效益指标", "生态效益指标"),
        one("农户投诉件数", "≤3件", "成本指标", "社会成本指标"),
    ),
)
