"""What the fields of the contract mean, in Chinese: for columns of tables, and whoever reads rows without a manual."""

from __future__ import annotations

TARGET = {
    "comparator": "比较符：≥ > = < ≤，between（区间）或 qualitative（定性）",
    "number": "数值",
    "upper": "区间的上限",
    "unit": "单位",
    "kind": "种类：percent permille count money date duration ratio relative state text",
    "approximate": "是否约数",
    "basis": "与什么相比（如上年），没有写明时为空",
}
FINDING = {
    "code": "检查编号，如 V29",
    "severity": "级别，P0 最重",
    "field": "所指的字段",
    "start": "字段中的起始位置",
    "end": "字段中的结束位置（不含）",
    "message": "问题",
    "suggestion": "建议，可以为空",
    "opinion": "审核意见代码 1…11",
}
UNREAD = {"location": "在文件里的位置", "reason": "没有读出的原因"}
_VERSION = "行格式的版本"
_SOURCE = "文件名（压缩包里的文件写作 压缩包!文件）"
_SCORE, _GRADE = "分数，0–100", "分数的等级：优良中差"
_PROJECT = {
    "project_id": "项目在这个文件里的标识，同名的两个项目各有一个",
    "project_code": "项目编码",
}

INDICATOR = {
    "schema_version": _VERSION,
    "id": "由来源、位置和文字得出的稳定编号",
    "source": _SOURCE,
    "location": "在文件里的位置",
    "unit": "填报单位",
    **_PROJECT,
    "project": "项目名称",
    "activity": "职责活动",
    "level1": "文件里写的一级指标",
    "level2": "文件里写的二级指标",
    "name": "指标名称",
    "value": "指标值",
    "description": "指标解释",
    "tiers": "优、良、中、差各档，从最好的一档起",
    "horizon": "目标期：annual（年度）、term（中期）或没有写明",
    "history": "以前各年的值",
    "actual": "实际完成值",
    "grade": "已评的优、良、中、差",
    "weight": "分值",
    "points": "自评得分",
    "reason": "偏差原因",
    "narrative": "在正文而不在表格里找到",
    "recognised": "文字由图片识别时的最低把握，0–1；文本为空",
    "target": "解析出的目标值",
    "type": "判断的类别代码",
    "type_level1": "判断的类别在所选标准下的一级指标",
    "type_probability": "类别的概率",
    "type_set": "95% 的类别集合",
    "vague": "目标是否模糊",
    "vague_probability": "目标模糊的概率",
    "boilerplate": "是否套话",
    "boilerplate_probability": "套话的概率",
    "findings": "关于这条指标的问题，最重的在前",
    "score": "指标质量，0–100",
    "score_grade": _GRADE,
}
PROJECT = {
    "schema_version": _VERSION,
    "source": _SOURCE,
    "unit": "填报单位",
    **_PROJECT,
    "project": "项目名称，没有项目时是职责活动",
    "location": "表从文件里的哪里开始",
    "budget": "预算，万元；没有写明时为空",
    "goal": "绩效目标",
    "indicators": "指标条数，空表为 0",
    "findings": "关于项目或整套指标的问题，最重的在前",
    "score": _SCORE,
    "score_grade": _GRADE,
}
DOCUMENT = {
    "schema_version": _VERSION,
    "source": _SOURCE,
    "unit": "填报单位",
    "title": "文件的标题",
    "projects": "项目个数",
    "indicators": "指标条数",
    "unread": "没有读出的部分",
    "findings": "关于整个文件的问题，最重的在前",
    "score": f"{_SCORE}；没有可评的内容时为空",
    "score_grade": _GRADE,
}
