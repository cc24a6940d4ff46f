"""Text of forms whose columns are narrow or whose merged cells are left out, as each tool leaves it."""

from __future__ import annotations

import pytest
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.text.placed.words import parts_of, pieces_of
from zhibiao.nlp.reading import parse_document

RESTS = """\
项目名称 灌区节水改造
一级指标 二级指标 三级指标 指标符号 指标值 计量单位
产出指标 数量指标 改造支渠闸 ≥ 18 座
门数量
疏浚支渠总 ≥ 12 公里
长度
质量指标 闸门安装验 ≥ 98 %
收合格率
成本指标 经济成本 每座闸门改 ≤ 2.6 万元/座
指标 造费用
满意度指 服务对象满 受益农户对 ≥ 90 %
标 意度指标 供水的满意
度
"""
LEFT_OUT = """\
项目名称\t灌区节水改造
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t改造支渠闸门数量\t≥18座
疏浚支渠总长度\t≥12公里
质量指标\t闸门安装验收合格率\t≥98%
效益指标\t社会效益指标\t缩短轮灌天数\t≥3天
满意度指标\t服务对象满意度指标\t受益农户满意度\t≥90%
"""
STREAM = """\
一级指标\t二级指标\t三级指标\t指标值\t分值\t说明
产出指标\t数量指标\t改造支渠闸门数量\t≥18座\t20
疏浚支渠总长度\t≥12公里\t10
质量指标\t闸门安装验收合格率\t≥98%\t20
满意度指标\t服务对象满意度指标\t受益农户满意度\t≥90%\t10
"""
SEPARATED = """\
序号,项目名称,一级指标,二级指标,三级指标,指标值,计量单位,更新时间
1,灌区节水改造,产出指标,数量指标,改造支渠闸门数量,≥18,座,2024-03-01
2,灌区节水改造,产出指标,质量指标,"闸门安装,验收合格率",≥98,%,2024-03-01
"""


def read(text: str) -> list[tuple[str, str, str]]:
    records = parse_document(text.encode(), "表.txt").indicators
    return [(r.level2, r.name, r.target_text.replace(" ", "")) for r in records]


def test_rests_of_cells_on_the_lines_below_a_row_are_its_own() -> None:
    assert read(RESTS) == [
        ("数量指标", "改造支渠闸门数量", "≥18座"),
        ("数量指标", "疏浚支渠总长度", "≥12公里"),
        ("质量指标", "闸门安装验收合格率", "≥98%"),
        ("经济成本指标", "每座闸门改造费用", "≤2.6万元/座"),
        ("服务对象满意度指标", "受益农户对供水的满意度", "≥90%"),
    ]


@pytest.mark.parametrize("text", [LEFT_OUT, STREAM])
def test_merged_cells_that_are_left_out_between_tabs_are_those_above(text: str) -> None:
    found = read(text)
    assert [x for x in found if x[1] != "缩短轮灌天数"] == [
        ("数量指标", "改造支渠闸门数量", "≥18座"),
        ("数量指标", "疏浚支渠总长度", "≥12公里"),
        ("质量指标", "闸门安装验收合格率", "≥98%"),
        ("服务对象满意度指标", "受益农户满意度", "≥90%"),
    ]


def test_separated_text_needs_no_suffix() -> None:
    assert read(SEPARATED) == [
        ("数量指标", "改造支渠闸门数量", "≥18座"),
        ("质量指标", "闸门安装,验收合格率", "≥98%"),
    ]


def test_a_binary_file_called_text_is_not_separated_text() -> None:
    with pytest.raises(ReadError):
        parse_document(b"\x00\x01" * 3000, "表.txt")


