"""What the core adds to operations of several requests: arguments checked first, one deadline, honest doubt."""

from __future__ import annotations

import os
from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, Gate, answer
from vendor_answers import (
    TOKEN,
    WORKSPACE_SECRET,
    membrane,
    membrane_connection,
    openint,
    openint_connection,
    openint_page,
    workiva,
)

from trunkline import (
    APIResponseError,
    APITimeoutError,
    Client,
    ConfigurationError,
    ConflictError,
    InvalidArgumentError,
    PaginationError,
    PermissionDeniedError,
    Retry,
    RunStatus,
    UnsupportedError,
)
from trunkline.testing import VirtualClock

NO_RETRY = Retry(attempts=1)
WRONG_TEXTS = ["", "  ", "a\nb", "a\x00b", "\ud800", "x" * 513, 5, b"x", ["x"]]


@pytest.mark.parametrize("wrong", WRONG_TEXTS, ids=repr)
@pytest.mark.parametrize("name", ["customer_id", "connector", "search"])
def test_a_filter_that_is_no_text_is_refused_before_anybody_is_asked(
    colour: Colour, server: FaultServer, name: str, wrong: Any
) -> None:
    client = colour.client(openint(server.origin), membrane(server.origin))
    with pytest.raises(InvalidArgumentError, match=name):
        client.connections.list(**{name: wrong})
    assert server.connections == 0


@pytest.mark.parametrize("wrong", [*WRONG_TEXTS, None], ids=repr)
def test_what_a_connection_is_made_with_is_checked_first(
    colour: Colour, server: FaultServer, wrong: Any
) -> None:
    client = colour.client(membrane(server.origin))
    for name in ("display_name", "key"):
        with pytest.raises(InvalidArgumentError, match=name):
            client.connections.create("membrane", connector="hubspot", **{name: wrong})
    for name in ("metadata", "credentials"):
        with pytest.raises(InvalidArgumentError, match=name):
            client.connections.create("membrane", connector="hubspot", **{name: wrong})
    assert server.connections == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"customer_id": " "},
        {"customer_id": "a\nb"},
        {"disabled": "no"},
        {"disabled": None},
        {"metadata": [1]},
    ],
    ids=repr,
)
def test_a_change_is_checked_first(colour: Colour, server: FaultServer, changes: dict[str, Any]) -> None:
    from vendor_answers import openint_v0

    client = colour.client(openint_v0(server.origin))
    with pytest.raises(InvalidArgumentError):
        client.connections.update("conn_a", **changes)
    assert server.connections == 0


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://shop.example/back",
        "https://user@shop.example/",
        "https://shop.example/\r\nSet-Cookie: a=b",
        "https://",
        "/back",
        "",
        5,
    ],
    ids=repr,
)
def test_a_page_to_come_back_to_is_one(colour: Colour, server: FaultServer, url: Any) -> None:
    client = colour.client(openint(server.origin))
    with pytest.raises(InvalidArgumentError, match="return_url"):
        client.connections.connect_url("openint", customer_id="acme", connector="hubspot", return_url=url)
    assert server.connections == 0


def test_a_lifetime_that_the_vendor_does_not_let_us_choose_is_refused(
    colour: Colour, server: FaultServer
) -> None:
    client = colour.client(membrane(server.origin, workspace_key="wk", workspace_secret=WORKSPACE_SECRET))
    with pytest.raises(UnsupportedError, match="expires_in") as caught:
        client.connections.connect_url("membrane", customer_id="acme", connector="hubspot", expires_in=60)
    assert caught.value.supported_by == ("openint",)
    assert server.connections == 0


def test_the_deadline_is_that_of_all_requests_together(colour: Colour, server: FaultServer) -> None:
    """A check reads, tests, and reads again; the clock moves two seconds in the first."""
    clock = VirtualClock()

    def slow(seen: Any) -> Any:
        clock.advance(8)
        return answer(openint_connection("conn_a", status="healthy"))

    server.on("/v1/connection/conn_a", slow)
    server.on("/v1/connection/conn_a/check", answer({"id": "conn_a", "status": "healthy"}))
    client = colour.client(openint(server.origin), deadline=10, clock=clock, retry=NO_RETRY)
    with pytest.raises(APITimeoutError):
        client.connections.check("conn_a")
    assert len(server.seen) == 3


def run_answer(job: str | None, status: str) -> Any:
    run = {"sourceStatus": status, "destinationStatus": status}
    return answer({"body": run | ({"jobId": job} if job else {}), "code": 200})


def test_a_wait_without_an_id_stays_with_the_run_it_found(colour: Colour, server: FaultServer) -> None:
    server.answers(run_answer("j1", "running"), run_answer("j1", "complete"))
    client = colour.client(workiva(server.origin, token=TOKEN), clock=VirtualClock())
    assert client.connections.wait_for_run("w1").status is RunStatus.SUCCEEDED
    assert [seen.query.get("jobId") for seen in server.seen] == [None, "j1"]


def test_waiting_for_a_run_that_never_began_ends_at_once(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({"body": {}, "code": 200}))
    client = colour.client(workiva(server.origin, token=TOKEN), clock=VirtualClock())
    assert client.connections.wait_for_run("w1").status is RunStatus.UNKNOWN
    assert len(server.seen) == 1


