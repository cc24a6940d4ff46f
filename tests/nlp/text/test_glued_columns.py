"""Text with places whose columns are so narrow that one blank stands between their cells."""

from __future__ import annotations

import pytest
from zhibiao.nlp.reading import parse_document

# Cells in the middle of their height, with no margins.
GLUED = """\
                         项目支出绩效自评表

                           （2024 年度）

项目名称    环湖绿道二期
                                              区绿道建设中
主管部门    青榆区园林局                    实施单位
                                              心
                                                              偏差原因及改
一级指标    二级指标     三级指标   年度指标值     实际完成值       分值       得分
                                                              进措施
               绿道每公里建 ≤186 万元/公 181 万元/公
成本指标    经济成本指标                                10       10
               设成本    里         里
               施工噪声扰民
        社会成本指标        ≤12 件     9件            5        5
               投诉件数
                                                              两处林地手续
                                                              未批，1.6 公
产出指标    数量指标     新建绿道长度 ≥18 公里    16.4 公里     10       9.1
                                                              里顺延至
                                                              2025 年 4 月
               配建驿站座数 ≥5 座        5座          8        8
               绿道铺装一次
        质量指标            100%      100%        8        8
               验收合格率
               二期主体完工 2024 年 11   2024 年 11
        时效指标                                  6        6
               时间       月 20 日前   月 12 日
               12345 热线
效益指标    社会效益指标 绿道类诉求办 ≥95%        97%         8        8
               结率
               环湖新增绿化 ≥2.6 万平方
        生态效益指标                    2.8 万平方米 8           8
               面积       米
        服务对象满意 周边居民满意
满意度指标                   ≥88%      91%         10       10
        度指标    度
总分                                            100      98.1
"""
# Cells at the top, with margins.
TOP = """\
                           项目支出绩效自评表

                              （2024 年度）

项目名称    环湖绿道二
        期
主管部门    青榆区园林                         实施单位        区绿道建设
        局                                         中心
一级指标    二级指标    三级指标      年度指标值       实际完成值       分值      得分     偏差原因及
                                                                 改进措施
成本指标    经济成本指   绿道每公里     ≤186 万      181 万       10      10
        标       建设成本      元/公里        元/公里
        社会成本指   施工噪声扰     ≤12 件       9件          5       5
        标       民投诉件数
产出指标    数量指标    新建绿道长     ≥18 公里      16.4 公里     10      9.1    两处林地手
                度                                                续未
                                                                 批，1.6 公
                                                                 里顺延至
                                                                 2025 年 4
                                                                 月
                配建驿站座     ≥5 座        5座          8       8
                数
        质量指标    绿道铺装一     100%        100%        8       8
                次验收合格
                率
        时效指标    二期主体完     2024 年 11   2024 年 11   6       6
                工时间       月 20 日前     月 12 日
效益指标    社会效益指   12345 热   ≥95%        97%         8       8
        标       线绿道类诉
                求办结率
        生态效益指   环湖新增绿     ≥2.6 万平     2.8 万平方     8       8
        标       化面积       方米          米
满意度指标   服务对象满   周边居民满     ≥88%        91%         10      10
        意度指标    意度
总分                                                100     98.1
"""
ROWS = [
    ("经济成本指标", "绿道每公里建设成本", "≤186万元/公里", "181万元/公里"),
    ("社会成本指标", "施工噪声扰民投诉件数", "≤12件", "9件"),
    ("数量指标", "新建绿道长度", "≥18公里", "16.4公里"),
    ("数量指标", "配建驿站座数", "≥5座", "5座"),
    ("质量指标", "绿道铺装一次验收合格率", "100%", "100%"),
    ("时效指标", "二期主体完工时间", "2024年11月20日前", "2024年11月12日"),
    ("社会效益指标", "12345热线绿道类诉求办结率", "≥95%", "97%"),
    ("生态效益指标", "环湖新增绿化面积", "≥2.6万平方米", "2.8万平方米"),
    ("服务对象满意度指标", "周边居民满意度", "≥88%", "91%"),
]


@pytest.mark.parametrize("text", [GLUED, TOP])
def test_cells_with_one_blank_between_them_are_told_apart(text: str) -> None:
    document = parse_document(text.encode(), "page.txt")
    records = document.indicators
    assert [(r.level2, r.name, r.value, r.actual) for r in records] == ROWS
    assert [r.weight for r in records] == [10, 5, 10, 8, 8, 6, 8, 8, 10]
    assert records[2].reason == "两处林地手续未批，1.6公里顺延至2025年4月"
    assert [p.text for p in document.passages if p.kind == "total"] == ["分值 100；得分 98.1"]


OWNERS = """\
                       2025年部门项目支出绩效目标表
项目名称        年度绩效目标            一级指标    二级指标      三级指标       指标性质  指标值  度量单位
1           2                 3       4         5          6     7    8
平川县水利局
                              产出指标    数量指标      清淤长度       ≥     12   公里
            清淤12公里，灌区用水户满意度         质量指标      清淤验收合格率    ＝     100  %
灌区清淤
                              效益指标    社会效益指标    改善灌溉面积     ≥     900  亩
            不低于90%。
                              满意度指标   服务对象满意度指标 用水户满意度     ≥     90   %
                              产出指标    数量指标      检修闸门数      ≥     20   座
闸门检修        检修闸门20座。         效益指标    社会效益指标    闸门故障停水次数   ≤     2    次
                              满意度指标   服务对象满意度指标 管水员满意度     ≥     85   %
"""


def test_names_and_goals_of_projects_stand_in_the_middle_of_their_rows() -> None:
    document = parse_document(OWNERS.encode(), "page.txt")
    assert [(p.name, p.goal) for p in document.projects] == [
        ("灌区清淤", "清淤12公里，灌区用水户满意度不低于90%。"),
        ("闸门检修", "检修闸门20座。"),
    ]
    assert [r.project for r in document.indicators] == ["灌区清淤"] * 4 + ["闸门检修"] * 3


LABELS = """\
                中央对地方转移支付区域绩效目标自评表
转移支付（项目）      水利发展资金
名称
主管部门          平川县水利局
          一级指标    二级指标      三级指标                年度指标值     全年完成值
          产出指标    数量指标      清淤长度                ≥12公里    12.5公里
                          6-12 岁学生节水教育覆盖率      ≥90%     95%
          效益指标    社会效益指标    改善灌溉面积              ≥900亩    960亩
"""


def test_a_label_goes_on_in_the_next_line_and_a_name_begins_with_an_age() -> None:
    document = parse_document(LABELS.encode(), "page.txt")
    assert [p.name for p in document.projects] == ["水利发展资金"]
    assert [(r.name, r.value, r.actual) for r in document.indicators] == [
        ("清淤长度", "≥12公里", "12.5公里"),
        ("6-12岁学生节水教育覆盖率", "≥90%", "95%"),
        ("改善灌溉面积", "≥900亩", "960亩"),
    ]
