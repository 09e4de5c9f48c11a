"""Forum engines: the first post is the main text, the answers are comments. Each function gives (first post, answers) as HTML."""

from __future__ import annotations

from bench.provenance.page import Page
from bench.provenance.story import Comment

Parts = tuple[str, str]


def discourse(p: Page) -> Parts:
    quote = '<aside class="quote no-group" data-post="1"><div class="title"><div class="quote-controls"></div></div><blockquote><p>{}</p></blockquote></aside>'
    if p.random.random() < 0.4:
        return _discourse_crawler(p, quote)

    def post(number: int, who: str, day: str, body: str) -> str:
        return (
            f'<div class="topic-post clearfix regular"><article id="post_{number}" class="boxed onscreen-post" data-post-id="{p.number + number}" role="region"><div class="row">'
            f'<div class="topic-avatar"><div class="post-avatar"></div></div><div class="topic-body clearfix"><div class="topic-meta-data"><div class="names trigger-user-card">'
            f'<span class="first username"><a href="/u/{number}" data-user-card="{number}">{who}</a></span></div><div class="post-infos"><div class="post-info post-date">'
            f'<a class="post-date" href="#"><span class="relative-date">{day}</span></a></div></div></div><div class="regular contents"><div class="cooked">{body}</div>'
            f'<section class="post-menu-area clearfix"><nav class="post-controls"><div class="actions"><button class="widget-button reply create">{p.furniture("Reply")}</button></div></nav></section>'
            f"</div></div></div></article></div>"
        )

    title = f'<div id="topic-title"><div class="title-wrapper"><h1 data-topic-id="{p.number}"><a class="fancy-title" href="#">{p.headline()}</a></h1></div></div>'
    first = title + post(1, p.by(p.story.author), p.date(style=5), p.body())
    answers = [post(c.number + 1, p.by(c.author), p.date(c, 5), p.paragraphs(c, quote=quote)) for c in p.comments]
    return first, f'<div class="post-stream">{"".join(answers)}</div>' if answers else ""


def _discourse_crawler(p: Page, quote: str) -> Parts:
    """What it sends to readers without JavaScript."""

    def post(number: int, who: str, day: str, body: str) -> str:
        kind = " itemprop='comment' itemscope itemtype='http://schema.org/Comment'" if number > 1 else ""
        return (
            f"<div{kind} id='post_{number}' class='topic-body crawler-post'><div class='crawler-post-meta'><span class='creator' itemprop='author' itemscope itemtype='http://schema.org/Person'>"
            f"<a itemprop='url' href='#'><span itemprop='name'>{who}</span></a></span>\n<span class='crawler-post-infos'><time class='post-time' itemprop='datePublished'>{day}</time>\n"
            f"<span itemprop='position'>{p.furniture(str(number))}</span></span></div><div class='post' itemprop='text'>{body}</div></div>"
        )

    title = f"<div id='topic-title'><h1><a href='#'>{p.headline()}</a></h1></div>"
    first = title + post(1, p.by(p.story.author), p.date(), p.body())
    return first, "".join(post(c.number + 1, p.by(c.author), p.date(c), p.paragraphs(c, quote=quote)) for c in p.comments)


def phpbb(p: Page) -> Parts:
    def post(number: int, who: str, day: str, body: str) -> str:
        posts = p.furniture(f"Posts: {p.random.randint(1, 9000)}")
        signature = (
            f'<div id="sig{number}" class="signature">{p.furniture(p.story.world.sentence("teaser"))}</div>'
            if p.random.random() < 0.2
            else ""
        )
        return (
            f'<div id="p{p.number + number}" class="post has-profile bg{number % 2 + 1}"><div class="inner"><dl class="postprofile" id="profile{p.number + number}"><dt class="no-profile-rank">'
            f'<a href="#" class="username">{who}</a></dt><dd class="profile-posts">{posts}</dd></dl><div class="postbody"><div id="post_content{p.number + number}">'
            f'<h3{" class=" + chr(34) + "first" + chr(34) if number == 1 else ""}><a href="#p{number}">{p.by(("" if number == 1 else "Re: ") + p.story.headline)}</a></h3>'
            f'<ul class="post-buttons"><li><a href="#" class="button" title="Reply with quote"><span>{p.furniture("Quote")}</span></a></li></ul>'
            f'<p class="author"><a class="unread" href="#"><span class="sr-only">{p.furniture("Post")}</span></a> <span class="responsive-hide">{p.by("by")} <strong><a href="#" class="username">'
            f"{p.by(p.story.author if number == 1 else p.comments[number - 2].author)}</a></strong> » </span>{day}</p>"
            f'<div class="content">{body}</div>{signature}</div></div></div></div><hr class="divider">'
        )

    title = f'<h2 class="topic-title"><a href="#">{p.headline()}</a></h2>'
    first = title + post(1, p.by(p.story.author), p.date(), p.body("br"))
    quote = "<blockquote class=uncited><div>{}</div></blockquote>"
    return first, "".join(post(c.number + 1, p.by(c.author), p.date(c), p.paragraphs(c, "br", quote)) for c in p.comments)