def test_a_rest_that_looks_like_a_unit_belongs_to_the_name_where_the_target_has_one() -> None:
    text = """\
项目名称 灌区节水改造
一级指标 二级指标 三级指标 年度指标值 1-7月执行情况 全年预计
产出指标 数量指标 改造支渠闸门数 ≥18座 12座 18座
量
灌区用水巡查批 ≥6000批次 2130批次 6000批次
次
节水宣传月活动 ≥6场 4场 6场
场次
质量指标 闸门安装验收合 ≥98% 100% 100%
格率
"""
    assert [(name, value) for _, name, value in read(text)] == [
        ("改造支渠闸门数量", "≥18座"),
        ("灌区用水巡查批次", "≥6000批次"),
        ("节水宣传月活动场次", "≥6场"),
        ("闸门安装验收合格率", "≥98%"),
    ]


def test_halves_of_names_above_and_below_their_rows_are_put_together() -> None:
    """pdftotext without its option: halves of names and classes stand above and below the figures of their rows."""
    cells = (
        "二级指标 三级指标 指标性质 指标值 度量单位 权重 北干渠清淤 ≥ 36 公里 10 长度 闸门检修完 数量指标 ≥ 12 座 10 成数量 "
        "水泵更换台 ≥ 6 台 10 数 闸门验收合 质量指标 ＝ 100 % 10 格率 清淤平均单 成本指标 ≤ 3.2 万元/公里 10 价 "
        "经济效益指 年节约用水 ≥ 30 万立方米 10 标 量 服务对象满 用水户综合 ≥ 90 % 10 意度指标 满意度"
    )
    records = parse_document("\n".join(cells.split()).encode(), "目标.txt").indicators
    assert [(r.level2, r.name, r.value) for r in records] == [
        ("数量指标", "北干渠清淤长度", "≥36公里"),
        ("数量指标", "闸门检修完成数量", "≥12座"),
        ("数量指标", "水泵更换台数", "≥6台"),
        ("质量指标", "闸门验收合格率", "＝100%"),
        ("成本指标", "清淤平均单价", "≤3.2万元/公里"),
        ("经济效益指标", "年节约用水量", "≥30万立方米"),
        ("服务对象满意度指标", "用水户综合满意度", "≥90%"),
    ]


def test_cells_that_were_torn_apart_are_told_to_be_unread() -> None:
    """A table whose cells stand together by columns: nothing tells what belongs to a row."""
    cells = (
        "年初绩效目标 产出指标 效益指标 满意度指标 二级指标 三级指标 数量指标 北干渠管护长度 聘用护渠员人数 人均巡渠天数 质量指标 "
        "管护责任书签订率 渠道渗漏率 时效指标 实际完成值 26.5公里 ≥18人 ≥22天 100% 18人 23天 100% 险情核查处置时限 ≤3‰ "
        "可持续影响指标 服务对象满意度指标 1.2‰ 100% 6 6 ≤3个工作日 2个工作日 护渠员人均收入 10元/米 ≥1.2万元 10元/米 1.3万元"
    )
    document = parse_document("\n".join(cells.split()).encode(), "自评.txt")
    assert not document.indicators
    assert [u.part for u in document.unread] == ["table"]


def test_names_and_targets_side_by_side_make_a_row_a_line() -> None:
    """The longest name, beside the longest completion, ends where the next one begins."""
    text = """\
项目绩效目标执行监控表
项目名称                  灌区清淤               实施单位     云岭县水利局
一级指标         二级指标          三级指标          年度指标值             1—7 月执行情况   全年预计完成情况           偏差原因分析及纠偏            完成目标可能性
产出指标         数量指标          干渠清淤完工公里数     ≥12 公里           4 公里        12 公里            其余 8 公里 3 月招        有可能
                                                                                          标，6 月开工，8 月
                                                                                          完工
                           检修闸门处数        46 处              46 处        46 处                                    确定能
                           普适型闸门安装       ≥80 套             35 套        60 套                                    确定能
             质量指标          清淤工程验收合格率     100%              尚未到验收阶段     100%                                    确定能
                           水位数据准确性       准确                准确          准确                                      确定能
             时效指标          清淤工程完工时间      2024 年 10 月底前     未完工         2024 年 12 月 20 日     招标流标影响工期             确定能
满意度指标        服务对象满意度指标     农户满意度         ≥90%              年底开展        ≥90%                                    确定能
"""
    told = [(r.name, r.value, r.actual) for r in parse_document(text.encode(), "监控.txt").indicators]
    assert told[3:5] == [("清淤工程验收合格率", "100%", "尚未到验收阶段"), ("水位数据准确性", "准确", "准确")]


