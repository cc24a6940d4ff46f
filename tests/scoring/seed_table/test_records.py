"""The catalogue's own examples (families V, L, N, T) in the seed documents, and what must stay unflagged."""

from __future__ import annotations

from pathlib import Path

import pytest
from zhibiao.models.load import load_model
from zhibiao.nlp.document import Document
from zhibiao.nlp.reading import read_document
from zhibiao.scoring.registry import check_of
from zhibiao.scoring.score import score_documents

from ..levels import Seen, seen

# code → (document, beginning of the name, number of the record among those with that name)
TABLE: dict[str, tuple[tuple[int, str, int], ...]] = {
    "V01": ((0, "建立名老中医传承工作室数量", 0), (0, "中医药科研立项数量", 0)),
    "V02": ((0, "推广基层医疗适宜技术项数", 0),),
    "V03": ((4, "计生特扶对象疾病综合保险", 0),),
    "V04": ((3, "服务人数", 0),),
    "V05": ((3, "成本节约", 0), (3, "维护社会稳定", 0), (3, "服务对象的满意度", 0)),
    "V06": ((3, "生态效益指标", 0),),
    "V07": ((3, "完成率", 0), (3, "资金成本", 0)),
    "V08": ((3, "资金成本", 0),),
    "V09": ((1, "特扶对象满意度", 0),),
    "V10": ((1, "特扶对象", 0), (1, "特扶对象", 3)),
    "V11": ((1, "特扶对象", 0),),
    "V12": ((4, "家庭医生签约数", 0), (4, "全年365天监测全覆盖", 0)),
    "V13": ((0, "重点疾病监测管理率", 0), (0, "5岁以下儿童死亡率", 0)),
    "V14": ((0, "孕产妇死亡率", 0),),
    "V15": ((4, "春节慰问计生特殊家庭", 0),),
    "V16": ((1, "印制红十字宣传品", 0),),
    "V17": ((4, "家庭发展能力", 0), (4, "社会稳定水平", 0)),
    "V18": ((1, "保障特扶人员出行困难", 0), (1, "融洽干群关系", 0), (1, "提高了计划生育家庭", 0)),
    "V19": ((1, "满意度高", 0), (1, "组织无偿献血活动", 0)),
    "V20": ((0, "居民健康档案总体建档率", 0), (3, "居民营养标签知晓率", 0), (4, "按国家随机监督抽查", 0)),
    "V21": ((0, "居民健康档案总体建档率", 0),),
    "V22": ((3, "奖励扶助、特别扶助金发放标准", 0),),
    "V23": ((4, "规范要求进行高血压", 0), (4, "率=接受健康管理人数", 0)),
    "V24": ((3, "完成时限", 0), (1, "按工作计划", 0)),
    "V25": ((4, "社区外环境消杀", 0),),
    "V26": ((0, "药具库存周转率", 0),),
    "V27": ((0, "重点疾病监测管理率", 0), (0, "基本药物及时配送到位率", 0)),
    "N01": ((0, "开展群众性宣传教育活动", 0), (0, "建立生育关怀行动基金", 0), (0, "计生协专职人员培训", 0)),
    "N02": ((0, "在普惠政策中对60岁以上", 0),),
    "N03": ((0, "流动人口基本公共卫生", 0), (0, "市、县、乡三级流管", 0)),
    "N04": ((0, "完成我辖区监督覆盖率", 0), (4, "按国家随机监督", 0), (2, "完成总库入库任务", 0)),
    "N05": ((2, "职业健康监护开展率", 0),),
    "N06": ((0, "已婚育龄妇女综合避孕率", 0), (2, "农村部分计划生育家庭", 0), (2, "医疗机构质控中心", 0)),
    "N07": ((3, "全员人口覆盖率", 0),),
    "N08": ((0, "计划生育救助公益金", 0),),
    "N09": ((0, "区直国家机关", 0),),
    "N10": ((4, "产后访视率=", 0),),
    "N11": ((4, "率=接受健康管理人数", 0), (4, "康管理率=", 0), (4, "者规范管理率=", 0)),
    "N12": (
        (4, "春节计生特殊家庭慰问金", 0),
        (4, "特困计生特殊家庭1000元", 0),
        (4, "计划生育政策落实和资金", 0),
    ),
    "N13": ((2, "公立医院药品和高", 0),),
    "N14": ((3, "完成率", 0), (3, "服务人数", 0), (3, "提供优质服务", 0), (2, "会议活动完成率", 0)),
    "N15": ((4, "独生子女伤残", 0), (4, "独生子女死亡", 0)),
    "N17": ((3, "服务对象的满意度", 0), (1, "满意度高", 0)),
    "N18": ((0, "计生协专职人员培训", 0),),
    "N20": ((1, "特扶金", 0), (1, "特扶对象", 0)),
    "T01": ((4, "落实计生奖励 扶助政策", 0),),
    "T02": ((1, "组织无偿献血活动", 0),),
    "T03": ((1, "广泛开展无偿献血", 0), (1, "满意度高", 0)),
    "T04": ((1, "每年加大重大传染病", 0), (1, "印制红十字宣传品", 0)),
    "T05": ((1, "保障特扶人员基本生活", 1),),
    "T06": ((1, "保障特扶人员出行", 0),),
    "T07": ((1, "提高了计划生育家庭", 0),),
    "T08": ((3, "维护社会稳定", 0), (1, "融洽干群关系", 0)),
    "T09": ((3, "成本节约", 0),),
    "T10": ((4, "全年365天监测全覆盖", 0),),
    "T11": ((3, "完成率", 0),),
    "T12": ((0, "开展群众性宣传教育活动", 0),),
    "T13": ((1, "组织无偿献血活动", 0),),
    "L01": ((0, "疫情报告管理率", 0), (0, "适龄儿童免疫规划", 0), (0, "食品污染物及有害因素", 0)),
    "L02": ((0, "职业健康监护开展率", 0),),
    "L03": ((0, "失独家庭", 0),),
    "L04": ((0, "重点疾病监测管理率", 0), (0, "市级医学重点学科", 0)),
    "L05": ((0, "网络维护与安全管理", 0),),
    "L06": ((0, "出生统计求实率", 0),),
    "L07": ((0, "药具库存周转率", 0),),
    "L08": ((0, "流动人口基本公共卫生", 0),),
    "L09": ((0, "职业健康监护开展率", 0), (0, "县级管理人员培训率", 0)),
    "L10": ((0, "出生统计求实率", 0),),
}
# Well-formed by the catalogue (D3). Where the same row has another flaw of the catalogue (an actual value
# of ≥100 %, a gap in the ladder), what is praised is the target or the name: the rest is left out.
POSITIVE = (
    (4, "春节计生特殊家庭慰问金", ""),
    (4, "全区从业人员健康检查体检", ""),
    (3, "传染病和突发公共卫生事件报告率", ""),
    (3, "婴儿死亡率", ""),
    (3, "孕产妇死亡率", ""),
    (0, "行政许可及时办结率", "tiers"),
    (0, "程序合法、依据政策准确", ""),
    (1, "特扶对象满意度", "actual"),
)


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[list[Seen]]:
    """The scored records of the five seed documents."""
    model = load_model("keywords")
    paths = sorted((shared / "seeds").glob("*.txt"))
    return [seen(score_documents([read_document(path)], model)) for path in paths]


