"""The pages for people work without the internet."""

from __future__ import annotations

import re

import httpx
import pytest

PAGES = ["/", "/schema"]


def references(page: str) -> list[str]:
    return re.findall(r"""(?:src|href)\s*=\s*["']([^"']*)["']""", page)


@pytest.mark.parametrize("path", PAGES)
def test_everything_a_page_refers_to_is_served_here(client: httpx.Client, path: str) -> None:
    page = client.get(path)
    assert page.headers["content-type"].startswith("text/html")
    found = references(page.text)
    assert found
    for reference in found:
        assert reference.startswith("/")
        assert not reference.startswith("//")
        assert client.get(reference).status_code == 200, reference


@pytest.mark.parametrize("path", [*PAGES, "/schema/documentation.js", "/schema/pages.css"])
def test_our_pages_name_no_other_server(client: httpx.Client, path: str) -> None:
    assert "://" not in client.get(path).text


def test_the_style_sheet_loads_no_fonts_or_images_from_elsewhere(client: httpx.Client) -> None:
    style = client.get("/schema/swagger-ui.css").text
    assert "@import" not in style
    assert all(address.startswith(("data:", "#")) for address in re.findall(r"url\(\s*[\"']?([^\"')]{0,40})", style))


def test_the_documentation_uses_no_validator(client: httpx.Client) -> None:
    assert "validatorUrl: null" in client.get("/schema/documentation.js").text


def test_the_browser_is_told_to_load_nothing_from_elsewhere(client: httpx.Client) -> None:
    policy = client.get("/schema").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "http" not in policy


def test_only_two_files_of_swagger_are_served(client: httpx.Client) -> None:
    for name in ("swagger-ui-bundle.js", "swagger-ui.css"):
        assert client.get(f"/schema/{name}").status_code == 200
    for name in ("index.html", "swagger-editor-bundle.js", "oauth2-redirect.html", "swagger-ui-bundle.js.map", "../app.py"):
        assert client.get(f"/schema/{name}").status_code == 404


@pytest.mark.parametrize("path", [*PAGES, "/schema/pages.css", "/schema/documentation.js", "/metrics", "/v1/claims?format=csv"])
def test_what_is_text_names_its_charset_once(client: httpx.Client, path: str) -> None:
    assert client.get(path).headers["content-type"].count("charset=utf-8") == 1
