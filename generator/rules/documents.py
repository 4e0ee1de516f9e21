"""The frame of a spec: version, info, servers, tags, credentials, and which components there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..plan import snake
from ..shape import as_list, as_map, as_text
from .findings import at

if TYPE_CHECKING:
    from ..shape import Json, Map
    from .findings import Findings

DOCUMENT: Final = {
    "openapi": "text",
    "info": "map",
    "servers": "list",
    "security": "list",
    "tags": "list",
    "paths": "map",
    "components": "map",
}
INFO: Final = {"title": "text", "version": "text", "description": "words"}
SERVER: Final = {"url": "text", "description": "words", "x-source": ""}
TAG: Final = {"name": "text", "description": "words"}
COMPONENTS: Final = {"schemas": "map", "securitySchemes": "map", "parameters": "map", "responses": "map"}
BEARER: Final = {
    "type": "text",
    "scheme": "text",
    "bearerFormat": "text",
    "description": "words",
    "x-source": "",
}
API_KEY: Final = {"type": "text", "in": "text", "name": "text", "description": "words", "x-source": ""}
SOURCE: Final = {"from": "text", "confidence": "text", "note": "words"}
CONFIDENCES: Final = ("documented", "high", "medium", "low")

URL: Final = re.compile(
    r"https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9_~-]+(\.[A-Za-z0-9_~-]+)*)*/?"
)
TAG_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,40}")
SCHEME_NAME: Final = re.compile(r"[a-z][A-Za-z0-9]{0,40}")
HEADER: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
# What the senders themselves say, or what would change how a request is read.
OWN_HEADERS: Final = re.compile(
    r"accept|accept-encoding|authorization|connection|content-(encoding|length|type)|cookie|expect|host|keep-alive"
    r"|proxy-authorization|te|trailer|transfer-encoding|upgrade"
)
OWN_KEYWORDS: Final = frozenset({"token", "base_url", "timeout", "sender", "self"})


def check_document(findings: Findings, document: Map) -> None:
    """Check everything but paths and schemas."""
    findings.keys(
        "", document, DOCUMENT, ("openapi", "info", "servers", "security", "tags", "paths", "components")
    )
    if not re.fullmatch(r"3\.1\.[0-9]", as_text(document.get("openapi"))):
        findings.refuse("/openapi", "version", "must be 3.1.x")
    findings.keys("/info", document.get("info"), INFO, ("title", "version"))
    _check_servers(findings, document)
    _check_tags(findings, document)
    findings.keys("/components", document.get("components"), COMPONENTS)
    schemes = as_map(as_map(document.get("components")).get("securitySchemes"))
    _check_schemes(findings, schemes)
    check_security(findings, "/security", document.get("security"), schemes)
    if not schemes:
        findings.refuse(
            "/components", "security", "no securitySchemes: a client has no credential to ask for"
        )


def _check_servers(findings: Findings, document: Map) -> None:
    servers = as_list(document.get("servers"))
    if not servers:
        findings.refuse("/servers", "server", "has no server")
    for index, server in enumerate(servers):
        pointer = at("/servers", index)
        if findings.keys(pointer, server, SERVER, ("url",)) is not None:
            url = as_map(server).get("url")
            findings.name(at(pointer, "url"), url, URL, "server", "an https URL without variables or query")
            check_source(findings, pointer, as_map(server), required=False)


def _check_tags(findings: Findings, document: Map) -> None:
    seen: set[str] = set()
    for index, tag in enumerate(as_list(document.get("tags"))):
        pointer = at("/tags", index)
        name = as_map(tag).get("name")
        if findings.keys(pointer, tag, TAG, ("name",)) is None:
            continue
        if findings.name(at(pointer, "name"), name, TAG_NAME, "tag", "a tag in lower case"):
            if as_text(name) in seen:
                findings.refuse(at(pointer, "name"), "tag", "is there twice")
            seen.add(as_text(name))


def _check_schemes(findings: Findings, schemes: Map) -> None:
    keywords: set[str] = set()
    for name, scheme in schemes.items():
        pointer = at("/components/securitySchemes", name)
        findings.name(pointer, name, SCHEME_NAME, "security", "a camelCase name")
        kind = as_map(scheme).get("type")
        if kind == "http":
            findings.keys(pointer, scheme, BEARER, ("type", "scheme"))
            if as_map(scheme).get("scheme") != "bearer":
                findings.refuse(at(pointer, "scheme"), "security", "of http only bearer is known")
            keyword = "token"
        elif kind == "apiKey":
            findings.keys(pointer, scheme, API_KEY, ("type", "in", "name"))
            if as_map(scheme).get("in") != "header":
                findings.refuse(at(pointer, "in"), "security", "a key goes into a header: a URL is logged")
            check_header(findings, at(pointer, "name"), as_map(scheme).get("name"))
            keyword = snake(name)
            if keyword in OWN_KEYWORDS or not keyword.isidentifier():
                findings.refuse(pointer, "security", f"`{keyword}` is a keyword of every client already")
        else:
            findings.refuse(at(pointer, "type"), "security", "must be http (bearer) or apiKey (header)")
            continue
        if keyword in keywords:
            findings.refuse(pointer, "security", f"two schemes would be the keyword `{keyword}`")
        keywords.add(keyword)
        check_source(findings, pointer, as_map(scheme), required=False)


def check_security(findings: Findings, pointer: str, value: Json, schemes: Map) -> None:
    """Check that security names schemes that are there."""
    for index, alternative in enumerate(as_list(value)):
        for name, scopes in as_map(alternative).items():
            if name not in schemes or not isinstance(scopes, list):
                findings.refuse(at(pointer, index, name), "security", "must name a security scheme")
        if not isinstance(alternative, dict):
            findings.refuse(at(pointer, index), "shape", "must be a mapping")


def check_header(findings: Findings, pointer: str, name: Json) -> None:
    """Check the name of a header that carries an argument or a credential."""
    fits = findings.name(pointer, name, HEADER, "header", "the name of a header")
    if fits and OWN_HEADERS.fullmatch(as_text(name).lower()):
        findings.refuse(pointer, "header", "belongs to the sender")


def check_source(findings: Findings, pointer: str, value: Map, *, required: bool) -> None:
    """Check `x-source`; what inherits may leave things out."""
    if "x-source" not in value:
        if required:
            findings.refuse(pointer, "source", "has no `x-source`: where does it come from?")
        return
    here = at(pointer, "x-source")
    found = findings.keys(here, value["x-source"], SOURCE, ("from", "confidence") if required else ())
    if found and "confidence" in found and found["confidence"] not in CONFIDENCES:
        findings.refuse(at(here, "confidence"), "source", "must be " + ", ".join(CONFIDENCES))
