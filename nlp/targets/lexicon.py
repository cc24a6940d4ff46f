"""Words that target values are made of: measure words, comparing words, verdicts. Data only.

Everything is spelt the way `..normalize` leaves it (half width, NFKC: ㎡ is m2, ℃ is °C).
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> list[str]:
    return text.split()


# --- Measure words -------------------------------------------------------------------------------

_COUNTS = """
个 人 次 户 场 份 件 处 栋 间 家 名 条 座 盏 株 棵 台 套 辆 艘 架 部 支 项 期 批 篇 本 册 卷 宗 起 例 种
类 张 幅 块 片 段
班 节 轮 届 组 队 所 只 头 匹 尾 羽 枚 粒 瓶 盒 箱 袋 桶 桩 幢 层 单 笔 款 档 门 位 口 眼 孔 根 面 道 副
对 双 把 点 站 车 床 餐
桌 集 首 版 步 回 趟 遍 趟次 人次 户次 家次 场次 件次 批次 台次 车次 班次 例次 架次 人份 人天 人日 人月
个人 人时 台机 台套
台班 套次 亩次 课 课时 学时 学分 分 岁 周岁 度 亩 吨 米 千米 公里 里 厘米 毫米 公分 平方 平方米 平方公里
平方千米 公顷
立方 立方米 方 克 千克 公斤 斤 升 毫升 千瓦 千瓦时 兆瓦 兆瓦时 兆 分贝 床位 座席 车位 学位 名次 页 字
字节 行 格 盘 杯 碗
标段 品种 批件 案 案件 家庭 村 社区 县 乡镇 镇 街道 学校 企业 单位 项目 大类 小类 指标 模块 路 头次 只次
航次 里程 平米
条次 个次 点次 站次 标准煤 吨标准煤 公里/小时
"""
_LATIN = """
m2 m3 m km km2 cm mm kg g t ha L ml mL mg mg/L mg/m3 mg/kg ug/m3 μg/m3 kW kw kWh kwh MW dB MB GB TB M
Mbps °C kV Hz
"""
COUNTS: Final = frozenset(_words(_COUNTS + _LATIN))

# Length of a unit of time in days. 0: time that has no fixed length in days (or counts other days).
DAYS: Final[dict[str, float]] = {
    "秒": 1 / 86400,
    "分钟": 1 / 1440,
    "小时": 1 / 24,
    "天": 1.0,
    "日": 1.0,
    "自然日": 1.0,
    "日历天": 1.0,
    "周": 7.0,
    "旬": 10.0,
    "个月": 30.0,
    "季度": 90.0,
    "年": 365.0,
    "周年": 365.0,
    "工作日": 0.0,
    "学期": 0.0,
    "学年": 0.0,
}
MONEY: Final = frozenset(_words("元 圆 美元 欧元 港元 日元 英镑 港币 人民币 元人民币"))

# Spelling of a measure word -> the one that `Target.unit` carries.
SPELLINGS: Final[dict[str, str]] = {
    "个工作日": "工作日",
    "个小时": "小时",
    "h": "小时",
    "min": "分钟",
    "个星期": "周",
    "星期": "周",
    "个周": "周",
    "个季度": "季度",
    "个自然日": "自然日",
    "个日历天": "日历天",
    "日历日": "日历天",
    "个学期": "学期",
    "个学年": "学年",
    "个年度": "年",
    "年度": "年",
    "人民币": "元",
    "圆": "元",
    "元人民币": "元",
    "m2": "㎡",
    "km2": "k㎡",
    "°C": "℃",
}
# Units that differ in spelling only: tiers may mix them, so they are compared under one name.
SYNONYMS: Final[dict[str, str]] = {
    "㎡": "平方米",
    "平米": "平方米",
    "平方": "平方米",
    "m3": "立方米",
    "立方": "立方米",
    "方": "立方米",
    "k㎡": "平方公里",
    "平方千米": "平方公里",
    "km": "公里",
    "千米": "公里",
    "m": "米",
    "kg": "公斤",
    "千克": "公斤",
    "t": "吨",
    "ha": "公顷",
    "名": "人",
    "位": "人",
    "kWh": "千瓦时",
    "kwh": "千瓦时",
}
UNITS: Final = COUNTS | DAYS.keys() | MONEY | SPELLINGS.keys() | {"倍"}
LONGEST_UNIT: Final = max(map(len, UNITS))

# What may stand behind 每 or a slash: 每月1次, 500元/户/年.
PER: Final = (UNITS - MONEY) | set(
    _words("""
