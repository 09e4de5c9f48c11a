"""A generated world: affairs whose truth is known, told by sources whose habits are known, written as real documents.

Nothing in it is real. What it assumes stands in `Assumptions`, one number each, and is told in docs/calibration.md; the same seed and the
same assumptions give the same documents. Scoring gets the documents only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

import msgspec

from scoring.model import Received

DAY = datetime(2031, 9, 1, 6, tzinfo=UTC)
"""When the first document of an affair comes out; each further one some hours later."""
ESTABLISHED = ("Merrow Wire", "Orlesse Herald", "Quillhaven Courier", "Dorlin Tribune", "Lenn Valley Post")
"""Invented outlets that seeds/publishers.csv lists as established; the last two are of one family."""
BLOGS = 60
"""Outlets that nobody knows."""


class Assumptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the world is like. Shares are 0 to 1; a pair is the range from which each source draws its own."""

    affairs: int = 300
    """Each has three facets, which are true or told wrong independently of each other."""
    copying: float = 0.3
    """How often an unknown outlet takes its document from an earlier one of the affair, whoever wrote it, errors and all."""
    syndication: float = 0.5
    """How often an established outlet copies, as a share of how often an unknown one does."""
    drop: float = 0.3
    """How often a copier leaves a hedge out."""
    documents: tuple[int, ...] = (1, 1, 1, 1, 1, 1, 2, 2, 3, 5)
    """How many documents tell an affair: each of these numbers equally often."""
    standing: float = 0.50
    """How often a document comes from an established outlet."""
    established: tuple[float, float] = (0.85, 0.95)
    """How often an established outlet is right in its own voice."""
    unknown: tuple[float, float] = (0.60, 0.85)
    """How often an unknown outlet is right in its own voice."""
    person: float = 0.92
    """How often a named speaker on the record is right; everybody who quotes a speaker quotes the same words."""
    organisation: float = 0.92
    official: float = 0.60
    """An official who is not named."""
    unspecified: float = 0.35
    """`It is said`, `sources say`."""
    garbled: tuple[float, float] = (0.02, 0.06)
    """How often an established and an unknown outlet change what their source said into something wrong."""
    attributed: float = 0.75
    """How often an outlet gives a source for what it tells."""
    hedged_wrong: float = 0.55
    """How often somebody hedges who is wrong,"""
    hedged_right: float = 0.12
    """and somebody who is right."""
    rumour: float = 0.7
    """How often a wrong value is the one that most who are wrong have; errors are seldom independent."""
    denials: float = 0.15
    """How often an outlet that holds something else denies a value that was told before, in place of telling its own."""
    comments: float = 0.3
    """How often a document has readers' comments, one to three."""
    echoes: float = 0.20
    """How often a comment repeats the article; else it says something of its own."""
    commenter: float = 0.30
    """How often a comment that says something of its own is right."""


class Told(NamedTuple):
    """One sentence that tells or denies a value of a facet: what an annotator who knows the truth would note."""

    document_name: str
    text: str
    """The sentence, as it stands in the document."""
    facet: str
    """What it is about: values of one facet exclude each other."""
    value: int
    """Which value it tells or denies; 0 is the true one."""
    denies: bool
    teller: str
    """The outlet, or the reader who comments."""
    comment: bool
    copied: bool

    @property
    def true(self) -> bool:
        """Whether what it asserts holds.

        >>> [Told("a", "x", "f", value, denies, "b", False, False).true for value in (0, 1) for denies in (False, True)]
        [True, False, False, True]
        """
        return (self.value == 0) != self.denies


class World(NamedTuple):
    """Documents, and what stands in them."""

    documents: list[Received]
    told: list[Told]


class _Facet(NamedTuple):
    """One thing that an affair leaves open: `{v}` is what sources differ in; without it, whether it happened: yes and no."""

    kind: str
    """What `{v}` is: count, money, percent, name, place; or deed."""
    frames: tuple[str, ...]
    negated: tuple[str, ...] = ()
    """Of a deed: that it did not happen."""


