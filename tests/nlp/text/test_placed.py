"""Text that keeps the places of a page (pdftotext -layout), with cells in the middle of their height."""

from __future__ import annotations

from zhibiao.nlp.document import Document
from zhibiao.nlp.readers.text.placed.levels import centred
from zhibiao.nlp.reading import parse_document

HEAD = """\
                  项目支出绩效目标运行监控表

                     (2024 年 1-6 月)

项目名称   北干渠维修养护项目     主管部门 云岭县水利局
"""
GOAL = """\
年度总体   完成北干渠清淤 36 公里、闸门检修 12 座,全年不发生责任事故,渠道水利用系数不
 目标    低于 0.58,沿渠农户灌溉条件明显改善。
"""
TABLE = """\
                     年度指标   1-6 月执 全年预计
一级指标   二级指标 三级指标                          原因说明 监控结论
                        值    行情况   完成情况
                北干渠渠
                道清淤长 ≥36 公里 15 公里  36 公里        正常
       数量指标       度
                闸门检修
                      ≥12 座   5座    12 座        正常
                 数量
产出指标
                水泵更换 2024 年        2024 年
       时效指标                  进行中                正常
                完成时间   10 月         10 月
                护渠员误
                     ≤2.4 万  1.2 万  2.4 万
       成本指标 工补助标                                正常
                     元/人·年  元/人·年  元/人·年
                  准
                灌区责任
       社会效益                               汛期加密
效益指标            事故发生    0起    0起     0起         正常
        指标                                巡查频次
                  数
       服务对象
满意度指            用水户满
       满意度指           ≥90%  年底调查    ≥90%        正常
  标              意度
         标
"""


def _read(text: str) -> Document:
    return parse_document(text.encode(), "监控.txt")


def test_cells_in_the_middle_of_their_rows_are_whole() -> None:
    told = [(r.level1, r.level2, r.name, r.value, r.actual) for r in _read(HEAD + GOAL + TABLE).indicators]
    assert told == [
        ("产出指标", "数量指标", "北干渠渠道清淤长度", "≥36公里", "15公里"),
        ("产出指标", "数量指标", "闸门检修数量", "≥12座", "5座"),
        ("产出指标", "时效指标", "水泵更换完成时间", "2024年10月", "进行中"),
        ("产出指标", "成本指标", "护渠员误工补助标准", "≤2.4万元/人·年", "1.2万元/人·年"),
        ("效益指标", "社会效益指标", "灌区责任事故发生数", "0起", "0起"),
        ("满意度指标", "服务对象满意度指标", "用水户满意度", "≥90%", "年底调查"),
    ]


def test_what_stands_at_the_end_of_rows_is_theirs() -> None:
    document = _read(HEAD + GOAL + TABLE)
    assert [r.reason for r in document.indicators if r.reason] == ["汛期加密巡查频次"]
    assert not document.unread


def _goals(text: str) -> dict[str, str]:
    passages = _read(HEAD + text + TABLE).passages
    return {p.kind: p.text.replace(" ", "") for p in passages if p.kind.startswith("goal")}


def test_a_label_in_two_lines_is_that_of_a_goal() -> None:
    told = "完成北干渠清淤36公里、闸门检修12座,全年不发生责任事故,渠道水利用系数不低于0.58,沿渠农户灌溉条件明显改善。"
    assert _goals(GOAL) == {"goal": told}


def test_a_goal_goes_on_above_and_below_its_label() -> None:
    goal = """\
           完成北干渠清淤 36 公里、闸门检修 12 座,渠道水利用系数不低于
年度总体目标
           0.58。
"""
    assert _goals(goal) == {"goal": "完成北干渠清淤36公里、闸门检修12座,渠道水利用系数不低于0.58。"}


def test_a_goal_and_its_report_stand_side_by_side() -> None:
    goals = """\
   年度总体目标               预期目标                      实际完成情况
               完成北干渠清淤 36 公里、闸门检修        全年清淤 35 公里,检修闸门 12
               12 座,方便沿渠农户灌溉。             座,沿渠农户灌溉更加方便。
"""
    assert _goals(goals) == {
        "goal": "完成北干渠清淤36公里、闸门检修12座,方便沿渠农户灌溉。",
        "goal_actual": "全年清淤35公里,检修闸门12座,沿渠农户灌溉更加方便。",
    }


