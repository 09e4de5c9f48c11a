"""`credibly explain` and `credibly score`: the ledger of a claim, in words."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import islice

import msgspec
import rich_click as click
from rich.table import Table
from rich.text import Text

from api.command.paper import in_range, paper
from api.command.paths import Intake
from api.command.provenance import Provenance
from api.command.times import as_of
from scoring.errors import BadRequest
from scoring.model import (
    SCORE_MEANS,
    ClaimHistory,
    Contribution,
    CorrectionSaid,
    Explanation,
    JudgedClaim,
    Opposition,
    Profile,
    PropositionWithOrigins,
    Received,
    Saying,
    ScoredClaim,
    ValueSaid,
    Without,
)
from scoring.snapshots import ClaimFilter, Snapshot, Snapshots

_CLAIM_ID = re.compile(r"c_[0-9a-f]{16}")
_LISTED = 20
_BAR = 5
"""Characters that a bar has for one bit."""

NOT_SCORED = {
    "not_checkable": "it states nothing that could be checked",
    "question": "a question asserts nothing",
    "fragment": "it is no complete sentence",
    "directive": "it asks or orders, it does not assert",
    "opinion": "it is an opinion, not a statement that could be checked",
    "boilerplate": "it stands in the page's boilerplate",
    "heading": "it is a heading",
    "unreadable": "it holds characters that could not be decoded",
}

GROUNDS = {
    "main": "main text",
    "correction": "a correction",
    "transcript": "a transcript",
    "quote": "a block quote",
    "social": "an embedded post",
    "sponsored": "a sponsored passage",
    "comment": "the comments",
    "heading": "a heading",
    "boilerplate": "boilerplate",
    "table": "the table",
}

RELATIONS = {"contradicts": "contradicted by", "updates": "overtaken by", "updated_by": "overtakes"}


_PROFILE = click.option("--profile", metavar="NAME", help="Under the weights of a profile: strict or lenient (seeds/profiles.csv).")
_WEIGHTS = click.option("--weights", metavar="RULE:BITS,...", help="Under other weights, as in corroborated:3,echoed:0.")


@click.command()
@click.argument("claim", metavar="CLAIM_ID|TEXT")
@_PROFILE
@_WEIGHTS
@as_of
@click.option("--history", is_flag=True, help="Show its score at each published moment, and what moved it.")
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON, or the list of claims that contain TEXT.")
@click.pass_context
def explain(
    ctx: click.Context, claim: str, profile: str | None, weights: str | None, as_of: str | None, history: bool, as_json: bool
) -> None:
    """Show why a claim has its score: every rule that raised or lowered it, and what each rests on.

    The claim is named by its id or by some of its words; if several claims contain them, they are listed. With --history: its score at
    each published moment, with the documents that came or went and the rules that moved.

    Example: credibly explain "the bridge was closed"
    """
    snapshots = Snapshots(ctx.obj)
    if history and _CLAIM_ID.fullmatch(claim):  # it may have been removed since
        _show_history(snapshots.history(claim), as_json)
        return
    snapshot = snapshots.as_of(as_of).weighed(profile, weights)
    if _CLAIM_ID.fullmatch(claim):
        found = [snapshot.claim(claim).claim]
    else:
        found = snapshot.claims(ClaimFilter(text=claim), limit=_LISTED + 1).claims
    if not found:
        click.echo(f"credibly: no stored claim contains {claim!r}: try fewer words", err=True)
        ctx.exit(1)
    if len(found) > 1:
        click.echo(msgspec.json.encode(found) if as_json else _listed(found))
        return
    if history:
        _show_history(snapshots.history(found[0].claim_id), as_json)
        return
    explanation = snapshot.explanation(found[0].claim_id, with_flip=True)
    if as_json:
        click.echo(msgspec.json.encode(explanation))
    else:
        _show(snapshot, explanation)


def _show_history(history: ClaimHistory, as_json: bool) -> None:
    if as_json:
        click.echo(msgspec.json.encode(history))
        return
    for moment in history.moments:
        score = "not scored" if moment.score is None else f"score {moment.score:.3f}"
        until = f"until {_minute(moment.until)}" if moment.until else "until now"
        click.echo(f"{_minute(moment.since)} {until}  {score}  snapshot {moment.snapshot_id}, ruleset {moment.ruleset_id}")
        for document in moment.documents:
            click.echo(f"  {document.change:<7} {document.document_name}")
        for line in moment.moved:
            click.echo(f"  {line.bits - line.before:+7.3f} {line.title}: {line.because}{'' if line.bits else ' (no longer)'}")


def _minute(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M}Z"


def _listed(found: list[ScoredClaim]) -> str:
    lines = [f"{claim.claim_id}  {_score(claim)}  {claim.document_name}: {_one_line(claim.text, 90)}" for claim in found[:_LISTED]]
    more = " (the first of them shown; use more words)" if len(found) > _LISTED else ""
    return "\n".join([*lines, f"several claims contain these words{more}; explain one with: credibly explain {found[0].claim_id}"])


def _score(claim: ScoredClaim) -> str:
    return "not scored" if claim.score is None else f"score {claim.score:.3f}"


def _one_line(text: str, width: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _show(snapshot: Snapshot, explanation: Explanation) -> None:
    claim, out = explanation.claim, paper()
    out.print(f"“{' '.join(claim.text.split())}”", style="bold")
    for line in [*_facts(snapshot, explanation), *_weighed(explanation.profile)]:
        out.print(f"  {line}", soft_wrap=True)
    out.print()
    _show_ledger(claim, explanation.contributions)
    out.print()
    for line in _resting(explanation):
        out.print(line, soft_wrap=True)
    about = (
        _values(explanation)
        if explanation.values
        else [*_support(explanation), *_opposition(explanation.opposing), *_corrections(explanation.corrections)]
    )
    for line in about:
        out.print(line, soft_wrap=True)


def _facts(snapshot: Snapshot, explanation: Explanation) -> list[str]:
    """Where the claim stands, who says it, how firmly."""
    claim = explanation.claim
    document = snapshot.document(claim.document_id).document
    published = [part for part in (document.publisher, document.published_at and f"{document.published_at:%Y-%m-%d}") if part]
    origin = f" ({', '.join(published)})" if published else " (publisher unknown)"
    lines = [
        f"claim      {claim.claim_id}: a {claim.kind}, characters {claim.start} to {claim.stop}",
        f"stands in  {GROUNDS[claim.section]} of {claim.document_name}{origin}",
    ]
    chain = " › ".join(f"{link.source} ({link.source_kind})" for link in explanation.attributions)
    own = snapshot.source(claim.source_id).source
    lines.append(f"said by    {chain or f'{own.name} ({own.kind})'}")
    hedges = ", ".join(
        f"“{mention.words}”{in_range(mention)} ({mention.holder})" for mention in explanation.mentions if mention.certainty < 1
    )
    lines.append(f"certainty  {claim.certainty:.2f}" + (f", hedged by {hedges}" if hedges else ""))
    if claim.admiralty:
        lines.append(f"rated      {claim.admiralty}: {claim.admiralty_because}")
    if explanation.utterance:
        grounds = ", ".join(f"{ground.because} ({ground.bits:+.1f})" for ground in explanation.utterance if ground.ground != "start")
        lines.append(f"said so?   {claim.utterance_score:.2f} that {own.name} said it" + (f": {grounds}" if grounds else ""))
    return lines


def _weighed(profile: Profile) -> list[str]:
    """A line that names the other weights, where there are any.

    >>> from scoring.model import OtherWeight
    >>> _weighed(Profile(name="strict", weights=[OtherWeight(rule_id="echoed", weight=0.0, usual=0.25)]))
    ['weights    profile strict: echoed +0.000 (usually +0.250)']
    """
    if not profile.weights:
        return []
    listed = ", ".join(f"{other.rule_id} {other.weight:+.3f} (usually {other.usual:+.3f})" for other in profile.weights)
    return [f"weights    profile {profile.name}: {listed}"]


def _show_ledger(claim: ScoredClaim, contributions: list[Contribution]) -> None:
    """Print the rules that fired, the sum, and the score that follows from it."""
    out = paper()
    if claim.score is None or claim.bits is None:
        out.print(f"Not scored: {NOT_SCORED.get(claim.unrated_because or '', claim.unrated_because)}.")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("bits", justify="right")
    table.add_column("")
    table.add_column("rule")
    table.add_column("because")
    for line in contributions:
        table.add_row(f"{line.bits:+.3f}", _bar(line.bits), line.title, line.because)
    out.print(table)
    out.print(_sum(claim.bits, claim.score), style="bold")
    out.print(_word(claim))
    out.print(f"{SCORE_MEANS[0].upper()}{SCORE_MEANS[1:]}.")


def _bar(bits: float) -> Text:
    """A bar as long as the rule's effect, green for what raises, red for what lowers."""
    return Text("█" * max(1, min(20, round(abs(bits) * _BAR))), style="green" if bits >= 0 else "red")