_FACETS = (
    _Facet(
        "count",
        (
            "{v} people had to leave their homes in {place} after the dam cracked.",
            "The cracked dam drove {v} people in {place} out of their homes.",
            "In {place} {v} people left their homes because the dam had cracked.",
        ),
    ),
    _Facet(
        "money",
        (
            "{org} will pay {v} million crowns for the new depot in {place}.",
            "The new depot in {place} will cost {org} {v} million crowns.",
            "{org} is paying {v} million crowns for a new depot in {place}.",
        ),
    ),
    _Facet(
        "name",
        (
            "{v} was elected head of {org} in {place}.",
            "{org} in {place} elected {v} as its head.",
            "In {place} {org} elected {v} its new head.",
        ),
    ),
    _Facet(
        "percent",
        (
            "Sales of {org} in {place} fell by {v} percent last year.",
            "{org} saw sales in {place} fall {v} percent last year.",
            "Last year the sales of {org} in {place} fell by {v} percent.",
        ),
    ),
    _Facet(
        "place",
        (
            "{org} will move its head office from {place} to {v}.",
            "The head office of {org} will move from {place} to {v}.",
            "{org} is moving its head office to {v} from {place}.",
        ),
    ),
    _Facet(
        "count",
        (
            "{org} cut {v} jobs at its works in {place}.",
            "At its works in {place} {org} cut {v} jobs.",
            "{v} jobs were cut by {org} at its works in {place}.",
        ),
    ),
    _Facet(
        "deed",
        (
            "The council of {place} approved the harbour plan of {org}.",
            "The harbour plan of {org} was approved by the council of {place}.",
            "In {place} the council approved the harbour plan of {org}.",
        ),
        (
            "The council of {place} did not approve the harbour plan of {org}.",
            "The harbour plan of {org} was not approved by the council of {place}.",
            "In {place} the council did not approve the harbour plan of {org}.",
        ),
    ),
    _Facet(
        "deed",
        (
            "{person} resigned as treasurer of {org} in {place}.",
            "The treasurer of {org} in {place}, {person}, resigned.",
            "In {place} {person} resigned as treasurer of {org}.",
        ),
        (
            "{person} did not resign as treasurer of {org} in {place}.",
            "The treasurer of {org} in {place}, {person}, did not resign.",
            "In {place} {person} did not resign as treasurer of {org}.",
        ),
    ),
    _Facet(
        "count",
        (
            "{v} passengers were hurt when the ferry of {org} struck the pier in {place}.",
            "The ferry of {org} struck the pier in {place} and {v} passengers were hurt.",
            "In {place} {v} passengers were hurt as the {org} ferry struck the pier.",
        ),
    ),
)
_VALUES = 3
"""Of a facet: the true one and the wrong ones that are told; a deed has two."""
_FACETS_OF_AN_AFFAIR = 3
_TOLD = 0.7
"""How likely a document tells a facet of its affair; it tells one at least."""

_HEDGES = ("Perhaps {}", "It is possible that {}", "Apparently {}", "It seems that {}", "It is likely that {}", "Allegedly {}")
_ON_RECORD = ("{who} said that {what}", "{who} said {what}", "According to {who}, {what}")
_OFFICIALS = ("An official", "A police officer", "A clerk at the town hall", "A senior official")
_UNSPECIFIED = ("Sources say {what}", "It is said that {what}", "Reportedly, {what}", "Some observers say {what}")
_DENIALS = ("It is not true that {}", "It is false that {}")
_COMMENTERS = (
    "Rainy day person",
    "old_salt",
    "quayside42",
    "Mrs Tally",
    "northbank",
    "tin can",
    "ferryfan",
    "B. Lorn",
    "gull",
    "two left feet",
)
_SMALL = ("The", "A", "An", "At", "In", "It", "Last", "Some", "Sales")
_EDITS = (
    ("people", "persons"),
    ("after", "once"),
    ("because", "as"),
    ("will move", "is to move"),
    ("new", "brand-new"),
    ("works", "plant"),
)

