"""What a change of an OpenAPI document takes away from those who rely on it, a line each. What it adds is no matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

_LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


def breaking(old: Schema, new: Schema) -> list[str]:
    """The breaking changes between two documents."""
    return list(dict.fromkeys(_Documents(old, new).changes()))


class _Documents:
    def __init__(self, old: Schema, new: Schema) -> None:
        self.old, self.new = old, new

    def changes(self) -> Iterator[str]:
        for path, methods in self.old["paths"].items():
            if path not in self.new["paths"]:
                yield f"removed: {path}"
                continue
            for method, operation in methods.items():
                name = f"{method.upper()} {path}"
                if method in self.new["paths"][path]:
                    yield from self._operation(name, operation, self.new["paths"][path][method])
                else:
                    yield f"removed: {name}"

    def _operation(self, name: str, old: Schema, new: Schema) -> Iterator[str]:
        if old["operationId"] != new["operationId"]:
            yield f"renamed: {name} operationId {old['operationId']} to {new['operationId']}"
        before, after = ({(one["in"], one["name"]): one for one in it.get("parameters", [])} for it in (old, new))
        for key, parameter in before.items():
            if key not in after:
                yield f"removed: {name} parameter {key[1]}"
                continue
            yield from self._sent(f"{name} parameter {key[1]}", parameter["schema"], after[key]["schema"])
            if after[key].get("required") and not parameter.get("required"):
                yield f"now required: {name} parameter {key[1]}"
        yield from (f"new and required: {name} parameter {key[1]}" for key in after if key not in before and after[key].get("required"))
        yield from self._body(name, old.get("requestBody"), new.get("requestBody"))
        for status, response in old["responses"].items():
            if int(status) >= 400:
                continue  # an error that is no more breaks nobody
            if status not in new["responses"]:
                yield f"removed: {name} answer {status}"
                continue
            given = new["responses"][status].get("content", {})
            for kind, content in response.get("content", {}).items():
                if kind not in given:
                    yield f"removed: {name} answer {status} as {kind}"
                else:
                    yield from self._given(f"{name} answer {status}", content.get("schema", {}), given[kind].get("schema", {}))

    def _body(self, name: str, old: Schema | None, new: Schema | None) -> Iterator[str]:
        if old is None:
            if new is not None and new.get("required"):
                yield f"new and required: {name} body"
            return
        for kind, content in old["content"].items():
            if new is None or kind not in new["content"]:
                yield f"removed: {name} body as {kind}"
            else:
                yield from self._sent(f"{name} body", content.get("schema", {}), new["content"][kind].get("schema", {}))

    def _sent(self, place: str, old: Schema, new: Schema, depth: int = 0) -> Iterator[str]:
        """What could be sent and cannot any more."""
        old, new = self._resolved(self.old, old), self._resolved(self.new, new)
        if depth > 8:
            return
        if gone := _kinds(old) - _kinds(new):
            yield f"narrowed: {place} takes no {', '.join(sorted(gone))} any more"
            return
        if "enum" in new and (gone := {str(word) for word in old.get("enum", ["anything"])} - {str(word) for word in new["enum"]}):
            yield f"narrowed: {place} takes no {', '.join(sorted(gone))} any more"
        for bound in _LEAST:
            if bound in new and (bound not in old or new[bound] > old[bound]):
                yield f"narrowed: {place} {bound} {old.get(bound, 'none')} to {new[bound]}"
        for bound in _MOST:
            if bound in new and (bound not in old or new[bound] < old[bound]):
                yield f"narrowed: {place} {bound} {old.get(bound, 'none')} to {new[bound]}"
        if "pattern" in new and new["pattern"] != old.get("pattern"):
            yield f"changed: {place} pattern {old.get('pattern', 'none')} to {new['pattern']}"
        if "default" in old and new.get("default") != old["default"]:
            yield f"changed: {place} default {old['default']} to {new.get('default', 'none')}"
        for field, shape in old.get("properties", {}).items():
            if field in new.get("properties", {}):
                yield from self._sent(f"{place} field {field}", shape, new["properties"][field], depth + 1)
            elif new.get("additionalProperties") is False:
                yield f"removed: {place} field {field}"
        yield from (f"now required: {place} field {field}" for field in new.get("required", []) if field not in old.get("required", []))

    def _given(self, place: str, old: Schema, new: Schema, depth: int = 0) -> Iterator[str]:
        """What was given and is not any more."""
        old, new = self._resolved(self.old, old), self._resolved(self.new, new)
        if depth > 8:
            return
        if _kinds(old) and (more := _kinds(new) - _kinds(old)):
            yield f"changed: {place} may be {', '.join(sorted(more))} now"
        for field, shape in old.get("properties", {}).items():
            if field not in new.get("properties", {}):
                yield f"removed: {place} field {field}"
                continue
            if field in old.get("required", []) and field not in new.get("required", []):
                yield f"no longer always there: {place} field {field}"
            yield from self._given(f"{place} field {field}", shape, new["properties"][field], depth + 1)
        if "items" in old and "items" in new:
            yield from self._given(f"{place} item", old["items"], new["items"], depth + 1)

    def _resolved(self, document: Schema, schema: Any) -> Schema:
        """A schema with what it refers to, and of several that may be null, the other one."""
        if not isinstance(schema, dict):
            return {}
        if "$ref" in schema:
            found: Schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
            return self._resolved(document, found)
        either = [self._resolved(document, one) for one in schema.get("anyOf", [])]
        if len(either) == 2 and {"type": "null"} in either:
            [other] = [one for one in either if one != {"type": "null"}] or [{}]
            return {**other, "type": ["null", *sorted(_kinds(other))]}
        return schema


def _kinds(schema: Schema) -> set[str]:
    said = schema.get("type", [])
    kinds = {said} if isinstance(said, str) else set(said)
    for one in schema.get("anyOf", []):
        kinds |= _kinds(one) or {one.get("$ref", "anything")}
    return kinds | {"integer"} if "number" in kinds else kinds
