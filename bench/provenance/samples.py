"""All pages of the benchmark: every system with every trap, put into a site's frame. The same seed gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from bench.provenance import blogs, forums, plain, services
from bench.provenance.page import Page, Sample
from bench.provenance.story import IN_TEXT, TRAPS, story

Parts = tuple[str, str]

BLOGS: dict[str, Callable[[Page], Parts]] = {
    "WordPress, classic theme": blogs.wordpress_classic,
    "WordPress, block theme": blogs.wordpress_block,
    "Blogger": blogs.blogger,
    "Drupal": blogs.drupal,
    "TypePad, Movable Type": blogs.typepad,
    "Squarespace": blogs.squarespace,
    "Substack": blogs.substack,
    "Ghost": blogs.ghost,
    "Disqus": services.disqus,
    "Facebook plugin": services.facebook,
    "React, BEM names": services.bem_react,
    "schema.org microdata": services.microdata,
    "hashed names, JSON-LD": services.json_ld,
}
FORUMS: dict[str, Callable[[Page], Parts]] = {
    "Discourse": forums.discourse,
    "phpBB": forums.phpbb,
    "vBulletin": forums.vbulletin,
    "Reddit, old": forums.reddit_old,
    "Hacker News": forums.hacker_news,
    "MediaWiki talk": forums.mediawiki_talk,
}
TEXTS: dict[str, Callable[[Page], str]] = {
    "text, no marker": plain.bare,
    "text, a heading": plain.heading,
    "text, bylines": plain.bylines,
    "Markdown": plain.markdown,
}
SYSTEMS = (*BLOGS, *FORUMS, *TEXTS)
_FLAT = frozenset({"TypePad, Movable Type", "Discourse", "phpBB", "vBulletin", *TEXTS})
"""Systems that do not nest answers."""


def samples(seed: int, pages: int) -> Iterator[Sample]:
    """`pages` pages: one of each system with its first trap, then one of each with its second, and so on."""
    for number in range(pages):
        system = SYSTEMS[number % len(SYSTEMS)]
        traps = IN_TEXT if system in TEXTS else tuple(TRAPS)
        turn = number // len(SYSTEMS)
        yield sample(seed, turn, system, traps[turn % len(traps)])


def sample(seed: int, turn: int, system: str, trap: str) -> Sample:
    """One page; it depends on nothing but these four."""
    random = Random(f"{seed}/{turn}/{system}/{trap}")  # noqa: S311 - a benchmark, no secret
    told = story(random, "thread" if system in FORUMS else "article", trap, nested=system not in _FLAT)
    page = Page(random, told, trap, plain=system in TEXTS)
    if system in TEXTS:
        source, gold = page.finish(TEXTS[system](page))
    else:
        page.linked_data()
        article, comments = (BLOGS | FORUMS)[system](page)
        body = _frame(page, _joined(page, article, comments))
        source, gold = page.finish(f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{page.head()}</head>\n{body}\n</html>\n')
    name = f"{turn:02d}-{_plain(system)}-{_plain(trap)}"
    host = _plain(told.site)
    return Sample(
        id=name,
        system=system,
        trap=trap,
        form="html" if system not in TEXTS else "markdown" if system == "Markdown" else "text",
        url=f"https://www.{host}.example/{told.when[0]}/{page.number}",
        source=source,
        passages=gold,
    )


def _plain(text: str) -> str:
    """Letters, digits and hyphens, for names of files and hosts."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in text.lower()).split())


def _joined(p: Page, article: str, comments: str) -> str:
    """Article and comments one after the other, or as the trap has them."""
    r = p.random
    if p.trap == "article called comments":
        name = r.choice(("comments", "comments-page", "has-comments comments-open", "commentContainer", "content comments-area", "post comment-list"))
        if article.count("<div") == article.count("</div"):
            article = f'<div class="{name}">{article}</div>'
        else:  # a forum that opens its list of posts with the first one
            return f'<div class="{name}">{article}{comments}</div>'
    if p.trap == "comments in article":
        return f'<article class="{r.choice(("post", "story", "hentry", "page-article"))}">{article}{_between(p)}{comments}</article>'
    return article + (_between(p) if "<ol id=" not in article[-600:] and "<dl>" not in comments[:4] else "") + comments


