"""Comment services and hand-made front ends below an article: as a browser saves them. Each function gives (article, comments) as HTML."""

from __future__ import annotations

from bench.provenance.page import Page
from bench.provenance.story import Comment
from bench.provenance.world import iso

Parts = tuple[str, str]


def _article(p: Page) -> str:
    """An article as some site has it: the names vary."""
    r = p.random
    outer = r.choice(("story", "article", "post-full", "c-article", "article-page", "content-main"))
    inner = r.choice(("article-body", "story-body", "post-content", "c-article__body", "article__text", "rich-text", "content"))
    head = r.choice(("article-header", "story-head", "headline-block", "c-article__head"))
    return (
        f'<{p.tag} class="{outer}"><header class="{head}"><h1>{p.headline()}</h1><p class="meta-line"><span class="by">{p.by("By " + p.story.author)}</span> '
        f'<time datetime="{iso(p.story.when)}">{p.date()}</time></p></header><div class="{inner}">{p.body()}</div></{p.tag}>'
    )


def _nobody(p: Page) -> bool:
    return not p.comments and p.trap != "form only"


def disqus(p: Page) -> Parts:
    article = _article(p)
    if _nobody(p):
        return article, ""

    def one(c: Comment, answers: str) -> str:
        dot = p.furniture("•")
        return (
            f'<li class="post" id="post-{p.number}{c.number}"><div role="alert"></div><div data-role="post-content" class="post-content">'
            f'<div class="indicator"></div><div class="avatar hovercard"><a class="user"><img alt="Avatar"></a></div><div class="post-body"><header class="comment__header">'
            f'<span class="post-byline"><span class="author publisher-anchor-color"><a href="#" rel="nofollow">{p.by(c.author)}</a></span></span> <span class="post-meta">'
            f'<span aria-hidden="true" class="bullet time-ago-bullet">{dot}</span> <a href="#" class="time-ago" title="">{p.ago()}</a></span></header>'
            f'<div class="post-body-inner"><div class="post-message-container" data-role="message-container"><div class="publisher-anchor-color" data-role="message-content">'
            f'<div class="post-message " data-role="message" dir="auto"><div>{p.paragraphs(c)}</div></div></div></div></div><footer class="comment__footer"><menu class="comment-footer__menu">'
            f'<li class="voting" data-role="voting"><a class="vote-up"><span class="count">{p.furniture(str(p.random.randint(0, 40)))}</span></a></li><li class="reply">'
            f'<a href="#" data-action="reply">{p.furniture("Reply")}</a></li><li class="share"><a>{p.furniture("Share ›")}</a></li></menu></footer></div></div>{answers}</li>'
        )

    sort = f'<ul class="nav nav-secondary"><li data-role="post-sort"><a class="dropdown-toggle">{p.furniture("Sort by Best")}</a></li></ul>'
    count = p.count("{} Comments")
    posts = f'<ul id="post-list" class="post-list">{p.threads(one, _CHILDREN)}</ul>' if p.comments else ""
    return article, (
        f'<div id="disqus_thread"><div id="layout" data-tracking-area="layout"><div id="main-nav"><nav class="nav nav-primary"><ul><li class="nav-tab--primary"><a class="publisher-nav-color">'
        f'<span class="comment-count">{count}</span></a></li></ul></nav></div><section id="conversation" data-role="main">{sort}<div id="posts">{posts}</div></section></div></div>'
        f"<noscript>{p.furniture('Please enable JavaScript to view the comments powered by Disqus.')}</noscript>"
    )


_CHILDREN = '<ul data-role="children" class="children">{}</ul>'


def facebook(p: Page) -> Parts:
    article = _article(p)
    if _nobody(p):
        return article, ""

    def one(c: Comment, answers: str) -> str:
        work = p.furniture(f"Works at {p.story.world.place} {p.random.choice(('Bakery', 'Schools', 'Transit', 'Self-Employed'))}")
        text = p.paragraphs(c, "br")
        return (
            f'<div class="_3-8y _5nz1 clearfix" direction="left"><div class="_ohe lfloat"><img class="_1ci img" alt=""></div><div><div class="UFICommentActorAndBody"><div><span>'
            f'<a class=" UFICommentActorName" dir="ltr" href="#">{p.by(c.author)}</a></span> <span class="_5nl8">{work}</span></div>'
            f'<div class="_30o4"><span><span class="_5mdd"><span>{text}</span></span></span></div><div class="_2vq9 fsm fwn fcg"><a href="#">{p.furniture("Like")}</a> · '
            f'<a href="#">{p.furniture("Reply")}</a> · <span class="_5mdp">{p.furniture(str(p.random.randint(1, 30)))}</span> · <abbr class="UFISutroCommentTimestamp livetimestamp">'
            f"{p.by(f'{p.random.randint(1, 9)}y')}</abbr></div></div>{answers}</div></div>"
        )

    count = p.count("{} comments", "{} Comments")
    sort = f'<div class="_4uym"><span>{p.furniture("Sort by")}</span> <span>{p.furniture("Top")}</span></div>'
    return article, (
        f'<div class="fb-comments fb_iframe_widget" data-href="#" data-numposts="10"><div class="_56q9"><div class="_491z clearfix"><span class="_50f7">{count}</span>{sort}</div>'
        f'<div class="_4k-6"><div class="_3-8x">{p.threads(one, _UFI)}</div></div><div class="_5lm5 _2pi3 _3-8y"><a>{p.furniture("Facebook Comments Plugin")}</a></div></div></div>'
    )


