"""Blog engines and content systems: an article, and below it their own comments. Each function gives (article, comments) as HTML."""

from __future__ import annotations

from bench.provenance.page import Page
from bench.provenance.story import Comment

Parts = tuple[str, str]


def wordpress_classic(p: Page) -> Parts:
    article = (
        f'<{p.tag} id="post-{p.number}" class="post-{p.number} post type-post status-publish format-standard hentry category-news">'
        f'<header class="entry-header"><h1 class="entry-title">{p.headline()}</h1><div class="entry-meta">'
        f'<span class="posted-on">{p.by("Posted on")} <a href="/{p.number}" rel="bookmark"><time class="entry-date published">{p.date()}</time></a></span> '
        f'<span class="byline">{p.by("by")} <span class="author vcard"><a class="url fn n" href="/author">{p.by(p.story.author)}</a></span></span>'
        f'</div></header><div class="entry-content">{p.body()}</div><footer class="entry-footer"><span class="cat-links">'
        f'{p.furniture("Posted in")} <a href="/c/town" rel="category tag">{p.furniture("Town")}</a></span></footer></{p.tag}>'
    )
    if p.random.random() < 0.35:
        return article, _kubrick(p)
    html5 = p.random.random() < 0.7
    tag = "article" if html5 else "div"

    def one(c: Comment, answers: str) -> str:
        parity = ("even", "odd alt")[c.number % 2]
        return (
            f'<li id="comment-{p.number + c.number}" class="comment {parity} depth-{c.depth + 1}">'
            f'<{tag} id="div-comment-{p.number + c.number}" class="comment-body"><footer class="comment-meta"><div class="comment-author vcard">'
            f'<img alt="" src="/avatar/{c.number}" class="avatar avatar-56 photo"><b class="fn">{p.by(c.author)}</b> '
            f'<span class="says">{p.by("says:")}</span></div><div class="comment-metadata"><a href="#comment-{c.number}"><time>{p.date(c)}</time></a>'
            f'</div></footer><div class="comment-content">{p.paragraphs(c)}</div><div class="reply"><a rel="nofollow" class="comment-reply-link" '
            f'href="#respond">{p.furniture("Reply")}</a></div></{tag}>{answers}</li>'
        )

    listed = p.threads(one, '<ol class="children">{}</ol>')
    title = p.count("{} thoughts on “" + p.story.headline + "”", "{} Responses to “" + p.story.headline + "”", "{} Comments")
    heading = f'<h2 class="comments-title">{title}</h2>' if title else ""
    body = f'{heading}<ol class="comment-list">{listed}</ol>' if listed else heading
    return article, f'<div id="comments" class="comments-area">{body}{p.form()}</div>' if body or p.trap == "form only" else ""


def _kubrick(p: Page) -> str:
    """The themes of the first decade: name and date in front of the text, all in one list item."""

    def one(c: Comment, answers: str) -> str:
        return (
            f'<li class="{("", "alt")[c.number % 2]}" id="comment-{p.number + c.number}"><cite><a href="#" rel="external nofollow">{p.by(c.author)}</a></cite> '
            f'{p.by("Says:")}<br /><small class="commentmetadata"><a href="#comment-{c.number}" title="">{p.date(c)}</a></small>{p.paragraphs(c)}</li>{answers}'
        )

    listed = p.threads(one)
    title = p.count("{} Responses to “" + p.story.headline + "”", "{} Comments so far")
    heading = f'<h3 id="comments">{title}</h3>' if title else ""
    return f'{heading}<ol class="commentlist">{listed}</ol>{p.form()}' if listed else heading + p.form()


def wordpress_block(p: Page) -> Parts:
    article = (
        f'<main class="wp-block-group" id="wp--skip-link--target"><h1 class="wp-block-post-title">{p.headline()}</h1>'
        f'<div class="wp-block-post-date"><time>{p.date()}</time></div><div class="wp-block-post-author-name">{p.by(p.story.author)}</div>'
        f'<div class="entry-content wp-block-post-content is-layout-flow">{p.body()}</div></main>'
    )

    def one(c: Comment, answers: str) -> str:
        return (
            f'<li id="comment-{p.number + c.number}" class="comment even thread-even depth-{c.depth + 1}"><div class="wp-block-columns is-layout-flex">'
            f'<div class="wp-block-column" style="flex-basis:40px"><div class="wp-block-avatar"><img alt="{c.author} Avatar" src="/a.png"></div></div>'
            f'<div class="wp-block-column"><div class="wp-block-comment-author-name has-small-font-size"><a href="#">{p.by(c.author)}</a></div>'
            f'<div class="wp-block-group"><div class="wp-block-comment-date"><time><a href="#">{p.date(c)}</a></time></div></div>'
            f'<div class="wp-block-comment-content">{p.paragraphs(c)}</div><div class="wp-block-comment-reply-link"><a class="comment-reply-link" '
            f'href="#">{p.furniture("Reply")}</a></div></div></div>{answers}</li>'
        )

    listed = p.threads(one, "<ol>{}</ol>")
    title = p.count("{} responses to “" + p.story.headline + "”", "{} comments")
    heading = f'<h2 class="wp-block-comments-title">{title}</h2>' if title else ""
    form = p.form().replace('class="comment-respond"', 'class="comment-respond wp-block-post-comments-form"')
    if not (listed or heading or form):
        return article, ""
    return article, f'<div class="wp-block-comments">{heading}<ol class="wp-block-comment-template">{listed}</ol>{form}</div>'


