"""The index of an archive's repetitions: building it over made-up indicators, and what it finds of them.

`ZHIBIAO_BENCH_ROWS` is the number of indicators (50,000). The same number gives the same archive.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from ...nlp.record import Indicator
from ...scoring.batch.units import folder_unit
from ...scoring.repetition import RepetitionIndex, build
from ...scoring.repetition.index import FOLDER
from ...scoring.repetition.near import SIMILARITY, comparable
from ...scoring.repetition.texts import record_text, same_sense
from . import Section
from .memory import peak

ROWS = int(os.environ.get("ZHIBIAO_BENCH_ROWS", "50000"))
SAMPLE = 20_000
_PART = 50_000  # rows in a part
_UNITS = 400
_YEARS = range(2019, 2027)

_FIRST, _SECOND = (
    "东西南北中上下青白云石柳松竹梅兰桂枫银金龙凤鹤鹿",
    "岭湾坡河桥街塘林坪溪树湖江海泉沟寨堡渡关井田园峰",
)
_KINDS = ("村", "镇", "乡", "社区", "片区", "街道")
_WORKS = (
    "水库维修养护", "校舍修缮", "卫生院设备更新", "高标准农田建设", "农村公路养护", "图书馆开放", "老人助餐", "河道清淤",
    "教师培训", "疫苗冷链更新", "良种推广", "危桥改造", "非遗展演", "殡葬设施维护", "灌区节水改造", "营养午餐补助",
    "家庭医生签约", "病虫害统防统治", "公交站台更新", "文化广场维护", "档案数字化", "职业技能培训", "森林防火巡护",
    "污水管网改造", "垃圾分类宣传", "残疾人康复", "普法宣讲", "食品安全抽检", "创业担保贷款贴息", "退役军人慰问",
)  # fmt: skip
_PARTS = ("机电设备", "防护网", "监测点", "作业人员", "宣传资料", "受益农户", "配套管道", "标识标牌", "信息系统", "抽检样品",
          "示范基地", "服务对象", "施工合同", "验收资料", "应急物资", "档案卷宗")  # fmt: skip
_MEASURES = (
    ("数量", "≥{n}个"), ("数量", "{n}处"), ("面积", "{n}亩"), ("长度", "≥{n}米"), ("人次", "{n}人次"), ("覆盖率", "≥{p}%"),
    ("验收合格率", "{p}%"), ("完好率", "≥{p}%"), ("完成及时率", "{p}%"), ("完成时间", "{m}月底前"), ("单位成本", "≤{n}元"),
    ("总成本", "≤{n}万元"), ("投诉起数", "≤{m}起"), ("管护制度", "健全"), ("质量", "符合要求"), ("知晓率", "{p}%以上"),
)  # fmt: skip
_COMMON = tuple(
    (f"{who}{what}", value)
    for who in ("服务对象", "受益群众", "单位职工", "项目单位", "社会公众", "基层干部")
    for what, value in (
        ("满意度", "≥90%"), ("满意程度", "95%以上"), ("投诉率", "≤1%"), ("认可程度", "明显提高"), ("工作保障程度", "有效保障"),
        ("资金拨付及时率", "100%"), ("政策知晓程度", "显著提升"), ("长效管理机制", "进一步健全完善"),
    )
)  # fmt: skip
_SAID = (
    "反映{work}的实际完成情况。", "反映{place}{work}{part}的落实情况，按实际数量统计。", "根据年度工作计划确定，完成得满分，未完成不得分。",
    "考核{work}对经济社会发展的促进作用，保障各项工作顺利开展。", "{part}达标数除以总数，由{place}按季度汇总上报。",
)  # fmt: skip
_SPARE = "的地区相关类等各项工作点段片组级型用服务设施"


def indicators(seed: int = 5) -> Iterator[tuple[Indicator, int]]:
    """Ever new records with their year, document by document: of the rows a quarter is everybody's, one in
    six from the unit's earlier forms, one in ten nearly so (one or two characters), the rest new."""
    chance = random.Random(seed)
    earlier: dict[int, list[tuple[str, str, str]]] = {}
    number = 0
    while True:
        unit, year = chance.randrange(_UNITS), chance.choice(_YEARS)
        place = chance.choice(_FIRST) + chance.choice(_SECOND) + chance.choice(_KINDS)
        work = chance.choice(_WORKS)
        source = f"单位{unit:03}/{year}/{place}{work}-{number:07}.docx"
        number += 1
        mine = earlier.setdefault(unit, [])
        for _ in range(chance.randint(6, 18)):
            name, value, description = _row(chance, mine, place, work)
            if len(mine) < 400:
                mine.append((name, value, description))
            else:
                mine[chance.randrange(400)] = (name, value, description)
            yield Indicator(name, value, description, project=place + work, source=source), year


def _row(
    chance: random.Random, mine: Sequence[tuple[str, str, str]], place: str, work: str
) -> tuple[str, str, str]:
    draw = chance.random()
    if draw < 0.25:
        return (*chance.choice(_COMMON), "")
    if mine and draw < 0.42:
        return chance.choice(mine)
    if mine and draw < 0.52:
        name, value, description = chance.choice(mine)
        return _altered(chance, name), value, description
    measure, value = chance.choice(_MEASURES)
    words = {"n": chance.randint(1, 3000), "p": chance.randint(80, 100), "m": chance.randint(1, 12)}
    part = chance.choice(_PARTS)
    name = f"{place if chance.random() < 0.5 else ''}{work}{part}{measure}"
    said = chance.choice(_SAID) if chance.random() < 0.4 else ""
    return name, value.format(**words), said.format(place=place, work=work, part=part)


