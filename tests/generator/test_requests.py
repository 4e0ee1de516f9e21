"""The requests that generated code builds: quoted, checked, and nothing sent that was not given."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

import pytest
from generated_package import Package
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGES = {
    name: Package(name)
    for name in ("trunkline_openint", "trunkline_openint_v0", "trunkline_membrane", "trunkline_workiva")
}
OPENINT, V0, MEMBRANE, WORKIVA = PACKAGES.values()
GETTERS = [(package, package.operation("get_connection")) for package in PACKAGES.values()]
texts = st.text(st.characters(codec=None), max_size=20) | st.sampled_from(
    [
        "",
        ".",
        "..",
        "...",
        "%2e%2e",
        "a/b",
        "a?b",
        "a#b",
        "a b",
        "a\nb",
        "\x00",
        "../x",
        "\\",
        "\ud800",
        "é",
        "~",
        "\u2028",
    ]
)


def is_id(text: str) -> bool:
    """Say whether a text can be one segment of a path."""
    controls = any(ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u2028\u2029" for char in text)
    surrogates = any(0xD800 <= ord(char) < 0xE000 for char in text)
    return bool(text) and text not in (".", "..") and not controls and not surrogates


@given(texts)
def test_an_id_stays_one_segment_or_is_refused(text: str) -> None:
    for package, operation in GETTERS:
        for value in (text, f"conn_{text}"):
            template = operation.OPERATION.path
            may_be = is_id(value) and (
                not package.name.startswith("trunkline_openint") or value.startswith("conn_")
            )
            if package is V0:  # there it goes into a header too
                may_be = may_be and value.isascii() and value == value.strip()
            if not may_be:
                with pytest.raises(package.ArgumentError) as caught:
                    operation.build_request(value)
                assert caught.value.parameter in ("id", "connection_id")
                assert value == "" or len(value) < 3 or value not in str(caught.value)
                continue
            request = operation.build_request(value)
            start, _, end = template.partition("{")
            segment = request.path.removeprefix(start).removesuffix(end.partition("}")[2])
            assert request.path.isascii()
            assert not set(segment) & set("/?#\\ ")
            assert unquote(segment) == value


@pytest.mark.parametrize("value", [None, 5, b"conn_x", ["conn_x"], object()])
def test_an_id_is_text(value: Any) -> None:
    for package, operation in GETTERS:
        with pytest.raises(package.ArgumentError):
            operation.build_request(value)


def test_nothing_is_sent_that_was_not_given() -> None:
    for package in PACKAGES.values():
        for operation in package.operations.__all__:
            if operation.startswith("list"):
                request = package.operation(operation).build_request()
                assert (request.query, request.headers, request.body) == ("", (), None)


def test_false_is_left_out_where_the_server_reads_it_as_true() -> None:
    build = OPENINT.operation("get_connection").build_request
    assert build("conn_x", include_secrets=False).query == ""
    assert build("conn_x", include_secrets=True).query == "include_secrets=true"
    assert (
        MEMBRANE.operation("get_connection").build_request("x", include_secrets=False).query
        == "includeSecrets=false"
    )


def test_what_may_be_repeated_depends_on_the_arguments() -> None:
    build = OPENINT.operation("get_connection").build_request
    assert build("conn_x").repeatable
    assert build("conn_x", include_secrets=True, refresh_policy="none").repeatable
    assert build("conn_x", include_secrets=False, refresh_policy="auto").repeatable
    assert not build("conn_x", refresh_policy="force").repeatable
    assert not build("conn_x", include_secrets=True).repeatable
    assert not build("conn_x", include_secrets=True, refresh_policy="auto").repeatable
    listing = OPENINT.operation("list_connections").build_request
    assert listing(include_secrets=True).repeatable
    assert not listing(include_secrets=True, refresh_policy="auto").repeatable
    body = V0.models.UpdateConnectionBody()
    assert not V0.operation("update_connection").build_request("conn_x", body).repeatable


def test_an_id_goes_into_the_header_that_wants_it() -> None:
    assert V0.operation("get_connection").build_request("conn_x").headers == (("x-connection-id", "conn_x"),)
    assert V0.operation("list_connections").build_request().headers == ()


def test_every_kind_of_parameter(sample: Package) -> None:
    build = sample.operation("get_thing").build_request
    cases: list[tuple[dict[str, Any], str]] = [
        ({"secrets": True, "plain": False}, "secrets=true&plain=false"),
        ({"mode": "auto"}, "mode=auto"),
        ({"open_mode": "new one"}, "openMode=new%20one"),
        ({"some": ["none", "auto"]}, "some=none&some=auto"),
        ({"some": ()}, ""),
        ({"joined": ["a,b", "c d"]}, "joined=a%2Cb,c%20d"),
        ({"joined": []}, ""),
        ({"piped": ["a", "b|"]}, "piped=a%7Cb%7C"),
        ({"limit": 0}, "limit=0"),
        ({"ratio": 1.5}, "ratio=1.5"),
        ({"ratio": 1e-9}, "ratio=1e-09"),
        ({"text_": "&=+#\n"}, "text=%26%3D%2B%23%0A"),
    ]
    for arguments, query in cases:
        assert build("th_x", **arguments).query == query
    assert build("th_x", x_trace="abc").headers == (("x-thing-id", "th_x"), ("x-trace", "abc"))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_query_value_comes_back_as_it_was(text: str) -> None:
    request = MEMBRANE.operation("list_connections").build_request(search=text)
    assert request.query.isascii()
    assert parse_qsl(request.query, keep_blank_values=True) == [("search", text)]


REFUSED: list[dict[str, Any]] = [
    {"secrets": "false"},
    {"secrets": 0},
    {"secrets": None},
    {"mode": "never"},
    {"mode": ["auto"]},
    {"some": "auto"},
    {"some": ["auto", "auto", "auto"]},
    {"some": ["never"]},
    {"some": 5},
    {"some": [None]},
    {"joined": [""]},
    {"limit": -1},
    {"limit": 101},
    {"limit": True},
    {"limit": "5"},
    {"limit": 1.0},
    {"ratio": -0.1},
    {"ratio": float("nan")},
    {"ratio": float("inf")},
    {"ratio": True},
    {"text_": 5},
    {"text_": "\ud800"},
    {"x_trace": ""},
    {"x_trace": "a\r\nb"},
    {"x_trace": "é"},
    {"x_trace": " a"},
]


@pytest.mark.parametrize("arguments", REFUSED, ids=repr)
def test_an_argument_that_breaks_a_rule_is_refused(sample: Package, arguments: dict[str, Any]) -> None:
    with pytest.raises(sample.ArgumentError) as caught:
        sample.operation("get_thing").build_request("th_x", **arguments)
    assert caught.value.parameter in arguments
    assert str(caught.value).startswith(f"{caught.value.parameter}: must ")
    assert caught.value.__context__ is None


@pytest.mark.parametrize("value", ["x_1", "th_" + "x" * 40])
def test_an_id_keeps_its_pattern_and_length(sample: Package, value: str) -> None:
    with pytest.raises(sample.ArgumentError, match="thing_id: must"):
        sample.operation("get_thing").build_request(value)


def test_a_body_tells_null_from_absent() -> None:
    body = V0.models.UpdateConnectionBody(display_name=None, metadata={"team": "emea"})
    request = V0.operation("update_connection").build_request("conn_x", body)
    assert json.loads(request.body) == {"displayName": None, "metadata": {"team": "emea"}}
    assert ("content-type", "application/json") in request.headers
    empty = V0.operation("update_connection").build_request("conn_x", V0.models.UpdateConnectionBody())
    assert empty.body == b"{}"


@pytest.mark.parametrize(
    ("members", "where"),
    [
        ({"name": ""}, "$.name"),
        ({"name": "x" * 41}, "$.name"),
        ({"name": "X"}, "$.name"),
        ({"name": 5}, "$.name"),
        ({"note": "x"}, "$.note"),
        ({"count": 11}, "$.count"),
        ({"count": True}, "$.count"),
        ({"mode": "secret-value"}, "$.mode"),
        ({"labels": ("a", "b", "c")}, "$.labels"),
        ({"labels": (1,)}, "$.labels"),
        ({"metadata": float("nan")}, "NaN"),
        ({"metadata": {"a": [float("inf")]}}, "NaN"),
        ({"metadata": "\ud800"}, "surrogates"),
        ({"metadata": object()}, "JSON"),
    ],
    ids=repr,
)
def test_a_body_that_breaks_a_rule_is_refused(sample: Package, members: dict[str, Any], where: str) -> None:
    body = sample.models.UpdateThingBody(**members)
    with pytest.raises(sample.ArgumentError) as caught:
        sample.operation("update_thing").build_request("x", body)
    assert caught.value.parameter == "body"
    assert where in str(caught.value)
    assert "secret-value" not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_body_that_contains_itself_is_refused(sample: Package) -> None:
    ring: dict[str, Any] = {}
    ring["ring"] = ring
    with pytest.raises(sample.ArgumentError, match="body: cannot be written as JSON"):
        sample.operation("update_thing").build_request("x", sample.models.UpdateThingBody(metadata=ring))


@pytest.mark.parametrize("body", [None, {}, {"name": "x"}, "x", b"{}"])
def test_a_body_is_its_model(sample: Package, body: Any) -> None:
    with pytest.raises(sample.ArgumentError, match="body: must be a UpdateThingBody"):
        sample.operation("update_thing").build_request("x", body)


def test_a_body_of_free_shape_is_sent_as_it_is(sample: Package) -> None:
    check = sample.operation("check_thing").build_request
    assert check("x").body is None
    assert check("x").headers == ()
    assert check("x", body={}).body == b"{}"
    assert check("x", body={}).headers == (("content-type", "application/json"),)
    assert json.loads(check("x", body={"a": [None, {"b": 1}]}).body) == {"a": [None, {"b": 1}]}
    for refused in (None, [], "x", {"a": float("nan")}, {"a": object()}):
        with pytest.raises(sample.ArgumentError, match="body: "):
            check("x", body=refused)


def test_a_body_can_be_a_list(sample: Package) -> None:
    create = sample.operation("create_things").build_request
    one, two = (sample.models.UpdateThingBody(name=name, password="hunter2") for name in ("a", "b"))
    request = create((one, two))
    assert [item["name"] for item in json.loads(request.body)] == ["a", "b"]
    assert "hunter2" not in repr(request) + repr((one, two))
    for refused in ((), (one, one, one), (sample.models.UpdateThingBody(name="X"),), {}, "ab"):
        with pytest.raises(sample.ArgumentError, match="body: "):
            create(refused)


def test_a_request_shows_no_argument(sample: Package) -> None:
    body = sample.models.UpdateThingBody(password="hunter2")
    request = sample.operation("update_thing").build_request("id-7", body)
    for shown in (repr(request), str(request), str(request.__rich_repr__())):
        assert "hunter2" not in shown
        assert "id-7" not in shown
    assert repr(request) == "Request(PATCH /things/{thingId})"


def test_an_operation_says_how_it_is_paged(sample: Package) -> None:
    cursor = sample.operation("list_things").OPERATION.pagination
    assert (cursor.style, cursor.items, cursor.limit, cursor.position, cursor.next, cursor.max_limit) == (
        *("cursor", "items", "pageSize", "after", "nextCursor"),
        10,
    )
    bare = sample.operation("list_bare_things").OPERATION.pagination
    assert (bare.style, bare.items, bare.position, bare.next, bare.max_limit) == (
        "offset",
        "$",
        "offset",
        None,
        None,
    )
    assert sample.operation("get_thing").OPERATION.pagination is None


class Recorder:
    """A sender that keeps what it is given and answers it all with null."""

    def __init__(self) -> None:
        self.requests: list[Any] = []

    def send(self, request: Any, parse: Callable[[Any], Any], /) -> Any:
        self.requests.append(request)
        return parse(SimpleNamespace(status=200, headers={}, content=b""))

    def close(self) -> None:
        """Nothing to close."""


BAD_PATHS = [
    "",
    "x",
    "//x",
    "/x//y",
    "/..",
    "/a/../b",
    "/a/./b",
    "/%2e%2e/x",
    "/a/%2E",
    "/a?b",
    "/a#b",
    "/a b",
    "/a\n",
    "/é",
    "/a\\b",
    "/%252e%252e",
]


@pytest.mark.parametrize("path", BAD_PATHS)
def test_the_way_out_of_the_spec_does_not_lead_out_of_the_api(sample: Package, path: str) -> None:
    sender = Recorder()
    with pytest.raises(sample.ArgumentError, match="path: "):
        sample.Client(sender=sender).request("GET", path)
    assert sender.requests == []


@pytest.mark.parametrize("method", ["", "get", "GET ", "GET\r\nX: y", "É"])
def test_a_method_is_upper_case(sample: Package, method: str) -> None:
    with pytest.raises(sample.ArgumentError, match="method: "):
        sample.Client(sender=Recorder()).request(method, "/x")


def test_the_way_out_of_the_spec(sample: Package) -> None:
    sender = Recorder()
    client = sample.Client(sender=sender)
    query = {"a b": "c&d", "flag": True, "n": 5, "f": 0.5, "many": ["x", "y"]}
    assert client.request("POST", "/x/a%2Fb:do", query=query, body={"a": [1]}, repeatable=True) is None
    assert client.request("GET", "/x") is None
    sent, bare = sender.requests
    assert (sent.path, sent.query) == ("/x/a%2Fb:do", "a%20b=c%26d&flag=true&n=5&f=0.5&many=x&many=y")
    assert (sent.body, sent.repeatable, sent.operation.method) == (b'{"a":[1]}', True, "POST")
    assert (bare.query, bare.body, bare.headers, bare.repeatable) == ("", None, (), False)
    client.request("POST", "/x", body=None)
    assert sender.requests[-1].body == b"null"
