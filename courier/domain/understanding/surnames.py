"""Surnames, and the characters of which given names are made, in simplified characters.

The surnames are those of 《百家姓》 and the hundred most frequent ones that the Ministry of
Public Security counts, with those of the Zhuang, Tujia, Bai, Hui and Yi that are missing
there. What is a surname on paper and an everyday word in practice (和, 能, 都) is left out.
"""

from __future__ import annotations

# Seldom the beginning of anything else: whatever follows in a name's place is a given name.
CLEAR = frozenset(
    "王李张刘陈杨赵吴徐孙胡朱郭罗郑梁谢宋唐韩冯邓曹彭肖董袁潘蒋蔡杜叶程苏魏吕丁沈姚卢姜"
    "崔钟谭陆汪范廖贾韦傅邹熊孟秦阎薛尹雷侯龙黎史陶贺郝顾龚邵覃戴欧孔汤赖樊兰殷施洪翟颜倪庄"
    "聂鲁岳柯邢葛邱裴俞骆祁邬耿娄冉蒙蓝阮柴瞿庞詹褚窦屈韶麦佟岑闵隋阙臧廉滕缪桑邰晏巫"
    "靳柏蔺禹蒲荆鄢闫扈蹇亓缑邝邸苗甘卞辛卓穆栾萧粟仝逯郇郜"
)
# The beginning of many words too: 高血压, 马上, 金额, 方便.
COMMON = frozenset(
    "任严莫余许尚齐曾焦章周林何高马黄金石江夏田康毛武钱万段常牛花童凌宁温乔季祝左柳吉鲍涂项华尤关成车房霍纪舒盛游古凤"
    "云卫沙景党冷查应连符伍曲木匡仲伏宗宫慕戚慎桂池洛火牟甄糜腾艾苍茅虞郎郁乐阴霖鞠粟危敖庹罕闭"
    "秋冶丰惠商米农毕"
)
# Words of grammar or of money first: only a given name that is plainly one makes them a surname.
WEAK = frozenset(
    "于何单全连边应管查侬哈撒向安成平方白常代关解包元明路易文强钱费付万车米农商毕丰秋党"
)
# The last ten begin names of Tibetans, who have no surname.
_OF_TWO = (
    "欧阳 司马 上官 诸葛 尉迟 皇甫 令狐 慕容 司徒 东方 夏侯 宇文 端木 南宫 独孤 西门 轩辕 "
    "澹台 万俟 申屠 太史 闻人 呼延 百里 钟离 濮阳 单于 赫连 吉克 阿苏 沙马 马海 吉木 俄木 勒伍 "
    "扎西 次仁 达瓦 尼玛 仁增 索朗 洛桑 格桑 巴桑 旺堆"
)
DOUBLE = frozenset(_OF_TWO.split())
SURNAMES = CLEAR | COMMON | WEAK

GIVEN = frozenset(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂芬玲红玉凤华建国文辉力志永林海生春雪燕波宁"
    "峰浩宇亮健云鑫俊凯新东荣忠义学成光福贵才旺财清祥瑞良民兴胜利庆根树金银铜铁水木土山川江河源"
    "石柱松柏栋梁材来有长富禄寿喜乐顺安和正宗祖耀威武虎彪豹雄豪毅坚锋锐剑鹤鸿翔骏骥腾达通远望路"
    "宝珍珠翠花萍琴芝菊香素淑惠慧巧彩霜露莹颖倩婷娇媛嫣妍姣娥妹女大小阿子轩梓涵然航欣怡诗雨萱若"
    "汐晨曦佳琪博睿泽昊思嘉艺一诺熙奕梦馨语彤晓悦仁多吉扎西朝先绍绪继承启昌盛茂隆发恒昭显荫德厚"
    "道广善孝信诚礼智勤俭朴守田粮满堂廷庭朋友章书墨琼瑶琳琅璐瑜瑾璇珊珂玮琛璞环蓉莲荷梅竹蕾薇蔷"
    "茹苗芸芮芹荔蓓莎莉菲菁葵藻冬秋夏爱恋念慈恩赐贤哲圣恭谦益增培植森焕灿炎炳煜熠烨燃铭钧钢锦镇"
    "钊铎锡鉴镜冰洁润泉溪淼洲津滨沛济淳深渊湘沁涓月星辰阳晴昕晖暖旭昱旻晶昆仑岩岭峻崇岳嵩巍岚峪"
    "钦伦侠仪倬佩侃偲亨贞泰康骞腊玖士卫保家权斌旗帆飞凌霄龙凰麒麟鹏鹰鸽雁鸣鸾风雷震霖霆霁虹霓冠"
    "群炜卿君侯臣锁拴狗牛马羊猪毛蛋丫妞囡娣招弟换垚犇桐彬坤欢畅兵帅灵妙玄真纯雅韵音琦芷芙蓝青紫丹朱赤苑莺蝶婵"
    "娅婉姗姝婧媚妮妤娴嫦娆旦双连科举业勋甫伯仲叔季亚洪泓汉潮汝沂渝淮灏滢潇滋堃喆骁骅驰骋翰苏尔"
    "努依迪买曼古卓嘎姆央雯宏进存枝丰修远添爽靖巩悦柳美冰招振传彩佩宪奎魁贺碧丹喆茵筠韬略钰铮铖峥岑屹楠桦榕槐杉椿樱桃杏梨"
    "偉麗強軍艷傑濤蘭鳳華國輝雲寧東榮義學貴財興勝慶樹銀銅鐵來長壽喜樂順雄銳劍鶴鴻騰達遠寶瑩穎嬌"
    "曉夢語澤藝諾陽鵬飛龍鳴齊倫儀貞養蓮賢業勳漢瀟馬駿紅"
)
_NUMBERS = frozenset("一二三四五六七八九")


def is_given(name: str) -> bool:
    """Whether each character of ``name`` is frequent in given names, or so rare that it is one.

    A number ends no longer name: «张三» is one, «地方有三» is none.
    """
    if name.removeprefix("老") in _NUMBERS:
        return True
    return all(one in GIVEN or not "\u4e00" <= one <= "\u9fff" for one in name)
