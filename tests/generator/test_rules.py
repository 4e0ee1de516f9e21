"""Every rule of the lint, one by one: what breaks it is refused with file, JSON pointer and rule."""

from __future__ import annotations

from typing import Any

import pytest
from spec_sample import GONE, changed, document, refusals

GET = "/paths/~1things~1{thingId}/get"
PATCH = "/paths/~1things~1{thingId}/patch"
LIST = "/paths/~1things/get"
SCHEMAS = "/components/schemas"
THING = f"{SCHEMAS}/Thing"
BODY = f"{SCHEMAS}/UpdateThingBody"
SOURCE = {"from": "Sample documentation", "confidence": "high"}
PARAMETER = {"name": "more", "in": "query", "description": "More.", "schema": {"type": "string"}}
QUERY = f"{GET}/parameters/12"

CASES: list[tuple[str, Any, str, str]] = [
    # pointer of the change, new value, rule, where the refusal is (below the change, "" for the change itself)
    ("/openapi", "3.0.3", "version", ""),
    ("/openapi", 3.1, "shape", ""),
    ("/info", {"title": "x"}, "required", ""),
    ("/info/title", "two\nlines", "text", ""),
    ("/info/termsOfService", "https://x", "keyword", ""),
    ("/webhooks", {}, "keyword", ""),
    ("/x-anything", 1, "extension", ""),
    ("/servers", [], "server", ""),
    ("/servers/0/url", "http://api.example.com", "server", ""),
    ("/servers/0/url", "https://{region}.example.com", "server", ""),
    ("/servers/0/url", "https://user@example.com", "server", ""),
    ("/servers/0/url", "https://example.com/../x", "server", ""),
    ("/servers/0/url", 'https://example.com/"', "server", ""),
    ("/tags/0/name", "a b", "tag", ""),
    ("/tags/1", {"name": "things"}, "tag", "/name"),
    ("/security/0", {"nothing": []}, "security", "/nothing"),
    ("/components/securitySchemes", GONE, "security", ""),
    ("/components/securitySchemes/bearer/scheme", "basic", "security", ""),
    ("/components/securitySchemes/other", {"type": "http", "scheme": "bearer"}, "security", ""),
    (
        "/components/securitySchemes/other",
        {"type": "apiKey", "in": "query", "name": "key"},
        "security",
        "/in",
    ),
    (
        "/components/securitySchemes/other",
        {"type": "apiKey", "in": "header", "name": "Cookie"},
        "header",
        "/name",
    ),
    (
        "/components/securitySchemes/baseUrl",
        {"type": "apiKey", "in": "header", "name": "x-k"},
        "security",
        "",
    ),
    ("/components/securitySchemes/other", {"type": "mutualTLS"}, "security", "/type"),
    ("/components/examples", {}, "keyword", ""),
    # references
    (f"{THING}/properties/parent", {"$ref": "https://example.com/x.json"}, "reference", "/$ref"),
    (f"{THING}/properties/parent", {"$ref": "other.yaml#/components/schemas/Thing"}, "reference", "/$ref"),
    (f"{THING}/properties/parent", {"$ref": "file:///etc/passwd"}, "reference", "/$ref"),
    (f"{THING}/properties/parent", {"$ref": "#/components/schemas/Nobody"}, "reference", "/$ref"),
    (
        f"{THING}/properties/parent",
        {"$ref": "#/components/schemas/Thing/properties/id"},
        "reference",
        "/$ref",
    ),
    (f"{THING}/properties/parent", {"$ref": 5}, "reference", "/$ref"),
    (f"{SCHEMAS}/Other", {"$ref": "#/components/schemas/Thing"}, "alias", "/$ref"),
    (f"{SCHEMAS}/Ring", {"$ref": "#/components/schemas/Ring"}, "alias", "/$ref"),
    (
        f"{SCHEMAS}/Ring",
        {"type": "array", "items": {"$ref": "#/components/schemas/Ring"}, "x-source": SOURCE},
        "alias-cycle",
        "",
    ),
    # components
    (f"{SCHEMAS}/lower", {"type": "string", "x-source": SOURCE}, "component-name", ""),
    (f"{SCHEMAS}/Bad-Name", {"type": "string", "x-source": SOURCE}, "component-name", ""),
    (f"{SCHEMAS}/Meta", {"type": "string", "x-source": SOURCE}, "component-name", ""),
    (f"{SCHEMAS}/Struct", {"type": "string", "x-source": SOURCE}, "component-name", ""),
    (f"{SCHEMAS}/SecretModel", {"type": "string", "x-source": SOURCE}, "component-name", ""),
    (f"{SCHEMAS}/Any", {"type": "string", "x-source": SOURCE}, "component-name", ""),
    (f"{SCHEMAS}/Field", {"type": "string", "x-source": SOURCE}, "component-name", ""),
    (f"{SCHEMAS}/None", {"type": "string", "x-source": SOURCE}, "component-name", ""),
    (f"{SCHEMAS}/Exception", {"type": "string", "x-source": SOURCE}, "component-name", ""),
    (f"{SCHEMAS}/THING", {"type": "string", "x-source": SOURCE}, "collision", ""),
    (f"{SCHEMAS}/Free", {"type": "string", "x-source": SOURCE}, "unused", ""),
    (f"{THING}/title", "Thing", "keyword", ""),
    (f"{THING}/x-source", GONE, "source", ""),
    (f"{THING}/x-source", {"from": "x", "confidence": "sure"}, "source", "/confidence"),
    (f"{THING}/x-source", {"from": "x"}, "required", ""),
    (f"{THING}/properties/id/x-source", {"whence": "x"}, "keyword", "/whence"),
    (f"{THING}/allOf", [], "keyword", ""),
    (f"{THING}/oneOf", [], "keyword", ""),
    (f"{THING}/discriminator", {}, "keyword", ""),
    (f"{THING}/additionalProperties", True, "additional", ""),
    (f"{THING}/required/3", "nobody", "required", ""),
    (f"{THING}/properties", {}, "shape", "/.."),
    (f"{THING}/type", "array", "shape", ""),
    (f"{SCHEMAS}/Extra/additionalProperties", True, "additional", ""),
    (f"{SCHEMAS}/Extra/additionalProperties", False, "additional", ""),
    (f"{SCHEMAS}/Mode/enum", [], "enum", ""),
    (f"{SCHEMAS}/Mode/enum/0", 1, "enum", ""),
    (f"{SCHEMAS}/Mode/enum/0", "auto", "enum", "/../2"),
    (f"{SCHEMAS}/Mode/enum/0", "two\nlines", "text", ""),
    (f"{SCHEMAS}/Mode/enum/0", "\u202eevil", "text", ""),
    (f"{SCHEMAS}/Mode/type", "integer", "enum", ""),
    # members
    (f"{THING}/properties/created_at", {"type": "string"}, "collision", ""),
    (f"{THING}/properties/a b", {"type": "string"}, "member-name", ""),
    (f"{THING}/properties/__class__", {"type": "string"}, "member-name", ""),
    (f"{THING}/properties/_x", {"type": "string"}, "member-name", ""),
    (f"{THING}/properties/str", {"type": "string"}, "member-name", ""),
    (f"{THING}/properties/id/title", "Id", "keyword", ""),
    (f"{THING}/properties/id/default", "x", "keyword", ""),
    (f"{THING}/properties/id/const", "x", "inline", "/.."),
    (f"{THING}/properties/id/readOnly", True, "keyword", ""),
    (f"{THING}/properties/id/nullable", True, "keyword", ""),
    (f"{THING}/properties/id/x-retry", "safe", "extension", ""),
    (f"{THING}/properties/id/format", "Date Time", "format", ""),
    (f"{THING}/properties/id", {"type": ["string", "null"]}, "type", "/type"),
    (f"{THING}/properties/id", {"type": "null"}, "type", "/type"),
    (f"{THING}/properties/id", {"type": "string", "enum": ["a"]}, "inline", ""),
    (f"{THING}/properties/id", {"type": "object", "properties": {"a": {"type": "string"}}}, "inline", ""),
    (f"{THING}/properties/id", {"type": "object"}, "additional", "/additionalProperties"),
    (f"{THING}/properties/id", {"type": "array"}, "required", ""),
    (f"{THING}/properties/id", {"oneOf": [{"type": "string"}]}, "keyword", "/oneOf"),
    (f"{THING}/properties/id", "string", "shape", ""),
    (f"{THING}/properties/settings/x-secret", False, "secret", ""),
    (f"{SCHEMAS}/Report/x-secret", "yes", "secret", ""),
    (f"{SCHEMAS}/Thing/x-secret", True, "extension", ""),
    (f"{SCHEMAS}/State/x-secret", True, "extension", ""),
    (f"{SCHEMAS}/CheckThingBody/x-secret", True, "secret", "/.."),
    (f"{THING}/properties/owner/anyOf", [{"type": "string"}] * 7, "union", ""),
    (f"{THING}/properties/owner/anyOf", [], "union", ""),
    (f"{THING}/properties/owner/anyOf", [{"type": "string"}, {"type": "string"}], "union", ""),
    (f"{THING}/properties/owner/anyOf", [{"type": "integer"}, {"type": "number"}], "union", ""),
    (f"{THING}/properties/owner/anyOf", [{}], "union", "/0"),
    (
        f"{THING}/properties/owner/anyOf",
        [{"$ref": f"#{SCHEMAS}/Thing"}, {"$ref": f"#{SCHEMAS}/Login"}],
        "union",
        "",
    ),
    # what is received
    (f"{THING}/properties/id", {"type": "string", "minLength": 1}, "answer-rule", "/minLength"),
    (f"{THING}/properties/ratio", {"type": "number", "minimum": 0}, "answer-rule", "/minimum"),
    (f"{THING}/properties/labels/items", {"type": "string", "pattern": "^a"}, "answer-rule", "/pattern"),
    (f"{THING}/properties/state", {"$ref": f"#{SCHEMAS}/State"}, "closed-enum", ""),
    (f"{THING}/properties/state/anyOf", [{"$ref": f"#{SCHEMAS}/State"}, {"type": "null"}], "closed-enum", ""),
    (f"{THING}/properties/labels/items", {"$ref": f"#{SCHEMAS}/State"}, "closed-enum", ""),
    # what is sent
    (f"{BODY}/properties/name/pattern", "(", "pattern", ""),
    (f"{BODY}/properties/name/pattern", "a" * 201, "pattern", ""),
    (f"{BODY}/properties/name/minLength", 41, "rule", ""),
    (f"{BODY}/properties/name/minLength", -1, "rule", ""),
    (f"{BODY}/properties/name/minLength", "1", "shape", ""),
    # paths and operations
    ("/paths", {}, "path", ""),
    ("/paths/things", {}, "path", ""),
    ("/paths/~1..~1x", {}, "path", ""),
    ("/paths/~1a b", {}, "path", ""),
    ("/paths/~1{a}{b}", {}, "path", ""),
    ('/paths/~1"+evil()+"', {}, "path", ""),
    ("/paths/~1things~1{other}", {}, "path", ""),
    (f"{GET}/operationId", "getThing", "operation-id", ""),
    (f"{GET}/operationId", "get", "operation-id", ""),
    (f"{GET}/operationId", "../../get_thing", "operation-id", ""),
    (f"{LIST}/operationId", "get_thing", "operation-id", ""),
    (f"{GET}/summary", "two\nlines", "text", ""),
    (f"{GET}/summary", GONE, "required", "/.."),
    (f"{GET}/tags", ["things", "things"], "tag", ""),
    (f"{GET}/tags", ["nobody"], "tag", ""),
    (f"{GET}/x-source", GONE, "source", "/.."),
    (f"{GET}/x-retry", GONE, "required", "/.."),
    (f"{GET}/callbacks", {}, "keyword", ""),
    (f"{GET}/servers", [], "keyword", ""),
    ("/paths/~1things/trace", {}, "keyword", ""),
    (f"{GET}/requestBody", {"content": {}}, "body", ""),
    (f"{GET}/responses", {}, "success", ""),
    (f"{GET}/responses/default", {"description": "x"}, "status", ""),
    (f"{GET}/responses/201", {"description": "x", "content": {}}, "media-type", "/content"),
    (f"{GET}/responses/2XX", {"description": "x"}, "success", ""),
    (f"{GET}/responses/200/content", {"text/html": {}}, "media-type", ""),
    (
        f"{GET}/responses/200/content",
        {"application/json": {"schema": {"type": "string"}}},
        "inline",
        "/application~1json/schema",
    ),
    (
        f"{GET}/responses/500",
        {"description": "x", "headers": {"a b": {"description": "x"}}},
        "header",
        "/headers/a b",
    ),
    (f"{PATCH}/requestBody/content", {"application/x-www-form-urlencoded": {}}, "media-type", ""),
    (
        f"{PATCH}/requestBody/content/application~1json/schema/$ref",
        f"#{SCHEMAS}/Mode",
        "body",
        "/../../../..",
    ),
    # parameters
    (QUERY, {**PARAMETER, "in": "cookie"}, "place", "/in"),
    (QUERY, {**PARAMETER, "in": "body"}, "place", "/in"),
    (QUERY, {**PARAMETER, "name": "a b"}, "parameter-name", "/name"),
    (QUERY, {**PARAMETER, "name": "_a"}, "parameter-name", "/name"),
    (QUERY, {**PARAMETER, "name": "thing_id"}, "collision", ""),
    (QUERY, {**PARAMETER, "in": "header", "name": "Authorization"}, "header", "/name"),
    (QUERY, {**PARAMETER, "in": "header", "name": "X-Y", "schema": {"type": "integer"}}, "place", "/schema"),
    (QUERY, {key: value for key, value in PARAMETER.items() if key != "description"}, "required", ""),
    (QUERY, {**PARAMETER, "content": {"application/json": {}}}, "keyword", "/content"),
    (QUERY, {**PARAMETER, "style": "deepObject"}, "style", "/style"),
    (QUERY, {**PARAMETER, "schema": {"type": "object"}}, "type", "/schema"),
    (QUERY, {**PARAMETER, "schema": {"type": "string", "enum": ["a"]}}, "inline", "/schema"),
    (QUERY, {**PARAMETER, "schema": {"type": "array", "items": {"type": "string"}}}, "style", "/style"),
    (QUERY, {**PARAMETER, "x-omit-false": True}, "extension", "/x-omit-false"),
    (QUERY, {**PARAMETER, "x-secret": True}, "extension", "/x-secret"),
    (
        QUERY,
        {
            **PARAMETER,
            "style": "form",
            "explode": True,
            "schema": {"type": "array", "items": {"type": "integer"}},
        },
        "type",
        "/schema/items",
    ),
    (
        QUERY,
        {**PARAMETER, "schema": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
        "union",
        "/schema/anyOf",
    ),
    (QUERY, {**PARAMETER, "schema": {"$ref": f"#{SCHEMAS}/Thing"}}, "type", "/schema"),
    (QUERY, {**PARAMETER, "in": "path", "name": "more"}, "required", ""),
    (QUERY, {**PARAMETER, "in": "path", "required": True}, "path", "/../.."),
    (QUERY, {"$ref": "#/components/parameters/ThingId", "description": "x"}, "reference", ""),
    # extensions
    (f"{GET}/x-retry", "always", "shape", ""),
    (f"{GET}/x-retry", {"safe-unless": []}, "retry", ""),
    (f"{GET}/x-retry", {"safe-unless": [{"nobody": True}]}, "unknown-parameter", "/safe-unless/0/nobody"),
    (f"{GET}/x-retry", {"safe-unless": [{"mode": "never"}]}, "retry", "/safe-unless/0/mode"),
    (f"{GET}/x-retry", {"safe-unless": [{"secrets": "true"}]}, "retry", "/safe-unless/0/secrets"),
    (f"{GET}/x-retry", {"safe-unless": [{"thingId": "absent"}]}, "retry", None),
    (
        f"{GET}/x-header-from",
        {"header": "x-thing-id", "parameter": "mode"},
        "unknown-parameter",
        "/parameter",
    ),
    (f"{GET}/x-header-from", {"header": "cookie", "parameter": "thingId"}, "header", "/header"),
    (f"{LIST}/x-pagination/style", "page", "pagination", ""),
    (f"{LIST}/x-pagination/limit", "nobody", "unknown-parameter", ""),
    (f"{LIST}/x-pagination/cursor", "nobody", "unknown-parameter", ""),
    (f"{LIST}/x-pagination/next", "nobody", "pagination", ""),
    (f"{LIST}/x-pagination/items", "nobody", "pagination", ""),
    (f"{LIST}/x-pagination/items", "nextCursor", "pagination", ""),
    (f"{LIST}/x-pagination/offset", "after", "pagination", ""),
    (f"{LIST}/x-extra", 1, "extension", ""),
]


def test_the_sample_breaks_no_rule() -> None:
    assert refusals(document()) == []


def _place(pointer: str, below: str) -> str:
    """Return the pointer of the expected refusal; ".." goes up."""
    parts = pointer.split("/")
    for part in below.split("/")[1:]:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


@pytest.mark.parametrize(("pointer", "value", "rule", "below"), CASES)
def test_what_breaks_a_rule_is_refused_at_its_place(
    pointer: str, value: Any, rule: str, below: str | None
) -> None:
    found = refusals(changed(pointer, value))
    if below is None:  # a value that is only allowed for a required parameter of type text
        assert found == []
        return
    # Taking a required key away is reported on what should have it.
    wanted = {_place(pointer, below), _place(pointer, "/..")} if value is GONE else {_place(pointer, below)}
    assert any(refusal.rule == rule and refusal.pointer in wanted for refusal in found), found
    assert all(str(refusal).startswith(f"specs/sample.yaml#{refusal.pointer}: ") for refusal in found)
    assert all(str(refusal).endswith(f"[{refusal.rule}]") for refusal in found)


def test_who_gives_a_word_too_much_is_told_which_there_are() -> None:
    (refusal,) = refusals(changed(f"{LIST}/x-pagination/total", "total"))
    assert str(refusal).endswith(
        "`total` is refused here: what may stand here is cursor, items, limit, next, offset, style [keyword]"
    )


def test_a_component_with_secrets_goes_one_way() -> None:
    pointer = f"{PATCH}/requestBody/content/application~1json/schema/$ref"
    found = refusals(changed(pointer, f"#{SCHEMAS}/Login"))
    assert [(each.pointer, each.rule) for each in found if each.rule != "unused"] == [
        (f"{SCHEMAS}/Login", "secret")
    ]


def test_all_refusals_are_named_at_once() -> None:
    broken = changed(f"{GET}/operationId", "x")
    broken["components"]["schemas"]["Meta"] = broken["components"]["schemas"].pop("Problem")
    broken["components"]["responses"]["NotFound"]["content"]["application/json"]["schema"]["$ref"] = (
        "#/components/schemas/Meta"
    )
    assert {refusal.rule for refusal in refusals(broken)} == {"operation-id", "component-name"}


@pytest.mark.parametrize(
    ("offset", "value"), list(enumerate([None, 5, "x", [], {}, True, [[]], {"a": None}]))
)
def test_no_shape_makes_the_lint_fail(offset: int, value: Any) -> None:
    """Any JSON in any place gives refusals or none, never an exception."""

    def places(node: Any, pointer: str) -> list[str]:
        found = [pointer] if pointer else []
        items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, inner in items:
            found += places(inner, pointer + "/" + str(key).replace("~", "~0").replace("/", "~1"))
        return found

    for pointer in places(document(), "")[offset % 3 :: 3]:
        refusals(changed(pointer, value))