_ONSET = ("b", "br", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w")
_VOWEL = ("a", "e", "i", "o", "u", "au", "ei")
_CODA = ("l", "n", "r", "s", "ld", "nk", "rt", "sk", "lm")
_GIVEN = ("Ann", "Bo", "Carla", "Dan", "Edda", "Finn", "Greta", "Hugo", "Ilse", "Jonas", "Kara", "Lena", "Maren", "Nils", "Oskar", "Petra")
_TITLES = ("Mayor", "Judge", "Senator", "Professor")
_BODIES = ("Ferries", "Holdings", "Steel", "Energy", "Foods", "Motors", "Airways", "Textiles", "Mining")
_BOARDS = ("Harbour Board", "Chamber of Commerce", "Workers Union", "Water Authority")
# Filler: what a piece says besides. Each word is drawn from many, so that no two documents share much of it by chance, as copies do.
_WHO = (
    "shopkeepers neighbours commuters pupils anglers drivers bakers gardeners dockers pensioners cyclists waiters tailors porters painters "
    "singers nurses plumbers florists barbers jugglers students sailors carpenters grocers cobblers clerks tourists rowers campers"
).split()
_DID = (
    "carried mended washed painted sold bought lifted dropped admired counted packed hid borrowed polished juggled stacked sorted wrapped "
    "repaired inspected collected dusted folded swapped balanced measured guarded offered unloaded arranged"
).split()
_LIKE = (
    "wet paper heavy borrowed cold empty yellow wooden rusty striped folded broken velvet silver muddy dusty crooked painted woollen "
    "enormous tiny fragrant polished faded knotted copper leather plastic purple tangled"
).split()
_WHAT = (
    "dogs lanterns bags umbrellas bicycles thermoses radios carts ladders kites violins buckets scarves puppets drums candles baskets hats "
    "blankets mirrors trumpets shovels ribbons kettles pillows helmets balloons brushes postcards marbles"
).split()
_PARAGRAPHS = 5
_SENTENCES = 3
"""Of filler in a paragraph."""


def world(assumed: Assumptions, seed: int = 1) -> World:
    """The documents of all affairs, and every sentence in them that tells a facet."""
    outlets = _outlets(assumed, seed)
    documents: list[Received] = []
    told: list[Told] = []
    for number in range(assumed.affairs):
        for received, sentences in _affair(assumed, Random(f"{seed} affair {number}"), f"w{seed}-{number}", outlets):
            documents.append(received)
            told += sentences
    return World(documents, told)


class _Outlet(NamedTuple):
    name: str
    established: bool
    right: float
    """How often, in its own voice."""
    habit: float
    """By how much more or less than others it hedges."""


class _Sentence(NamedTuple):
    """A sentence that is being written."""

    words: str
    facet: int
    value: int
    denies: bool
    bare: str
    """Without its hedge."""


class _Draft(NamedTuple):
    """A document before it is printed."""

    outlet: _Outlet
    sentences: tuple[_Sentence, ...]
    filler: tuple[str, ...]
    copied: bool


def _outlets(assumed: Assumptions, seed: int) -> list[list[_Outlet]]:
    """Unknown outlets and established ones."""
    random = Random(f"{seed} outlets")
    blogs = [
        _Outlet(f"The {_name(random)} {_name(random)} Letter", False, random.uniform(*assumed.unknown), _habit(random))
        for _ in range(BLOGS)
    ]
    papers = [_Outlet(name, True, random.uniform(*assumed.established), _habit(random)) for name in ESTABLISHED]
    return [blogs, papers]


def _habit(random: Random) -> float:
    return random.uniform(0.5, 1.5)


def _affair(assumed: Assumptions, random: Random, name: str, outlets: list[list[_Outlet]]) -> Iterator[tuple[Received, list[Told]]]:
    story = _Story(assumed, random)
    drafts: list[_Draft] = []
    chosen = [random.choice(outlets[random.random() < assumed.standing]) for _ in range(random.choice(assumed.documents))]
    for at, outlet in enumerate(dict.fromkeys(chosen)):
        copies = random.random() < assumed.copying * (assumed.syndication if outlet.established else 1)
        drafts.append(story.copied(outlet, random.choice(drafts)) if copies and drafts else story.written(outlet, drafts))
        yield story.printed(drafts[-1], f"{name}-{at}", name, DAY + timedelta(hours=5 * at))


class _Story:
    """An affair: its facets with their values, its speakers and what each of them says, and how documents about it are written."""

    def __init__(self, assumed: Assumptions, random: Random) -> None:
        self.assumed = assumed
        self.random = random
        self.names = {
            "place": _name(random) + "stad",
            "org": f"{_name(random)} {random.choice(_BODIES)}",
            "person": _person(random),
        }
        self.facets = random.sample(_FACETS, _FACETS_OF_AN_AFFAIR)
        self.values = [_values(random, facet.kind) for facet in self.facets]
        speakers = [(_person(random, title=random.choice(_TITLES)), assumed.person) for _ in range(2)]
        speakers.append((f"The {random.choice(_BOARDS)} of {self.names['place']}", assumed.organisation))
        self.speakers = speakers
        self.said = {(who, facet): self._value(facet, right) for who, right in speakers for facet in range(_FACETS_OF_AN_AFFAIR)}

    def written(self, outlet: _Outlet, before: list[_Draft]) -> _Draft:
        """A document of an outlet's own research."""
        random = self.random
        facets = [facet for facet in range(_FACETS_OF_AN_AFFAIR) if random.random() < _TOLD] or [random.randrange(_FACETS_OF_AN_AFFAIR)]
        sentences = tuple(self._sentence(outlet, facet, before) for facet in facets)
        return _Draft(outlet, sentences, tuple(_filler(random) for _ in range(_PARAGRAPHS)), False)

    def copied(self, outlet: _Outlet, original: _Draft) -> _Draft:
        """Another's document, lightly reworded: a word here, a hedge less there, another last sentence."""
        return _Draft(outlet, tuple(map(self._reworded, original.sentences)), (*original.filler[:-1], _filler(self.random)), True)

    def printed(self, draft: _Draft, name: str, affair: str, at: datetime) -> tuple[Received, list[Told]]:
        """The document, and what is told in it and in the comments under it: a web page if it has any, else plain text."""
        random, outlet = self.random, draft.outlet
        said = [(random.choice(_COMMENTERS), self._remark(draft)) for _ in range(self._comments())]
        file = f"{name}.{'html' if said else 'txt'}"
        told = [Told(file, s.words, f"{affair} {s.facet}", s.value, s.denies, outlet.name, False, draft.copied) for s in draft.sentences]
        told += [Told(file, s.words, f"{affair} {s.facet}", s.value, s.denies, f"{who} on {name}", True, False) for who, s in said]
        paragraphs = [draft.filler[0], *(f"{s.words} {filler}" for s, filler in zip(draft.sentences, draft.filler[1:], strict=False))]
        paragraphs += draft.filler[1 + len(draft.sentences) :]
        text = _page(paragraphs, [(who, s.words) for who, s in said]) if said else "\n\n".join(paragraphs)
        return Received(document_name=file, content=text.encode(), publisher=outlet.name, published_at=at), told

    def _sentence(self, outlet: _Outlet, facet: int, before: list[_Draft]) -> _Sentence:
        """What an outlet tells of a facet: in its own voice, from a source, or as a denial of what others told."""
        random, assumed = self.random, self.assumed
        if random.random() < assumed.attributed:
            source, value = self._source(outlet, facet)
        else:
            source, value = None, self._value(facet, outlet.right)
        rivals = sorted({s.value for draft in before for s in draft.sentences if s.facet == facet and not s.denies} - {value})
        if rivals and random.random() < assumed.denials:
            denied = random.choice(rivals)
            words = random.choice(_DENIALS).format(_small(self._told(facet, denied)))
            return _Sentence(words, facet, denied, True, words)
        bare = self._told(facet, value)
        attributed = _upper(source.format(what=_small(bare))) if source else bare
        hedge = random.random() < outlet.habit * (assumed.hedged_right if value == 0 else assumed.hedged_wrong)
        if not hedge:
            return _Sentence(attributed, facet, value, False, attributed)
        doubtful = _lower_hedge(random, bare)
        return _Sentence(
            _upper(source.format(what=doubtful[0].lower() + doubtful[1:]) if source else doubtful), facet, value, False, attributed
        )

    def _source(self, outlet: _Outlet, facet: int) -> tuple[str, int]:
        """Words that name a source, with a place for what it says, and which value it has, garbled perhaps by the outlet."""
        random, assumed = self.random, self.assumed
        kind = random.choices(("speaker", "official", "unspecified"), (0.5, 0.25, 0.25))[0]
        if kind == "speaker":
            who = random.choice(self.speakers)[0]
            words, value = random.choice(_ON_RECORD).replace("{who}", who), self.said[who, facet]
            words = words if not words.startswith("According to The ") else words.replace("According to The ", "According to the ")
        elif kind == "official":
            words, value = f"{random.choice(_OFFICIALS)} said that {{what}}", self._value(facet, assumed.official)
        else:
            words, value = random.choice(_UNSPECIFIED).replace("{}", "{what}"), self._value(facet, assumed.unspecified)
        garbled = random.random() < assumed.garbled[0 if outlet.established else 1]
        return words, self._wrong(facet) if garbled else value

    def _value(self, facet: int, right: float) -> int:
        return 0 if self.random.random() < right else self._wrong(facet)

    def _wrong(self, facet: int) -> int:
        others = len(self.values[facet]) - 1
        return 1 if others == 1 or self.random.random() < self.assumed.rumour else self.random.randint(2, others)

    def _told(self, facet: int, value: int) -> str:
        """A value in one of the facet's wordings."""
        worded = self.values[facet][value]
        frames = self.facets[facet].negated if worded == "no" else self.facets[facet].frames
        return _upper(self.random.choice(frames).format(v=worded, **self.names))

    def _reworded(self, sentence: _Sentence) -> _Sentence:
        words = sentence.bare if self.random.random() < self.assumed.drop else sentence.words
        old, new = self.random.choice(_EDITS)
        edited = words.replace(f" {old} ", f" {new} ", 1)
        return sentence._replace(words=edited, bare=edited)

    def _comments(self) -> int:
        return self.random.randint(1, 3) if self.random.random() < self.assumed.comments else 0

    def _remark(self, draft: _Draft) -> _Sentence:
        """What a reader writes: the article again, or something of their own."""
        random = self.random
        told = random.choice(draft.sentences)
        if random.random() < self.assumed.echoes and not told.denies:
            return told._replace(words=self._told(told.facet, told.value))
        facet = random.randrange(_FACETS_OF_AN_AFFAIR)
        value = self._value(facet, self.assumed.commenter)
        words = self._told(facet, value)
        return _Sentence(words, facet, value, False, words)


def _values(random: Random, kind: str) -> list[str]:
    """The true value of a facet, and the wrong ones that are told: numbers lie far enough apart to be others."""
    if kind == "deed":
        return random.sample(("yes", "no"), 2)
    if kind == "name":
        return [_person(random) for _ in range(_VALUES)]
    if kind == "place":
        return [_name(random) + "holm" for _ in range(_VALUES)]
    least, most = {"count": (20, 900), "money": (3, 90), "percent": (6, 30)}[kind]
    values = [random.randint(least, most)]
    while len(values) < _VALUES:
        other = random.randint(least, most)
        if all(abs(other - value) > 0.25 * max(other, value) for value in values):
            values.append(other)
    return [str(value) for value in values]


def _lower_hedge(random: Random, told: str) -> str:
    """A sentence in doubt."""
    return random.choice(_HEDGES).format(_small(told))


def _small(sentence: str) -> str:
    """A sentence as a clause: its first word small if it is one that is small inside a sentence.

    >>> _small("The council agreed."), _small("Orl Foods agreed.")
    ('the council agreed.', 'Orl Foods agreed.')
    """
    first, _, rest = sentence.partition(" ")
    return f"{first.lower() if first in _SMALL else first} {rest}"


def _upper(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _filler(random: Random) -> str:
    """A few sentences of scenery that say nothing of the affair."""
    drawn = ([random.choice(words) for words in (_LIKE, _WHO, _DID, _LIKE, _WHAT)] for _ in range(_SENTENCES))
    return " ".join(f"{' '.join(words).capitalize()}." for words in drawn)


def _name(random: Random) -> str:
    return "".join(random.choice(_ONSET) + random.choice(_VOWEL) + random.choice(_CODA) for _ in range(2)).capitalize()


def _person(random: Random, title: str = "") -> str:
    return f"{title} {random.choice(_GIVEN)} {_name(random)}".strip()


def _page(paragraphs: list[str], said: list[tuple[str, str]]) -> str:
    article = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    below = "".join(f'<div class="comment"><b>{who}</b><p>{words}</p></div>' for who, words in said)
    return f'<html><body><article>{article}</article><section id="comments"><h3>Comments</h3>{below}</section></body></html>'
