"""What the HTTP libraries log of a stand-alone client: of its own requests nothing, of anybody else's all."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import anyio
import httpx
import pytest
from fault_server import Behaviour, FaultServer, Fin, Gate, Say, Seen, answer

if TYPE_CHECKING:
    from generated_package import Package

TOKEN = "s3cr3t-token"
VALUE = "s3cr3t-value"
COOKIE = "s3cr3t-cookie"
THING = {"id": "th_1", "createdAt": "now", "owner": None}


def rude(seen: Seen) -> Behaviour:
    """The thing, and with it what the client said in confidence."""
    said = {"x-echo": seen.headers["authorization"], "set-cookie": f"session={COOKIE}"}
    return answer(THING, 200, said)


def no_http(seen: Seen) -> Behaviour:
    return (Say(f"HTTP/1.1 200 OK\r\n{seen.headers['authorization']} {COOKIE}\r\n\r\n".encode()), Fin())


class Heard(logging.Handler):
    """Keeps what the libraries say, by logger."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.partition(".")[0] in ("httpx", "httpcore"):
            self.lines.append((record.name, record.getMessage()))

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.lines}


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Everything at DEBUG, as somebody has it who looks for a fault."""
    handler = Heard()
    loggers = [logging.getLogger(name) for name in ("", "httpx", "httpcore")]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield handler
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def blocking(package: Package, origin: str, meanwhile: Callable[[], object]) -> None:
    """One call, and what somebody else does in another thread once its request has arrived."""
    other = threading.Thread(target=meanwhile)
    other.start()
    with package.Client(token=TOKEN, base_url=origin, timeout=5) as client:
        ask = client.request("GET", "/things", query={"search": VALUE})
    other.join()
    assert ask == THING


async def awaited(package: Package, origin: str, meanwhile: Callable[[], object]) -> None:
    """The same, in another task of the same loop."""
    async with (
        package.AsyncClient(token=TOKEN, base_url=origin, timeout=5) as client,
        anyio.create_task_group() as tasks,
    ):
        tasks.start_soon(anyio.to_thread.run_sync, meanwhile)
        assert await client.request("GET", "/things", query={"search": VALUE}) == THING


@pytest.fixture(params=["blocking", "asyncio", "trio"])
def call(request: pytest.FixtureRequest, sample: Package) -> Callable[..., None]:
    """Makes a call in its colour."""

    def made(origin: str, meanwhile: Callable[[], object] = lambda: None) -> None:
        if request.param == "blocking":
            blocking(sample, origin, meanwhile)
        else:
            anyio.run(awaited, sample, origin, meanwhile, backend=request.param)

    return made


def test_a_request_leaves_nothing_in_the_libraries_logs(
    call: Callable[..., None], server: FaultServer, heard: Heard
) -> None:
    server.answers(rude)
    call(server.origin)
    assert server.seen[0].query == {"search": VALUE}
    # Closing a connection is said: there is nothing in it.
    assert [line for line in heard.lines if not line[1].startswith("close.")] == []


def test_nor_does_one_that_fails(
    call: Callable[..., None], server: FaultServer, heard: Heard, sample: Package
) -> None:
    server.answers(no_http)
    with pytest.raises((sample.APIError, ExceptionGroup)):
        call(server.origin)
    assert [line for line in heard.lines if not line[1].startswith("close.")] == []


def test_other_peoples_requests_stay_in_the_log(
    call: Callable[..., None], server: FaultServer, heard: Heard
) -> None:
    """Before, after, and while one of ours is under way in another thread or task."""
    server.on("/things", lambda seen: (Gate(), *rude(seen))).answers(rude)
    theirs = {"authorization": "Basic eDp5"}

    def ask(path: str) -> None:
        httpx.get(f"{server.origin}/{path}", headers=theirs, trust_env=False)

    def meanwhile() -> None:
        server.wait_for(2)
        ask("meanwhile")
        server.open()

    ask("before")
    call(server.origin, meanwhile)
    ask("after")
    said = [text for name, text in heard.lines if name == "httpx"]
    assert [text.partition("127.0.0.1")[2].partition("/")[2].split()[0] for text in said] == [
        "before",
        "meanwhile",
        "after",
    ]
    assert heard.names == {"httpx", "httpcore.connection", "httpcore.http11"}
    assert not any(secret in text for _, text in heard.lines for secret in (TOKEN, VALUE))


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_so_do_those_of_other_tasks(sample: Package, server: FaultServer, heard: Heard, backend: str) -> None:
    server.on("/things", lambda seen: (Gate(), *rude(seen))).answers(rude)

    async def ours(client: Any) -> None:
        await client.request("GET", "/things", query={"search": VALUE})

    async def scenario() -> None:
        async with (
            sample.AsyncClient(token=TOKEN, base_url=server.origin, timeout=5) as client,
            httpx.AsyncClient(trust_env=False) as other,
            anyio.create_task_group() as tasks,
        ):
            tasks.start_soon(ours, client)
            await anyio.to_thread.run_sync(server.wait_for, 1)
            await other.get(f"{server.origin}/theirs", headers={"authorization": "Basic eDp5"})
            server.open()

    anyio.run(scenario, backend=backend)
    assert [text.split()[3] for name, text in heard.lines if name == "httpx"] == [f"{server.origin}/theirs"]
    assert not any(secret in text for _, text in heard.lines for secret in (TOKEN, VALUE))
