"""Mail: a message is its text, with From, Subject and Date; attachments are left out."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

import pytest

from scoring.batch import read
from scoring.reading.limits import Limits
from tests.containers.archives import received, unread

TEXT = "The café by the ferry was closed on Monday.\n"


def message(text: str | None = TEXT, html: str | None = None, charset: str = "utf-8", **fields: str) -> EmailMessage:
    mail = EmailMessage()
    said = {
        "From": "Edda Krull <edda@harbour.example>",
        "Date": "Sun, 04 May 2031 21:40:00 +0200",
        "Subject": "Ferry",
        "Message_ID": "<1@b.example>",
    }
    for name, value in {**said, **fields}.items():
        mail[name.replace("_", "-")] = value
    if text is not None:
        mail.set_content(text, charset=charset)
    if html is not None and text is not None:
        mail.add_alternative(html, subtype="html")
    elif html is not None:
        mail.set_content(html, subtype="html")
    return mail


def mbox(*messages: EmailMessage) -> bytes:
    return b"".join(b"From edda@harbour.example Sun May  4 21:40:00 2031\n" + bytes(one) + b"\n" for one in messages)


@pytest.mark.parametrize("name", ["ferry.eml", "ferry"])
def test_a_message_is_a_document_with_its_writer_title_and_time(name: str) -> None:
    (document,) = received(bytes(message(Subject="Fähre heute")), name)
    assert (document.document_name, document.content.decode(), document.media_type) == (name, TEXT, "text/plain")
    assert (document.author, document.title) == ("Edda Krull", "Fähre heute")
    assert document.published_at == datetime.fromisoformat("2031-05-04T19:40:00Z")
    assert document.publisher is None


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1250"])
@pytest.mark.parametrize("lines", [b"\n", b"\r\n"])
def test_any_encoding_and_any_line_end_will_do(charset: str, lines: bytes) -> None:
    (document,) = received(bytes(message(charset=charset)).replace(b"\n", lines), "ferry.eml")
    assert "The café by the ferry" in read(document).text


def test_of_two_forms_the_plain_text_is_read_and_html_where_it_is_the_only_one() -> None:
    assert received(bytes(message(html="<p>Hidden")))[0].media_type == "text/plain"
    assert read(received(bytes(message(None, "<p>The ferry was <b>late</b>.")))[0]).text.strip() == "The ferry was late."


def test_attachments_are_left_out() -> None:
    mail = message()
    mail.add_attachment("Another text.", filename="b.txt")
    assert [document.content.decode() for document in received(bytes(mail))] == [TEXT]


def test_a_message_that_is_attached_does_not_take_the_place_of_the_one_that_carries_it() -> None:
    inner = message("The forwarded text.")
    mail = EmailMessage()
    mail["From"], mail["Date"], mail["Subject"] = "Ann <ann@a.example>", "Mon, 5 May 2031 10:00:00 +0200", "See below"
    mail.set_content("<p>The text of the desk.</p>", subtype="html")
    mail.add_attachment(inner)
    assert b"The text of the desk." in received(bytes(mail))[0].content


def test_a_message_with_nothing_but_attachments_says_so() -> None:
    mail = message(None)
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    mail.add_attachment("Another text.", filename="b.txt")
    assert unread(bytes(mail)) == [("", "no text in this message, only attachments: save those and send them")]


def test_a_mailbox_is_its_messages_named_by_their_ids() -> None:
    box = mbox(message(), message("Second.\n>From here on.\n", Message_ID="<2@b.example>"))
    assert [document.document_name for document in received(box)] == ["1@b.example", "2@b.example"]
    assert received(box)[1].content == b"Second.\nFrom here on.\n"


def test_a_bad_message_costs_itself_only() -> None:
    empty = message(None, Message_ID="<2@b.example>")
    empty.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    long = message("word " * 2_000, Message_ID="<3@b.example>")
    box = mbox(message(), empty, long, message(Message_ID="<4@b.example>"))
    limits = Limits(bytes=3_000)
    assert [document.document_name for document in received(box, limits=limits)] == ["1@b.example", "4@b.example"]
    assert [where for where, _ in unread(box, limits=limits)] == ["message 2", "message 3"]


def test_a_message_without_an_id_is_named_by_its_place() -> None:
    mail = message()
    del mail["Message-ID"]
    assert [document.document_name for document in received(mbox(message(), mail), "box.mbox")][1] == "box.mbox: message 2"


@pytest.mark.parametrize(
    "content",
    [
        b"From: the editor\nDate: today\n\nExports fell.",
        b"From Ardle to Lenn, 2031\n\nThe road is closed.",
        b"Note: this.\nThat: too.\n\nExports fell.",
    ],
)
def test_a_memo_is_no_mail(content: bytes) -> None:
    assert received(content, "memo.txt")[0].content == content


@pytest.mark.parametrize(
    "content",
    [
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 5_000,
        b"From: a@b.example\nSubject: " + b"=?utf-8?q?" * 100_000 + b"\n\nText.",
        b"From: " + b'"<(,' * 200_000 + b"\n\nText.",
        b"Content-Type: text/plain" + b";" * 1_000_000 + b"\n\nText.",
        b"Subject: x\n\n" + b"\n" * 3_000_000,
        b"Date: " + b"9" * 1_000_000 + b"\nSubject: x\n\nText.",
        b"From: x\nContent-Type: text/plain; charset*0*=''%FF\n\nText.",
        b"From: x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!",
        b"From: x\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#0V\n",
        b"\0\xff" * 1_000,
        b"",
    ],
    ids=range(11),
)
def test_hostile_messages_never_raise(content: bytes) -> None:
    assert received(content, "x.eml") or unread(content, "x.eml")
