"""Small corpora that Hypothesis draws: who says what about which invented affair, and how it is written down.

A corpus is a value, so that a test can change one thing in it (a wording, a hedge, a name, a document) and write it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from hypothesis import strategies as st

from scoring.model import Received
from tests.judging.corpora import judged

ESTABLISHED = ("Merrow Wire", "Orlesse Herald", "Lenn Valley Post", "Quillhaven Courier", "Dorlin Tribune")
"""Publishers of seeds/publishers.csv, each a house of its own."""
PEOPLE = ("Edda Krull", "Olga Stamm", "Karl Vint", "Silas Brandt", "Tiva Holm", "Ossian Pell")
PLACES = ("Ardle", "Tornby", "Pellsund", "Ostmark", "Velmark")
DAYS = ("Monday", "Wednesday", "Friday")
NUMBERS = ("17", "46", "83")


class Frame(NamedTuple):
    """One affair's wordings, all of which claim the same, and what denies it. The first two tell it from its two sides."""

    wordings: tuple[str, ...]
    denials: tuple[str, ...]


FRAMES = (
    Frame(
        (
            "{a} beat {b} in the chess final at {place} on {day}.",
            "{b} lost to {a} in the chess final at {place} on {day}.",
            "On {day} {a} beat {b} in the final of the chess cup at {place}.",
        ),
        ("{a} did not beat {b} in the chess final at {place} on {day}.",),
    ),
    Frame(
        (
            "{a} sold the paper mill at {place} to {b} for {number} million crowns.",
            "{b} bought the paper mill at {place} from {a} for {number} million crowns.",
            "The paper mill at {place} was sold to {b} by {a} for {number} million crowns.",
        ),
        ("{a} did not sell the paper mill at {place} to {b}.", "{a} has not sold the paper mill at {place} to {b}."),
    ),
    Frame(
        (
            "{a} hired {b} as harbour pilot in {place} on {day}.",
            "{b} was hired by {a} as harbour pilot in {place} on {day}.",
            "On {day} {a} hired {b} as a pilot for the harbour of {place}.",
        ),
        ("{a} did not hire {b} as harbour pilot in {place} on {day}.",),
    ),
    Frame(
        (
            "The council of {place} closed the swing bridge on {day} after {a} found {number} cracks in it.",
            "The swing bridge was closed by the council of {place} on {day} after {a} found {number} cracks in it.",
            "After {a} found {number} cracks in it, the council of {place} closed the swing bridge on {day}.",
        ),
        ("The council of {place} did not close the swing bridge on {day}.", "The council of {place} has not closed the swing bridge."),
    ),
)
HEDGES = ("Reportedly, {}", "Allegedly, {}", "Perhaps {}", "It is possible that {}", "{}, it seems.", "{}, according to rumours.")
FILLERS = (
    "The brass band of the fire brigade rehearses polkas in an empty swimming pool until its hall has been painted.",
    "A goat escaped twice from the autumn fair, ate a prize ribbon and was forgiven by the whole committee.",
    "Nine anglers shared the mackerel prize, which is a lamp in the shape of a lighthouse.",
    "The lighthouse keeper has painted his railing green and complains of gulls every morning.",
    "Pumpkins of forty kilos were weighed at the school gymnasium while the baker judged plum jams.",
    "Snow fell on the orchards in the hills, and the beekeepers wrapped their hives in old blankets.",
    "The tram depot is looking for drivers who like early hours and know how to whistle.",
    "A violin that had been lost in a luggage office for eleven years was handed back to its maker.",
    "Two hundred umbrellas wait in the cellar of the opera house for somebody who remembers them.",
    "The library lends telescopes, sewing machines and, since last winter, a stuffed heron.",
    "Carpenters built a staircase of cherry wood for the observatory, and nobody has counted its steps.",
    "The cheese market opens an hour later because the church clock is being oiled.",
    "Schoolchildren planted nine hundred tulips along the canal, most of them upside down.",
    "A retired dentist plays the accordion under the viaduct whenever it rains.",
    "The potter on Mill Lane glazes her bowls with ash from the bakery's oven.",
    "Three hot-air balloons landed in a field of rye, and the farmer served lemonade.",
    "The chemist's shop has a new parrot, which greets customers in an old dialect.",
    "Volunteers scraped moss from the fountain and found a wedding ring and forty buttons.",
    "The glassblowers' guild invites apprentices to its cellar, where ginger biscuits are served.",
    "A caravan of circus wagons blocked the ring road, and an elephant drank from a puddle.",
    "Astronomers saw a comet with the naked eye, faint as chalk on a slate.",
    "The winter timetable of the funicular hangs in the waiting room, beside a drawing of a marmot.",
    "Hikers found a diary in a mountain hut that describes a summer of perfect apricots.",
    "The cinema shows silent films on Thursdays, with a pianist who improvises in woollen gloves.",
    "Gardeners trimmed the maze in the castle park and needed a trumpet to find each other.",
    "The bookbinder repairs atlases, hymnals and a cookery book with pressed violets in it.",
    "A shepherd knitted scarves for his whole flock before the first frost.",
    "The yacht club voted for blue uniforms, and its tailor ordered velvet by mistake.",
    "Students of geology laid out pebbles by colour on the steps of the museum.",
    "The ice rink closes early for repairs, so skaters glide on the duck pond.",
    "A cook from the barracks won the soup contest with nettles and smoked trout.",
    "Cyclists deliver sourdough to the villages, each with a lantern and a bell.",
    "Grandmothers taught the sailors to embroider anchors, and one sailor embroidered his own nose.",
    "A turtle from the botanical garden crossed the market square between two red lights.",
    "The post office sells stamps with herbs on them that smell when they are rubbed.",
    "Windmill keepers agreed on a recipe for rhubarb dumplings after a long evening.",
    "Somebody leaves marbles on the benches of the arboretum, always three, always blue.",
    "The puppet theatre lost its crocodile and plays with a cucumber for the time being.",
    "Fog held the seaplane on the lagoon, whose passengers sang rounds and peeled oranges.",
    "The clockmaker counts swallows every April and writes their number under his window.",
)
COMMENTS = ("My dentist says that every week.", "Thank you for the report, it made my breakfast longer.", "Has anybody asked the gulls?")


