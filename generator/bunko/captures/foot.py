"""What follows an article on its page: lists of other articles, tools, notices of rights, editors, comments.

A line counts by the whole of it, never by a word in it: news tell of copyright and of comments too. Below a line
that ends the article no prose may follow, or it is no end: a box inside the text is left out alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bunko.captures import cut
from bunko.captures.credit_lines import credits_of
from bunko.captures.shapes import looks_like_heading
from bunko.captures.tag_lines import is_labelled, tags_in
from bunko.web_address import is_web

RELATED = "a list of other articles"
COMMENTS = "comments"
NOTICE = "a notice of rights"
TOOLS = "tools and links of the page"
EDITOR = "an editor, who is no author"
NEIGHBOUR = "the article before or after"
CAPTION = "the caption of a photo"
INVITATION = "an invitation to subscribe"
BELOW = "below the article"
TAGS = "a list of tags; they are the field tags"

_LIMIT = 160
_LINKS = 50
_SEVERAL = 2
_OPEN = r"[\s\u3000【\[［(（〈<＜《「■□◆◇●○▼▽▲△★☆▶►◎※＊*=＝|｜~～-]*"
_CLOSE = r"[\s\u3000】\]］)）〉>＞》」■□◆◇●○▼▽▲△★☆▶►◎※＊*=＝|｜~～:：-]*"
_WORDS_RELATED = (
    r"(?:(?:相关|相關)(?:阅读|閱讀|新闻|新聞|报道|報道|報導|文章|链接|連結|鏈接|专题|專題|推荐|推薦|内容|內容|资讯|資訊|稿件|信息)|"
    r"延伸(?:阅读|閱讀)|(?:推荐|推薦|更多|热门|熱門|热点|熱點|最新|精彩|同类|本类)(?:阅读|閱讀|新闻|新聞|文章|推荐|推薦|报道|報道|報導|相关|資訊|资讯|排行)|"
    r"(?:新闻|新聞|点击|點擊|阅读|閱讀|热文|人气|人氣|热门|熱門)排行榜?|(?:编辑|編輯|今日|小编)(?:推荐|推薦)|"
    r"猜(?:你|您)喜[欢歡]|(?:你|您)(?:可能|也许)(?:还|也|還)?(?:会|會)?(?:感兴趣|感興趣|喜欢|喜歡|想看).{0,6}|大家都在看|看更多|"
    r"(?:関連(?:する)?|関係(?=記|リ|サ))(?:記事|ニュース|リンク|情報|トピックス?|ワード|コンテンツ|特集|サイト|動画)?(?:一覧)?|(?:あわせて|併せて|合わせて)(?:読みたい|読む|どうぞ)|"
    r"こちらも(?:おすすめ|読まれています|どうぞ)|(?:おすすめ|お薦め|オススメ)(?:の)?(?:記事|ニュース|情報)?|(?:[^\s。、]{1,10}の)?(?:人気|最新|注目|新着)(?:の)?(?:記事|ニュース)(?:一覧|ランキング)?|"
    r"(?:アクセス|記事|週間|月間|人気)ランキング|ニュースランキング|この(?:記事|ニュース)を(?:読んだ|見た)(?:人|方)(?:は|に|が).{0,16}|"
    r"この(?:カテゴリー?|ジャンル|連載|記者|著者)の(?:他の|ほかの|その他の|最新)?(?:記事|ニュース)|(?:他|ほか|その他)の(?:記事|ニュース)|もっと(?:見る|読む)|"
    r"(?i:related (?:articles?|stories|news|links)|read (?:more|also|next)|most read|recommended))"
)
_RELATED = re.compile(rf"{_OPEN}{_WORDS_RELATED}{_CLOSE}")
_RELATED_LINE = re.compile(
    rf"(?:[【\[［〈<《]{_WORDS_RELATED}[】\]］〉>》]|{_OPEN}{_WORDS_RELATED}\s?[:：])[\s\u3000]*(?P<rest>[^\s。].{{0,{_LIMIT}}})"
)
_NEIGHBOUR = re.compile(
    rf"{_OPEN}(?:(?:上|下|前|后|後)一?(?:篇|条|條|则|則|頁|页)(?:文章|新闻|新聞)?|(?:前|次|過去)の(?:記事|ニュース|ページ)(?:へ|を読む)?)(?:{_CLOSE}|\s?[:：\s】\]»«><]\s*[^。]{{0,{_LIMIT}}})"
)
_COMMENTED = re.compile(
    rf"{_OPEN}(?:みんなの|読者の)?(?:(?:コメント|評論|评论|留言|回应|回應|Comments?)\s?(?:[(（]\s?\d{{1,7}}\s?[)）件]|\d{{1,7}}件?)|コメントを?(?:書く|見る|する|投稿(?:する)?|残す)|"
    r"コメント(?:一覧|欄|投稿)|(?:网友|網友|最新|热门|全部|查看|我要|发表|發表|參與)(?:评论|評論|留言)|"
    rf"コメント|評論|评论|留言|文明上网.{{0,30}}){_CLOSE}",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\d|書く|見る|する|投稿|残す|网友|網友|发表|發表|我要")
_RIGHTS = re.compile(
    rf"{_OPEN}(?:"
    r"(?:copyright|©|\(c\)|（c）|ⓒ)\s?(?:(?:©|\(c\)|（c）|ⓒ)\s?)?(?:\d{4}|.{0,80}(?:rights|reserved|版权|版權|著作権|\d{4})).*|"
    r".{0,100}all rights reserved\.?.{0,60}|"
    r"(?:版权|版權|著作权|著作權|免责|免責)(?:声明|聲明|说明|說明|条款|條款)(?:\s?[:：】\]）)〉》].*)?|"
    r"[^\s。]{0,20}?(?:版权|版權|著作权|著作權)所有(?:[^。]*|.*(?:转载|轉載|翻印).*)|(?:版权|版權)(?:归|歸)[^。]{1,30}所有[^。]{0,20}|(?:特别|特別|郑重|鄭重)?(?:声明|聲明)\s?[:：].{0,60}(?:转载|轉載|本网|本網|本站|网站|網站).*|"
    r"(?:凡|凡是)?(?:本网|本網|本站|本報|本报|本刊).{0,40}(?:转载|轉載|版权|版權|授权|授權).*|"
    r"(?:未经|未經|未获|未獲).{0,20}(?:授权|授權|许可|許可|同意|允许|允許).{0,10}(?:不得|请勿|請勿|禁止|严禁|嚴禁|谢绝|謝絕).{0,40}|"
    r"(?:本|此)(?:內容|内容|文章|文|稿).{0,6}(?:版權|版权|著作權|著作权).{0,40}|文章(?:编号|編號)\s?[:：].*|"
    r"(?:请勿|請勿|严禁|嚴禁|禁止|谢绝|謝絕)(?:擅自)?(?:转载|轉載).{0,20}|(?:转载|轉載)(?:请|請|须|須|时).{0,40}(?:注明|註明|出处|出處|授权|授權).{0,20}|"
    r".{0,60}無断.{0,10}(?:転載|複製|使用|引用|掲載|転用).{0,30}(?:禁じます|禁止(?:です|します|いたします|しております|しています)?|禁ず|厳禁|お断り(?:します|いたします)?|ご遠慮(?:ください|下さい|願います))|"
    r"著作権者?\s?[:：].{1,60}|(?:©|\(c\)|（c）|ⓒ)\s?[^\W\d_][^。]{0,60}|.{0,40}著作権は.{0,40}(?:ます|帰属|です)|著作権(?:について|表示)?|(?:[^\s。]{0,12})?ICP[备備证證].*"
    rf")[。.]?{_CLOSE}",
    re.IGNORECASE,
)  # fmt: skip
_OF_RIGHTS = re.compile(
    r"有料|会員|会员|會員|[转轉転][载載]|[版著][权權作]|[免声聲][责責明]|本[网網站報报刊]|[无無][断斷]|rights",
    re.IGNORECASE,
)
"""What a sentence of a notice of rights holds; a sentence without it is none."""

_INVITATION = re.compile(
    rf"{_OPEN}(?:すべての記事が読み放題|"
    r"(?:有料|無料)会員.{0,30}(?:無料|登録|ログイン|なら).{0,20}|(?:ログイン|会員登録|無料登録|新規登録)(?:する|して.{0,20})?|"
    rf"(?:订阅|訂閱|登录|登錄|註冊|注册)(?:后|後|以).{{0,30}}(?:阅读|閱讀|全文).{{0,10}})[。.]?{_CLOSE}"
)
_CUT = re.compile(r"続き|全文")
_STRONG = re.compile(rf"{_OPEN}(?:版权|版權|免责|免責)(?:声明|聲明)(?:\s?[:：】\]）)〉》]|$)|{_OPEN}著作権について")
_STAFF = re.compile(
    r"[\s\u3000【\[［(（〈<]*(?:(?:责任|責任|执行|執行|值班|本文|网络|網路|网|新媒体)?(?:编辑|編輯|編集)(?:者|担当|人|长|長)?|责编|責編|编审|編審|校对|校對|校閲|审核|審核|审校|監修)"
    r"(?:\s?[:：/／・]\s?|[\s\u3000]+)[^\s。、，のがはをに会會部][^。のはを]{0,29}"
)
_TOOL_WORDS = (
    r"分享(?:到|至|给好友|給好友)?|微信|新浪微博|腾讯微博|微博|QQ空间|QQ好友|QQ|朋友圈|打印(?:本页|本文|此页)?|关闭(?:窗口|本页)?|關閉(?:視窗|窗口)?|(?:加入|我要)?收藏(?:本页|本文|此页)?|"
    r"(?:我要|发表|發表)?(?:评论|評論)|推荐给(?:朋友|好友)|推薦給(?:朋友|好友)|返回(?:首页|顶部|顶端|上页|目录|列表|上一頁|首頁)|回(?:首頁|頂端|上一頁)|(?:复制|複製)(?:链接|連結)|纠错|糾錯|字[号號體体]|大|中|小|投稿|举报|"
    r"列印|轉寄|友善列印|讚|赞|点赞|點讚|分享至|加入最愛|(?:この記事を)?シェア(?:する)?|ツイート(?:する)?|ポスト(?:する)?|いいね[!！]?|はてなブックマーク|はてブ|LINEで送る|LINE|Facebook|Twitter|X|Pocket|Weibo|WhatsApp|Telegram|Instagram|"
    r"(?:この記事を|この記事)?(?:印刷|保存|スクラップ)(?:する)?|メール(?:で送る)?|リンクをコピー(?:する)?|(?:この)?ページの?(?:トップ|先頭)へ(?:戻る)?|(?:ニュース|記事)?一覧(?:へ|に)(?:戻る)?|トップ(?:ページ)?(?:へ|に)戻る|記事一覧|ニュース一覧|前へ|次へ|戻る|フォローする|フォロー|"
    r"\[?PR\]?|みんなのポストを見る|(?:メール|Facebook|X|Twitter|LINE|はてなブックマーク)で(?:シェア|共有|送る)(?:する)?\w{0,5}|[大小]字号|设为首页|設為首頁|招聘信息|网站律师|手机看新闻|网摘|商城|推荐|关注|關注|订阅|訂閱|登录|登錄|注册|註冊|ログイン|会員登録|マイページ|扫一扫[^\s]{0,16}|"
    r"Share|Print|Email|E-mail|Tweet|Save|Back to top|PDF|"
    r"关于我们|關於我們|联系我们|聯絡我們|聯繫我們|网站地图|網站地圖|广告(?:服务|刊登|合作)|廣告(?:刊登|服務)|法律声明|法律聲明|版权声明|版權聲明|免责声明|免責聲明|隐私(?:政策|声明|保护)|私隱(?:政策|聲明)|隱私權(?:政策|聲明)?|诚聘英才|友情链接|服务条款|服務條款|使用條款|"
    r"会社概要|会社案内|企業情報|運営会社|お問い合わせ(?:先)?|お問合せ|利用規約|ご利用(?:規約|にあたって)|プライバシー(?:ポリシー)?|個人情報(?:保護方針|の取り扱い|の取扱い)(?:について)?|サイトマップ|広告掲載(?:について)?|著作権(?:について|・リンクについて)?|リンクについて|リンク|特定商取引法(?:に基づく表記)?|ヘルプ|よくある質問"
)
_TOOL = re.compile(rf"(?:{_TOOL_WORDS})\d{{0,7}}", re.IGNORECASE)
_ALONE = re.compile(
    r"[大中小X]|LINE|リンク|保存|投稿|QQ|ヘルプ|PDF|一覧|フォロー|印刷|メール|商城|推荐|关注|關注|订阅|訂閱",
    re.IGNORECASE,
)
"""Words of tools that may be a heading where they stand alone."""

_PHOTO = re.compile(r"(?:[▲△▼▽]|(?:圖|图|写真|【写真】|【圖】|【图】)\s?[/／:：=＝]).{1,200}")
_BETWEEN = re.compile(r"[\s\u3000|｜/／・,，、\[\]【】［］()（）<>〈〉＞＜»«:：●■◆▲▼△▽★☆-]+")
_ADDRESS = re.compile(r"https?://[^\s\u3000<>\"「」【】（）()、。]{4,2000}")


@dataclass(frozen=True, slots=True)
class Foot:
    """What of a dump stands below its article, or in boxes of other articles inside it.

    Attributes:
        end: number of the first line below the article.
        left_out: numbers of lines from there on, and of boxes, with the reason of each.
        boxes: number of the first line of each box inside the text that has several, and of the last.
        tags: as lines of tags list them.
        links: addresses in the lists of other articles.
        goes_on: number of the line that says that the text goes on for subscribers.
    """

    end: int
    left_out: dict[int, str]
    boxes: tuple[tuple[int, int], ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    goes_on: int | None = None


def kind_of(line: str) -> str | None:
    """What of a page's foot a line is; None where it may be text."""
    if cut.says_so(line):
        return INVITATION
    if not line or len(line) > 2 * _LIMIT or ("。" in line and not _OF_RIGHTS.search(line)):
        return None
    if (found := tags_in(line)) is not None and (found or is_labelled(line)):
        return TAGS
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(line)), TOOLS if is_tools(line) else None)