def test_a_unit_with_a_stroke_stays_with_its_figure() -> None:
    pieces = pieces_of(parts_of("渠水悬浮物浓度 ≤35 毫克/立方米 28 毫克/立方米", False)[0])
    assert [piece.text for piece in pieces] == ["渠水悬浮物浓度", "≤35 毫克/立方米", "28 毫克/立方米"]


def test_one_blank_parts_the_label_of_a_sum_from_its_figure() -> None:
    text = """\
                                 部门整体支出绩效自评表
部门（单位）名称      云岭县水利局

              资金来源     年初预算数     全年预算数            全年执行数      分值   执行率    得分

部门整体
              资金总额     346.18   351.40          337.66    10   96.09% 9.61
支出（万元）
              其中：项目支出 208.00    226.22          212.48    —    93.93% —

一级指标 二级指标     三级指标               年度指标值            实际完成值      分值   得分

产出指标 数量指标     干渠清淤长度             ≥12 公里          12 公里      20    20

              检修闸门座数             8 座             8 座        20    20

满意度指标 满意度指标   农户满意度              ≥90%            92%        20    20
"""
    document = parse_document(text.encode(), "自评.txt")
    told = [p.text.split("\t") for p in document.passages if p.kind == "funds"]
    assert ["其中：项目支出", "208.00", "226.22", "212.48", "—", "93.93%", "—"] in told


def test_what_the_year_will_come_to_is_a_heading_of_the_money_too() -> None:
    text = """\
项目支出绩效目标执行监控表
（2024 年度，监控期：1—7 月）       金额单位：万元
项目名称                       灌区清淤                                  项目编码               450900241000000912
主管部门                       云岭县水利局                               实施单位               灌区管理所
项目资金                                     年初预算数             1—7 月执行数    1—7 月执行率           全年预计执行数
                           年度资金总额        310.00            96.20       31.03%             310.00
                           其中：县级资金       310.00            96.20       31.03%             310.00
一级指标         二级指标          三级指标          年度指标值             1—7 月执行情况   全年预计完成情况
产出指标         数量指标          清淤长度          ≥12 公里           4 公里        12 公里
                           检修闸门座数        8 座               2 座         8 座
满意度指标        服务对象满意度指标     农户满意度         ≥90%              年底开展        ≥90%
"""
    document = parse_document(text.encode(), "监控.txt")
    told = {p.kind: p.text for p in document.passages if p.kind in ("budget", "executed")}
    assert told == {"budget": "310.00", "executed": "96.20"}


def test_a_line_between_two_tables_of_a_page_says_for_which_time_the_second_is() -> None:
    text = """\
                           项目支出绩效目标表
项目名称          灌区节水改造                                项目编码    GX2024-0173
主管部门          云岭县水利局                                实施单位    灌区管理所
实施期目标         到 2026 年底新增节水面积 900 亩。
年度目标          新增节水面积 320 亩，检修闸门 8 座。
实施期绩效指标
一级指标          二级指标        三级指标        指标值       度量单位        权重
产出指标          数量指标        新增节水面积      ≥900      亩
满意度指标         服务对象满意度     农户满意度       ≥90       %
年度绩效指标
一级指标          二级指标       三级指标       指标值        度量单位        权重
产出指标          数量指标       新增节水面积     ≥320       亩           40
                         检修闸门座数     8          座           20
              质量指标       闸门验收合格率    100        %           20
满意度指标         服务对象满意度    农户满意度      ≥90        %           10
"""
    told = [(r.name, r.horizon) for r in parse_document(text.encode(), "目标.txt").indicators]
    assert told[:3] == [("新增节水面积", "term"), ("农户满意度", "term"), ("新增节水面积", "annual")]
