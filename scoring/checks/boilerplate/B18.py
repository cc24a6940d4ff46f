"""B18: satisfaction asked of the wrong people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ....nlp.record import Indicator
from ...advice import groups, people_pattern, performers, served, terms
from ...findings import Finding
from ...lexicons import Lexicons
from ...registry import Check, Example
from ...views import SetView
from ..owners import Owner, owners, quoted
from ..words import signs
from .respondents import respondent

_SPLIT = re.compile(r"[、,/]|以及|[和及与或]")
_KIN = r"(?:家属|家人|亲属|家长|监护人|家庭|子女)"
_RELATED = re.compile(f"(?:其|相关)?{_KIN}")
_END = f"(?:的?{_KIN}|代表|会员|群体|人群|们)?$"
# Those who live or trade by a work, take part in it or use it are served by it, whoever they are.
_LOCAL = re.compile(
    r"周边|沿[线街路河]|附近|辖区|当地|项目区|邻近|毗邻|片区|本地|小区|社区|参[加与会观演展]|体验|使用|接受|享受|领取|入住|就餐"
)
# Done for those who elsewhere do the work: 培训监理单位, 兑现供应商货款.
_FOR = r"(?:为|向|面向|服务|扶持|支持|帮助|资助|补贴|补助|奖励|奖补|培训|惠及|减轻|引导|监管|规范|评选|兑[付现]|偿[付还])[^，。；;、]{0,8}"
_SERVED = re.compile(r"受益|受助|服务|惠及|[参接受]训|被|广大|全体")
_OTHERS = re.compile(
    r"使用|受益|住户|业主|科室"
)  # in a description: people who are asked about those who do the work
_TAIL = re.compile(r"(?:单位|企业|公司|机构|人员|队伍)$")
# In a description: who was asked in truth.
_OWN = re.compile(
    r"(?:[对向]|面向|抽取|抽查|组织)[^，。；;]{0,14}(?:干部职工|机关干部|本单位职工|内部职工|单位职工|[局院校站所]职工|[局机]关[^，。；;]{0,8}职工)[^，。；;]{0,12}(?:问卷|调查|测评|访谈|打分|评价)"
)
_OUTSIDE = re.compile(r"公众|群众|居民|市民|村民|受益|服务对象|社会|用户|企业|家长|学生|患者|乘客|游客")
_GROUNDS = 10  # terms without which nothing can be told of a project
_LONGEST = 30  # characters of a respondent


def _wrong(check: Check, view: SetView) -> Iterator[Finding]:
    if not any("满意" in context.name for _, context in view):
        return
    words = view[0].context.words
    for owner in view.once(owners):
        if not owner.form:
            continue
        asked = {i: who for i in owner.rows if (who := respondent(view[i])) and len(who) <= _LONGEST}
        paid = {i: name for i, who in asked.items() if (name := _paid(who, words))}
        # A department serves everybody, and of what a project says nothing nobody can be told apart.
        known = not owner.whole and bool(owner.text("goal") or owner.text("content"))
        for i, who in asked.items():
            record = view[i].record
            if (
                _OUTSIDE.search(who)
                and not _OUTSIDE.search(record.description)
                and (own := _OWN.search(record.description))
            ):
                yield _of_own(check, record, who, own[0]).at(i)
            elif not known:
                continue
            elif name := paid.get(i, ""):
                if not _is_served(name, owner, view, i):
                    yield _of_the_paid(check, record, name, "P2" if len(asked) > len(paid) else "").at(i)
            elif group := _unspoken(who, owner, view, i):
                yield _of_strangers(check, record, group).at(i)


def _parts(who: str) -> list[str]:
    return [part for part in _SPLIT.split(who) if part and not _RELATED.fullmatch(part)]


@lru_cache(maxsize=16)
def _ends(words: Lexicons) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names that end in a group of people, and in those who are paid; 被审计单位 are not those who audit."""
    known, paid = (
        "|".join(sorted(map(re.escape, found), key=lambda w: (-len(w), w)))
        for found in (groups(words), performers(words))
    )
    return re.compile(f"({known}){_END}"), re.compile(f"(?<![被受送])({paid})$")


def _paid(who: str, words: Lexicons) -> str:
    """The first of those who are asked, where all of them do the work for money."""
    parts = _parts(who)
    tail = _TAIL.search(parts[-1]) if parts else None  # 施工及监理单位
    found = [
        _ends(words)[1].search(part) or (tail and _ends(words)[1].search(part + tail[0])) for part in parts
    ]
    return found[0][1] if found and all(found) and found[0] else ""