_UFI = '<div class=" UFIReplyList _44ri _2pis">{}</div>'


def bem_react(p: Page) -> Parts:
    """A newspaper's own front end: names in blocks, elements and hashes, and not always with the word comment in them."""
    r = p.random
    article = _article(p)
    if _nobody(p):
        return article, ""
    block = r.choice(("Comment", "Comment", "ReaderComment", "Conversation", "Discussion", "Response", "UserPost", "Opinion"))
    hashed = f"{r.randrange(16**5):05x}"
    style = r.choice(("{b}_{e}__{h}", "{b}__{e}-sc-{h}", "{b}-{e}-{h}", "{b}{e}--{h}"))

    def name(element: str) -> str:
        return style.format(b=block, e=element, h=hashed)

    def one(c: Comment, answers: str) -> str:
        return (
            f'<div class="{name("card")}"><div class="{name("head")}"><span class="{name("avatar")}"></span><strong class="{name("author")}">{p.by(c.author)}</strong>'
            f'<span class="{name("date")}">{p.date(c)}</span></div><div class="{name("body")}">{p.paragraphs(c)}</div><div class="{name("actions")}"><button type="button">'
            f'{p.furniture("Recommend")}</button><button type="button">{p.furniture("Reply")}</button></div>{answers}</div>'
        )

    title = p.count("{} comments", "Comments ({})", "Readers respond ({})", "Join the conversation · {}")
    return article, (
        f'<section class="{name("root")}"><h2 class="{name("title")}">{title}</h2><div class="{name("list")}">'
        f"{p.threads(one, '<div class=' + chr(34) + name('replies') + chr(34) + '>{}</div>')}</div></section>"
    )


def microdata(p: Page) -> Parts:
    """Names that say nothing, but schema.org types that do."""
    article = (
        f'<{p.tag} itemscope itemtype="https://schema.org/Article" class="x1"><h1 itemprop="headline">{p.headline()}</h1><p><span itemprop="author">{p.by(p.story.author)}</span>, '
        f'<time itemprop="datePublished">{p.date()}</time></p><div itemprop="articleBody">{p.body()}</div></{p.tag}>'
    )
    if _nobody(p):
        return article, ""
    scheme = p.random.choice(("https", "http"))

    def one(c: Comment, answers: str) -> str:
        return (
            f'<div itemprop="comment" itemscope itemtype="{scheme}://schema.org/Comment" class="row"><div class="cell"><span itemprop="author" itemscope '
            f'itemtype="{scheme}://schema.org/Person"><span itemprop="name">{p.by(c.author)}</span></span> <time itemprop="dateCreated" datetime="{iso(c.when)}">{p.date(c)}</time></div>'
            f'<div itemprop="text">{p.paragraphs(c)}</div>{answers}</div>'
        )

    title = p.count("{} comments", "What readers say")
    return article, f'<section class="block-b"><h2>{title}</h2>{p.threads(one, "<div class=inset>{}</div>")}</section>'


def json_ld(p: Page) -> Parts:
    """Names are hashes; which texts are comments stands in the page's JSON-LD, and under a heading."""
    r = p.random

    def name() -> str:
        return f"css-{r.randrange(36**4):04x}"

    outer, text, who, day, row = (name() for _ in range(5))
    article = (
        f'<{p.tag} class="{outer}"><h1 class="{name()}">{p.headline()}</h1><div class="{name()}"><span>{p.by(p.story.author)}</span> <span>{p.date()}</span></div>'
        f'<div class="{name()}">{p.body()}</div></{p.tag}>'
    )
    p.data.append(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": p.story.headline,
            "commentCount": len(p.comments),
            "comment": [
                {
                    "@type": "Comment",
                    "author": {"@type": "Person", "name": c.author},
                    "dateCreated": iso(c.when),
                    "text": "\n\n".join(text.removeprefix("> ") for text in c.paragraphs),
                }
                for c in p.comments
            ],
        }
    )
    if _nobody(p):
        return article, ""

    def one(c: Comment, answers: str) -> str:
        return (
            f'<div class="{row}"><div class="{who}">{p.by(c.author)}</div><div class="{day}">{p.date(c)}</div><div class="{text}">{p.paragraphs(c)}</div>'
            f'<button class="{day}">{p.furniture("Reply")}</button>{answers}</div>'
        )

    title = p.count("{} comments", "Comments")
    return article, f'<div class="{name()}"><h3 class="{name()}">{title}</h3>{p.threads(one, "<div>{}</div>")}</div>'