def _sum(bits: float, score: float) -> str:
    """How the score follows from the sum.

    >>> _sum(1.25, 0.703980)
    'sum +1.250 bits = odds 2.4 to 1 = score 0.704'
    >>> _sum(-2.0, 0.2)
    'sum -2.000 bits = odds 1 to 4.0 = score 0.200'
    """
    odds = f"{2**bits:.1f} to 1" if bits >= 0 else f"1 to {2**-bits:.1f}"
    return f"sum {bits:+.3f} bits = odds {odds} = score {score:.3f}"


def _resting(explanation: Explanation) -> list[str]:
    """What the word for the score rests on, and what would change it."""
    flip, now = explanation.flip, explanation.score
    if flip is None or now is None:
        return []
    lines = [f"What “{flip.word}” rests on:"]
    if flip.smallest is None:
        lines.append("  No rule or origin, and no few of them, would have to go for another word.")
    else:
        what = "alone makes it that" if flip.distance == 1 else "together make it that"
        lines.append(f"  {_named(flip.smallest)} {what}: without, {flip.smallest.score:.3f}, “{flip.smallest.word}”.")
    if flip.fewest_origins and flip.fewest_origins != flip.smallest:
        lines.append(
            f"  The fewest origins: without {_named(flip.fewest_origins)}, {flip.fewest_origins.score:.3f}, “{flip.fewest_origins.word}”."
        )
    gone = [f"  {one.score:.3f}  without {_named(one)}" for one in flip.alone if one.parts[0].kind == "origin"]
    lines += ["One origin less:", *gone[:_LISTED]] if gone else []
    lines += ["What would change it:", *(f"  {change.sentence}" for change in flip.would_change)] if flip.would_change else []
    return [*lines, ""]


