"""Settings: one declaration, and which of the places where one may be set goes before which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.settings import Settings, settings, table
from scoring.errors import BadSetting

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"


def test_a_flag_goes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "credibly.toml"
    file.write_text('port = 1111\nqueue = 1111\nlog_format = "json"\nallow_origins = ["https://a.example"]\n')
    found = settings({"port": "3333"}, {"CREDIBLY_PORT": "2222", "CREDIBLY_QUEUE": "2222", "CREDIBLY_CONFIG": str(file)})
    assert (found.port, found.queue, found.log_format, found.allow_origins) == (3333, 2222, "json", ("https://a.example",))
    assert found.stop_seconds == Settings().stop_seconds


def test_settings_survive_being_handed_to_another_process() -> None:
    odd = Settings(port=8123, allow_origins=("https://a.example", "https://b.example"), accept_documents=True, query_seconds=0.25)
    assert settings({}, odd.environment()) == odd


@pytest.mark.parametrize(
    ("flags", "environment", "named"),
    [
        ({"port": "many"}, {}, "--port=many"),
        ({"port": "70000"}, {}, "--port=70000"),
        ({"log_format": "xml"}, {}, "--log-format=xml"),
        ({}, {"CREDIBLY_QUERY_SECONDS": "-1"}, "CREDIBLY_QUERY_SECONDS=-1"),
        ({}, {"CREDIBLY_LOG_FROMAT": "json"}, "did you mean CREDIBLY_LOG_FORMAT?"),
        ({}, {"CREDIBLY_CONFIG": "/nowhere/credibly.toml"}, "/nowhere/credibly.toml"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named(flags: dict[str, str], environment: dict[str, str], named: str) -> None:
    with pytest.raises(BadSetting, match=re.escape(named)):
        settings(flags, environment)


@pytest.mark.parametrize(
    ("line", "named"), [("prot = 1", "did you mean port?"), ('port = "8000"', "port"), ("port = ", "TOML"), ("port = true", "port")]
)
def test_a_line_of_the_file_that_cannot_be_meant_is_named(tmp_path: Path, line: str, named: str) -> None:
    file = tmp_path / "credibly.toml"
    file.write_text(line)
    if line == 'port = "8000"':
        assert settings({}, {}, file).port == 8000
        return
    with pytest.raises(BadSetting, match=re.escape(named)):
        settings({}, {}, file)


def test_the_guide_to_operations_lists_every_setting() -> None:
    assert table() in OPERATIONS.read_text(encoding="utf-8"), "the settings have changed; if that is meant: make docs"
