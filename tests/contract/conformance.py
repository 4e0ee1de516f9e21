"""What was sent and answered, held against the specs by somebody else's reading of OpenAPI: openapi-core."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from openapi_core.templating.paths.finders import APICallPathFinder
from openapi_core.validation.request.exceptions import SecurityValidationError
from ruamel.yaml import YAML
from werkzeug.datastructures import Headers, ImmutableMultiDict

from trunkline.sandbox import Exchange

SPECS = Path(__file__).resolve().parents[2] / "specs"

# Where the sandbox keeps no more than this many exchanges, a test that needs more would lose some unseen.
_REMEMBERED = 1000

# The token endpoint is OAuth's, not the vendor's: no spec of ours describes it.
WITHOUT_SPEC = {"workiva-token"}


class Sent:
    """A request, as openapi-core wants to see it: at the first server of the spec."""

    def __init__(self, server: str, exchange: Exchange) -> None:
        request, place = exchange.request, urlsplit(server)
        self.host_url = f"{place.scheme}://{place.netloc}"
        self.path = place.path.rstrip("/") + request.path
        self.method = request.method.lower()
        self.body = request.body or None
        self.content_type = request.headers.get("content-type", "")
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(request.parameters), header=Headers(dict(request.headers))
        )


class Answered:
    """An answer, as openapi-core wants to see it."""

    def __init__(self, exchange: Exchange) -> None:
        answer = exchange.answer
        assert answer is not None
        self.status_code = answer.status
        self.data = answer.encode() or None
        self.headers = Headers(answer.wire_headers(len(self.data or b"")))
        self.content_type = self.headers.get("content-type", "")


@cache
def document(provider: str) -> OpenAPI:
    """A provider's spec. Objects are closed: the sandbox is ours, and says nothing that no spec knows."""
    read: Any = YAML(typ="safe").load(SPECS / f"{provider.replace('-', '_')}.yaml")
    _close(read["components"]["schemas"])
    return OpenAPI.from_dict(read)


def _close(node: Any) -> None:
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            node.setdefault("additionalProperties", False)
        for each in node.values():
            _close(each)
    elif isinstance(node, list):
        for each in node:
            _close(each)


def assert_conforming(exchanges: Iterable[Exchange]) -> None:
    """Fail with everything in these exchanges that the specs do not say."""
    seen = tuple(exchanges)
    assert len(seen) < _REMEMBERED, "the sandbox has forgotten some: send less in one test"
    wrong = [problem for exchange in seen for problem in departures(exchange)]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def departures(exchange: Exchange) -> Iterator[str]:
    """What in one exchange the spec does not say."""
    if exchange.provider in WITHOUT_SPEC:
        return
    if not exchange.provider:
        yield f"{exchange.request.method} {exchange.request.path} is at no API"
        return
    described = document(exchange.provider)
    sent = _sent(described, exchange)
    where = f"{exchange.provider}: {exchange.request.method} {exchange.request.path}"
    try:
        described.validate_request(sent)
        for name in _undeclared(described, sent):
            yield f"{where}: the parameter {name} is not declared"
    except OpenAPIError as error:
        if not _is_a_customers_token(exchange, error):
            yield f"{where}: the request: {_why(error)}"
    if exchange.answer is None:
        return  # the client has gone before it was there
    try:
        described.validate_response(sent, Answered(exchange))
    except OpenAPIError as error:
        yield f"{where}: the answer {exchange.answer.status}: {_why(error)}"


def _is_a_customers_token(exchange: Exchange, error: OpenAPIError) -> bool:
    """OpenInt's v0 lets in customers' tokens as v1 does. Its document knows keys only, and so does our client."""
    customers_own = exchange.provider == "openint-v0" and "authorization" in exchange.request.headers
    return customers_own and isinstance(error, SecurityValidationError)


def _undeclared(described: OpenAPI, sent: Sent) -> list[str]:
    """The query parameters that the operation does not have; openapi-core lets them pass."""
    found = _found(described, sent)
    places = (place / "parameters" for place in (found.path, found.operation) if "parameters" in place)
    declared = {(parameter / "name").read_value() for place in places for parameter in place}
    return sorted(set(sent.parameters.query) - declared)


def _found(described: OpenAPI, sent: Sent) -> Any:
    return APICallPathFinder(described.spec, None).find(sent.method, sent.host_url + sent.path)


def operation_of(exchange: Exchange) -> str | None:
    """The operation that an exchange was about, by its name in the spec; `None` when there is no spec."""
    if exchange.provider in WITHOUT_SPEC:
        return None
    described = document(exchange.provider)
    found = _found(described, _sent(described, exchange))
    name: str = (found.operation / "operationId").read_value()
    return name


def operations_in(provider: str) -> set[str]:
    """Every operation of a provider's spec."""
    paths = document(provider).spec.read_value()["paths"].values()
    return {operation["operationId"] for path in paths for operation in path.values()}


def _sent(described: OpenAPI, exchange: Exchange) -> Sent:
    return Sent((described.spec / "servers" / 0 / "url").read_value(), exchange)


def _why(error: BaseException) -> str:
    """The error with what it comes from, and which member it is about."""
    words = [f"{type(error).__name__}: {error}"]
    for schema_error in getattr(error, "schema_errors", ()):
        path = ".".join(map(str, schema_error.absolute_path))
        words.append(f"at {path or '$'}: {schema_error.message[:200]}")
    if error.__cause__ is not None:
        words.append(_why(error.__cause__))
    return "; ".join(words)