def test_texts_in_the_middle_with_one_blank_between_them_stand_side_by_side() -> None:
    goals = """\
   年度总体目标               预期目标                      实际完成情况

       完成北干渠清淤 36 公里，检修闸门 12 座，方便 全年清淤北干渠 35 公里，检修闸门 12 座，用水户
                   沿渠农户灌溉。                     灌溉更加方便。

"""
    assert _goals(goals) == {
        "goal": "完成北干渠清淤36公里，检修闸门12座，方便沿渠农户灌溉。",
        "goal_actual": "全年清淤北干渠35公里，检修闸门12座，用水户灌溉更加方便。",
    }


def test_the_label_of_two_goals_may_run_down_the_edge() -> None:
    goals = """\
年                  预期目标                       实际完成情况
度    完成北干渠清淤 36 公里、闸门检修         全年清淤 35 公里,检修闸门 12
总    12 座,方便沿渠农户灌溉。              座,沿渠农户灌溉更加方便。
体
目标
"""
    assert _goals(goals) == {
        "goal": "完成北干渠清淤36公里、闸门检修12座,方便沿渠农户灌溉。",
        "goal_actual": "全年清淤35公里,检修闸门12座,沿渠农户灌溉更加方便。",
    }


def test_two_goals_may_stand_behind_their_labels() -> None:
    goals = """\
年度总体目标      预期目标：完成北干渠清淤 36 公里、闸            实际完成情况：全年清淤 35 公里,
            门检修 12 座,方便沿渠农户灌溉。               检修闸门 12 座,沿渠农户灌溉更
                                                加方便。
"""
    assert _goals(goals) == {
        "goal": "完成北干渠清淤36公里、闸门检修12座,方便沿渠农户灌溉。",
        "goal_actual": "全年清淤35公里,检修闸门12座,沿渠农户灌溉更加方便。",
    }


def test_a_goal_of_the_term_stands_beside_that_of_the_year() -> None:
    goals = """\
总体目标    中期目标（2024 年—2026 年）                     年度目标
        三年清淤 108 公里，检修闸门 40 座。   完成北干渠清淤 36 公里，检修闸门 12 座，方便沿渠农
                                       户灌溉。
"""
    assert _goals(goals) == {
        "goal_long": "三年清淤108公里，检修闸门40座。",
        "goal": "完成北干渠清淤36公里，检修闸门12座，方便沿渠农户灌溉。",
    }


def test_sums_with_one_blank_between_them_stand_below_their_headings_in_order() -> None:
    sums = """\
项目资金            年初预算数           全年预算数   全年执行数   分值    执行率  得分
（万元）
        年度资金总额  320.00          286.00 271.70 10   95% 9.5
"""
    (told,) = [p.text for p in _read(HEAD + sums + TABLE).passages if p.kind == "execution"]
    assert told == "年初预算数 320.00；全年预算数 286.00；全年执行数 271.70；执行率 95%；分值 10；得分 9.5"


# A class over a page break stands on both pages; the second page has columns of its own, and the share of the money
# stands below the last class without a target.
TWO_PAGES = """\
 一级指标      二级指标        三级指标      计算符号   指标值  计量单位    完成值    权重/得分      未完成原因
           数量指标     北干渠清淤长度      ≥     36    公里       36    10/10

                     闸门合格率       ≥     95     %       96     10/10
                                                                      雨季停工，泵站闸门
           质量指标     泵站完好率       ≥     98     %       93     10/9.5
 产出指标                                                                 ，年底前补修

                   清淤完成时间       ≤     11     月       12     10/8
           时效指标
\f          时效指标
                    水泵更换时间     ≤     10     月     9     10/10

 效益指标     社会效益指标    灌区责任事故     =     0     起     0     20/20

 满意度指标  服务对象满意度指标   用水户满意度     ≥     90    %     92     20/20

                    预算执行率                                 10/9
"""