def blogger(p: Page) -> Parts:
    article = (
        f"<div class='date-outer'><h2 class='date-header'><span>{p.date()}</span></h2><div class='date-posts'><div class='post-outer'>"
        f"<div class='post hentry uncustomized-post-template'><h3 class='post-title entry-title'>{p.headline()}</h3><div class='post-header'></div>"
        f"<div class='post-body entry-content' id='post-body-{p.number}'>{p.body()}<div style='clear: both;'></div></div>"
        f"<div class='post-footer'><div class='post-footer-line'><span class='post-author vcard'>{p.furniture('Posted by')} <span class='fn'>"
        f"{p.by(p.story.author)}</span></span></div></div></div></div></div></div>"
    )
    title = p.count("{} comments:", "{} Comments:")
    if not title:
        return article, ""
    if p.random.random() < 0.5:

        def flat(c: Comment, answers: str) -> str:
            return (
                f"<dt class='comment-author ' id='c{p.number}{c.number}'><a name='c{p.number}{c.number}'></a><a href='#' rel='nofollow'>{p.by(c.author)}</a> "
                f"{p.by('said...')}</dt><dd class='comment-body'>{p.paragraphs(c)}</dd><dd class='comment-footer'><span class='comment-timestamp'>"
                f"<a href='#' title='comment permalink'>{p.date(c)}</a></span></dd>{answers}"
            )

        listed = f"<dl class='avatar-comment-indent' id='comments-block'>{p.threads(flat)}</dl>"
    else:

        def threaded(c: Comment, answers: str) -> str:
            return (
                f"<li class='comment' id='c{p.number}{c.number}'><div class='avatar-image-container'><img src='/a.gif'></div><div class='comment-block'>"
                f"<div class='comment-header'><cite class='user'><a href='#' rel='nofollow'>{p.by(c.author)}</a></cite><span class='icon user '></span>"
                f"<span class='datetime secondary-text'><a rel='nofollow' href='#'>{p.date(c)}</a></span></div>"
                f"<p class='comment-content'>{p.paragraphs(c, 'br')}</p><span class='comment-actions secondary-text'><a class='comment-reply' "
                f"target='_self'>{p.furniture('Reply')}</a><span class='item-control blog-admin'><a target='_self' href='#'>{p.furniture('Delete')}</a></span></span>"
                f"</div><div class='comment-replies'>{answers}</div></li>"
            )

        nest = f"<div class='comment-thread inline-thread'><span class='thread-toggle thread-expanded'>{p.furniture('Replies')}</span><ol class='thread-chrome'>{{}}</ol></div>"
        listed = f"<div class='comments-content'><div id='comment-holder'><div id='bc_0_1T' class='comment-thread toplevel-thread'><ol id='top-ra'>{p.threads(threaded, nest)}</ol></div></div></div>"
    footer = f"<p class='comment-footer'><a href='#' class='comment-form-link'>{p.furniture('Post a Comment')}</a></p>"
    return (
        article,
        f"<div class='comments' id='comments'><a name='comments'></a><h4>{title}</h4>{listed if p.comments else ''}{footer}</div>",
    )


