"""What can go wrong, as one tree: each error names the thing and the remedy."""


class CrediblyError(Exception):
    """The root. `str(error)` is one line for a person: what is wrong, and what to do."""


class UnreadableDocument(CrediblyError):
    """A document that cannot be read; in a batch it becomes a row with `error`, the rest goes on."""


class BadSetting(CrediblyError):
    """An environment variable whose value cannot be used; names it, and what it may be."""


class UnknownThing(CrediblyError):
    """Nothing is stored under that id, or no such snapshot, rule or table exists."""


class BadRequest(CrediblyError):
    """A parameter that cannot be meant: a broken cursor, a range upside down."""


class StaleCursor(CrediblyError):
    """A cursor into a snapshot that is no longer kept."""


class Busy(CrediblyError):
    """More is asked for at one moment than can be done; it is worth asking again."""


class NothingPublished(CrediblyError):
    """A data folder without a snapshot."""


class DamagedData(CrediblyError):
    """A stored or exported file that is not what its digest says."""


class BadSeed(CrediblyError):
    """A row of seeds/ or a rule file that cannot be used; names the file and the row."""


class DataFolderBusy(CrediblyError):
    """Another process writes to the data folder."""


class NotAnExport(CrediblyError):
    """A folder that an export must not overwrite, or that cannot be verified because it is no export."""