def _between(p: Page) -> str:
    """What stands between an article and its comments: nothing, links to share it, related pages, an author's box."""
    match p.random.randrange(4):
        case 0:
            links = "".join(f'<a href="#">{p.furniture(name)}</a> ' for name in ("Facebook", "Email", "Print"))
            return f'<div class="share-buttons"><span>{p.furniture("Share this")}</span> {links}</div>'
        case 1:
            return f'<div class="related-posts"><h3>{p.furniture("You may also like")}</h3><ul>{_teasers(p, 3)}</ul></div>'
        case 2:
            bio = p.furniture(f"{p.story.author} writes about towns and the people in them.")
            return f'<div class="author-box"><p>{bio}</p></div>'
        case _:
            return ""


def _teasers(p: Page, count: int) -> str:
    return "".join(f'<li><a href="/t/{n}">{p.furniture(p.story.world.sentence("teaser"))}</a></li>' for n in range(count))


def _frame(p: Page, content: str) -> str:
    """A site around the content: head, menu, sidebar, foot, in one of several manners."""
    r = p.random
    menu = "".join(f'<li class="menu-item"><a href="/{name.lower()}">{p.furniture(name)}</a></li>' for name in r.sample(_MENU, r.randint(4, 7)))
    top = r.choice(
        (
            '<header class="site-header"><div class="logo"><a href="/">{site}</a></div><nav class="main-navigation"><ul>{menu}</ul></nav></header>',
            '<div id="header"><p id="site-title"><a href="/">{site}</a></p></div><div id="nav"><ul>{menu}</ul></div>',
            '<header role="banner" class="c-masthead"><a href="/" class="c-masthead__brand">{site}</a><ul class="c-masthead__menu">{menu}</ul></header>',
        )
    ).format(site=p.furniture(p.story.site), menu=menu)
    aside = _sidebar(p) if p.trap in ("most commented", "recent comments") or r.random() < 0.5 else ""
    inner = r.choice(
        ('<div id="content">{}</div>', '<div class="container"><div class="row"><div class="col-md-8">{}</div>{aside}</div></div>', "<main>{}</main>", "{}", '<div id="primary" class="content-area">{}</div>')
    )
    inside = "{aside}" in inner
    inner = inner.replace("{aside}", aside).replace("{}", content)
    foot = r.choice(('<footer class="site-footer">{}</footer>', '<div id="footer">{}</div>', '<footer role="contentinfo"><div class="wrap">{}</div></footer>'))
    imprint = p.furniture(f"© {p.story.when[0]} {p.story.site}. All rights reserved.")
    return f"<body>\n{top}\n{inner}\n{'' if inside else aside}\n{foot.format(f'<p>{imprint}</p>')}\n</body>"


_MENU = ("Home", "News", "Town", "Opinion", "Sport", "About", "Contact", "Archive", "Weather", "Forum")


def _sidebar(p: Page) -> str:
    world = p.story.world
    r = p.random
    if p.trap == "most commented":
        rows = "".join(f'<li><a href="/m/{n}">{p.furniture(world.sentence("teaser"))}</a> <span class="count">{p.furniture(f"{r.randint(9, 300)} comments")}</span></li>' for n in range(4))
        name = r.choice(("most-commented", "widget popular-comments", "mostDiscussed", "trending-comments", "box commented"))
        body = f'<div class="{name}"><h3>{p.furniture(r.choice(("Most commented", "Most discussed", "Hot discussions")))}</h3><ol>{rows}</ol></div>'
    elif p.trap == "recent comments":
        rows = "".join(
            f'<li class="recentcomments"><span class="comment-author-link">{p.furniture(world.first())}</span> {p.furniture("on")} <a href="/r/{n}">{p.furniture(world.sentence("teaser"))}</a>'
            f'<p>{p.furniture(world.sentence("short"))}</p></li>'
            for n in range(4)
        )
        name = r.choice(("widget widget_recent_comments", "latest-comments", "wp-block-latest-comments", "sidebar-discussion"))
        body = f'<div class="{name}"><h2 class="widget-title">{p.furniture(r.choice(("Recent Comments", "Latest comments", "Readers say")))}</h2><ul id="recentcomments">{rows}</ul></div>'
    else:
        body = f'<section class="widget"><h2>{p.furniture(r.choice(("Latest", "Popular", "In other news")))}</h2><ul>{_teasers(p, 5)}</ul></section>'
    return r.choice(
        ('<aside id="secondary" class="widget-area">{}</aside>', '<div id="sidebar" class="sidebar">{}</div>', '<div class="col-md-4">{}</div>', '<aside class="rail" role="complementary">{}</aside>')
    ).format(body)
