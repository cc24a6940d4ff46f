"""Labels torn over the lines of a flattened table."""

from __future__ import annotations

from zhibiao.nlp.reading import parse_document

TORN = """\
   一级指标     二级指标            三级指标           指标值
                        指标1：疏浚支渠长度      12公里
            数量指标      指标2：更换闸门启闭机          14台
                        指标3：管护灌溉支渠          9条
   产出指标               指标1：渠道衬砌抽检合格率        ≥96%
            质量指标
绩                        指标2：闸门试运行一次成功率         ≥93%
效
            时效指标     指标1：汛前清淤及时率     ≥95%
指
标           成本指标     指标1：每公里疏浚费用       ≤7.2万元
           生态效益指标            指标1：灌溉水利用系数       ≥0.58
"""


def test_a_label_written_down_the_left_edge_is_no_cell() -> None:
    records = parse_document(TORN.encode(), "表.txt").indicators
    assert [(r.level2, r.name, r.value) for r in records] == [
        ("数量指标", "疏浚支渠长度", "12公里"),
        ("数量指标", "更换闸门启闭机", "14台"),
        ("数量指标", "管护灌溉支渠", "9条"),
        ("质量指标", "渠道衬砌抽检合格率", "≥96%"),
        ("质量指标", "闸门试运行一次成功率", "≥93%"),
        ("时效指标", "汛前清淤及时率", "≥95%"),
        ("成本指标", "每公里疏浚费用", "≤7.2万元"),
        ("生态效益指标", "灌溉水利用系数", "≥0.58"),
    ]
