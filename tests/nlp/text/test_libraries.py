"""Pages of document libraries and converters: chunks, headings broken over lines, numbered names, empty lines."""

from __future__ import annotations

from zhibiao.nlp.reading import parse_document
from zhibiao.nlp.record import Indicator

CHUNKS = """《2022年度绩效目标自评表.docx》由会员分享，可在线阅读。
1、2022年度绩效目标自评表项目名称残疾人康复项目负责人彭某主管部门云岭县残联实施单位康复股绩 效 指 标一级 指标二级 指标三级指标年度指标 值全年 完成值未完成原因和 改进措施产 出 指 标数量 指标康复救助人数≥86人86人辅助器具适配件 数≥320件347件家庭改造 户数≥40户

2、40户质量 指标审核准确率100%100%时效 指标拨付及时率100%100%成本 指标户均改造补助≤3500元3500元满意度 指标服务对 象满意 度指标残疾人亲属 满意度≥90%97.5%说明无
关 键  词：
"""
BROKEN_HEAD = """项目名称老旧小区改造资金
绩效指标一级
指标
二级指标三级指标指标值全年实际完成值未完成原因和改进措施

产出
指标
数量指标改造小区个数≥9个9个
惠及居民户数≥1520户1488户拆除违建后户数核减


质量指标工程验收合格率≥100%100%


满意度指标服务对象
满意度指标
居民满意度≥85%92%
"""
NUMBERED = """项目名称 养老补贴
一级
指标 二级指标 指标内容 指标值 备注
产出
指标 数量指标 1.享受服务老人数 2300人
2.运营服务站个数 14个
质量指标 1.老人档案完整率 ≥98%
效益
指标 经济效益指标  /
社会效益指标 1.老人紧急呼叫响应率 ≥95%
满意度
指标 服务对象
满意度指标 1.老人及家属满意度 ≥90%
"""


def read(text: str) -> tuple[Indicator, ...]:
    return parse_document(text.encode(), "页.txt").indicators


def test_the_chunks_of_a_library_are_one_text() -> None:
    assert [(r.level2, r.name, r.value, r.actual) for r in read(CHUNKS)][:-1] == [
        ("数量指标", "康复救助人数", "≥86人", "86人"),
        ("数量指标", "辅助器具适配件数", "≥320件", "347件"),
        ("数量指标", "家庭改造户数", "≥40户", "40户"),
        ("质量指标", "审核准确率", "100%", "100%"),
        ("时效指标", "拨付及时率", "100%", "100%"),
        ("成本指标", "户均改造补助", "≤3500元", "3500元"),
    ]


def test_a_glued_heading_may_break_over_lines() -> None:
    assert [(r.level2, r.name, r.value, r.actual) for r in read(BROKEN_HEAD)] == [
        ("数量指标", "改造小区个数", "≥9个", "9个"),
        ("数量指标", "惠及居民户数", "≥1520户", "1488户"),
        ("质量指标", "工程验收合格率", "≥100%", "100%"),
        ("服务对象满意度指标", "居民满意度", "≥85%", "92%"),
    ]


def test_numbers_before_names_are_none_of_theirs_and_a_class_alone_is_no_name() -> None:
    assert [(r.level2, r.name, r.value) for r in read(NUMBERED)] == [
        ("数量指标", "享受服务老人数", "2300人"),
        ("数量指标", "运营服务站个数", "14个"),
        ("质量指标", "老人档案完整率", "≥98%"),
        ("社会效益指标", "老人紧急呼叫响应率", "≥95%"),
        ("服务对象满意度指标", "老人及家属满意度", "≥90%"),
    ]


def test_an_empty_line_behind_each_line_says_nothing() -> None:
    cells = [
        "项目名称",
        "人民调解",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "产出指标",
        "数量指标",
        "人民调解案件数",
        "2600件",
        "2871件",
    ]
    cells += [
        "质量",
        "指标",
        "矛盾纠纷调解",
        "成功率",
        "≥98%",
        "98.6%",
        "效益指标",
        "经济效",
        "益指标",
        "为当事人挽回",
        "经济损失",
        "≥500万元",
        "1280万元",
    ]
    assert [(r.level2, r.name, r.value, r.actual) for r in read("\n\n".join(cells))] == [
        ("数量指标", "人民调解案件数", "2600件", "2871件"),
        ("质量指标", "矛盾纠纷调解成功率", "≥98%", "98.6%"),
        ("经济效益指标", "为当事人挽回经济损失", "≥500万元", "1280万元"),
    ]