def drupal(p: Page) -> Parts:
    modern = p.random.random() < 0.5
    article = (
        f'<h1 class="page-title"><span class="field field--name-title">{p.headline()}</span></h1><{p.tag} role="article" class="node node--type-article clearfix">'
        f'<footer class="node__meta"><div class="node__submitted">{p.by("Submitted by")} <span class="field--name-uid">{p.by(p.story.author)}</span> '
        f'{p.by("on")} <span class="field--name-created">{p.date()}</span></div></footer>'
        f'<div class="node__content clearfix"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary">{p.body()}</div></div></{p.tag}>'
    )

    def one(c: Comment, answers: str) -> str:
        subject = p.by(c.paragraphs[0].removeprefix("> ")[:28].rsplit(" ", 1)[0])
        body = p.paragraphs(c)
        anchor = f'<a id="comment-{p.number + c.number}"></a>'
        if modern:
            return (
                f'{anchor}<article role="article" class="comment js-comment clearfix"><span class="hidden" data-comment-timestamp="1"></span>'
                f'<footer class="comment__meta"><p class="comment__author"><span lang="">{p.by(c.author)}</span></p><p class="comment__time">{p.date(c)}</p>'
                f'<p class="comment__permalink"><a href="#">{p.furniture("Permalink")}</a></p></footer><div class="comment__content"><h3><a href="#">{subject}</a></h3>'
                f'<div class="clearfix text-formatted field field--name-comment-body field__item">{body}</div><nav><ul class="links inline">'
                f'<li class="comment-reply"><a href="#">{p.furniture("Reply")}</a></li></ul></nav></div></article>{answers}'
            )
        return (
            f'{anchor}<div class="comment comment-by-anonymous clearfix"><h3><a href="#" class="permalink" rel="bookmark">{subject}</a></h3>'
            f'<div class="submitted">{p.by("Submitted by")} <span class="username">{p.by(c.author)}</span> {p.by("on")} {p.date(c)}</div><div class="content">'
            f'<div class="field field-name-comment-body"><div class="field-items"><div class="field-item even">{body}</div></div></div></div>'
            f'<ul class="links inline"><li class="comment-reply first last"><a href="#">{p.furniture("reply")}</a></li></ul></div>{answers}'
        )

    listed = p.threads(one, '<div class="indented">{}</div>')
    if not listed and p.trap != "form only":
        return article, ""
    title = p.furniture("Comments") if listed else ""
    return article, (
        f'<section class="field field--name-comment field--type-comment comment-wrapper" id="comments"><h2 class="title">{title}</h2>{listed}'
        f"{p.form('Add new comment')}</section>"
    )


def typepad(p: Page) -> Parts:
    article = (
        f'<div class="entry" id="entry-6a00d83451b2e369"><h3 class="entry-header">{p.headline()}</h3><div class="entry-content"><div class="entry-body">'
        f'{p.body()}</div></div><div class="entry-footer"><p class="entry-footer-info"><span class="post-footers">{p.furniture("Posted by")} '
        f"{p.by(p.story.author)} {p.furniture('at')} {p.date()}</span></p></div></div>"
    )
    below = p.random.random() < 0.6

    def one(c: Comment, answers: str) -> str:
        where = f'id="comment-6a00d83451b2e3{p.number + c.number}"'
        if below:
            return (
                f'<div class="comment comment-{("even", "odd")[c.number % 2]}" {where}><div class="comment-content">{p.paragraphs(c)}</div>'
                f'<p class="comment-footer">{p.by("Posted by:")} <a href="#" rel="nofollow">{p.by(c.author)}</a> | <a href="#">{p.date(c)}</a></p></div>{answers}'
            )
        return (
            f'<div class="comment" {where}><div class="inner"><div class="comment-header"><div class="asset-meta"><span class="byline"><span class="vcard author">'
            f'{p.by(c.author)}</span> | <a href="#"><abbr class="published">{p.date(c)}</abbr></a> | <a href="#" class="reply">{p.furniture("Reply")}</a></span></div></div>'
            f'<div class="comment-content">{p.paragraphs(c)}</div></div></div>{answers}'
        )

    title = p.count("Comments", "Comments ({})")
    if not title:
        return article, ""
    return article, (
        f'<div id="comments" class="comments"><h2 class="comments-header">{title}</h2><div class="comments-content">{p.threads(one)}</div>'
        f"{p.form('Verify your Comment')}</div>"
    )


def squarespace(p: Page) -> Parts:
    article = (
        f'<{p.tag} class="hentry category-news post-type-text" id="article-5d{p.number}"><div class="entry-header"><h1 class="entry-title">'
        f'<a href="#">{p.headline()}</a></h1><div class="entry-dateline"><time class="published">{p.date()}</time></div></div>'
        f'<div class="body entry-content"><div class="sqs-layout sqs-grid-12"><div class="row sqs-row"><div class="col sqs-col-12"><div class="sqs-block html-block">'
        f'<div class="sqs-block-content">{p.body()}</div></div></div></div></div></div></{p.tag}>'
    )

    def one(c: Comment, answers: str) -> str:
        likes = p.furniture(f"{p.random.randint(0, 9)} Likes")
        return (
            f'<div id="comment-5d{p.number + c.number}" class="comment depth-{c.depth}"><div class="comment-header"><div class="avatar"></div><div class="author">'
            f'<a class="author-name">{p.by(c.author)}</a></div><div class="comment-info"><span class="date">{p.ago()}</span> <span class="likes">{likes}</span></div></div>'
            f'<div class="comment-body">{p.paragraphs(c)}</div><div class="controls"><a class="reply-button">{p.furniture("Reply")}</a></div>'
            f'<div class="comment-list replies">{answers}</div></div>'
        )

    title = p.count("Comments ({})")
    if not title:
        return article, ""
    return article, (
        f'<div class="squarespace-comments" id="comments-5d{p.number}"><div class="comments-header"><h3 class="title">{title}</h3><span class="sort">'
        f'{p.furniture("Newest First")}</span></div><div class="comment-list">{p.threads(one)}</div></div>'
    )


