"""What the fuzzer starts from: the documents of the layout tests, whole and cut, and words that it may put in."""

from __future__ import annotations

from collections.abc import Iterator

from ..nlp.layouts.fixtures import DOCUMENTS
from ..nlp.layouts.grids import Grid, Span, to_csv, to_html, to_txt
from .seed_files import FILES

# Marks and words on which the parsers turn; a random byte would seldom make one.
_TEXT = (
    "\t|\n\n|\r\n|\u00a0|\ufeff|[bookmark:a]|<br/>|一级指标|二级指标|三级指标|指标名称|指标值|绩效指标|目标值|指标解释|指标性质|计量单位|"
    "产出指标|效益指标|满意度指标|成本指标|数量指标|质量指标|时效指标|社会效益指标|服务对象满意度指标|项目名称|职责活动|"
    "年度绩效目标|绩效目标申报表|绩效自评表|全年完成值|实际完成值|偏差原因|分值|得分|权重|优|良|中|差|评价标准|不适用|无|/|—|合计|√|单位：万元|备注"
)
_HTML = (
    "<table>|</table>|<tr>|</tr>|<td>|</td>|<th>|<p>|</p>|<br>|<div>|<span>|<td rowspan=|<td colspan=|'2'|'65535'| style='display:none'|"
    "<!--|-->|<![CDATA[|]]>|&nbsp;|&#x2029;|&#xfffc;0|&#0;|&#xd800;|<meta charset='gbk'>|<meta charset='utf-16'>|<script>|</script>|<style>|"
    "<textarea>|<select>|<template>|<svg>|<form>|<caption>|<tbody>|<html>|<body>|<head>|<?xml version='1.0' encoding='gb2312'?>"
)
_TARGETS = (
    "≥|≤|<|>|=|%|‰|/10万|/万|万|亿|元|万元|亿元|人|人次|个|次|天|工作日|小时|个月|月|年|季度|学期|成|倍|分|岁|周岁|℃|㎡|平方米|每|/年|:|~|-|至|到|±|+|,|.|约|近|余|"
    "左右|以上|以下|以内|前|后|底|末|初|上旬|中旬|起|止|不少于|不低于|不超过|高于|低于|达到|比上年|较2022年|同比|提高|下降|增长|减少|持平|百分之|百分点|三分之二|"
    "零|〇|一|二|两|三|十|百|千|半|点|上半年|第一季度|2023年|12月31日|20231231|2023-11-30|7*24|24小时|值班|国家标准|C级|零事故|未发生|无|合格|及格|优|良|全年|"
    "每月5日|一次|1:1.5|x|①|０|％|²"
)
_VALUES = (
    "≥95%|90%以上|不超过12.5万元/年|2024年10月底前|比上年提高3个百分点|下降2.5%以上|零事故|80%-90%|≥60%且<80%|7*24小时|每3个月1次|每季度不少于2次|约1,200人次|"
    "三分之二|百分之九十五|十万分之二十|±5%|-5~5℃|2023年11月至2024年3月|第三季度末|上半年|每月15日前|1:1.5|七成以上|达到国家标准|二级及以上|未发生安全事故|高于全省平均水平|"
    "与上年持平|5个工作日/宗|20元/人·天|≤3次/年|3-5天|12月31日|半年|20万-30万元|完成85场，覆盖13个社区|无|/|—"
)


def _words(joined: str) -> list[str]:
    return joined.split("|")


def _texts() -> Iterator[str]:
    for document in DOCUMENTS.values():
        for block in document:
            for row in block.rows if isinstance(block, Grid) else [[block]]:
                yield from (cell.text if isinstance(cell, Span) else cell for cell in row)


def seeds(target: str) -> list[bytes]:
    """Inputs to mutate."""
    if target == "targets":
        return [t.encode() for t in dict.fromkeys([*_words(_VALUES), *_texts()]) if t]
    if target in FILES:
        return FILES[target]()
    documents = list(DOCUMENTS.values())
    if target == "html":
        return [to_html(d) for d in documents]
    tables = [[block] for d in documents for block in d if isinstance(block, Grid)]
    return [to_txt(d) for d in documents] + [to_csv(t).replace(b",", b"\t") for t in tables]


def dictionary(target: str) -> str:
    """Words that the fuzzer puts in, in libFuzzer's notation."""
    words = {"text": _TEXT, "html": f"{_HTML}|{_TEXT}", "targets": _TARGETS}.get(target, "")
    return "".join(
        '"{}"\n'.format("".join(f"\\x{byte:02x}" for byte in word.encode())) for word in _words(words) if word
    )
