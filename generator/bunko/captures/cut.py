"""Lines in which a page says that its article goes on for subscribers, so that what stands above is its beginning.

A line counts by the whole of it, and in the words in which pages speak to their readers: news tell of paywalls too.
"""

from __future__ import annotations

import re

_LIMIT = 160
_OPEN = r"[\s\u3000【\[［(（〈<＜《「■□◆◇●○▼▽▲△★☆▶►◎※＊*=＝|｜~～…―—-]*"
_CLOSE = r"[\s\u3000】\]］)）〉>＞》」■□◆◇●○▼▽▲△★☆▶►◎※＊*=＝|｜~～:：。.…！!―—-]*"
_JOIN = (
    r"(?:登录|登錄|登陆|登入|订阅|訂閱|注册|註冊|付费|付費|购买|購買|"
    r"(?:开通|開通|加入|成为|成為)(?:本站|电子版|電子版)?(?:会员|會員|VIP))"
)
_READ_ON = (
    r"(?:续读|續讀|(?:继续|繼續|接着)(?:阅读|閱讀|浏览|查看)(?:全文|本文)?|(?:阅读|閱讀|查看|浏览|解锁|解鎖|观看)(?:本文)?(?:全文|余下|剩余|其余|剩餘|餘下|完整)"
    r"(?:部分|内容|內容)?(?:全文)?)"
)
_POLITE = r"(?:ます|ません|ください|下さい|です|から|でどうぞ)"
_SAID = re.compile(
    rf"{_OPEN}(?:"
    r"この(?:記事|コンテンツ)は(?:有料|会員限定|購読者).{0,60}|"
    r"残り\s?[:：]?\s?[\d,]+\s?文字(?![のをにはがで]).{0,40}|"
    rf"(?:この記事の)?続きを?(?:読む|お読み)(?:[^\w。][^。]{{0,30}}|[^。]{{0,30}}(?:{_POLITE}|登録|ログイン|購読))?|"
    rf"(?:(?:有料|無料|購読)?会員|ログイン|登録|購読|購入)[^。]{{0,30}}(?:続き|全文|残り)[をがも](?:お?読|ご?覧)[^。]{{0,20}}{_POLITE}|"
    rf"(?:この)?(?:続き|記事全文|全文)(?:は|を|が)[^。]{{0,40}}(?:会員|登録|ログイン|購読者?)[^。]{{0,40}}{_POLITE}|"
    rf"(?:ここから先|この先|これ以降)は、?[^。]{{0,10}}(?:有料|会員|購読者)[^。]{{0,30}}{_POLITE}|"
    r"(?:全文|完整内容|完整內容)(?:仅|僅).{0,20}(?:订阅|訂閱|会员|會員).{0,20}|"
    rf"{_READ_ON}[，,：:\s]{{0,2}}(?:请|請|需要?|须|須)[^。]{{0,6}}{_JOIN}[^。]{{0,30}}|"
    rf"(?:(?:请|請)[^。]{{0,4}})?{_JOIN}(?:本站|会员|會員|账号|賬號|帐号|帳號|电子版|電子版)?(?:之?[后後]|以|即可|可以?|并|並)?[，,\s]?(?:即可|可以?|能)?{_READ_ON}(?:内容|內容|文章|权限|權限)?|"
    rf"(?:本文|全文|文章|正文)?(?:未完|尚未结束|尚未結束|未完待续|未完待續)[，,；;。\s]{{1,2}}[^。]{{0,12}}{_JOIN}[^。]{{0,30}}|"
    r"(?:本文|此文|本篇|本内容|本內容)(?:为|為|是|系|属于?|屬於?)?(?:付费|付費|收费|收費|(?:会员|會員|订户|訂戶|订阅者|訂閱者)(?:专享|專享|限定|专属|專屬))[^。]{0,30}|"
    rf"(?:试读|試讀|免费阅读|免費閱讀)(?:部分)?(?:已经?|到此)?(?:结束|結束|完毕|完畢)[^。]{{0,8}}(?:{_JOIN}[^。]{{0,30}})?|"
    r"(?:剩余|剩餘|余下|餘下|其余|其餘|还有|還有)(?:"
    r"\s?[\d.,]{1,7}\s?[%％字]的?(?:内容|內容|全文|部分|未读|未讀)?[，,\s]?(?:请|請|需要?)?|"
    r"的?(?:内容|內容|全文|部分)[，,\s]?(?:请|請|需要?|须|須)"
    rf")[^。]{{0,3}}{_JOIN}[^。]{{0,30}}"
    rf"){_CLOSE}"
)


def says_so(line: str) -> bool:
    """The line is nothing but the page's word that more follows for those who subscribe, register or log in."""
    parts = [part for part in line.split("。") if part.strip()]
    return 0 < len(line) <= _LIMIT and bool(_SAID.fullmatch(line) or (parts and all(map(_SAID.fullmatch, parts))))


def warning(line: int) -> str:
    """What the outcome says of a line (from 1) that says so."""
    said = f"line {line} says that the text goes on for subscribers: the capture holds its beginning"
    return f"{said}; a whole capture of it goes before this one"