def substack(p: Page) -> Parts:
    article = (
        f'<{p.tag} class="typography newsletter-post post"><div role="region" aria-label="Post header" class="post-header"><h1 dir="auto" class="post-title published">'
        f'{p.headline()}</h1><div class="pencraft pc-display-flex byline-wrapper"><a href="/@a" class="pencraft pc-reset">{p.by(p.story.author)}</a>'
        f'<div class="pencraft pc-reset meta-EgzBVA">{p.date()}</div></div></div><div class="available-content"><div dir="auto" class="body markup">{p.body()}</div></div></{p.tag}>'
    )

    def one(c: Comment, answers: str) -> str:
        like = p.furniture(f"Like ({p.random.randint(1, 20)})")
        return (
            f'<div class="comment"><div id="comment-{p.number + c.number}" class="comment-anchor"></div><div class="pencraft pc-display-flex comment-content">'
            f'<div class="profile-img-wrap"></div><div class="comment-rest"><div class="comment-meta"><a class="commenter-name" href="/@{c.number}">{p.by(c.author)}</a> '
            f'<a class="comment-timestamp" href="#">{p.date(c, 5)}</a></div><div class="comment-body"><div>{p.paragraphs(c)}</div></div>'
            f'<div class="comment-actions"><a>{like}</a><a>{p.furniture("Reply")}</a><a>{p.furniture("Share")}</a></div></div></div>{answers}</div>'
        )

    title = p.furniture("Discussion about this post") if p.comments or p.trap == "form only" else ""
    if not title:
        return article, ""
    form = f'<form class="form comment-input"><textarea placeholder="Write a comment..."></textarea><button>{p.furniture("Post")}</button></form>'
    tabs = f'<div role="tablist"><button role="tab">{p.furniture("Comments")}</button><button role="tab">{p.furniture("Restacks")}</button></div>'
    return article, (
        f'<div class="single-post-section"><div id="discussion" class="pencraft comments-section"><h4>{title}</h4>{tabs}{form}'
        f'<div class="comment-list"><div class="comment-list-items">{p.threads(one, _NEST_SUBSTACK)}</div></div></div></div>'
    )


_NEST_SUBSTACK = '<div class="comment-list"><div class="comment-list-collapser"></div><div class="comment-list-items">{}</div></div>'


def ghost(p: Page) -> Parts:
    article = (
        f'<{p.tag} class="gh-article post tag-town"><header class="gh-article-header gh-canvas"><h1 class="gh-article-title is-title">{p.headline()}</h1>'
        f'<div class="gh-article-meta"><h4 class="gh-article-author-name"><a href="#">{p.by(p.story.author)}</a></h4><time class="gh-article-meta-date">{p.date()}</time></div>'
        f'</header><section class="gh-content gh-canvas is-body">{p.body()}</section></{p.tag}>'
    )

    def one(c: Comment, answers: str) -> str:
        return (
            '<div class="flex w-full flex-row" data-testid="comment-component"><div class="mr-2 flex flex-col"><figure class="relative size-8"></figure></div>'
            f'<div class="grow"><div class="mb-2 mt-0.5 flex flex-col"><h4 class="text-md font-sans font-bold leading-tight text-neutral-900">{p.by(c.author)}</h4>'
            f'<div class="flex items-baseline font-sans text-base text-neutral-900/50"><span title="">{p.ago()}</span></div></div>'
            f'<div class="mt mb-2 pr-4 font-sans leading-normal text-neutral-900"><div class="gh-comment-content" data-testid="comment-content">{p.paragraphs(c)}</div></div>'
            f'<div class="flex items-center gap-4"><button data-testid="like-button">{p.furniture(str(p.random.randint(0, 9)))}</button><button data-testid="reply-button">'
            f"{p.furniture('Reply')}</button></div>{answers}</div></div>"
        )

    title = p.furniture("Member discussion") if p.comments or p.trap == "form only" else ""
    if not title:
        return article, ""
    called = p.furniture(f"{len(p.comments)} comments") if p.comments else p.furniture("Start the conversation")
    return article, (
        f'<section class="gh-comments gh-canvas"><header class="gh-comments-header"><h2>{title}</h2></header><div id="ghost-comments-root">'
        f'<section class="flex flex-col" data-testid="content-box"><span>{called}</span><div class="z-10 mt-8">{p.threads(one, _NEST_GHOST)}</div></section></div></section>'
    )


_NEST_GHOST = '<div class="mb-4 ml-[-1.4rem] mt-7 sm:mb-0 sm:ml-0">{}</div>'