def _named(without: Without) -> str:
    """The parts by name.

    >>> from scoring.model import Part
    >>> _named(Without(parts=[Part(kind="origin", id="o_1", name="Merrow Wire")], bits=0.0, score=0.5, word="roughly even chance"))
    'origin “Merrow Wire”'
    """
    return " and ".join(f"{part.kind} “{part.name}”" for part in without.parts)


def _word(claim: ScoredClaim) -> str:
    """The word of ICD 203 for a score, with its range."""
    return f"in words: {claim.icd203} ({100 * (claim.icd203_low or 0):.0f} to {100 * (claim.icd203_high or 0):.0f} %)"


_ASSERTED = {
    "statement": "The same is said by",
    "quantity": "The same quantity is given by",
    "state": "The same state of affairs is reported by",
    "presupposition": "The same is taken for granted by",
}


def _support(explanation: Explanation) -> list[str]:
    """Who else asserts it, and how many origins that makes."""
    lines: list[str] = []
    told: list[list[str]] = []
    for proposition in explanation.propositions:
        also = [saying for saying in explanation.corroborating if saying.proposition_id == proposition.proposition_id]
        claims = [saying.claim_id for saying in also]
        if also and claims not in told:
            told.append(claims)
            lines.append(f"{_ASSERTED[proposition.kind]}:")
            lines += [_said(saying) for saying in also[:_LISTED]]
            lines.append(f"  {_origins(proposition)}")
    return lines or ["Nothing else that is stored asserts it."]


