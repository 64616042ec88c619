"""Every amount and aid of the seeds and facts as rows: pack, person, answer, words of the source.

Money in yuan as text; None is unknown. ``quote`` stands in the source ``where`` (a file of the
project's seeds or facts, spaces and line ends left out).
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    pack: str
    categories: str
    full: str | None
    aid: str | None  # what counts; "-" for none, None for unknown
    own: str | None
    where: str
    quote: str
    tier: int | None = None
    non_local: bool = False
    born: str | None = None


PLANS, DALIAN, WENJIANG, HENGYANG = "002_", "000_", "003_", "004_"
FACTS = "policy_facts"

SHOUXIAN = [
    Row("shouxian-2021", "adult", "280", "-", "280", PLANS, "个人缴费标准为280元"),
    Row("shouxian-2021", "elderly", "280", "-", "280", PLANS, "个人缴费标准为280元"),
    Row(
        "shouxian-2021",
        "adult",
        "280",
        "-",
        "280",
        PLANS,
        "非本镇户籍但长期在本镇居住,自愿参加",
        None,
        True,
    ),
    Row(
        "shouxian-2021",
        "destitute",
        "280",
        "280",
        "0",
        PLANS,
        "特困供养人员、孤儿个人缴费部分由医疗救助资金给予全额资助",
    ),
    Row(
        "shouxian-2021",
        "orphan",
        "280",
        "280",
        "0",
        PLANS,
        "特困供养人员、孤儿个人缴费部分由医疗救助资金给予全额资助",
    ),
    Row(
        "shouxian-2021",
        "poverty_registered",
        "280",
        None,
        None,
        PLANS,
        "农村受灾建档立卡贫困户个人缴费部分由财政全额补贴",
    ),
    Row(
        "shouxian-2021",
        "low_income",
        "280",
        None,
        None,
        PLANS,
        "最低生活保障对象个人缴费部分按市政府确定的标准给予定额资助",
    ),
    Row("shouxian-2021", "veteran_care", "280", None, None, PLANS, "继续按原渠道落实财政资助"),
    Row(
        "shouxian-2021",
        "family_planning_special",
        "280",
        None,
        None,
        PLANS,
        "继续按原渠道落实财政资助",
    ),
    Row("shouxian-2021", "disabled_severe", "280", None, None, PLANS, "继续按原渠道落实财政资助"),
    Row("shouxian-2021", "disabled_mild", "280", None, None, PLANS, "继续按原渠道落实财政资助"),
    Row(
        "shouxian-2021",
        "low_income destitute",
        "280",
        "280",
        "0",
        PLANS,
        "由医疗救助资金给予全额资助",
    ),
]
TOWN = [
    Row("town-2016", "adult", "120", "-", "120", PLANS, "第一档为120元/人·年", 1),
    Row("town-2016", "adult", "260", "-", "260", PLANS, "第二档为260元/人·年", 2),
    Row("town-2016", "adult", "500", "-", "500", PLANS, "选择第一档为500元/人·年", 1, True),
    Row("town-2016", "adult", "640", "-", "640", PLANS, "第二档为640元/人·年", 2, True),
    *[
        Row(
            "town-2016",
            category,
            full,
            "120",
            own,
            PLANS,
            "按一档缴费标准即120元/人·年给予全额补助",
            tier,
        )
        for category in ("low_income", "veteran_care", "disabled_severe")
        for tier, full, own in ((1, "120", "0"), (2, "260", "140"))
    ],
    *[
        Row(
            "town-2016",
            category,
            full,
            full,
            "0",
            PLANS,
            "按第二档缴费标准即260元/人·年给予全额补助",
            tier,
        )
        for category in ("destitute", "orphan", "severe_mental")
        for tier, full in ((1, "120"), (2, "260"), (None, "260"))
    ],
    Row(
        "town-2016",
        "only_child_family",
        "120",
        "60",
        "60",
        PLANS,
        "按第一档缴费标准的50%,即60元/人·年给予补助",
        1,
    ),
    Row(
        "town-2016",
        "only_child_family",
        "260",
        "60",
        "200",
        PLANS,
        "按第一档缴费标准的50%,即60元/人·年给予补助",
        2,
    ),
    Row(
        "town-2016",
        "only_child_family low_income",
        "260",
        "120",
        "140",
        PLANS,
        "就高不就低的原则,只享受一种政府补助",
        2,
    ),
    Row(
        "town-2016",
        "low_income orphan",
        "260",
        "260",
        "0",
        PLANS,
        "就高不就低的原则,只享受一种政府补助",
        2,
    ),
    Row("town-2016", "low_income_edge", "120", None, None, PLANS, "低收入家庭60周岁以上老人", 1),
    Row("town-2016", "disabled_mild", "120", "-", "120", PLANS, "ⅰ至ⅱ级残疾人", 1),
]
OTHERS = [
    Row(
        "yishui-2015",
        "adult",
        None,
        "-",
        None,
        PLANS,
        "该县规定每年10月1日至12月31日为集中参保缴费时间",
    ),
    Row("jiaxing-2015", "adult", "290", "-", "290", PLANS, "参保人员个人缴费290元"),
    Row("jiaxing-2015", "low_income", "290", None, None, PLANS, "参保人员个人缴费290元"),
    Row("dalian-2015", "elderly", None, "-", None, DALIAN, "按照人员类别划分"),
    Row("dalian-2015", "low_income", None, None, None, DALIAN, "低保人员32233人"),
    Row("wenjiang-2017", "university_student", None, "-", None, WENJIANG, "95583人"),
    Row("hengyang-2006", "adult", None, "-", None, HENGYANG, "统筹基金暂按每人每年200元标准缴费"),
    Row("hengyang-2006", "low_income", None, None, None, HENGYANG, "居民个人实际每人每年只缴100元"),
]
YEAR_2026 = [
    Row("national-2026", "adult", "400", "-", None, FACTS, "个人缴费维持不低于400元"),
    Row("national-2026", "destitute", "400", "400", "0", FACTS, "特困人员全额"),
    Row("national-2026", "low_income", "400", None, None, FACTS, "低保对象、返贫致贫人口定额"),
    Row(
        "national-2026", "poverty_returned", "400", None, None, FACTS, "低保对象、返贫致贫人口定额"
    ),
    Row("national-2026", "orphan", "400", None, None, FACTS, "孤儿多地参照特困"),
    Row("national-2025", "adult", "400", "-", None, FACTS, "个人缴费不低于400元/人/年"),
    Row("national-2027", "adult", None, "-", None, FACTS, "产品须留空由管理员按当地通告填"),
    Row("taian-2026", "adult", "390", "-", "390", FACTS, "泰安：一档390、二档530", 1),
    Row("taian-2026", "adult", "530", "-", "530", FACTS, "泰安：一档390、二档530", 2),
    *[
        Row(
            "taian-2026",
            category,
            full,
            "390",
            own,
            FACTS,
            "特困、孤儿、事实无人抚养、低保、重残按一档全额",
            tier,
        )
        for category in ("destitute", "orphan", "low_income", "disabled_severe")
        for tier, full, own in ((1, "390", "0"), (2, "530", "140"))
    ],
    *[
        Row("taian-2026", category, full, "240", own, FACTS, "低保边缘、监测对象240元", tier)
        for category in ("low_income_edge", "poverty_monitored")
        for tier, full, own in ((1, "390", "150"), (2, "530", "290"))
    ],
    Row("taian-2026", "veteran_care", "390", None, None, FACTS, "按一档全额", 1),
    Row("yantai-2026", "minor", "400", "-", "400", FACTS, "未成年与成年一档400"),
    Row("yantai-2026", "adult", "400", "-", "400", FACTS, "未成年与成年一档400", 1),
    Row("yantai-2026", "adult", "520", "-", "520", FACTS, "成年二档520", 2),
    Row("yantai-2026", "student", "200", "-", "200", FACTS, "在校学生200"),
    Row("yantai-2026", "university_student", "200", "-", "200", FACTS, "在校学生200"),
    Row("yantai-2026", "student", "200", "-", "200", FACTS, "在校学生200", 2),
    Row("yantai-2026", "", "400", "-", "400", FACTS, "未成年与成年一档400", 1, False, "2020-05-01"),
    Row("yantai-2026", "", "520", "-", "520", FACTS, "成年二档520", 2, False, "1958-05-01"),
    Row("hebei-2026", "adult", "400", "-", "400", FACTS, "河北等：400"),
    Row("hebei-2026", "destitute", "400", "400", "0", FACTS, "特困、孤儿全额"),
    Row("hebei-2026", "orphan", "400", "400", "0", FACTS, "特困、孤儿全额"),
    Row("beijing-2026", "elderly", "460", "-", "460", FACTS, "老年人460元"),
    Row("beijing-2026", "student", "435", "-", "435", FACTS, "学生儿童435元"),
    Row("beijing-2026", "minor", "435", "-", "435", FACTS, "学生儿童435元"),
    Row("beijing-2026", "adult", "795", "-", "795", FACTS, "劳动年龄内居民795元"),
    Row("beijing-2026", "elderly low_income", "460", None, None, FACTS, "老年人460元"),
    Row(
        "beijing-2026",
        "",
        None,
        "-",
        None,
        FACTS,
        "北京2026年度个人缴费（分档例）",
        None,
        False,
        "1970-01-01",
    ),
    Row("shaanxi-2026", "adult", "400", "-", "400", FACTS, "个人400元，财政700元"),
    Row("fuzhou-2026", "adult", "450", "-", "450", FACTS, "福州450"),
    Row("wencheng-2026", "adult", "560", "-", "560", FACTS, "文成成人560/未成年530"),
    Row("wencheng-2026", "minor", "530", "-", "530", FACTS, "文成成人560/未成年530"),
    Row("zhenjiang-2026", "adult", "495", "-", "495", FACTS, "镇江495"),
    Row("liaocheng-2026", "adult", "410", "-", "410", FACTS, "聊城成人410"),
    Row("liaocheng-2026", "minor", None, "-", None, FACTS, "聊城成人410"),
]
YEAR_2024 = [
    *[
        Row("lizhou-2024", category, None, None, "0", FACTS, "特困/孤儿/1-2级残疾全额")
        for category in ("destitute", "orphan", "disabled_severe")
    ],
    Row("lizhou-2024", "low_income", None, None, "95", FACTS, "低保、返贫致贫自缴95元"),
    Row("lizhou-2024", "poverty_returned", None, None, "95", FACTS, "低保、返贫致贫自缴95元"),
    Row("lizhou-2024", "disabled_mild", None, "100", None, FACTS, "3-4级残疾资助100元"),
    Row("lizhou-2024", "poverty_exited", None, "95", None, FACTS, "稳定脱贫资助95元"),
    Row("unnamed-2024", "adult", "380", "-", "380", FACTS, "个人380元、财政640元"),
]
DEMO = [
    Row("demo-2027", "adult", "400", "-", "400", "", ""),
    Row("demo-2027", "elderly low_income", "400", "240", "160", "", ""),
    Row("demo-2027", "poverty_returned", "400", "240", "160", "", ""),
    Row("demo-2027", "poverty_monitored", "400", "240", "160", "", ""),
    Row("demo-2027", "low_income_edge", "400", "240", "160", "", ""),
    Row("demo-2027", "disabled_mild", "400", "100", "300", "", ""),
    Row("demo-2027", "poverty_exited", "400", "95", "305", "", ""),
    Row("demo-2027", "destitute", "400", "400", "0", "", ""),
    Row("demo-2027", "orphan", "400", "400", "0", "", ""),
    Row("demo-2027", "disabled_severe", "400", "400", "0", "", ""),
]
ROWS = [*SHOUXIAN, *TOWN, *OTHERS, *YEAR_2026, *YEAR_2024, *DEMO]