def _is_served(name: str, owner: Owner, view: SetView, i: int) -> bool:
    """Whether those who elsewhere do the work are whom this project is for, or are what others are asked about."""
    record, context = view[i]
    fields = performers(context.words)[name]
    near = f"{owner.told}\n{record.unit}"  # not the other rows: every building project pays its bills in time
    if name in owner.name or signs(context.words, fields).search(near):
        return True
    if re.search(_FOR + re.escape(name), owner.text("goal") + owner.text("content")):
        return True
    said = record.description
    about = re.search(f"对[^，。；]{{0,8}}{re.escape(name)}[^，。；]{{0,10}}(?:满意|评价|评分|打分)", said)
    return bool(about or _OTHERS.search(said) or people_pattern("受益", context.words).search(said))


def _unspoken(who: str, owner: Owner, view: SetView, i: int) -> str:
    """The group that is asked, where nothing in the project has to do with any of those who are."""
    record, context = view[i]
    parts = _parts(who)
    found = [_ends(context.words)[0].search(part) for part in parts]
    if not found or not all(found) or _LOCAL.search(who) or len(terms(owner.told)) < _GROUNDS:
        return ""
    asked = [match[1] for match in found if match]
    fields = frozenset().union(*(groups(context.words)[group] for group in asked))
    near = "\n".join((owner.told, record.unit, view.once(_of_the_unit), *_beside(owner, view, i)))
    about = terms(_SERVED.sub(" ", who)).difference(
        *map(terms, asked)
    )  # 以旧换新消费者 in a project of 以旧换新
    if any(word in near for word in (*asked, *about)) or signs(context.words, fields).search(near):
        return ""
    return asked[0]


def _of_the_unit(view: SetView) -> str:
    """What a document says of no project: its title, and what the unit is there for."""
    return "\n".join(passage.text for passage in view.passages if not passage.owner_id)


def _beside(owner: Owner, view: SetView, i: int) -> Iterator[str]:
    """What the other rows of a project say."""
    own = view[i].context.name
    for k in owner.rows:
        record, context = view[k]
        if context.name != own:
            yield from (record.name, record.target_text, record.description)


def _of_the_paid(check: Check, record: Indicator, name: str, severity: str) -> Finding:
    who = served(record)
    return check.mark(
        record,
        "name",
        None,
        f"“{name}”是项目花钱请来做事的一方，不是项目服务的人，他们满意说明不了项目的效果。",
        f"请改为调查接受服务、使用成果的人{f'，如“{who}满意度”' if who else ''}；想了解的是使用人对{name}的评价的，请写成“××对{name}的满意度”。",
        severity,
    )


def _of_own(check: Check, record: Indicator, who: str, own: str) -> Finding:
    return check.mark(
        record,
        "description",
        None,
        f"{quoted(record.name)}要的是{quoted(who)}的评价，解释写的却是{quoted(own, 30)}，问的是自己人。",
        f"请改为向{who}发放问卷，并写明样本数量。",
    )


def _of_strangers(check: Check, record: Indicator, group: str) -> Finding:
    who = served(record)
    return check.mark(
        record,
        "name",
        None,
        f"{quoted(record.name)}调查的是“{group}”，项目{quoted(record.project)}的目标、内容和其他指标都没有说到他们，"
        "像是从别的项目复制来的。",
        f"请改为调查本项目服务的人{f'，如“{who}满意度”' if who else ''}；确属本项目对象的，请在年度目标中写明为他们做什么。",
    )


def _asks(who: str, project: str, goal: str, description: str = "", unit: str = "") -> Indicator:
    level = "满意度指标", "服务对象满意度指标"
    return Indicator(f"{who}满意度", "≥90%", description, *level, project, goal=goal, unit=unit)


def _row(like: Indicator, name: str, value: str) -> Indicator:
    return Indicator(name, value, project=like.project, goal=like.goal)