def _values(explanation: Explanation) -> list[str]:
    """The values of a claim's thing and attribute with who states them, and which of these copy each other."""
    claim = explanation.claim
    lines = [f"What is said of {claim.object}, {claim.attribute}:"]
    by_value: dict[str, list[ValueSaid]] = {}
    for said in explanation.values:
        by_value.setdefault(said.value, []).append(said)
    for value, sayings in list(by_value.items())[:_LISTED]:
        names = [f"{said.source_name} ({said.record:.2f})" for said in sayings]
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        lines.append(f"  {max(said.score for said in sayings):.3f}  {_one_line(value, 80)}: {', '.join(names[:_LISTED])}{more}")
    groups: dict[str, set[str]] = {}
    for pair in explanation.copies:
        groups.setdefault(pair.copying_group, set()).update((pair.source_name, pair.other_source_name))
    lines += [f"  one vote, since they copy: {', '.join(sorted(names))}" for names in groups.values()]
    return [*lines, "In brackets: the record of a source, the share of its values that hold, as far as others speak of the same."]


def _origins(proposition: PropositionWithOrigins) -> str:
    names = [f"{origin.name} ({origin.kind}{'' if origin.established else ', unknown standing'})" for origin in proposition.origins]
    return f"origins: {', '.join(names)}; {proposition.origins_min} provably separate"


def _opposition(opposing: list[Opposition]) -> list[str]:
    lines = []
    for relation, words in RELATIONS.items():
        others = [other for other in opposing if other.relation == relation]
        if others:
            lines.append(f"{words[0].upper()}{words[1:]}:")
            lines += [f"{_said(other)}: {other.because}" for other in others[:_LISTED]]
    return lines


def _corrections(about: list[CorrectionSaid]) -> list[str]:
    lines = [f"  {one.correction_id}  {one.corrected_document_name}: “{_one_line(one.text, 80)}”: {one.because}" for one in about[:_LISTED]]
    return ["Corrected by:", *lines] if lines else []


def _said(other: Saying | Opposition) -> str:
    score = "not scored" if other.score is None else f"{other.score:.3f}"
    voice = "" if other.source_name == other.document_name else f", {other.source_name}"
    return f"  {other.claim_id}  {score}  {other.document_name}{voice}: “{_one_line(other.text, 80)}”"


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option("--publisher", metavar="NAME", help="Who published the text.")
@_PROFILE
@_WEIGHTS
@as_of
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def score(
    ctx: click.Context, file: str, publisher: str | None, profile: str | None, weights: str | None, as_of: str | None, as_json: bool
) -> None:
    """Score the claims of a text (a file, or - for standard input) against what is stored. Nothing of it is kept.

    Any format that `credibly ingest` takes will do, as long as there is one document in it.

    Example: echo "The bridge was closed on Monday." | credibly score -
    """
    snapshot = Snapshots(ctx.obj).as_of(as_of).weighed(profile, weights)
    document = _only_document(file, Provenance(publisher=publisher))
    judged = snapshot.score(document)
    if as_json:
        click.echo(msgspec.json.encode(judged))
    elif judged.error:
        click.echo(f"credibly: {document.document_name}: {judged.error}", err=True)
    else:
        for weighed in _weighed(judged.profile):
            click.echo(weighed)
        for line in judged.claims:
            _show_judged(line)
    ctx.exit(1 if judged.error else 0)


def _only_document(file: str, given: Provenance) -> Received:
    """The document in a file. Raises BadRequest when there is none, or more than one."""
    intake = Intake(given)
    found = list(islice(intake.documents(intake.files((file,))), 2))
    if len(found) == 1 and not intake.failed:
        return found[0]
    if len(found) > 1:
        raise BadRequest(f"{file} holds more than one document: score one of them, or store them all with `credibly ingest`")
    raise BadRequest(f"{intake.failed[0].path}: {intake.failed[0].why}")


def _show_judged(line: JudgedClaim) -> None:
    paper().print(f"“{' '.join(line.claim.text.split())}”", style="bold")
    _show_ledger(line.claim, line.contributions)
    paper().print()
