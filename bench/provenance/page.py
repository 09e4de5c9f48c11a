"""A page that is being written: everything that is said on it is gold, kept with its section, in the order in which it ends up."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from bench.provenance.story import Comment, Piece, Story
from bench.provenance.world import dates, iso

_OPEN, _SHUT = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_SHUT}")

_HIDING_STYLES = {
    "display": ("display:none", "display: none;", "color:red; display :none", "DISPLAY: NONE !important"),
    "visibility": ("visibility:hidden", "visibility: hidden;", "visibility:collapse"),
    "off-screen": (
        "position:absolute; left:-9999px",
        "position:absolute; top:-5000px",
        "position: fixed; left: -100em",
        "transform:translateX(-9999px)",
    ),
    "no size": (
        "font-size:0",
        "font-size: 0px",
        "width:0;height:0;overflow:hidden",
        "max-height:0; overflow: hidden",
        "height:0px;overflow:hidden",
    ),
    "colour": ("color:#fff;background:#fff", "color:white; background-color:#ffffff", "color: transparent", "opacity:0"),
}
"""By kind of trap; further kinds need more than a style (Page._hidden)."""


class Passage(NamedTuple):
    """One stretch of gold.

    `section`: main, quote, transcript, social, comment, boilerplate or hidden; headline and byline may be read as anything but
    claims of somebody else: no tool is praised or blamed for them.
    """

    section: str
    text: str
    comment: int | None = None
    author: str | None = None
    depth: int | None = None
    time: str | None = None


class Sample(NamedTuple):
    """A finished page with its gold."""

    id: str
    system: str
    trap: str
    form: str
    """html, text or markdown."""
    url: str
    source: str
    passages: list[Passage]


class Page:
    """What the systems write with. `say` gives escaped words with a mark in front; the marks tell the order and are taken out."""

    def __init__(self, random: Random, story: Story, trap: str, *, plain: bool = False, forum: bool = False) -> None:
        self.random = random
        self.story = story
        self.trap = trap
        self.comments = story.comments
        self.styles: list[str] = []
        self.data: list[dict[str, object]] = []
        self.number = random.randint(1000, 99_999)
        self.tag = "div" if trap == "comments in article" else random.choice(("article", "article", "div"))
        self.forum = forum
        self._plain = plain
        self._said: list[Passage] = []
        self._date = random.randrange(4)

    # ------------------------------------------------------------ words with gold

    def say(self, section: str, text: str, comment: Comment | None = None) -> str:
        known = comment and section == "comment"
        self._said.append(
            Passage(section, text, comment.number, comment.author, comment.depth, iso(comment.when))
            if known and comment
            else Passage(section, text)
        )
        return f"{_OPEN}{len(self._said) - 1}{_SHUT}{text if self._plain else html.escape(text, quote=False)}"

    def furniture(self, text: str) -> str:
        return self.say("boilerplate", text)

    def by(self, text: str) -> str:
        return self.say("byline", text)

    def headline(self) -> str:
        return self.say("headline", self.story.headline)

    def date(self, comment: Comment | None = None, style: int | None = None) -> str:
        """When it was written, in this page's manner."""
        return self.by(self.written(comment, style))

    def written(self, comment: Comment | None = None, style: int | None = None) -> str:
        """The same without gold, for lines that are said as a whole."""
        return list(dates(comment.when if comment else self.story.when))[self._date if style is None else style]

    def ago(self) -> str:
        return self.by(
            self.random.choice(("{} hours ago", "{} days ago", "{} months ago", "{} years ago")).format(self.random.randint(2, 20))
        )

    def finish(self, source: str) -> tuple[str, list[Passage]]:
        """The source without marks, and the gold in its order; what was said but not put on the page is dropped."""
        order = [int(found[1]) for found in _MARK.finditer(source)]
        return _MARK.sub("", source), [self._said[number] for number in order]

    # ------------------------------------------------------------ parts that all systems have

    def body(self, paragraph: str = "p") -> str:
        """The article's paragraphs; `paragraph` "br" puts them into one element, parted by empty lines, as forums do."""
        pieces = [self._piece(piece, paragraph) for piece in self.story.pieces]
        if self.trap == "sponsored":
            pieces.insert(self.random.randint(1, len(pieces) - 1), self._sponsored())
        elif self.trap.startswith("hidden: "):
            pieces.insert(self.random.randint(1, len(pieces) - 1), self._hidden())
        elif paragraph == "p" and self.random.random() < 0.4:
            advert = self.random.choice(("ad-slot", "advert", "ad ad-mid", "adsbox", "google-auto-placed"))
            pieces.insert(
                self.random.randint(1, len(pieces) - 1), f'<div class="{advert}"><span>{self.furniture("Advertisement")}</span></div>'
            )
        return "\n".join(pieces)

    def _piece(self, piece: Piece, paragraph: str) -> str:
        text = self.say(piece.section, piece.text) if piece.section != "heading" else ""
        match piece.section:
            case "heading":
                return f"<h2>{self.say('headline', piece.text)}</h2>"
            case "quote":
                return f"<blockquote><p>{text}</p></blockquote>"
            case "social":
                handle = "@" + (piece.speaker or "").replace(" ", "").lower()
                signed = self.by(f"\u2014 {piece.speaker} ({handle}) {self.random.choice(('May', 'June', 'July'))} 3, {self.story.when[0]}")
                return f'<blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">{text}</p>{signed}</blockquote>'
            case _:
                return f"{text}<br />\n<br />" if paragraph == "br" else f"<p>{text}</p>"

    def paragraphs(self, comment: Comment, paragraph: str = "p", quote: str = "<blockquote><p>{}</p></blockquote>") -> str:
        """A comment's paragraphs, quotations in the system's own way."""
        out = []
        for text in comment.paragraphs:
            if text.startswith("> "):
                out.append(quote.format(self.say("comment", text[2:], comment)))
            else:
                said = self.say("comment", text, comment)
                out.append(f"{said}<br />\n<br />" if paragraph == "br" else f"<p>{said}</p>")
        return "\n".join(out).removesuffix("<br />\n<br />")

    def threads(self, render: Callable[[Comment, str], str], nest: str = "{}") -> str:
        """All comments, each rendered around its answers; `nest` wraps the answers of one comment, if there are any."""
        return "\n".join(self._thread(render, nest, at) for at in self._tops(range(len(self.comments)), 0))

    def _thread(self, render: Callable[[Comment, str], str], nest: str, at: int) -> str:
        comment = self.comments[at]
        below = range(
            at + 1, next((n for n in range(at + 1, len(self.comments)) if self.comments[n].depth <= comment.depth), len(self.comments))
        )
        marker = "\ue002"
        mine = render(comment, marker)  # rendered first, so that answers stand where the system puts them
        answers = "\n".join(self._thread(render, nest, n) for n in self._tops(below, comment.depth + 1))
        return mine.replace(marker, nest.format(answers) if answers else "")

    def _tops(self, within: range, depth: int) -> Iterator[int]:
        """Those that answer directly; a comment that skips a depth counts as one of them."""
        shallowest = depth
        for at in within:
            if self.comments[at].depth <= shallowest:
                yield at

    def form(self, called: str = "Leave a Reply") -> str:
        """The form that asks for a comment; on pages without comments only where the trap is that."""
        if not self.comments and self.trap != "form only":
            return ""
        name, mail, send = (self.furniture(text) for text in ("Name *", "Email *", self.random.choice(("Post Comment", "Submit", "Send"))))
        return (
            f'<div id="respond" class="comment-respond"><h3 id="reply-title" class="comment-reply-title">{self.furniture(called)}</h3>'
            f'<form action="/comments/post" method="post" class="comment-form"><p class="comment-notes">'
            f"{self.furniture('Your email address will not be published. Required fields are marked *')}</p>"
            f'<p><label for="author">{name}</label><input id="author" name="author"></p><p><label for="email">{mail}</label>'
            f'<input id="email" name="email"></p><p><textarea name="comment" cols="45" rows="8"></textarea></p>'
            f"<p><button type=submit>{send}</button></p></form></div>"
        )

    def count(self, *templates: str) -> str:
        """A line that counts the comments: "{} comments"; where there are none and no form, nothing."""
        number = len(self.comments)
        if not number and self.trap != "form only":
            return ""
        if not number:
            return self.furniture(self.random.choice(("0 Comments", "No comments yet", "Be the first to comment", "No Comments")))
        return self.furniture(self.random.choice(templates).format(number))

    # ------------------------------------------------------------ traps

    def _sponsored(self) -> str:
        name = self.random.choice(("sponsored-content", "promoted-post", "partner-box", "native-ad", "paid-post", "advertorial"))
        label = self.furniture(self.random.choice(("Sponsored", "Paid post", "Advertisement", "From our partners")))
        text = self.furniture(self.story.world.paragraph("sponsored", 1, 2))
        return f'<div class="{name}"><span>{label}</span><p>{text}</p></div>'

    def _hidden(self) -> str:
        kind = self.trap.removeprefix("hidden: ")
        text = self.say("hidden", self.story.world.paragraph("hidden", 1, 2))
        in_attribute = text.replace('"', "&quot;")
        if kind in _HIDING_STYLES:
            tag = self.random.choice(("p", "div"))
            return f'<{tag} style="{self.random.choice(_HIDING_STYLES[kind])}">{text}</{tag}>'
        match kind:
            case "attribute":
                return f"<p {self.random.choice(('hidden', 'hidden=hidden', 'hidden=until-found'))}>{text}</p>"
            case "aria-hidden":
                return f'<div aria-hidden="true"><p>{text}</p></div>'
            case "style sheet":
                name = f"c{self.random.randrange(16**6):06x}"
                rule = self.random.choice(("display: none", "visibility: hidden", "position:absolute;left:-9999px"))
                self.styles.append(f".{name} {{ {rule} }}")
                return f'<p class="{name}">{text}</p>'
            case "noscript":
                return f"<noscript><p>{text}</p></noscript>"
            case "alt":
                return f'<figure><img src="/i/{self.number}.jpg" alt="{in_attribute}"></figure>'
            case "aria-label":
                return f'<a href="#more" aria-label="{in_attribute}"></a>'
        raise KeyError(f"no way to hide called {kind}")

    def linked_data(self) -> None:
        """JSON-LD about the article, as most sites have it; with the trap, an articleBody that holds the comments too."""
        if self.trap != "articleBody" and self.random.random() < 0.5:
            return
        about: dict[str, object] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.story.headline,
            "datePublished": iso(self.story.when),
            "author": {"@type": "Person", "name": self.story.author},
            "publisher": {"@type": "Organization", "name": self.story.site},
        }
        if self.trap == "articleBody":
            about["articleBody"] = " ".join([*(p.text for p in self.story.pieces), *(text for c in self.comments for text in c.paragraphs)])
        self.data.append(about)

    def head(self) -> str:
        data = "".join(f'<script type="application/ld+json">{json.dumps(d, ensure_ascii=False)}</script>\n' for d in self.data)
        styles = f"<style>{' '.join(self.styles)}</style>\n" if self.styles else ""
        title = html.escape(f"{self.story.headline} {self.random.choice('|-–')} {self.story.site}", quote=False)
        return (
            f'<meta charset="utf-8">\n<title>{title}</title>\n<meta property="og:title" content="{html.escape(self.story.headline)}">\n'
            f'<meta property="og:site_name" content="{html.escape(self.story.site)}">\n{styles}{data}'
        )
