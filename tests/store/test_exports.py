"""An export is the same bytes for the same documents, never destroys anything else, and can be checked by anyone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import msgspec
import pytest
from corpus import CORPUS

from scoring.errors import DamagedData, NotAnExport, NothingPublished
from scoring.files import seeds_folder, statements
from scoring.model import Received
from scoring.store import Store
from scoring.store.exports import export
from scoring.store.manifests import MANIFEST, encoded, read_manifest, sealed, table_file
from scoring.store.verification import verify


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _copy(folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(folder, tmp_path / "copy")


def test_it_holds_every_table_with_descriptions_and_a_manifest(exported: Path) -> None:
    described = ["croissant.json", "datapackage.json", "manifest.json"]
    assert sorted(_bytes(exported)) == sorted([*(f"{table}.parquet" for table in statements("schema")), *described])


@pytest.mark.promise(19)
def test_the_order_in_which_documents_came_changes_no_byte(exported: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "data") as store:
        for document in reversed(CORPUS):
            store.ingest([document])
            store.publish()
    export(tmp_path / "data", tmp_path / "out")
    assert _bytes(tmp_path / "out") == _bytes(exported)


def test_the_columns_of_each_file_are_those_of_its_schema(exported: Path) -> None:
    with duckdb.connect() as con:
        for name, text in statements("schema").items():
            con.execute(text)
            declared = con.execute(f"select column_name, data_type from duckdb_columns() where table_name = '{name}'").fetchall()
            found = con.execute(f"describe select * from '{exported}/{name}.parquet'").fetchall()
            assert [column[:2] for column in found] == declared


def test_an_earlier_export_is_replaced(published: Path, exported: Path, tmp_path: Path) -> None:
    out = _copy(exported, tmp_path)
    (out / "claims.parquet").write_bytes(b"old")
    export(published, out)
    assert _bytes(out) == _bytes(exported)


def test_a_folder_that_holds_anything_else_is_left_alone(published: Path, exported: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotAnExport, match="is not empty and holds no earlier export"):
        export(published, tmp_path)
    assert _bytes(tmp_path) == {"thesis.txt": b"mine"}
    out = _copy(exported, tmp_path)
    (out / "notes.txt").write_text("mine too")
    with pytest.raises(NotAnExport, match=r"notes\.txt"):
        export(published, out)


def test_a_file_is_no_folder_to_export_to(published: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(NotAnExport, match="is a file"):
        export(published, tmp_path / "out")


def test_a_damaged_snapshot_is_not_exported(published: Path, tmp_path: Path) -> None:
    data = _copy(published, tmp_path)
    next((data / "snapshots").glob("*/tables/claims.parquet")).write_bytes(b"PAR1")
    with pytest.raises(DamagedData, match=r"claims\.parquet is not what its manifest says"):
        export(data, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_without_a_snapshot_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match="ingest"):
        export(tmp_path, tmp_path / "out")


def test_what_was_written_verifies(published: Path, exported: Path) -> None:
    for folder in (exported, published, next((published / "snapshots").iterdir())):
        done = verify(folder)
        assert done.problems == []
        assert done.scores > 0
    assert verify(published).log_lines == len(CORPUS)


def test_a_changed_byte_is_found_in_every_file_of_an_export(exported: Path, tmp_path: Path) -> None:
    for path in sorted(exported.glob("*.parquet")):
        out = shutil.copytree(exported, tmp_path / path.stem)
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        (out / path.name).write_bytes(content)
        assert str(out / path.name) in {problem.file for problem in verify(out).problems}


def test_a_missing_file_is_named(exported: Path, tmp_path: Path) -> None:
    out = _copy(exported, tmp_path)
    (out / "claims.parquet").unlink()
    assert [Path(problem.file).name for problem in verify(out).problems] == ["claims.parquet"]


@pytest.mark.promise(23)
def test_a_score_that_does_not_follow_from_its_ledger_is_found_even_with_a_right_digest(exported: Path, tmp_path: Path) -> None:
    out = _copy(exported, tmp_path)
    _rewrite(out, "claims", "select * replace (score + 0.000001 as score) from t where score is not null")
    problems = verify(out).problems
    assert any("its contributions give" in problem.what for problem in problems)


def test_a_contribution_that_is_not_strength_times_weight_is_found(exported: Path, tmp_path: Path) -> None:
    out = _copy(exported, tmp_path)
    _rewrite(out, "contributions", "select * replace ((bits + 1)::decimal(18, 7) as bits) from t")
    assert any("strength" in problem.what for problem in verify(out).problems)


def test_a_changed_row_count_in_the_manifest_is_found(exported: Path, tmp_path: Path) -> None:
    out = _copy(exported, tmp_path)
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["files"][0]["rows"] += 1
    (out / "manifest.json").write_text(json.dumps(manifest))
    whats = [problem.what for problem in verify(out).problems]
    assert "it is not what its own digest says" in whats[0]
    assert "rows, the manifest says" in whats[1]


def test_damage_to_log_database_and_pointer_is_named(published: Path, tmp_path: Path) -> None:
    data = _copy(published, tmp_path)
    log = data / "log" / "received.jsonl"
    log.write_bytes(log.read_bytes().replace(b"quay", b"pier", 1))
    served = next((data / "snapshots").glob("*/serve.duckdb"))
    with duckdb.connect(served) as con:
        con.execute("update claims set certainty = 0.5 where claim_id = (select min(claim_id) from claims)")
    (data / "CURRENT").write_text("0123456789abcdef\n")
    found = {Path(problem.file).name: problem.what for problem in verify(data).problems}
    assert sorted(found) == ["CURRENT", "received.jsonl", "serve.duckdb"]
    assert "table claims" in found["serve.duckdb"]


def test_a_line_taken_out_of_the_log_is_found(published: Path, tmp_path: Path) -> None:
    data = _copy(published, tmp_path)
    log = data / "log" / "received.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([*lines[:1], *lines[2:]]))
    assert "missing or moved" in verify(data).problems[0].what


def test_what_is_no_export_cannot_be_verified(tmp_path: Path) -> None:
    with pytest.raises(NotAnExport, match="neither manifest"):
        verify(tmp_path)


def _rewrite(out: Path, table: str, query: str) -> None:
    """Replace a table by a query over it (`t`), with a manifest that fits."""
    path = out / f"{table}.parquet"
    with duckdb.connect() as con:
        con.execute(f"create table t as from '{path}'")
        con.execute(f"copy ({query}) to '{path}' (format parquet)")
        rows = con.execute(f"select count(*) from '{path}'").fetchone()[0]
    held = read_manifest(out / MANIFEST)
    files = [table_file(path, out, rows) if file.table == table else file for file in held.files]
    (out / MANIFEST).write_bytes(encoded(sealed(msgspec.structs.replace(held, files=files))))


@pytest.mark.promise(19)
def test_the_sample_documents_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    samples = [Received(document_name=path.name, content=path.read_bytes()) for path in sorted((seeds_folder() / "documents").glob("*.*"))]
    for name, documents in (("forward", samples), ("backward", samples[::-1])):
        with Store(tmp_path / name) as store:
            store.ingest(documents)
            store.publish()
        export(tmp_path / name, tmp_path / f"{name}-out")
        assert verify(tmp_path / name).problems == []
    assert _bytes(tmp_path / "forward-out") == _bytes(tmp_path / "backward-out")


@pytest.mark.promise(23)
def test_every_score_is_recomputed_from_the_published_parquet_alone_to_the_last_digit(exported: Path) -> None:
    with duckdb.connect() as con:
        recomputed = con.execute(
            f"""
            select c.claim_id, c.bits, c.score, sum(l.strength * r.weight) as bits_again
            from '{exported}/claims.parquet' as c
            inner join '{exported}/contributions.parquet' as l on c.claim_id = l.claim_id
            inner join '{exported}/rules.parquet' as r on l.rule_id = r.rule_id
            group by all
            """
        ).fetchall()
        rated = con.execute(f"select count(*) from '{exported}/claims.parquet' where score is not null").fetchone()
    assert rated == (len(recomputed),)
    assert [(bits, score) for _, bits, score, _ in recomputed] == [(b, round(1 / (1 + 2.0 ** -float(b)), 6)) for *_, b in recomputed]