千人 万人 百人 十万人 千户 百户 月 季 半年 双月 周 旬 生 学生 平方 亩 师 校 场馆 小区 区 乡 组织 机构
中心 门店 标准 点位 网格 工日
""")
)
AVERAGES: Final[dict[str, str]] = {f"{unit}均": unit for unit in "人户年月日周"} | {"每户均": "户"}

# A measure word that goes on like this is the beginning of another word: 次性, 人员, 处理.
TRAPS: Final[dict[str, str]] = {
    "人": "员民大社口才力气均事身工",
    "个": "体性别",
    "次": "性要序日",
    "分": "之类别流布析配享散",
    "名": "单录称义",
    "期": "间限望",
    "户": "籍外口",
    "处": "理置罚方",
    "项": "目",
    "场": "所地馆景",
    "家": "庭长园属",
    "本": "市区级科身地着省县",
    "条": "件例",
    "台": "账湾",
    "日": "常均益",
    "天": "然",
    "年": "级龄轻",
    "元": "素旦",
    "种": "植子",
    "组": "织成建合",
    "批": "准评复发",
    "班": "级子",
    "所": "有需属以在",
    "间": "隔接",
    "只": "有要能",
    "支": "出持部付撑",
    "道": "路",
    "层": "级次面",
    "幅": "度",
    "片": "区",
    "门": "诊类",
    "例": "如",
    "款": "项",
    "节": "约能日省假",
    "课": "程题",
    "点": "击",
    "面": "积向",
    "对": "象比于应一",
    "起": "草到来",
    "集": "中体团约",
    "首": "次先",
    "单": "位",
    "位": "置于",
    "类": "似别",
    "方": "面案法式便",
    "车": "辆",
    "路": "径线",
    "站": "点式",
    "行": "政业为动",
    "回": "复访收",
    "度": "汛假过",
    "级": "",
}

# --- Comparing words -----------------------------------------------------------------------------

# In front of the number. 超过 低于 高于 exclude the number named, 以上 以下 以内 include it (民法典第1259条).
STRONG: Final[dict[str, str]] = {
    word: comparator
    for comparator, words in {
        "≥": "≥ >= => ≮ 大于等于 大于或等于 大于或者等于 高于等于 高于或等于 多于等于 多于或等于 "
        "不少于 不低于 不小于 不得少于 "
        "不得低于 不得小于 不应少于 不应低于 不下于 不亚于 不短于 不早于 不弱于 至少 最少 最低 "
        "起码 至少达到 至少为",
        ">": "> 大于 高于 多于 超过 超出 超 优于 突破 跑赢 逾 晚于 长于 已超过",
        "=": "= 等于",
        "<": "< 小于 低于 少于 不足 不到 不满 未满 未达 未达到 早于 短于",
        "≤": "≤ <= =< ≯ 小于等于 小于或等于 小于或者等于 低于等于 低于或等于 少于等于 少于或等于 "
        "不多于 不高于 不大于 不超过 不超 "
        "不得超过 不得高于 不得大于 不得多于 不应超过 不应高于 不能超过 未超过 未超 没有超过 "
        "不突破 不长于 不晚于 不迟于 最多 "
        "最高 至多 上限 上限为 最长",
    }.items()
    for word in _words(words)
}
# Reaching a number suffices (达到90% -> ≥); going down to one means staying there (降到6‰ -> ≤).
# A word behind the number (…以下) has the last say over these.
WEAK: Final[dict[str, str]] = {
    word: comparator
    for comparator, words in {
        "≥": "达到 达 达成 达至 提高到 提高至 提升到 提升至 增加到 增加至 增长到 增长至 增至 升至 "
        "上升到 上升至 扩大到 扩大至",
        "≤": "控制在 控制 控制到 限制在 压缩到 压缩至 压减到 压减至 降低到 降低至 下降到 下降至 降到 "
        "降至 减少到 减少至 减至 缩短到 缩短至",
        "=": "保持在 稳定在 维持在 保持 稳定 维持",
    }.items()
    for word in _words(words)
}
APPROXIMATE: Final = frozenset(_words("约 约为 大约 大概 近 将近 接近 约计"))
FILLERS: Final = frozenset(_words(": \" ' ( 人民币 ¥ RMB 为 在 需 应 共 了 有 到"))
PREFIX_LENGTH: Final = max(map(len, STRONG | WEAK))
PREFIX_ENDS: Final = frozenset(word[-1] for word in (*STRONG, *WEAK, *APPROXIMATE, *FILLERS))
# Verbs allowed between 每年 and the number: 每年开展3场.
FREQUENT_VERBS: Final = frozenset(
    _words("""
开展 举办 组织 召开 进行 巡查 检查 培训 发布 更新 报送 抽检 监测 维护 巡检 慰问 补助 补贴 发放 奖励 支付
资助
""")
)

# Verbs of change in front of a number, with the sign they give it.
CHANGES: Final[dict[str, int]] = {
    word: sign
    for sign, words in {
        1: "提高 提升 增长 上升 增加 增幅 涨幅 升高 上涨 增速 改善 扩大 高出 多出 上浮",
        -1: "下降 降低 减少 降幅 压减 压缩 缩短 缩减 减低 削减 回落 减幅 下调 下浮",
    }.items()
    for verb in _words(words)
    for word in (verb, f"{verb}幅度", f"{verb}比例")
}
CHANGE_LENGTH: Final = max(map(len, CHANGES))

# --- Numerals that are part of words -------------------------------------------------------------

NAME_STARTS: Final = tuple(
    _words("""
一次性 一体 一般 一定 一致 一方 一些 一点 一同 一并 一把手 一站 一条龙 一对一 一带一路 一流 一线 一门式
一件事 一户一 一人一 一企一 一村一 一事一 一案一 一校一 一生一 一地一 一岗双责 一票否决 一支部 一路 十分
两个维护 两个确立 两会 四个意识 四个自信 四个全面 三个代表 三会一课 三重一大 五个一 五位一体 十大行动
十字 一家亲 一档 一窗 一网 一张网 一卡通 一口清 一单制
""")
)
NAME_BEFORE: Final = frozenset('第统进唯专同之周期初逐万"')
# Behind a number these make it a name, not an amount: 12345热线, 2号线, 120急救.
NAME_AFTER: Final = ("号", "热线", "急救", "平台", "国道", "省道", "工程", "周年庆")

# --- States --------------------------------------------------------------------------------------

VERDICTS: Final = frozenset(
    _words("""
合格 达标 完成 已完成 全部完成 按时完成 按期完成 如期完成 基本完成 未完成 是 否 有 通过 未通过 不合格
不达标 基本达标 部分达标 基本合格 全部合格 全部达标 落实 已落实 到位 全部到位 全覆盖 应保尽保 应补尽补
应发尽发 应收尽收 验收合格 验收通过 通过验收 一次验收合格 一次性验收合格 一次性通过验收 完成责任目标
完成目标任务 完成年度任务 已建立 已发放 达成 未达成 实现 已实现
""")
)
