"""C03, C04: figures of the annual goal that no indicator carries, or that the report of it passes over.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ....nlp.document import Passage
from ....nlp.normalize import fold
from ....nlp.record import Indicator

UNITS = (
    "人次|人份|人|名|户|家|处|所|座|场次|场|次|期|批|件|份|册|套|台|辆|艘|架|公里|千米|米|平方米|㎡|平方公里|亩|公顷|吨"
    "|万元|亿元|元|%|‰|篇|部|头|株|棵|块|盏|间|床|立方米|个(?!百分点|月|方面|目标|体系|原则|重点|层面|工作日|小时|阶段|环节)"
)
FIGURE = re.compile(rf"(?<![\dA-Za-z.第/-])(\d[\d,]*(?:\.\d+)?)(万|亿|千|百)?(?:余|多)?({UNITS})")
# What looks like a figure of the goal and is a title, a date, an age or a standing phrase.
ASIDE = re.compile(
    r"《[^》]*》|〔\d+〕|\[\d+\]|\d+(?:-\d+)?(?:周?岁|号令?|型)|\d+年|\d+月|\d+日"
    r"|\d+个(?:社区|街道|乡镇|镇街|镇)(?=[，。、；,;的和每]|$)"
)
# A clause that quotes a rule or a rate promises nothing by its figures.
RULE = re.compile(r"标准|核拨|可[配增]|按每|规定|办法|\d[^，。；,;]{0,4}以上的")
CLAUSE = re.compile(r"[，。；;\n]|,(?!\d)|(?<!\d),")
SCALE = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}


@lru_cache(maxsize=1024)
def figures(text: str) -> tuple[tuple[str, float], ...]:
    """The figures that a goal promises: as written, and as a number.

    >>> figures("培训村医1,200人次，知晓率达到85%以上")
    (('1,200人次', 1200.0), ('85%', 85.0))
    """
    bare = ASIDE.sub("，", fold(text))
    promised = "，".join(c for c in CLAUSE.split(bare) if not RULE.search(c))
    found = [
        (f"{number}{scale}{unit}", value(number, scale)) for number, scale, unit in FIGURE.findall(promised)
    ]
    return tuple((text, number) for text, number in found if number > 1 or text.endswith(("%", "‰")))


def value(number: str, scale: str) -> float:
    """A figure with its scale (万, 百) as a number."""
    return round(float(number.replace(",", "") or 0) * SCALE[scale], 6)


WHY = "绩效目标应细化为可衡量的指标，任务数与计划数相对应（财预〔2020〕10号“绩效指标明确性”）。"
BORN = Indicator("新建健身步道长度", value="8公里", project="全民健身设施")
SHORT = Indicator("改造厕所验收合格率", value="100%", project="农村改厕")


def example_goal(text: str, project: str) -> Passage:
    """For the examples."""
    return Passage("goal", text, project)
