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
    random = Random(f"{seed}/{turn}/{system}/{trap}")
    told = story(random, "thread" if system in FORUMS else "article", trap, nested=system not in _FLAT)
    page = Page(random, told, trap, plain=system in TEXTS, forum=system in FORUMS)
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
        name = r.choice(
            ("comments", "comments-page", "has-comments comments-open", "commentContainer", "content comments-area", "post comment-list")
        )
        if article.count("<div") == article.count("</div"):
            article = f'<div class="{name}">{article}</div>'
        else:  # a forum that opens its list of posts with the first one
            return f'<div class="{name}">{article}{comments}</div>'
    if p.trap == "comments in article":
        return f'<article class="{r.choice(("post", "story", "hentry", "page-article"))}">{article}{_between(p)}{comments}</article>'
    return article + _between(p) + comments


def _between(p: Page) -> str:
    """What stands between an article and its comments: nothing, links to share it, related pages, an author's box; in forums nothing."""
    if p.forum:
        return ""
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
    menu = "".join(
        f'<li class="menu-item"><a href="/{name.lower()}">{p.furniture(name)}</a></li>' for name in r.sample(_MENU, r.randint(4, 7))
    )
    top = r.choice(_HEADS).format(site=f'<a href="/">{p.furniture(p.story.site)}</a>', menu=f"<ul>{menu}</ul>")
    aside = _sidebar(p) if p.trap in ("most commented", "recent comments") or r.random() < 0.5 else ""
    inner = r.choice(_MIDDLES)
    inside = "{aside}" in inner
    inner = inner.replace("{aside}", aside).replace("{}", content)
    foot = r.choice(_FEET)
    imprint = p.furniture(f"© {p.story.when[0]} {p.story.site}. All rights reserved.")
    return f"<body>\n{top}\n{inner}\n{'' if inside else aside}\n{foot.format(f'<p>{imprint}</p>')}\n</body>"


_HEADS = (
    '<header class="site-header"><div class="logo">{site}</div><nav class="main-navigation">{menu}</nav></header>',
    '<div id="header"><p id="site-title">{site}</p></div><div id="nav">{menu}</div>',
    '<header role="banner" class="c-masthead"><div class="c-masthead__brand">{site}</div>{menu}</header>',
)
_MIDDLES = (
    "{}",
    "<main>{}</main>",
    '<div id="content">{}</div>',
    '<div id="primary" class="content-area">{}</div>',
    '<div class="container"><div class="row"><div class="col-md-8">{}</div>{aside}</div></div>',
)
_FEET = (
    '<footer class="site-footer">{}</footer>',
    '<div id="footer">{}</div>',
    '<footer role="contentinfo"><div class="wrap">{}</div></footer>',
)
_MENU = ("Home", "News", "Town", "Opinion", "Sport", "About", "Contact", "Archive", "Weather", "Forum")


def _sidebar(p: Page) -> str:
    r = p.random
    match p.trap:
        case "most commented":
            body = _most_commented(p)
        case "recent comments":
            body = _recent_comments(p)
        case _:
            called = p.furniture(r.choice(("Latest", "Popular", "In other news")))
            body = f'<section class="widget"><h2>{called}</h2><ul>{_teasers(p, 5)}</ul></section>'
    return r.choice(_ASIDES).format(body)


def _most_commented(p: Page) -> str:
    rows = []
    for number in range(4):
        page, count = p.furniture(p.story.world.sentence("teaser")), p.furniture(f"{p.random.randint(9, 300)} comments")
        rows.append(f'<li><a href="/m/{number}">{page}</a> <span class="count">{count}</span></li>')
    name = p.random.choice(("most-commented", "widget popular-comments", "mostDiscussed", "trending-comments", "box commented"))
    called = p.furniture(p.random.choice(("Most commented", "Most discussed", "Hot discussions")))
    return f'<div class="{name}"><h3>{called}</h3><ol>{"".join(rows)}</ol></div>'


def _recent_comments(p: Page) -> str:
    rows = []
    for number in range(4):
        world = p.story.world
        who, where, said = (p.furniture(text) for text in (world.first(), world.sentence("teaser"), world.sentence("short")))
        rows.append(
            f'<li class="recentcomments"><span class="comment-author-link">{who}</span> {p.furniture("on")} '
            f'<a href="/r/{number}">{where}</a><p>{said}</p></li>'
        )
    name = p.random.choice(("widget widget_recent_comments", "latest-comments", "wp-block-latest-comments", "sidebar-discussion"))
    called = p.furniture(p.random.choice(("Recent Comments", "Latest comments", "Readers say")))
    return f'<div class="{name}"><h2 class="widget-title">{called}</h2><ul id="recentcomments">{"".join(rows)}</ul></div>'


_ASIDES = (
    '<aside id="secondary" class="widget-area">{}</aside>',
    '<div id="sidebar" class="sidebar">{}</div>',
    '<div class="col-md-4">{}</div>',
    '<aside class="rail" role="complementary">{}</aside>',
)
