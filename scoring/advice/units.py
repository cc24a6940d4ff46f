"""The unit that things are counted in: by the noun that a name ends in."""

from __future__ import annotations

import re
from functools import lru_cache

from .people import people_for

OPEN = "（写明计量单位）"

# unit → nouns; the longest noun that a name ends in decides. People and bodies stand in lexicons/people.txt.
_NOUNS = {
    "人次": "人次 就诊 门诊 接待量 参观量 客流 参与者",
    "场": "场次 场数 讲座 演出 比赛 赛事 招聘会 宣讲 宣讲会 演练 宣传活动 文化活动 活动 展览 路演 宣传 宣传教育 培训班 晚会 讲堂 论坛 庭审",
    "期": "期数 培训 培训课程",
    "次": "次数 会议 检查 巡查 巡检 督查 督导 抽查 排查 巡逻 执法 走访 慰问 消杀 考察 调研 监测 随访 维护 检修 保养 调解 应急处置 清淤",
    "批次": "批次 抽检 检验 检测样品",
    "个": "个数 社区 村 点位 站点 网点 摊位 项目 项目数 系统 平台 基地 示范点 品牌 小区 岗位 活动室 服务站 工作站 工作室 学科 专科 研究室 乡镇 街道 学会 账号 驿站 党支部 "
    "标段 车位 床位 学位 班级 小组 专班 公众号 安置点 避难场所 监测点 采样点 课题 问题 隐患 乡村 企业服务中心 服务中心",
    "台（套）": "台数 套数 设备 仪器 电脑 计算机 打印机 服务器 空调 电梯 水泵 发电机 农机 机器 装置 摄像头 器材 终端 传感器 系统设备 软件",
    "辆": "辆数 车辆 公交车 校车 救护车 消防车 巡逻车 电动车 自行车 作业车 客车 垃圾车",
    "公里": "里程 道路 公路 管网 管道 河道 渠道 绿道 线路 铁路 干渠 堤防 光缆 水渠",
    "平方米": "面积 房屋 场地 绿地 广场 建筑面积 违法建筑 违建 办公用房 校舍 厂房 仓库 宿舍 外墙 路面 围挡 保洁面积",
    "亩": "农田 耕地 林地 草地 果园 茶园 造林 高标准农田 种植面积 播种面积 灌溉面积",
    "米": "长度 护栏 围墙 挡墙 标线",
    "份": "份数 资料 报告 问卷 宣传品 宣传资料 海报 手册 合同 档案 文件 文书 样品 材料 图纸 方案 证书 保单 报表 折页 标书 协议 评估报告 规划 名册",
    "册": "册数 图书 书籍 藏书 教材 读本",
    "篇": "篇数 论文 稿件 新闻 报道 文章 推文 信息稿",
    "株": "株数 树木 苗木 行道树 乔木 古树 果树 树苗",
    "件": "件数 案件 投诉 提案 服装 物资 展品 文物 信访 工单 诉求 专利 作品 信访件 纠纷 业务 议案",
    "起": "起数 事故 火灾 警情",
    "处": "处数 厕所 公厕 公园 危房 塘坝 景观 隐患点 地质灾害点 遗址 文物保护单位 站房 桥梁 垃圾屋 灾害点",
    "盏": "盏数 路灯 灯具",
    "座": "座数 泵站 水库 水闸 大桥 垃圾站 变电站 厂站 闸门",
    "套": "住房 公租房 安置房 保障房 桌椅 课桌椅 制度汇编",
    "吨": "吨数 垃圾 粮食 污泥 煤炭 肥料 化肥 秸秆 厨余垃圾 融雪剂 清运量 处理量 回收量",
    "项": "项数 制度 标准 成果 任务 工程 服务项目 规范 政策 措施 奖项 立项 技术 课程 赛项 议题",
    "笔": "笔数 贷款",
    "块": "标识牌 宣传栏 展板 公示牌 标牌 指示牌",
    "头": "牲畜 生猪 奶牛 肉牛",
    "只": "家禽 垃圾桶",
    "间": "间数 教室 宿舍间 办公室 病房 实验室",
    "门次": "门次",
    "元": "金额 总额",
}
_OF_THOSE = ("人", "户", "家")
_COUNTED = re.compile(
    r"(?:总|的|新增|建设|设置|配备|发放|完成|购置|改造|更换|新建|维护|更新|签订|使用|采购|服务|管理)?(?:数量?|个数|总数|总量)$"
)


@lru_cache(maxsize=2048)
def unit_of(name: str) -> str:
    """The unit of what a name counts, '' where it is not known.

    >>> unit_of("改造路灯数量"), unit_of("巡查次数"), unit_of("宣传品数"), unit_of("某某数量")
    ('盏', '次', '份', '')
    """
    found = _ending(name)
    if not found and (bare := _COUNTED.sub("", name)) != name:
        found = _ending(bare)
    return found


def people(name: str) -> bool:
    """Whether a name ends in people or their homes, who can be asked."""
    return _ending(name) in ("人", "户")


_OF_PEOPLE = re.compile("[户人者员生](?=$|对|的|满意)")


@lru_cache(maxsize=1)
def _people() -> re.Pattern[str]:
    nouns = set().union(*map(people_for, _OF_THOSE))
    return re.compile("|".join(sorted(nouns, key=lambda noun: (-len(noun), noun))))


def names_people(text: str) -> bool:
    """Whether a text names people, homes or bodies that can be asked."""
    return bool(_people().search(text.replace("服务对象", "")) or _OF_PEOPLE.search(text))


@lru_cache(maxsize=1)
def _units() -> tuple[dict[str, str], int]:
    """The unit of each noun, and the length of the longest noun."""
    found = {noun: unit for unit, nouns in _NOUNS.items() for noun in nouns.split()}
    found |= {noun: unit for unit in _OF_THOSE for noun in people_for(unit)}
    return found, max(map(len, found))


def _ending(text: str) -> str:
    unit_for, longest = _units()
    for length in range(min(longest, len(text)), 0, -1):
        if unit := unit_for.get(text[-length:]):
            return unit
    return ""