def _altered(chance: random.Random, name: str) -> str:
    """The name with one or two characters put in, left out or exchanged."""
    for _ in range(chance.randint(1, 2)):
        at, how, spare = chance.randrange(len(name)), chance.randrange(3), chance.choice(_SPARE)
        name = name[:at] + (spare if how else "") + name[at + (how != 1) :]
        name = name or spare
    return name


def make_parts(out: Path, rows: int) -> None:
    """The Parquet parts of a batch run over so many indicators, with the columns that an index needs."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = ("source", "project", "activity", "name", "value", "description")
    for table in ("indicators", "documents"):
        (out / table).mkdir(parents=True, exist_ok=True)
    made = islice(indicators(), rows)
    for number in range(-(-rows // _PART)):
        piece = list(islice(made, _PART))
        years = {record.source: year for record, year in piece}
        columns: dict[str, Any] = {f: [getattr(record, f) for record, _ in piece] for f in fields}
        columns["tiers"] = pa.nulls(len(piece), pa.list_(pa.string()))
        documents = pa.table(
            {
                "source": list(years),
                "folder_unit": [folder_unit(source) for source in years],
                "unit": [""] * len(years),
                "year": pa.array(years.values(), pa.int32()),
            }
        )
        pq.write_table(pa.table(columns), out / "indicators" / f"part-{number:04}.parquet")
        pq.write_table(documents, out / "documents" / f"part-{number:04}.parquet")


def section() -> Section:
    """Time and memory of the build, its size, time of a question, recall and precision on a sample."""
    with TemporaryDirectory(prefix="zhibiao-") as scratch:
        out = Path(scratch)
        make_parts(out, ROWS)
        wall, processor, memory = measured_build(out)
        size = sum(f.stat().st_size for f in (out / FOLDER).iterdir())
        archive = RepetitionIndex.open(out)
        asked = [record for record, _ in islice(indicators(6), 2000)]
        start = perf_counter()
        archive.seen_all(asked)
        question = (perf_counter() - start) / len(asked)
        texts = sample_texts(SAMPLE)
        true, found = true_pairs(texts), found_pairs(archive, texts)
    both = len(true & found)
    rows = (
        ("建立索引：用时", f"{wall:,.1f} 秒"),
        ("建立索引：处理器时间", f"{processor:,.1f} 秒（每百万条 {processor / ROWS * 1e6:,.0f} 秒）"),
        ("建立索引：内存峰值", f"{memory / 2**20:,.0f} MB"),
        ("索引大小", f"{size / 2**20:,.0f} MB"),
        ("查询一条", f"{question * 1000:.2f} 毫秒"),
        (f"近似：{len(texts):,} 条样本中的真实对数", f"{len(true):,}"),
        ("近似：召回率", f"{both / max(len(true), 1):.4f}"),
        ("近似：精确率", f"{both / max(len(found), 1):.4f}"),
    )
    return Section(
        "档案索引", f"{ROWS:,} 条生成的指标；召回与精确以 rapidfuzz 逐对比较为准。", ("项目", "数值"), rows
    )


def measured_build(out: Path) -> tuple[float, float, int]:
    """Seconds, processor seconds and peak memory in bytes of building the index in a process of its own."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_build, out).result()


def _build(out: Path) -> tuple[float, float, int]:
    start, used = perf_counter(), process_time()
    build(out)
    return perf_counter() - start, process_time() - used, peak()


def sample_texts(count: int) -> list[str]:
    """The first so many different texts that can have near copies: neighbours, so that copies are among them."""
    texts: dict[str, None] = {}
    for record, _ in islice(indicators(), ROWS):
        if comparable(text := record_text(record)):
            texts[text] = None
            if len(texts) == count:
                break
    return sorted(texts, key=len)


def true_pairs(texts: Sequence[str]) -> set[tuple[str, str]]:
    """Every pair (in order) that is nearly the same, by comparing all with all; `texts` by length."""
    import numpy as np
    from rapidfuzz.distance.Levenshtein import normalized_similarity
    from rapidfuzz.process import cdist

    lengths = [len(t) for t in texts]
    found = set()
    for start in range(0, len(texts), 256):
        part = texts[start : start + 256]
        # Longer by more than this can't be similar enough.
        limit = len(part[-1]) / SIMILARITY
        stop = int(np.searchsorted(lengths, limit, side="right"))
        others = texts[start:stop]
        near = cdist(part, others, scorer=normalized_similarity, score_cutoff=SIMILARITY, dtype=np.float32)
        for i, j in zip(*(axis.tolist() for axis in np.nonzero(near)), strict=True):
            if part[i] != others[j] and same_sense(part[i], others[j]):
                found.add((min(part[i], others[j]), max(part[i], others[j])))
    return found


def found_pairs(archive: RepetitionIndex, texts: Sequence[str]) -> set[tuple[str, str]]:
    """Every pair of `texts` that the index gives for one of them."""
    known = set(texts)
    return {
        (min(text, other), max(text, other))
        for text, others in zip(texts, archive.near_texts(texts), strict=True)
        for other in others
        if other in known
    }