def vbulletin(p: Page) -> Parts:
    tables = p.random.random() < 0.4

    def post(number: int, who: str, day: str, body: str) -> str:
        id_ = p.number + number
        rank = p.furniture(p.random.choice(("Senior Member", "Junior Member", "Banned", "Administrator")))
        if tables:
            return (
                f'<div id="edit{id_}"><table id="post{id_}" class="tborder" cellpadding="6"><tr><td class="thead"><a name="post{id_}"></a>{day}</td><td class="thead">#<a href="#"><strong>'
                f'{p.furniture(str(number))}</strong></a></td></tr><tr valign="top"><td class="alt2" width="175"><div id="postmenu_{id_}"><a class="bigusername" href="#">{who}</a></div>'
                f'<div class="smallfont">{rank}</div></td><td class="alt1" id="td_post_{id_}"><div id="post_message_{id_}">{body}</div></td></tr></table></div>'
            )
        return (
            f'<li class="postbitlegacy postbitim postcontainer old" id="post_{id_}"><div class="posthead"><span class="postdate old"><span class="date">{day}</span></span>\n'
            f'<span class="nodecontrols"><a class="postcounter" href="#">{p.furniture(f"#{number}")}</a></span></div><div class="postdetails"><div class="userinfo"><div class="username_container">'
            f'<div class="popupmenu memberaction"><a class="username offline popupctrl" href="#"><strong>{who}</strong></a></div><span class="usertitle">{rank}</span></div></div>'
            f'<div class="postbody"><div class="postrow has_after_content"><div class="content"><div id="post_message_{id_}"><blockquote class="postcontent restore ">{body}</blockquote></div></div></div>'
            f'<div class="postfoot"><div class="postcontrols"><a class="newreply" href="#">{p.furniture("Reply With Quote")}</a></div></div></div></div></li>'
        )

    title = f'<div id="pagetitle"><h1>{p.furniture("Thread:")} <span class="threadtitle"><a href="#">{p.headline()}</a></span></h1></div>'
    first = post(1, p.by(p.story.author), p.date(), p.body("br"))
    quote = '<div class="bbcode_container"><div class="bbcode_quote"><div class="quote_container"><div class="bbcode_quote_container"></div>{}</div></div></div>'
    answers = "".join(post(c.number + 1, p.by(c.author), p.date(c), p.paragraphs(c, "br", quote)) for c in p.comments)
    if tables:
        return f'{title}<div id="posts">{first}', f"{answers}</div>"
    return f'{title}<div id="postlist" class="postlist"><ol id="posts" class="posts">{first}', f"{answers}</ol></div>"


def reddit_old(p: Page) -> Parts:
    score = p.furniture(f"{p.random.randint(1, 900)} points")
    first = (
        f'<div class="sitetable linklisting"><div class="thing id-t3_q{p.number} link self"><div class="midcol unvoted"><div class="score unvoted">{score}</div></div><div class="entry unvoted">'
        f'<p class="title"><a class="title may-blank" href="#">{p.headline()}</a> <span class="domain">({p.furniture("self.valley")})</span></p>'
        f'<p class="tagline">{p.by("submitted")} <time>{p.ago()}</time> {p.by("by")} <a class="author may-blank" href="#">{p.by(p.story.author)}</a></p>'
        f'<div class="expando"><form action="#" class="usertext"><div class="usertext-body may-blank-within md-container"><div class="md">{p.body()}</div></div></form></div>'
        f'<ul class="flat-list buttons"><li class="first"><a class="comments">{p.furniture(f"{len(p.comments)} comments")}</a></li><li><a>{p.furniture("share")}</a></li></ul></div></div></div>'
    )

    def one(c: Comment, answers: str) -> str:
        points = p.furniture(f"{p.random.randint(-5, 90)} points")
        return (
            f'<div class=" thing id-t1_{p.number}{c.number} noncollapsed comment " data-type="comment"><p class="parent"><a name="{c.number}"></a></p><div class="midcol unvoted"></div>'
            f'<div class="entry unvoted"><p class="tagline"><a href="#" class="expand">[–]</a><a href="#" class="author may-blank">{p.by(c.author)}</a><span class="userattrs"></span> '
            f'<span class="score unvoted">{points}</span> <time class="live-timestamp">{p.ago()}</time></p><form action="#" class="usertext warn-on-unload"><div class="usertext-body md-container">'
            f'<div class="md">{p.paragraphs(c)}</div></div></form><ul class="flat-list buttons"><li class="first"><a class="bylink">{p.furniture("permalink")}</a></li><li><a>{p.furniture("embed")}</a>'
            f'</li><li class="report-button"><a>{p.furniture("report")}</a></li></ul></div><div class="child">{answers}</div><div class="clearleft"></div></div>'
        )

    listed = p.threads(one, '<div class="sitetable listing">{}</div>')
    title = (
        f'<div class="panestack-title"><span class="title">{p.furniture(f"all {len(p.comments)} comments")}</span></div>' if listed else ""
    )
    return (
        first,
        f'<div class="commentarea">{title}<div id="siteTable_t3_q{p.number}" class="sitetable nestedlisting">{listed}</div></div>'
        if listed
        else "",
    )


