"""The answers that generated code reads: tolerant of growth, strict about damage, silent about secrets."""

from __future__ import annotations

import contextlib
import copy
import json
import pickle
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_requests import OPENINT, PACKAGES, V0, WORKIVA

from generator.direction import directions
from generator.document import components
from generator.shape import maps
from generator.spec import load

if TYPE_CHECKING:
    from generated_package import Package

SAMPLE = Path(__file__).with_name("sample.yaml")
SPECS = Path(__file__).resolve().parents[2] / "specs"
THING = {"id": "th_1", "createdAt": "2025-08-21 16:01:40.123456+00", "owner": None}
SECRETS = {
    "settings": {"token": "s3cr3t", "nested": [{"deep": "s3cr3t"}]},
    "apiKey": "s3cr3t",
    "login": {"user": "u", "password": "s3cr3t"},
    "metadata": {"seen": "s3cr3t"},
    "extra": {"also": "s3cr3t"},
}


def answer(value: Any) -> Any:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return SimpleNamespace(status=200, headers={}, content=content)


def read(package: Package, value: Any, operation: str = "get_thing") -> Any:
    return package.operation(operation).parse_response(answer(value))


def test_null_is_not_absent(sample: Package) -> None:
    thing = read(sample, THING)
    assert thing.owner is None
    assert thing.state is sample.UNSET
    assert read(sample, {**THING, "state": None}).state is None


def test_what_the_vendor_adds_is_kept_or_ignored(sample: Package) -> None:
    thing = read(sample, {**THING, "state": "brand new", "newMember": {"a": 1}, "total": "many"})
    assert (thing.state, thing.total) == ("brand new", "many")
    assert not hasattr(thing, "newMember")


def test_a_model_is_frozen_hashable_and_made_of_tuples(sample: Package) -> None:
    thing = read(sample, {**THING, "labels": ["a"], "children": [THING], "from": "x"})
    assert (thing.labels, thing.from_) == (("a",), "x")
    assert isinstance(thing.children, tuple)
    assert hash(thing) == hash(copy.deepcopy(thing))
    with pytest.raises(AttributeError):
        thing.id = "other"


