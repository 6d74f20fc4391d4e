"""Which lines say that an article goes on for subscribers, and which only tell of such things."""

from __future__ import annotations

import pytest

from bunko.captures.cut import says_so

SAYING = (
    "この続きは有料会員の方のみお読みいただけます",
    "続きを読む",
    "全文をお読みいただくには会員登録が必要です。",
    "订阅后可继续阅读",
    "请登录后查看全文",
    "继续阅读请登录",
    "付费后阅读剩余内容",
    "本文为付费内容，购买后可阅读全文",
    "试读已结束，请购买全文",
    "登入後繼續閱讀全文",
    "訂閱即可閱讀全文",
    "この記事は会員限定です。無料登録すると続きをお読みいただけます。",
    "この記事は有料会員限定です。残り 812文字",
    "余下的内容请订阅后阅读",
    "この記事は有料記事です。残り412文字",
    "有料会員になると続きをお読みいただけます。",
    "续读请登录",
    "（本文未完，请订阅…）",
    "（本文未完，请订阅电子版…）",
    "登录后继续阅读全文",
    "剩余62%的内容订阅后可读",
    "成为会员后继续阅读",
    "残り1,234文字（全文2,000文字）",
)
TELLING = (
    "会員登録の案内です。",
    "登录系统升级完成",
    "订阅人数创新高",
    "本文作者已登录",
    "续集请看下期",
    "这本书的续读者很多",
    "全文は市のサイトで読めます。",
    "全文は市役所で購入できます。",
    "この先は行き止まりです",
    "还有300字的作文比赛，请登录官网报名",
    "試読会が終わる",
    "付费阅读全文的读者增加",
    "成为会员后可阅读全文的读者",
    "未完，加入新章节",
    "登录官网查看全文",
    "残り3,000文字の宿題",
    "剩余30%的内容将于明年公布",
    "其余部分登录者被拒",
    "还有未登录的用户",
)


@pytest.mark.parametrize("line", SAYING)
def test_a_pages_word_to_its_readers_is_known(line: str) -> None:
    assert says_so(line)


@pytest.mark.parametrize("line", TELLING)
def test_a_line_that_tells_of_readers_stays_text(line: str) -> None:
    assert not says_so(line)