def hacker_news(p: Page) -> Parts:
    points = p.furniture(f"{p.random.randint(1, 400)} points")
    age = f'<span class="age"><a href="item?id={p.number}">{p.ago()}</a></span>'
    first = (
        f'<table class="fatitem" border="0"><tr class="athing submission" id="{p.number}"><td align="right" valign="top" class="title"><span class="rank"></span></td><td class="votelinks"></td>'
        f'<td class="title"><span class="titleline"><a href="item?id={p.number}">{p.headline()}</a></span></td></tr><tr><td colspan="2"></td><td class="subtext"><span class="subline">'
        f'<span class="score">{points}</span> {p.by("by")} <a href="#" class="hnuser">{p.by(p.story.author)}</a> {age} | <a href="#">{p.furniture("hide")}</a> | '
        f'<a href="#">{p.furniture(f"{len(p.comments)} comments")}</a></span></td></tr><tr style="height:2px"></tr><tr><td colspan="2"></td><td><div class="toptext">{p.body()}</div></td></tr></table><br><br>'
    )

    def one(c: Comment, answers: str) -> str:
        return (
            f'<tr class="athing comtr" id="{p.number + c.number}"><td><table border="0"><tr><td class="ind" indent="{c.depth}"><img src="s.gif" height="1" width="{40 * c.depth}"></td>'
            f'<td valign="top" class="votelinks"><center><a><div class="votearrow" title="upvote"></div></a></center></td><td class="default"><div style="margin-top:2px; margin-bottom:-10px;">'
            f'<span class="comhead"><a href="#" class="hnuser">{p.by(c.author)}</a> <span class="age"><a href="#">{p.ago()}</a></span> <span class="navs"> | <a href="#" class="clicky">'
            f'{p.furniture("next")}</a> <a class="togg clicky">[–]</a></span></span></div><br><div class="comment"><div class="commtext c00">{p.paragraphs(c, "p", "<p><i>{}</i></p>").replace("<p>", "", 1).replace("</p>", "", 1)}</div>'
            f'<div class="reply"><p><font size="1"><u><a href="#">{p.furniture("reply")}</a></u></font></p></div></div></td></tr></table></td></tr>{answers}'
        )

    listed = p.threads(one)
    return first, f'<table border="0" class="comment-tree">{listed}</table>' if listed else ""


def mediawiki_talk(p: Page) -> Parts:
    def signature(name: str, day: str) -> str:
        return f'<a href="/wiki/User:X" title="User:{name}">{p.by(name)}</a> (<a href="#" title="User talk">{p.by("talk")}</a>) {day} {p.by("(UTC)")}'

    title = p.by(f"Talk:{p.story.world.place}")
    first = (
        f'<h1 id="firstHeading" class="firstHeading">{title}</h1><div id="mw-content-text" class="mw-body-content"><div class="mw-parser-output">'
        f'<h2><span class="mw-headline" id="Topic">{p.headline()}</span><span class="mw-editsection">[<a href="#">{p.furniture("edit")}</a>]</span></h2>'
        f"{p.body()}<p>{signature(p.story.author, p.date(style=1))}</p>"
    )

    def one(c: Comment, answers: str) -> str:
        texts = p.paragraphs(c, quote='<p><i>"{}"</i></p>').split("\n")
        last = texts.pop().removesuffix("</p>").removeprefix("<p>")
        return f"<dd>{''.join(texts)}{last} {signature(c.author, p.date(c, 1))}{answers}</dd>"

    listed = p.threads(one, "<dl>{}</dl>")
    return first, f"<dl>{listed}</dl></div></div>" if listed else "</div></div>"
