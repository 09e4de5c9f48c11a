"""Pages for people: where to start, and the documentation to try things out on. Everything on them is served from here."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from litestar import Request, Response, get

_PAGES = Path(__file__).resolve().parent.parent / "pages"

_JAVASCRIPT, _CSS, _SVG = "text/javascript", "text/css", "image/svg+xml"


@get("/", include_in_schema=False, sync_to_thread=False)
def start_page() -> Response[bytes]:
    """What this is, and where to go."""
    return _page("start.html")


@get("/schema", include_in_schema=False, sync_to_thread=False)
def documentation_page() -> Response[bytes]:
    """The documentation, by Swagger UI."""
    return _page("documentation.html")


@get("/schema/openapi.json", include_in_schema=False, sync_to_thread=False)
def openapi_document(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The OpenAPI document, made once when the application starts."""
    return Response(request.app.state.openapi, media_type="application/json")


@get("/schema/documentation.js", include_in_schema=False, sync_to_thread=False)
def documentation_script() -> Response[bytes]:
    return _asset(_PAGES / "documentation.js", _JAVASCRIPT)


@get("/schema/pages.css", include_in_schema=False, sync_to_thread=False)
def style_sheet() -> Response[bytes]:
    return _asset(_PAGES / "pages.css", _CSS)


@get("/schema/icon.svg", include_in_schema=False, sync_to_thread=False)
def icon() -> Response[bytes]:
    return _asset(_PAGES / "icon.svg", _SVG)


@get("/schema/swagger-ui-bundle.js", include_in_schema=False, sync_to_thread=False)
def swagger_script() -> Response[bytes]:
    return _asset(_swagger() / "swagger-ui-bundle.js", _JAVASCRIPT)


@get("/schema/swagger-ui.css", include_in_schema=False, sync_to_thread=False)
def swagger_style() -> Response[bytes]:
    return _asset(_swagger() / "swagger-ui.css", _CSS)


def _page(name: str) -> Response[bytes]:
    return Response(_content(_PAGES / name), media_type="text/html", headers={"Cache-Control": "no-cache"})


def _asset(path: Path, media_type: str) -> Response[bytes]:
    return Response(_content(path), media_type=media_type, headers={"Cache-Control": "public, max-age=86400"})


@cache
def _content(path: Path) -> bytes:
    return path.read_bytes()


@cache
def _swagger() -> Path:
    """The static files of the installed package swagger-ui-py; it is not imported, because importing it loads a web framework's worth."""
    found = importlib.util.find_spec("swagger_ui")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("swagger-ui-py is not installed: the documentation page takes its files from there")
    return Path(found.submodule_search_locations[0]) / "static"


HANDLERS = (
    start_page,
    documentation_page,
    openapi_document,
    documentation_script,
    style_sheet,
    icon,
    swagger_script,
    swagger_style,
)
