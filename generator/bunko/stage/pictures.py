"""The images of an article: those that its text shows where they stand, and those above it."""

from __future__ import annotations

from pathlib import PurePosixPath
from posixpath import relpath

from bunko.markdown_extension.first_line import is_image_file
from bunko.nouns import Article, Image, Picture
from bunko.stage.site import Site
from bunko.stage.view import Shape, filled
from bunko.strings import say
from bunko.web_address import held_file, web_address


def image_shape(site: Site, article: Article, image: Image) -> Shape:
    """An image of an article; `in_text` where the text shows it, its file only where it is there.

    So no reader sees a broken image.
    """
    file = held_image(site, image)
    named = any(isinstance(block, Picture) and block.url in {image.url, image.file} for block in article.body)
    shown = named and (file is None or is_image_file(file))
    return filled(
        url=web_address(image.url),
        caption=image.caption,
        credit=image.credit,
        file=file,
        in_text=shown or None,
    )


def pictures_of(site: Site, lang: str, key: str, folder: PurePosixPath) -> Shape:
    """What the Markdown extension is told of the images in an article's text and in its translations.

    Args:
        site: the archive.
        lang: language of the interface.
        key: of the article.
        folder: of the staged page that shows the text.
    """
    group = site.library.groups[key].values()
    named = {block.url for article in group for block in article.body if isinstance(block, Picture)}
    found: Shape = {}
    for image in (image for article in group for image in article.images):
        file = held_image(site, image)
        for address in {image.url, image.file} & named:
            credit = say(lang, "image.credit", credit=image.credit) if image.credit else None
            found.setdefault(str(address), filled(file=file and relpath(file, str(folder)), credit=credit))
    return dict(sorted(found.items()))


def held_image(site: Site, image: Image) -> str | None:
    """The file of an image below docs/, where it may be shown and is there."""
    file = held_file(image.file)
    return file if file and (site.settings.docs / file).is_file() else None
