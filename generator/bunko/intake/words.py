"""What is said to who hands something in, in the languages of the forms.

What the import and `bunko check` say stays in English, and the report says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bunko.errors import BunkoError
from bunko.strings import FALLBACK, LANGUAGES

_PLACE = re.compile(r"\{([a-z]+)\}")
WORDS: Mapping[str, tuple[str, str, str]] = {
    "taken": ("#{number} から取り込みました。", "已导入 #{number} 的内容。", "Taken in from #{number}."),
    "nothing": (
        "#{number} からは何も取り込まれませんでした。",
        "没有从 #{number} 导入任何内容。",
        "Nothing was taken in from #{number}.",
    ),
    "replaces": (
        "注意：公開済みのページの内容を置き換えます：{page}",
        "注意：这会替换已发布页面的内容：{page}",
        "Note: this replaces what a published page says: {page}",
    ),
    "paragraphs": (
        "本文：{count}段落のうち{gone}段落",
        "正文：{count}段中的{gone}段",
        "text: {gone} of {count} paragraphs",
    ),
    "fields": ("項目：{names}", "字段：{names}", "fields: {names}"),
    "first capture": ("もとになる原本", "所依据的原件", "the capture that the page follows"),
    "look": (
        "今の内容を残したいときは、取り込まずに閉じてください。",
        "如要保留现有内容，请不要合并，直接关闭即可。",
        "To keep what stands there, close this without merging it.",
    ),
    "comma": ("、", "、", ", "),
    "none": ("何も取り込まれませんでした。", "没有导入任何内容。", "Nothing was taken in."),
    "again": (
        "Issueを編集すると、もう一度取り込みを試みます。",
        "编辑本Issue后，系统会再试一次。",
        "Edit the issue, and it is tried again.",
    ),
    "table": ("結果 | ページ | 資料", "结果 | 页面 | 资料", "outcome | page | capture"),
    "created": ("新規", "新建", "created"),
    "updated": ("更新", "更新", "updated"),
    "unchanged": ("変更なし", "无变化", "unchanged"),
    "kept": ("人の編集を優先", "保留人工修改", "kept"),
    "duplicate": ("重複", "重复", "duplicate"),
    "not an article": ("記事ではない", "不是文章", "not an article"),
    "failed": ("失敗", "失败", "failed"),
    "missing": (
        "見つからなかった項目：{names}。Issueに書き足すと、取り込みに使われます。",
        "没有找到的项目：{names}。补写到Issue中即可用于导入。",
        "Not found: {names}. Add it to the issue, and it is used.",
    ),
    "unusable url": (
        "{name}：{value} は使えないため、使いませんでした。`https://`で始まるアドレスを書いてください。",
        "{name}：{value} 无法使用，未予采用。请填写以`https://`开头的地址。",
        "{name}: {value} cannot be used, and was not. Expected an address that starts with `https://`.",
    ),
    "unusable date": (
        "{name}：{value} は使えないため、使いませんでした。`2024-05-03`や「2024年5月3日」のように書いてください。",
        "{name}：{value} 无法使用，未予采用。请从年份写起，如`2024-05-03`或“2024年5月3日”。",
        "{name}: {value} cannot be used, and was not. Expected a day with its year, as `2024-05-03`.",
    ),
    "unusable language": (
        "{name}：{value} は使えないため、使いませんでした。`ja`や`zh-Hans`のような言語タグを書いてください。",
        "{name}：{value} 无法使用，未予采用。请填写语言标签，如`ja`、`zh-Hans`。",
        "{name}: {value} cannot be used, and was not. Expected a language tag, as `ja` or `zh-Hans`.",
    ),
    "unusable source": (
        "{name}：{value} は登録簿（`archive/sources.yml`）にまだありません。管理者が加えます。書き直しは不要です。",
        "{name}：{value} 尚未列入登记表（`archive/sources.yml`）。维护者会添加，您无需修改。",
        "{name}: {value} is not in the register (`archive/sources.yml`) yet. A maintainer adds it; leave it so.",
    ),
    "untaken": (
        "Issueに添付されたファイルではないため、取り込みませんでした：{links}",
        "不是附在Issue中的文件，未予导入：{links}",
        "Not taken, since it is no file attached to the issue: {links}",
    ),
    "more": ("ほかに{count}件のリンク", "另有{count}个链接", "and {count} more links"),
    "import": ("取り込みの記録（英語）：", "导入记录（英文）：", "What the import says:"),
    "reason": ("理由：{text}", "理由：{text}", "Reason: {text}"),
    "check": (
        "`bunko check`の指摘（{count}件、英語）：",
        "`bunko check`的提示（{count}条，英文）：",
        "`bunko check` names {count}:",
    ),
    "sound": (
        "`bunko check`の指摘はありません。",
        "`bunko check`没有发现问题。",
        "`bunko check` finds nothing in it.",
    ),
}
"""Each in Japanese, Chinese and English."""

REFUSALS: Mapping[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "no form": (
        ("フォームから作られたIssueではありません", "フォームを選んで、新しいIssueを作ってください。"),
        ("本Issue不是用表单提交的", "请选择表单，重新提交Issue。"),
        ("no form made this issue", "Open an issue by a form."),
    ),
    "for people": (
        ("この種類のIssueには人が答えます", "返事をお待ちください。"),
        ("这类Issue由人工处理", "请等待回复。"),
        ("issues of this kind are for people", "Answer it by hand."),
    ),
    "empty": (
        ("本文もファイルもありません", "Issueを編集して、本文を貼り付けるか、ファイルを欄へドラッグしてください。"),
        ("既没有正文，也没有文件", "请编辑本Issue，粘贴正文，或把文件拖到相应栏内。"),
        ("neither text nor a file", "Edit the issue: paste the text, or drag the file into its field."),
    ),
    "no name": (
        ("idまたは名前がありません", "Issueを編集して、両方を書いてください。"),
        ("缺少id或名称", "请编辑本Issue，把两项都填上。"),
        ("no id, or no name", "Edit the issue, and give both."),
    ),
    "known": (
        ("登録簿にすでに{id}があります", "登録済みのタグは、archive/tags.ymlで直接編集します。"),
        ("登记表中已有{id}", "已登记的标签请直接在archive/tags.yml中修改。"),
        ("the register has {id} already", "Edit archive/tags.yml itself."),
    ),
    "no end": (
        (
            "登録簿の末尾に書き加えられません",
            "管理者が`{}`または最後の行の`...`を取り除いたあと、Issueを編集してください。",
        ),
        ("无法在登记表末尾添加", "请维护者去掉其中的`{}`或最后一行`...`，然后编辑本Issue。"),
        (
            "no tag can be added at the register's end",
            "Take away its `{}` or its last line `...`, then edit the issue.",
        ),
    ),
    "too many": (
        ("ファイルが多すぎます（{found}、上限は{most}個）", "何回かに分けてIssueを作ってください。"),
        ("文件太多（{found}，上限为{most}个）", "请分几个Issue提交。"),
        ("too many files ({found}; {most} at most)", "Hand them in by several issues."),
    ),
    "too large": (
        ("ファイルが大きすぎます（{found}、上限は{most}バイト）", "分割してください。"),
        ("文件太大（{found}，上限为{most}字节）", "请拆分后再提交。"),
        ("a file is too large ({found}; {most} bytes at most)", "Split it."),
    ),
    "too large in all": (
        (
            "ファイルが全部で大きすぎます（{found}まで、上限は合計{most}バイト）",
            "何回かに分けてIssueを作ってください。",
        ),
        ("文件总量太大（到{found}为止，合计上限为{most}字节）", "请分几个Issue提交。"),
        ("the files are too large (up to {found}; {most} bytes at most in all)", "Hand them in by several issues."),
    ),
    "no zip": (
        ("zipファイルを開けません（{found}）", "パスワードを付けずに作り直して、添付し直してください。"),
        ("无法打开zip文件（{found}）", "请不要加密码，重新打包后再附上。"),
        ("a zip cannot be read ({found})", "Pack the file again, without a password."),
    ),
    "not fetched": (
        ("添付ファイルを取得できません（{found}）", "もう一度添付してください。"),
        ("无法取得附件（{found}）", "请重新附上。"),
        ("an attachment cannot be fetched ({found})", "Attach the file again."),
    ),
}
"""Why an issue is not taken in, and what to do, in the same languages."""


class RefusalError(BunkoError):
    """An issue cannot be taken in.

    Args:
        place: the issue, or the file.
        key: of `REFUSALS`.
        links: of the issue that were not taken.
        values: for the places of the text; of a stranger's text only the beginning is shown.
    """

    def __init__(self, place: str, key: str, *, links: tuple[str, ...] = (), **values: object) -> None:
        self.key, self.links = key, links
        self.values = {name: str(value)[:120] for name, value in values.items()}
        problem, cure = self.said(FALLBACK)
        super().__init__(place, problem, found="; ".join(links) or None, cure=cure)

    def said(self, language: str) -> tuple[str, str]:
        """What is wrong, and what to do."""
        problem, cure = REFUSALS[self.key][_column(language)]
        return _filled(problem, self.values), cure


def word(language: str, key: str, **values: object) -> str:
    """A text in a language, with its values; English for a language that no form speaks."""
    return _filled(WORDS[key][_column(language)], values)


def _column(language: str) -> int:
    return LANGUAGES.index(language if language in LANGUAGES else FALLBACK)


def _filled(text: str, values: Mapping[str, object]) -> str:
    """Values are put in once: what looks like a place in them is none."""
    return _PLACE.sub(lambda found: str(values[found[1]]), text)