def _row(seeds: list[list[Seen]], document: int, name: str, number: int = 0) -> Seen:
    return [s for s in seeds[document] if s.record.name.startswith(name)][number]


@pytest.mark.parametrize("code", sorted(TABLE))
def test_every_example_of_the_catalogue_is_flagged(seeds: list[list[Seen]], code: str) -> None:
    title = check_of(code).title
    missed = [
        row
        for row in TABLE[code]
        if not any(f.code == code or title in f.message for f in _row(seeds, *row).findings)
    ]
    assert not missed


@pytest.mark.parametrize(("document", "name", "ignored"), POSITIVE)
def test_good_indicators_get_nothing_grave(
    seeds: list[list[Seen]], document: int, name: str, ignored: str
) -> None:
    grave = [f for f in _row(seeds, document, name).own if f.severity <= "P1" and f.field != ignored]
    assert not grave


def test_names_lost_in_scanning_are_not_blamed_on_the_author(seeds: list[list[Seen]]) -> None:
    for finding in (f for item in seeds[4] for f in item.own if f.code in ("N10", "N11", "N12")):
        assert finding.severity == "P3"
        assert finding.extraction
        assert "截断" in finding.message


def test_soft_values_of_superior_templates_are_notes(seeds: list[list[Seen]]) -> None:
    found = [f for f in _row(seeds, 4, "家庭发展能力").findings if f.code == "V17"]
    assert [f.severity for f in found] == ["P3"]
    assert "上级" in found[0].message


def test_no_defect_is_reported_twice_on_one_span(seeds: list[list[Seen]]) -> None:
    for item in (i for document in seeds for i in document):
        found = [f for f in item.own if f.severity <= "P1"]
        spans = [(f.field, f.start, f.end) for f in found]
        assert len(spans) == len(set(spans)), item.record.name


def test_the_gap_is_named_exactly(seeds: list[list[Seen]]) -> None:
    messages = {f.code: f.message for f in _row(seeds, 0, "疫情报告管理率").findings}
    assert "(60%, 80%) 不属于任何一档" in messages["L01"]


def test_one_ladder_for_all_is_a_matter_of_the_document(seeds: list[list[Seen]]) -> None:
    few = Document("a", tuple(s.record for s in seeds[0][:5]))
    assert not any(f.code == "L09" for f in score_documents([few], load_model("keywords")).findings)