_LIT = "老街路灯更换", "更换老街及背街小巷照明灯具320盏，敷设电缆9公里，夜间亮灯率达到98%"
_STOPS = "公交候车亭建设", "新建候车亭45座，加装电子站牌，缩短乘客候车时间"
_FIRE = "殡仪馆火化炉更新", "更新环保火化炉3台，配套尾气净化装置，烟尘排放达到国家标准"
_RAIN = "自动雨量站维护", "维护自动雨量站96个，更换传感器，数据到报率达到97%以上，为防汛提供依据"
_SHOW = "馆藏瓷器展陈提升", "改造展厅1200平方米，制作展柜60组，展出馆藏瓷器280件"
_OWED = "通村桥梁工程尾款", "偿还已竣工通村桥梁6座的工程尾款，化解拖欠账款860万元"
_PARK = "滨湖公园步道", "新建滨湖公园步道3公里，增设休息座椅，方便市民健身休闲"
_OLD_TV = "家电以旧换新补贴", "对更换一级能效空调、冰箱的给予补贴，全年补贴1.6万台，带动销售4800万元"
_ANY = "部门整体支出", "做好雨量监测、候车亭管护和路灯照明等各项工作，确保年度任务按期完成"


CHECK = Check(
    code="B18",
    title="满意度问的不是项目服务的人",
    english="Satisfaction asked of the wrong people",
    severity="P1",
    opinion=3,
    why="满意度反映服务对象对项目的评价（财预〔2015〕88号、财预〔2021〕101号）；问收钱办事的一方，或问与项目无关的人，结果再高也证明不了效果。",
    run=_wrong,
    scope="document",
    dimension="相关性",
    absence=True,
    bad=(
        Example(_asks("施工单位", *_LIT)),
        Example(_asks("设计单位和监理单位", *_SHOW)),
        Example(_asks("施工及监理单位", *_LIT), others=(_row(_asks("", *_LIT), "工程款支付及时率", "100%"),)),
        Example(_asks("社会公众", *_ANY, description="面向本单位干部职工发放问卷60份")),
        Example(_asks("供应商", *_STOPS), others=(_asks("乘客", *_STOPS),)),
        Example(_asks("授课讲师", "校车司机安全培训", "培训校车司机260人次，考核合格率达到98%以上")),
        Example(_asks("搬迁户", *_RAIN)),
        Example(_asks("参训人员", *_FIRE), others=(_row(_asks("", *_FIRE), "更新火化炉台数", "3台"),)),
        Example(_asks("退役军人", *_SHOW)),
        Example(_asks("残疾人及家属", *_RAIN)),
        Example(_asks("中小学生", *_FIRE, unit="云岭市殡仪馆")),
        Example(_asks("患者", *_LIT, description="对患者发放问卷200份")),
    ),
    good=(
        # Those who do the work, where they are the served, or what others are asked about.
        Example(
            _asks("施工单位", "建设工程质量监督", "对在建工程开展质量监督抽查120次，服务施工企业办理监督手续")
        ),
        Example(_asks("供应商", "政府采购电子交易平台运维", "保障平台全年运行，线上开标不少于600场次")),
        Example(_asks("施工单位", *_OWED)),
        Example(
            _asks("监理单位", "监理人员上岗培训", "为监理单位培训新上岗人员150人，结业考试通过率达到95%")
        ),
        Example(_asks("住户对施工单位", *_LIT)),
        Example(_asks("供应商", *_STOPS, description="使用科室对供应商供货和售后的评价")),
        Example(_asks("被审计单位", *_LIT)),
        # What the project speaks of elsewhere, by whatever word, and what its office is there for.
        Example(_asks("参训人员", *_FIRE), others=(_row(_asks("", *_FIRE), "操作培训期数", "2期"),)),
        Example(_asks("残疾人", *_RAIN), others=(_row(_asks("", *_RAIN), "无障碍预警终端安装数", "80套"),)),
        Example(_asks("患者", *_LIT, unit="云岭市人民医院")),
        Example(
            _asks("学生", "城西道路交通标线施划", "施划标线42公里，完善学校周边减速设施18处，消除隐患路口6个")
        ),
        Example(_asks("以旧换新消费者", *_OLD_TV)),
        # Anybody; anybody in a place that is open to all; those who live or trade by it.
        Example(_asks("服务对象", *_FIRE)),
        Example(_asks("社会公众", *_RAIN)),
        Example(_asks("职工", *_FIRE)),
        Example(_asks("老年人", *_PARK)),
        Example(_asks("沿街企业", *_LIT)),
        Example(_asks("退役军人和居民", *_LIT)),
        # Nothing, or everything, is said of what is done.
        Example(_asks("退役军人", "路灯更换", "更换路灯")),
        Example(_asks("纳税人", *_ANY)),
        Example(_asks("社会公众", *_ANY, description="向办事群众和机关干部发放问卷调查60份")),
        Example(_asks("小区居民", *_RAIN)),
    ),
)
