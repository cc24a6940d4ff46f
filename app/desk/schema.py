"""The API's answers as OpenAPI describes them; the contract's scored record, schema_version 1."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field


class Problem(BaseModel):
    """Why a request failed."""

    detail: str = Field(description="原因和办法，一句话")


class Health(BaseModel):
    """Whether the service works."""

    status: Literal["ok"] = Field(description="正常")
    version: str = Field(description="程序版本")
    waiting: int = Field(description="排队等候的文件数")


class TargetModel(BaseModel):
    """The parsed target value."""

    comparator: str = Field(description="≥ > = < ≤ between qualitative")
    number: float | None = Field(description="数值")
    upper: float | None = Field(description="区间的上限")
    unit: str = Field(description="单位")
    kind: str = Field(description="percent permille count money date duration ratio relative state text")


class FindingModel(BaseModel):
    """What a check found."""

    code: str = Field(description="检查编号，如 V29")
    severity: Literal["P0", "P1", "P2", "P3"] = Field(description="级别，P0 最重")
    field: str = Field(description="所指的字段")
    start: int = Field(description="字段中的起始位置")
    end: int = Field(description="字段中的结束位置（不含）")
    message: str = Field(description="问题")
    suggestion: str = Field(description="建议，可以为空")
    opinion: int = Field(description="审核意见代码 1…11", ge=1, le=11)


class RecordModel(BaseModel):
    """One indicator, scored."""

    schema_version: Literal[2] = Field(description="记录格式的版本")
    id: str = Field(description="由来源、位置和文字得出的稳定编号")
    source: str = Field(description="文件名（压缩包里的文件写作 压缩包!文件）")
    location: str = Field(description="在文件里的位置")
    unit: str = Field(description="填报单位")
    project_id: str = Field(description="项目在这个文件里的标识，同名的两个项目各有一个")
    project_code: str = Field(description="项目编码")
    project: str = Field(description="项目名称")
    activity: str = Field(description="职责活动")
    level1: str = Field(description="文件里写的一级指标")
    level2: str = Field(description="文件里写的二级指标")
    name: str = Field(description="指标名称")
    value: str = Field(description="指标值")
    description: str = Field(description="指标解释")
    tiers: list[str] | None = Field(description="优、良、中、差各档，从最好的一档起")
    horizon: Literal["", "annual", "term"] = Field(description="目标期：年度、中期或没有写明")
    history: list[str] = Field(description="以前各年的值")
    actual: str = Field(description="实际完成值")
    grade: str = Field(description="已评的优、良、中、差")
    weight: float | None = Field(description="分值")
    points: float | None = Field(description="自评得分")
    reason: str = Field(description="偏差原因")
    narrative: bool = Field(description="在正文而不在表格里找到")
    recognised: float | None = Field(description="文字由图片识别时的最低把握，0–1；文本为空")
    target: TargetModel | None = Field(description="解析出的目标值")
    type: str = Field(description="判断的类别代码")
    type_level1: str = Field(description="判断的类别在所选标准下的一级指标")
    type_probability: float = Field(description="类别的概率")
    type_set: list[str] = Field(description="95% 的类别集合")
    vague: bool = Field(description="目标是否模糊")
    vague_probability: float = Field(description="目标模糊的概率")
    boilerplate: bool = Field(description="是否套话")
    boilerplate_probability: float = Field(description="套话的概率")
    findings: list[FindingModel] = Field(description="检查发现的问题，最重的在前")
    score: float = Field(ge=0, le=100, description="指标质量，0–100")
    score_grade: Literal["优", "良", "中", "差"] = Field(description="分数的等级")


class ScoreAnswer(BaseModel):
    """What was found in a file."""

    records: list[RecordModel] = Field(description="逐条指标，按文件里的顺序")
    problems: list[str] = Field(description="没有读出的部分和原因")