_KINDS = (
    (_RELATED, RELATED),
    (_NEIGHBOUR, NEIGHBOUR),
    (_COMMENTED, COMMENTS),
    (_STAFF, EDITOR),
    (_RIGHTS, NOTICE),
    (_INVITATION, INVITATION),
    (_RELATED_LINE, RELATED),
)


def _is_cut(line: str) -> bool:
    return cut.says_so(line) or _CUT.search(line) is not None


def is_tools(line: str, *, at_least: int = 1) -> bool:
    """The line holds nothing but the words of buttons and of a site's own pages: `[打印] [关闭窗口]`.

    Args:
        line: as printed.
        at_least: so many of them; one alone may be a heading (`Instagram`).
    """
    words = [word for word in _BETWEEN.split(line) if word]
    return (
        len(words) >= at_least
        and all(map(_TOOL.fullmatch, words))
        and not (len(words) == 1 and _ALONE.fullmatch(words[0]))
    )


def foot_of(lines: Sequence[str], texts: Sequence[int], prose: int, end: int) -> Foot:
    """What stands below the article and inside boxes.

    Args:
        lines: of the dump.
        texts: numbers of those that hold text.
        prose: number of the article's first line of prose; nothing above ends it.
        end: number of the line at which the publisher's layout ends the article.
    """
    below = [n for n in texts if n > prose]
    kinds, last = _kinds(lines, below, prose)
    first = next((n for n in below if n in kinds and (n > last or _is_strong(lines[n], kinds[n]))), end)
    left_out, boxes = _boxes(lines, [n for n in below if n < first], kinds)
    related = False
    for n in (n for n in below if n >= first):
        kind = kinds.get(n)
        related = kind == RELATED if kind else related
        left_out[n] = kind or (CAPTION if _PHOTO.fullmatch(lines[n]) else RELATED if related else BELOW)
    tags = [tag for n in sorted(left_out) if left_out[n] == TAGS for tag in tags_in(lines[n]) or ()]
    links = [found for n in sorted(left_out) if left_out[n] == RELATED for found in _ADDRESS.findall(lines[n])]
    return Foot(
        first,
        left_out,
        tuple(boxes),
        tuple(dict.fromkeys(tags)),
        tuple(dict.fromkeys(filter(is_web, links)))[:_LINKS],
        next((n for n in sorted(left_out) if left_out[n] == INVITATION and _is_cut(lines[n])), None),
    )