def test_a_page_break_tears_neither_classes_nor_columns() -> None:
    records = _read(HEAD + TWO_PAGES).indicators
    assert [(r.level2, r.name, r.actual, r.weight, r.points) for r in records] == [
        ("数量指标", "北干渠清淤长度", "36公里", 10, 10),
        ("质量指标", "闸门合格率", "96%", 10, 10),
        ("质量指标", "泵站完好率", "93%", 10, 9.5),
        ("时效指标", "清淤完成时间", "12月", 10, 8),
        ("时效指标", "水泵更换时间", "9月", 10, 10),
        ("社会效益指标", "灌区责任事故", "0起", 20, 20),
        ("服务对象满意度指标", "用水户满意度", "92%", 20, 20),
    ]
    assert [r.reason for r in records if r.reason] == ["雨季停工，泵站闸门，年底前补修"]


def test_figures_without_their_label_stand_below_their_headings() -> None:
    money = """\
预算执行情况（万元）     年初预算数      调整后预算数     1-6 月执行数     执行率

               320          320        120     37.5%
"""
    told = {p.kind: p.text for p in _read(HEAD + money + TABLE).passages if p.kind in ("budget", "executed")}
    assert told == {"budget": "320", "executed": "120"}


SENTENCES = """\
                 项目支出绩效目标申报表
   项目名称           灌区清淤                    项目代码   1301
   测算依据及说明      渠道清淤 12 公里×2 万元=24 万元；闸门检修
                  20 座×1500 元=3 万元。
   项目长期绩效目标      到 2027 年，灌区渠道全部清淤一遍，形成长效管护的
                  良好局面。
   项目年度绩效目标      清淤 12 公里以上，检修闸门 20 座，全年不发生责任
                  事故。
一级指标   二级指标   三级指标      指标值
产出指标   数量指标   清淤长度      ≥12 公里
               检修闸门座数    20 座
满意度指标  服务对象满意 农户满意度     ≥90%
       度指标
"""


def test_a_line_that_ends_a_sentence_is_that_of_the_label_above() -> None:
    told = {p.kind: p.text for p in _read(SENTENCES).passages}
    assert told["calculation"].endswith("闸门检修20座×1500元=3万元。")
    assert told["goal_long"] == "到2027年，灌区渠道全部清淤一遍，形成长效管护的良好局面。"
    assert told["goal"].startswith("清淤12公里以上")
    assert told["goal"].endswith("事故。")


AGAIN = """\
一级指标    二级指标     三级指标        年度指标值   实际完成值  分值   得分


                  清淤长度        ≥12公里    12公里    20   20
产出指标    数量指标
（50分）
                  检修闸门座数      20座       20座      20   20


        经济效益指标   节水折合金额      ≥60万元    58万元    10   9


效益指标             节水意识        有所提高     有所提高    10   10
（30分）   社会效益指标


                     第 1 页，共 2 页
效益指标
（30分）   社会效益指标
                  节水宣传受益人次    ≥1.5万人次   1.6万人次  10   10


满意度指标   服务对象满意   农户满意度       ≥90%      96%     10   10
（10分）   度指标
"""


def test_classes_that_the_next_page_repeats_are_one() -> None:
    found = {r.name: (r.level1[:4].rstrip("（"), r.level2) for r in _read(AGAIN).indicators}
    assert found["节水折合金额"] == ("效益指标", "经济效益指标")
    assert found["节水宣传受益人次"] == ("效益指标", "社会效益指标")


def test_what_names_end_in_speaks_where_lines_leave_a_class_open() -> None:
    names = ("泵站验收通过率", "闸门设备在线率", "险情响应时间", "改造完工时间")
    classes = {0: [([1], ["质量指标"]), ([7], ["时效指标"])]}
    rows = [(0, 0), (3, 3), (6, 6), (8, 10)]
    assert centred(rows, classes, ("level2",), names) == {0: [0, 2]}
