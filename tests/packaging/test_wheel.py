"""What a wheel brings along: the command, the SQL and the seeds, in an environment that has never seen the checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment with the wheel; the dependencies are those already installed here."""
    uv = shutil.which("uv", path=str(Path(sys.prefix) / "bin")) or shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not installed: run the tests with make test")
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run([uv, "build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT)], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("credibly-*.whl")
    home = folder / "venv"
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(home)], check=True)
    python = home / "bin" / "python"
    subprocess.run([uv, "pip", "install", "--quiet", "--no-deps", "--python", str(python), str(wheel)], check=True)
    (site,) = (home / "lib").glob("python*/site-packages")
    (here,) = (Path(sys.prefix) / "lib").glob("python*/site-packages")
    (site / "dependencies.pth").write_text(f"{here}\n")
    return python


def _run(program: Path, *arguments: str, folder: Path) -> str:
    result = subprocess.run([str(program), *arguments], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_wheel_carries_its_sql_and_seeds(installed: Path, tmp_path: Path) -> None:
    script = "from scoring import files; print(files.seeds_folder(), len(files.statements('rules')), len(files.seed('rules')), sep='\\n')"
    seeds, rules, rows = _run(installed, "-c", script, folder=tmp_path).splitlines()
    assert Path(seeds).is_relative_to(installed.parents[1])
    assert int(rules) == int(rows) > 0


def test_the_wheel_and_the_checkout_hold_the_same_ruleset(installed: Path, tmp_path: Path) -> None:
    from scoring import files

    assert _run(installed, "-c", "from scoring import files; print(files.ruleset_id())", folder=tmp_path).strip() == files.ruleset_id()


def test_the_installed_command_says_what_it_can_do(installed: Path, tmp_path: Path) -> None:
    assert "ingest" in _run(installed.parent / "credibly", "--help", folder=tmp_path)


def test_the_installed_api_has_its_pages(installed: Path, tmp_path: Path) -> None:
    script = "from litestar.testing import TestClient; from api.app import create_app; print(TestClient(create_app()).get('/').text)"
    assert "<h1>Credibly</h1>" in _run(installed, "-c", script, folder=tmp_path)