def _kinds(lines: Sequence[str], below: Sequence[int], prose: int) -> tuple[dict[int, str], int]:
    """What lines of a page's foot are, and the number of the last line of prose; above that, sentences are text."""
    kinds: dict[int, str] = {}
    last = prose
    for n in reversed(below):
        line = lines[n]
        within = last > prose and "。" in line
        kind = kind_of(line) if not within or _STRONG.match(line) else None
        if kind is not None:
            kinds[n] = kind
        elif last == prose and _is_text(line):
            last = n
    return kinds, last


def _is_text(line: str) -> bool:
    """Prose, and no line of credits or of a caption."""
    if looks_like_heading(line) or _ADDRESS.fullmatch(line) or _PHOTO.fullmatch(line):
        return False
    return credits_of(line) is None


def _is_strong(line: str, kind: str) -> bool:
    """Whatever follows is no text of the article: comments, and the small print."""
    return (kind == COMMENTS and bool(_COUNTED.search(line))) or (kind == NOTICE and bool(_STRONG.match(line)))


def _boxes(
    lines: Sequence[str], texts: Sequence[int], kinds: dict[int, str]
) -> tuple[dict[int, str], list[tuple[int, int]]]:
    """Boxes of other articles inside the text: a label with its titles up to an empty line or to prose, or one line."""
    left_out: dict[int, str] = {}
    boxes: list[tuple[int, int]] = []
    for place, n in enumerate(texts):
        if kinds.get(n) == TOOLS and is_tools(lines[n], at_least=_SEVERAL):
            left_out[n] = TOOLS
        if kinds.get(n) != RELATED or n in left_out:
            continue
        titles = list[int]()
        for at in range(place + 1, len(texts)) if _RELATED.fullmatch(lines[n]) else ():
            m = texts[at]
            apart = bool(titles) and not lines[m - 1]
            if apart or _is_text(lines[m]):
                break
            titles.append(m)
        if titles or not _RELATED.fullmatch(lines[n]):
            left_out |= dict.fromkeys([n, *titles], RELATED)
            boxes += [(n, titles[-1])] if titles else []
    return left_out, boxes
