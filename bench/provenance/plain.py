"""Pages without HTML: text as people paste it, and Markdown. Each function gives the whole source; gold stands in reading order."""

from __future__ import annotations

from bench.provenance.page import Page
from bench.provenance.story import Comment


def _article(p: Page) -> list[str]:
    return [p.headline(), *(p.say("headline" if piece.section == "heading" else piece.section, piece.text) for piece in p.story.pieces)]


def _said(p: Page, c: Comment) -> list[str]:
    return [(">" + " " if text.startswith("> ") else "") + p.say("comment", text.removeprefix("> "), c) for text in c.paragraphs]


def bare(p: Page) -> str:
    """The article, then its comments, and nothing that says where one ends."""
    return "\n\n".join([*_article(p), *(text for c in p.comments for text in _said(p, c))]) + "\n"


def heading(p: Page) -> str:
    """With a line that says where comments begin; names stand above them or not at all."""
    lines = _article(p)
    if p.comments:
        lines.append(
            p.furniture(
                p.random.choice(
                    ("Comments", f"{len(p.comments)} Comments", "Reader comments", f"Comments ({len(p.comments)})", "What readers say")
                )
            )
        )
    named = p.random.random() < 0.5
    for c in p.comments:
        lines += [p.by(c.author), *_said(p, c)] if named else _said(p, c)
    return "\n\n".join(lines) + "\n"


def bylines(p: Page) -> str:
    """With a line above or below each comment that names its writer and the time, in one manner a page."""
    manner = p.random.choice(("{} says:", "{}, {}", "{} - {}", "{}\n{}", "{} wrote on {}:", "Posted by {} | {}"))
    lines = _article(p)
    for c in p.comments:
        line = p.by(manner.format(c.author, p.written(c)))
        lines += [*_said(p, c), line] if manner.startswith("Posted by") else [line, *_said(p, c)]
    return "\n\n".join(lines) + "\n"


def markdown(p: Page) -> str:
    """As a notebook or a static site keeps it: headings, quotations, bold names."""
    lines = [f"# {p.headline()}", f"*{p.by('By ' + p.story.author)}*"]
    for piece in p.story.pieces:
        marks = {"heading": "## ", "quote": "> ", "social": "> "}
        lines.append(marks.get(piece.section, "") + p.say("headline" if piece.section == "heading" else piece.section, piece.text))
    if not p.comments:
        return "\n\n".join(lines) + "\n"
    lines.append("## " + p.furniture(p.random.choice(("Comments", "Reader comments", f"{len(p.comments)} comments", "Discussion"))))
    manner = p.random.choice(("**{}** · {}", "### {}\n\n{}", "**{}** ({}):", "- **{}**, {}"))
    for c in p.comments:
        lines += [manner.format(p.by(c.author), p.date(c)), *_said(p, c)]
    return "\n\n".join(lines) + "\n"