DAMAGE: list[tuple[Any, str]] = [
    ({key: value for key, value in THING.items() if key != "id"}, "missing required field `id`"),
    ({**THING, "id": None}, "$.id"),
    ({**THING, "id": 5}, "$.id"),
    ({**THING, "labels": ["a", 5]}, "$.labels[1]"),
    ({**THING, "children": [{**THING, "id": 5}]}, "$.children[0].id"),
    ({**THING, "total": 1.5}, "$.total"),
    ({**THING, "settings": "s3cr3t"}, "$.settings"),
    ({**THING, "apiKey": {"a": "s3cr3t"}}, "$.apiKey"),
    ({**THING, "login": {"user": 5, "password": "s3cr3t"}}, "$.login.user"),
    ({**THING, "login": {"user": "u", "password": ["s3cr3t"]}}, "$.login.password"),
    ({**THING, "login": {"password": "s3cr3t"}}, "$.login"),
    ([THING], "got `array`"),
    (b"", "truncated"),
    (b"{", "truncated"),
    (b'{"id": "s3cr3t" x', "malformed"),
    (b"<html>s3cr3t</html>", "malformed"),
    (b'{"id": "\xff"}', "UTF-8"),
    (b'{"metadata": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "deep"),
    (b'{"metadata": ' + b"9" * 5000 + b"}", "$.metadata"),
    (b"null", "got `null`"),
]


@pytest.mark.parametrize(("value", "said"), DAMAGE, ids=[said for _, said in DAMAGE])
def test_damage_is_named_by_place_and_never_by_value(sample: Package, value: Any, said: str) -> None:
    with pytest.raises(sample.InvalidResponse) as caught:
        read(sample, value)
    error = caught.value
    assert said in error.reason
    assert isinstance(error, ValueError)
    assert "s3cr3t" not in f"{error!s} {error!r} {error.args}"
    assert (error.__cause__, error.__context__) == (None, None)
    assert pickle.loads(pickle.dumps(error)).reason == error.reason


def test_an_answer_may_be_empty_where_the_spec_says_so(sample: Package) -> None:
    assert read(sample, b"", "update_thing") is None
    assert read(sample, THING, "update_thing").id == "th_1"
    assert read(sample, b"whatever", "delete_thing") is None
    assert sample.operation("delete_thing").OPERATION.success == tuple(range(200, 300))


def test_one_byte_order_mark_is_not_part_of_the_json(sample: Package) -> None:
    mark, content = b"\xef\xbb\xbf", json.dumps(THING).encode()
    assert read(sample, mark + content).id == "th_1"
    for damaged in (mark + mark + content, mark, content + mark, mark[:2] + content):
        with pytest.raises(sample.InvalidResponse):
            read(sample, damaged)


def test_a_bare_list_is_a_tuple(sample: Package) -> None:
    things = read(sample, [THING, THING], "list_bare_things")
    assert isinstance(things, tuple)
    assert things[0].id == "th_1"


def test_secrets_are_shown_nowhere(sample: Package) -> None:
    thing = read(sample, {**THING, **SECRETS})
    shown = [repr(thing), str(thing), f"{thing}", str(thing.__rich_repr__()), repr(sample.Secret(thing))]
    secrets = [thing.settings, thing.api_key, thing.login, thing.login.reveal().password]
    shown += [f"{secret!r} {secret!s} {secret} {secret:>40}" for secret in secrets]
    wrapped = {
        key: value for key, value in msgspec.structs.asdict(thing).items() if key not in ("metadata", "extra")
    }
    shown += [str(wrapped), str(pickle.dumps(secrets))]
    assert "s3cr3t" not in "".join(shown)
    assert "th_1" in repr(thing)
    for secret in secrets:
        assert not hasattr(secret, "__dict__")
        with pytest.raises(TypeError):
            json.dumps(secret)
        with pytest.raises(TypeError):
            msgspec.json.encode(secret)


def test_a_secret_can_be_asked_for(sample: Package) -> None:
    thing = read(sample, {**THING, **SECRETS})
    assert thing.settings.reveal()["token"] == "s3cr3t"
    assert thing.api_key.reveal() == "s3cr3t"
    assert thing.login.reveal().password.reveal() == "s3cr3t"
    assert read(sample, {**THING, "apiKey": None}).api_key is None


def test_an_answer_can_be_secret_as_a_whole(sample: Package) -> None:
    for value in ({"password": "s3cr3t", "nested": [{"deep": "s3cr3t"}]}, "s3cr3t", ["s3cr3t"], None, 5):
        found = read(sample, value, "check_thing")
        assert found.reveal() == value
        assert f"{found!r} {found} {found!s} {pickle.dumps(found)!r}".count("s3cr3t") == 0
    for damaged in (b"", b"s3cr3t", b'{"s3cr3t"', b'"\xff"', b"[" * 100_000):
        with pytest.raises(sample.InvalidResponse) as caught:
            read(sample, damaged, "check_thing")
        assert "s3cr3t" not in f"{caught.value} {caught.value.__context__}"


def test_an_answer_can_be_a_text(sample: Package) -> None:
    assert read(sample, "th_9", "create_things") == "th_9"
    for value in (b"", b"th_9", {}, None, ["th_9"]):
        with pytest.raises(sample.InvalidResponse):
            read(sample, value, "create_things")


def test_a_secret_does_not_cross_a_pickle(sample: Package) -> None:
    thing = read(sample, {**THING, **SECRETS})
    crossed = pickle.loads(pickle.dumps(thing))
    assert crossed.id == thing.id
    assert repr(crossed.api_key) == "Secret(***)"
    with pytest.raises(ValueError, match="does not cross a pickle"):
        crossed.api_key.reveal()
    assert crossed.api_key != thing.api_key


def test_a_secret_is_compared_and_copied_without_showing(sample: Package) -> None:
    one, same, other = (sample.Secret(text) for text in ("a", "a", "b"))
    assert one == same
    assert one != other
    assert one != "a"
    assert hash(one) == hash(other)
    assert copy.copy(one) is one
    assert copy.deepcopy({"a": one})["a"] is one
    assert hash(sample.Secret({"not": "hashable"})) == hash(one)


def test_a_request_hides_its_secrets_too(sample: Package) -> None:
    body = sample.models.UpdateThingBody(name="shown", password="s3cr3t", metadata={"a": "s3cr3t"})
    assert repr(body) == "UpdateThingBody(name='shown', password=..., metadata=...)"


BODY = {"name": "shown", "labels": ("a",), "metadata": {"a": [1]}, "password": "s3cr3t"}


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_body_with_credentials_is_not_pickled(sample: Package, protocol: int) -> None:
    body = sample.models.UpdateThingBody(**BODY)
    for value in (body, [body], sample.models.UpdateThingBody(name="none yet")):
        with pytest.raises(TypeError) as caught:
            pickle.dumps(value, protocol)
        assert str(caught.value) == (
            "UpdateThingBody is not pickled: it would carry credentials; build it where it is sent"
        )


def test_a_body_with_credentials_is_copied(sample: Package) -> None:
    body = sample.models.UpdateThingBody(**BODY)
    shallow, deep = copy.copy(body), copy.deepcopy([body, body])
    assert shallow == body == deep[0]
    assert deep[0] is deep[1] is not body
    assert shallow.metadata is body.metadata
    assert deep[0].metadata is not body.metadata
    assert deep[0].note is sample.UNSET
    assert msgspec.structs.replace(body, name="new").password == "s3cr3t"


def test_a_body_that_refers_to_itself_is_copied(sample: Package) -> None:
    around: dict[str, Any] = {}
    body = sample.models.UpdateThingBody(metadata=around)
    around["body"] = body
    deep = copy.deepcopy(around)
    assert deep["body"].metadata is deep


def test_only_models_that_carry_credentials_refuse_a_pickle(sample: Package) -> None:
    for package, spec in (
        (sample, SAMPLE),
        *((each, SPECS / f"{name[10:]}.yaml") for name, each in PACKAGES.items()),
    ):
        models = package.module("_secret").Model.__subclasses__()
        refusing = {body.__name__ for base in models for body in base.__subclasses__()}
        document = load(spec).document
        schemas, flows = maps(components(document, "schemas")), directions(document)
        assert refusing == {
            name
            for name in flows.sent - flows.received
            if any("x-secret" in member for member in maps(schemas[name].get("properties")).values())
        }
    assert {"CreateConnectionBody", "UpdateConnectionBody"} <= {
        body.__name__ for body in V0.module("_secret").SecretModel.__subclasses__()
    }


CONNECTIONS: dict[str, dict[str, Any]] = {
    "trunkline_openint": {
        **dict.fromkeys(("id", "created_at", "updated_at", "connector_name"), "x"),
        **dict.fromkeys(("customer_id", "connector_config_id", "integration_id", "display_name", "disabled")),
    },
    "trunkline_openint_v0": {
        **dict.fromkeys(("id", "createdAt", "updatedAt", "connectorName", "connectorConfigId"), "x"),
        "connector_config": {"id": "ccfg_x", "orgId": "org_x", "connectorName": "x"},
    },
    "trunkline_membrane": dict.fromkeys(("id", "name", "userId", "createdAt", "updatedAt"), "x"),
    "trunkline_workiva": {"body": {"connectionId": "x"}, "code": "200"},
}


@pytest.mark.parametrize("name", CONNECTIONS)
def test_the_least_connection_of_each_api_is_read(name: str) -> None:
    connection = read(PACKAGES[name], CONNECTIONS[name], "get_connection")
    assert read(PACKAGES[name], {**CONNECTIONS[name], "added": [1]}, "get_connection") == connection
    reasons: list[str] = []
    for key in CONNECTIONS[name]:
        without = {other: value for other, value in CONNECTIONS[name].items() if other != key}
        try:
            read(PACKAGES[name], without, "get_connection")
        except PACKAGES[name].InvalidResponse as error:
            reasons.append(error.reason)
        else:
            reasons.append(f"`{key}` may be left out")
        assert f"`{key}`" in reasons[-1]


def test_the_secrets_of_the_real_apis_are_wrapped() -> None:
    settings = {"oauth": {"credentials": {"access_token": "s3cr3t"}}}
    for package in (OPENINT, V0):
        connection = read(package, {**CONNECTIONS[package.name], "settings": settings}, "get_connection")
        assert "s3cr3t" not in repr(connection)
        assert connection.settings.reveal() == settings


def test_what_the_documents_get_wrong_is_read() -> None:
    page = {"items": [], "total": 0, "limit": 50, "offset": 0}
    assert read(OPENINT, page, "list_connections").items == ()
    for hint in (7.0, 1, True, "7", None, [], {"of": 7}):
        hints = dict.fromkeys(("total", "limit", "offset", "has_next_page"), hint)
        for operation in ("list_connections", "list_connectors"):
            assert read(OPENINT, {"items": [], **hints}, operation).total == hint
            assert read(OPENINT, {"items": []}, operation).total is OPENINT.UNSET
    for code in (200, "integer"):
        assert read(WORKIVA, {"body": {}, "code": code}, "get_connection").code == code


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["id", "items", "status", "body", "x"]), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_any_json_is_an_answer_or_one_typed_error(value: Any) -> None:
    for package in PACKAGES.values():
        for operation in package.operations.__all__:
            with contextlib.suppress(package.InvalidResponse):
                read(package, value, operation)


@given(st.binary(max_size=40))
def test_any_bytes_are_an_answer_or_one_typed_error(value: bytes) -> None:
    for package in PACKAGES.values():
        with contextlib.suppress(package.InvalidResponse):
            read(package, value, "get_connection")