class Fact(NamedTuple):
    """What happened: a frame and what fills it."""

    frame: int
    a: str
    b: str
    place: str
    day: str
    number: str


class Said(NamedTuple):
    """One sentence about a fact."""

    fact: Fact
    wording: int
    hedge: str | None = None
    speaker: str | None = None
    denied: bool = False

    def text(self) -> str:
        """The sentence.

        >>> Said(Fact(0, "Ann Roe", "Bo Wick", "Ardle", "Monday", "17"), 1, hedge="Reportedly, {}").text()
        'Reportedly, Bo Wick lost to Ann Roe in the chess final at Ardle on Monday.'
        """
        frame = FRAMES[self.fact.frame]
        wordings = frame.denials if self.denied else frame.wordings
        sentence = wordings[self.wording % len(wordings)].format(**self.fact._asdict())
        if self.hedge:
            sentence = self.hedge.format(_within(sentence, self.hedge)).replace("..", ".")
        return f"{sentence[:-1]}, {self.speaker} said." if self.speaker else sentence


def _within(sentence: str, hedge: str) -> str:
    """The sentence as part of a longer one."""
    inner = sentence if hedge.startswith("{}") is False else sentence[:-1]
    for word in ("The ", "On ", "After "):
        if not hedge.startswith("{}") and inner.startswith(word):
            return word.lower() + inner.removeprefix(word)
    return inner


