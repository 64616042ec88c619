"""Pieces of which the commonest passwords are made, and words that belong to this product.

Written from what is commonly known of lists of leaked passwords, Chinese and others; short on
purpose: what is short enough to be guessed otherwise is refused by length.
"""

from __future__ import annotations

_KEYS = """
1234567890 123456789 12345678 1234567 123456 12345 1234 123 0123456789 987654321 87654321 654321
4321 321 147258369 159753 789456123 456789 112233 123321 123123 121212 1qaz2wsx 1qaz 2wsx 3edc
4rfv qazwsx qwertyuiop qwerty qwert asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qweasdzxc qweasd
q1w2e3r4t5 q1w2e3r4 1q2w3e4r5t 1q2w3e4r 1q2w3e abcdefgh abcdef abcd abc a1b2c3 aa123456 abc123
000000 00000 0000 111111 11111 1111 222222 2222 333333 3333 444444 4444 555555 5555 666666 6666
777777 7777 888888 8888 999999 9999 5201314 520520 1314520 1314 7758521 7758258 168168 5211314
10086 10010 12306 12393 110110
"""
_WORDS = """
password passw0rd p@ssw0rd p@ssword pass passwd admin administrator root system user guest login
welcome letmein monkey dragon master sunshine princess football baseball superman batman
iloveyou trustno1 shadow michael jordan jennifer hunter freedom whatever secret changeme default
test testing temp hello world computer internet china beijing shanghai guangxi nanning zhongguo
woaini woaiwojia wodemima mima mimashi taobao weixin wechat alipay xiaoming zhangwei wangwei
liwei 密码 我爱你 中国 你好
"""
_OUR_OWN = """
yibaokuaidi yibao-courier yibaocourier yibao kuaidi courier yiliao baoxian shebao canbao jiaofei
xiangzhen township county auditor shenhe luru shenji jingban guanliyuan 医保快递 医保 快递 管理员
"""
_YEARS = tuple(str(year) for year in range(1950, 2035))
COMMON = frozenset({*_KEYS.split(), *_WORDS.split(), *_OUR_OWN.split(), *_YEARS})
