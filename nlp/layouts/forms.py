"""What a form says around its indicator table: project, goal, budget, and which goal comes next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..blocks import Row
from ..normalize import fold, squeeze

_PROJECT = re.compile(r"(?:二级|一级|三级)?项目(?:\(政策\))?名称|政策名称|专项名称")
_BUDGET = re.compile(r"(?:全年|年度|年初)?预算(?:数|金额|规模)|(?:年度)?资金总额|项目资金|金额")
_GOAL = re.compile(r"(?:年度|总体|项目|绩效)*(?:绩效)?目标(?:描述|内容)?|预期目标|年度总体目标|年度目标")
_INLINE = re.compile(r"((?:二级|一级|三级)?项目(?:（政策）|\(政策\))?名称)\s*[:：]\s*(\S.*)", re.DOTALL)
_NUMBERED = re.compile(r"(?:长期|年度|总体)?(?:目标|指标)\d+")


@dataclass
class Form:
    """State of the form being read; a new project name starts a new form, `starts` counts them."""

    project: str = ""
    activity: str = ""
    goal: str = ""
    budget: str = ""
    starts: int = 0

    def read_row(self, row: Row, before: int | None = None) -> bool:
        """Take label and value cells from a row; True when the row belongs to the form's head.

        Inside an indicator table labels stand left of column `before` only.
        """
        texts = [squeeze(c.text) for c in row]
        taken = False
        for i, text in enumerate(texts[:before]):
            if not text or len(text) > 200:
                continue
            inline = _INLINE.fullmatch(text) if "名称" in text else None
            if inline:
                self.start(inline.group(2).strip())
                return True
            if len(text) > 24:
                continue
            asked = _asked(text)
            if not asked:
                continue
            value = next((t for t in texts[i + 1 :] if t), "")
            if asked == "project":
                self.start(value)
                return True
            if i <= 1 and asked == "numbered":
                self.activity = _numbered_goal(text, value)
                return True
            if asked == "budget" and not self.budget:
                self.budget, taken = value, True
            elif i <= 1 and asked == "goal" and value and not self.goal and not _is_label(value):
                self.goal, taken = value, True
        return taken

    def start(self, project: str) -> None:
        """A new project: nothing of the form before it holds any longer."""
        self.project, self.goal, self.budget, self.activity = project, "", "", ""
        self.starts += 1

    def read_text(self, text: str) -> None:
        """Take the project's name from a paragraph that states it."""
        inline = _INLINE.fullmatch(squeeze(text)) if len(text) < 200 and "名称" in text else None
        if inline:
            self.start(inline.group(2).strip())


@lru_cache(maxsize=4096)
def _asked(text: str) -> str:
    """What a label cell asks for, '' when it is none of the labels that records need."""
    label = fold(text).rstrip(":").replace(" ", "")
    if _PROJECT.fullmatch(label):
        return "project"
    if _NUMBERED.fullmatch(label) and text.rstrip().endswith((":", "：")):
        return "numbered"
    if _BUDGET.fullmatch(label):
        return "budget"
    return "goal" if _GOAL.fullmatch(label) else ""


def _numbered_goal(label: str, value: str) -> str:
    """`年度指标1：` and its text; a text numbered otherwise has drifted in from another line."""
    number = re.search(r"\d+", fold(label))
    other = re.match(r"目标(\d+)", fold(value))
    if not value or (other and number and other.group(1) != number.group()):
        return label.rstrip(":：")
    return value


def _is_label(text: str) -> bool:
    return len(text) <= 8 and bool(_GOAL.fullmatch(fold(text)) or "指标" in text or "目标" in text)