class Document(NamedTuple):
    """A document that says some sentences amid others that have nothing to do with them."""

    name: str
    publisher: str | None
    says: tuple[Said, ...]
    filler: int
    """Which of eight sets of sentences surrounds what it says: long enough that one sentence in common makes no copy."""
    comments: tuple[str, ...] = ()

    def text(self) -> str:
        """The document in Markdown."""
        body = " ".join([*(said.text() for said in self.says), *FILLERS[self.filler :: 8]])
        return "\n\n".join([body, *(["## Comments", *self.comments] if self.comments else [])]) + "\n"


Corpus = tuple[Document, ...]


def written(corpus: Corpus) -> list[Received]:
    """The corpus as it would be sent."""
    return [Received(document_name=d.name, content=d.text().encode(), publisher=d.publisher) for d in corpus]


def scores(corpus: Corpus) -> dict[tuple[str, int], tuple[float | None, float]]:
    """Score and certainty of each claim outside the comments, by its document and its place among that document's claims."""
    return placed(judged(*written(corpus)))


def placed(tables: Mapping[str, list[dict[str, Any]]]) -> dict[tuple[str, int], tuple[float | None, float]]:
    """The same, of tables that were judged before."""
    found: dict[tuple[str, int], tuple[float | None, float]] = {}
    places: dict[str, int] = {}
    for claim in sorted(tables["claims"], key=lambda c: (c["document_name"], c["start"])):
        if claim["section"] in ("comment", "heading"):
            continue
        place = places.get(claim["document_name"], 0)
        places[claim["document_name"]] = place + 1
        found[claim["document_name"], place] = claim["score"], claim["certainty"]
    return found


def facts() -> st.SearchStrategy[Fact]:
    """An affair between two people at some place."""
    two = st.permutations(PEOPLE[:4]).map(lambda people: people[:2])
    return st.builds(
        lambda frame, people, place, day, number: Fact(frame, *people, place, day, number),
        st.integers(0, len(FRAMES) - 1),
        two,
        st.sampled_from(PLACES),
        st.sampled_from(DAYS),
        st.sampled_from(NUMBERS),
    )


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Two to five documents about one or two facts: publishers of either standing, hedges, speakers, denials, comments, a copy."""
    told = draw(st.lists(facts(), min_size=1, max_size=2, unique_by=lambda fact: fact.frame))
    saids = st.builds(
        Said,
        st.sampled_from(told),
        st.integers(0, 2),
        hedge=st.none() | st.sampled_from(HEDGES),
        speaker=st.none() | st.sampled_from(PEOPLE[4:]),
        denied=st.sampled_from((False, False, False, True)),
    )
    publishers = draw(st.lists(st.sampled_from((*ESTABLISHED[:3], None, "Lantern Blog", "Under the Arch")), min_size=2, max_size=4))
    documents = [
        Document(
            name=f"{number}.md",
            publisher=publisher,
            says=tuple(draw(st.lists(saids, min_size=1, max_size=1 if number else 2, unique_by=lambda said: said.fact.frame))),
            filler=number,
            comments=tuple(draw(st.lists(st.sampled_from(COMMENTS), max_size=1))),
        )
        for number, publisher in enumerate(publishers)
    ]
    if draw(st.booleans()):
        documents.append(documents[0]._replace(name="copy.md", publisher=draw(st.sampled_from((None, "Echo Blog", ESTABLISHED[3])))))
    return tuple(documents)


def renamed(corpus: Corpus, new: Mapping[str, str]) -> Corpus:
    """The corpus with other names throughout."""

    def name(of: str) -> str:
        return new.get(of, of)

    def fact(of: Fact) -> Fact:
        return of._replace(a=name(of.a), b=name(of.b), place=name(of.place))

    return changed(corpus, lambda said: said._replace(fact=fact(said.fact), speaker=said.speaker and name(said.speaker)))


def changed(corpus: Corpus, change: Callable[[Said], Said]) -> Corpus:
    """The corpus with each sentence changed."""
    return tuple(document._replace(says=tuple(map(change, document.says))) for document in corpus)