@pytest.mark.parametrize("run_id", ["", "a/b", "..", 5])
def test_an_id_of_a_run_is_checked_before_it_is_waited_for(
    colour: Colour, server: FaultServer, run_id: Any
) -> None:
    client = colour.client(workiva(server.origin, token=TOKEN))
    for call in (client.connections.wait_for_run, client.connections.run_status):
        with pytest.raises(InvalidArgumentError, match="run id"):
            call("w1", run_id)
    assert server.connections == 0


def test_a_request_that_cannot_be_made_is_an_argument_and_in_no_doubt(
    colour: Colour, server: FaultServer
) -> None:
    client = colour.client(openint(server.origin))
    with pytest.raises(InvalidArgumentError, match="too long") as caught:
        client.native("openint").list_connections(search_query="x" * 70_000)
    assert not caught.value.may_have_been_applied
    assert server.seen == []


def test_a_page_is_read_by_one_reader_at_a_time(server: FaultServer) -> None:
    import asyncio

    from trunkline import AsyncClient

    server.on("/v1/connection", (Gate(), *answer(openint_page(["conn_0"]))))
    server.on("/connections", (Gate(), *answer({"items": [membrane_connection()]})))

    async def main(*providers: Any) -> list[Any]:
        async with AsyncClient(*providers) as client:
            pages = client.connections.list().pages()
            both = [asyncio.ensure_future(anext(pages)) for _ in range(2)]
            done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_EXCEPTION)
            errors = [task.exception() for task in done]
            server.open()
            await asyncio.wait(both)
            return errors

    for providers in ([openint(server.origin)], [openint(server.origin), membrane(server.origin)]):
        (error,) = asyncio.run(main(*providers))
        assert isinstance(error, RuntimeError)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_list_begun_before_a_fork_says_so_in_the_child(server: FaultServer) -> None:
    server.on("/v1/connection", answer(openint_page(["conn_0"])))
    server.on("/connections", answer({"items": [membrane_connection()], "cursor": "more"}))
    with Client(openint(server.origin), membrane(server.origin)) as client:
        pages = client.connections.list().pages()
        next(pages)
        child = os.fork()
        if child == 0:
            try:
                list(pages)
            except PaginationError:
                os._exit(0)
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == 0


def test_whose_a_connection_is_needs_not_be_said(colour: Colour, server: FaultServer) -> None:
    server.on("/v1/connection/conn_a", answer(openint_connection("conn_a", customer_id="acme")))
    made = {"token": "t", "magic_link_url": "https://connect.vendor.example/?t=1", "api_key": None}
    server.on("/v1/customer/acme/token", answer(made))
    client = colour.client(openint(server.origin))
    link = client.connections.connect_url("openint", connection_id="openint:conn_a")
    assert (link.customer_id, link.url.reveal()) == ("acme", made["magic_link_url"])
    server.on("/v1/connection/conn_a", answer(openint_connection("conn_a", customer_id=None)))
    with pytest.raises(ConflictError, match="no customer's"):
        client.connections.connect_url("openint", connection_id="conn_a")
    with pytest.raises(InvalidArgumentError, match="customer_id"):
        client.connections.connect_url("openint", connector="hubspot")


def test_a_tenant_that_nobody_knows_gets_no_token(colour: Colour, server: FaultServer) -> None:
    """Membrane's own id of a tenant is not what tokens are signed with."""
    server.on("/connections/m1", answer(membrane_connection("m1", tenantId="t1")))
    client = colour.client(membrane(server.origin, workspace_key="wk", workspace_secret=WORKSPACE_SECRET))
    with pytest.raises(APIResponseError, match="give customer_id"):
        client.connections.connect_url("membrane", connection_id="m1")
    assert [seen.method for seen in server.seen] == ["GET"]


def test_what_observes_is_not_async(colour: Colour) -> None:
    async def observe(event: object) -> None: ...

    class Observer:
        async def __call__(self, event: object) -> None: ...

    for observer in (observe, Observer()):
        with pytest.raises(ConfigurationError, match="async"):
            colour.client(openint("http://127.0.0.1:9"), on_attempt=observer)


def test_a_list_is_no_condition(colour: Colour, server: FaultServer) -> None:
    from trunkline import AsyncPager, Pager

    for pager in (Pager(lambda errors: iter(())), AsyncPager(lambda errors: iter(()))):  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="iterate"):
            bool(pager)


def test_an_error_tells_the_same_in_a_list_of_errors(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({"message": "no"}, 403))
    with pytest.raises(PermissionDeniedError) as caught:
        colour.client(openint(server.origin)).connections.get("conn_a")
    assert repr([caught.value]) == f"[PermissionDeniedError({str(caught.value)!r})]"
    assert "openint get_connection" in repr(caught.value)


def test_credentials_are_taken_as_a_connection_has_them(colour: Colour, server: FaultServer) -> None:
    from vendor_answers import openint_v0, openint_v0_connection

    server.answers(answer(openint_v0_connection("conn_a")))
    client = colour.client(openint_v0(server.origin))
    connection = client.connections.get("conn_a")
    client.connections.update("conn_a", credentials=connection.secrets)
    assert server.seen[-1].json == {"settings": {**connection.secrets.reveal(), "error": None}}
