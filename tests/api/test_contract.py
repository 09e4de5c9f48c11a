"""The API does what its OpenAPI document says: Schemathesis over the running server, every check on, no operation left out."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.access import FILE, add_key
from tests.api.contract import run

Serving = Callable[..., AbstractContextManager[str]]

HERE = Path(__file__).resolve().parent
PINNED = HERE.parent / "openapi.json"

OPERATIONS = sum(len(methods) for methods in json.loads(PINNED.read_text(encoding="utf-8"))["paths"].values())


THOROUGH = int(os.environ.get("CREDIBLY_TEST_THOROUGH", "1"))
"""How many times as many cases: 150 make about a hundred thousand, in some hours."""


@pytest.mark.parametrize(("phases", "examples"), [("examples,coverage", 1), ("fuzzing", 8 * THOROUGH), ("stateful", 6 * THOROUGH)])
def test_every_operation_keeps_its_contract(server: str, phases: str, examples: int) -> None:
    done = run(server, phases=phases, examples=examples)
    assert done.returncode == 0, re.sub("(%[0-9A-F]{2}){40,}", "%..", done.stdout)[-8000:]
    assert f"Selected: {OPERATIONS - 1}/{OPERATIONS}" in done.stdout


def test_what_stores_keeps_its_contract_too(serving: Serving, data: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(data, tmp_path / "data")
    key = add_key(folder / FILE, "tester", ["write"])
    with serving(folder, tmp_path / "log", "--accept-documents") as address:
        done = run(address, phases="examples,coverage,fuzzing", examples=6 * THOROUGH, key=key, storing=True)
    assert done.returncode == 0, re.sub("(%[0-9A-F]{2}){40,}", "%..", done.stdout)[-8000:]
    assert f"Selected: 1/{OPERATIONS}" in done.stdout


@pytest.fixture(scope="module")
def served(client: httpx.Client) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/schema/openapi.json").raise_for_status().json()
    return document


def differences(pinned: Any, served: Any, place: str = "") -> list[str]:
    """Where two JSON values differ, one line each."""
    if isinstance(pinned, dict) and isinstance(served, dict):
        keys = [*pinned, *(key for key in served if key not in pinned)]
        return [line for key in keys for line in differences(pinned.get(key, "(none)"), served.get(key, "(none)"), f"{place}/{key}")]
    if isinstance(pinned, list) and isinstance(served, list) and len(pinned) == len(served):
        return [line for number, pair in enumerate(zip(pinned, served, strict=True)) for line in differences(*pair, f"{place}/{number}")]
    return [] if pinned == served else [f"{place}: pinned {str(pinned)[:100]}, served {str(served)[:100]}"]


def test_the_served_contract_is_the_pinned_one(served: dict[str, Any]) -> None:
    changed = differences(json.loads(PINNED.read_text(encoding="utf-8")), served)
    assert not changed, "the contract changed; if that is meant, run `make openapi` and commit tests/openapi.json:\n" + "\n".join(
        changed[:40]
    )


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, operation) for path, methods in document["paths"].items() for method, operation in methods.items()]


def test_operation_ids_are_unique_and_every_operation_is_described(served: dict[str, Any]) -> None:
    found = [operation for _, _, operation in operations(served)]
    assert len({operation["operationId"] for operation in found}) == len(found) == OPERATIONS
    assert all(operation["summary"] and operation["description"] and operation["tags"] for operation in found)


def test_every_field_of_every_answer_is_described(served: dict[str, Any]) -> None:
    kept = {"Problem", "TextToScore", "ClaimQuery"}
    bare = [
        f"{name}.{field}"
        for name, schema in served["components"]["schemas"].items()
        for field, shape in schema.get("properties", {}).items()
        if name not in kept and "description" not in shape and "$ref" not in json.dumps(shape)
    ]
    assert not bare, f"describe by a column comment or a Meta(description=...): {bare}"


def test_errors_are_documented_as_problem_details(served: dict[str, Any]) -> None:
    for path, method, operation in operations(served):
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"], (path, method, status)


def test_every_string_and_number_that_can_be_sent_is_bounded(served: dict[str, Any]) -> None:
    for path, _, operation in operations(served):
        for parameter in operation.get("parameters", []):
            shape = parameter["schema"]
            if shape.get("type") == "string":
                assert "maxLength" in shape or "pattern" in shape, (path, parameter["name"])
            if shape.get("type") in ("integer", "number"):
                assert {"minimum", "maximum"} <= set(shape), (path, parameter["name"])
    assert served["components"]["schemas"]["TextToScore"]["additionalProperties"] is False


def test_every_example_works(client: httpx.Client, served: dict[str, Any]) -> None:
    for path, method, operation in operations(served):
        if path == "/v1/documents" and method == "post":  # stores something: tests/api/test_intake.py
            continue
        for parameter in operation.get("parameters", []):
            for example in parameter["schema"].get("examples", []):
                value = str(example).lower() if isinstance(example, bool) else example
                listed = client.get(path, params={parameter["name"]: value}).raise_for_status().json()
                rows = listed if isinstance(listed, list) else next(value for value in listed.values() if isinstance(value, list))
                assert rows, f"{method} {path}?{parameter['name']}={value} finds nothing in the sample documents"
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        for example in body.get("examples", []):
            answer = client.request(method, path, json=example).raise_for_status().json()
            assert answer.get("claims") or answer["state"]


def test_docs_name_every_address_and_every_filter(served: dict[str, Any]) -> None:
    told = (HERE.parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
    for path, method, operation in operations(served):
        assert f"`{method.upper()} {path}`" in told
        assert all(f"`{parameter['name']}`" in told for parameter in operation.get("parameters", []) if parameter["in"] == "query"), path
