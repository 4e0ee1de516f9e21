"""The operations of the public resources, written once for both colours; lists and waiting have files of their own."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any, cast

import attrs

from ._session import Binding, Session, capability, check_id
from .errors import APIResponseError, CallFacts, ClientClosedError, InvalidArgumentError, TrunklineError
from .models import UNSET, Capability, Check, Connection, ConnectLink, Connector, Run, RunBatch, Token, Unset
from .providers._asked import Changes, Draft, LinkRequest, RunRequest
from .providers._checks import is_link, is_seconds, text_problem
from .secrets import is_mapping

_LARGEST_BATCH = 100


async def get_connection(session: Session, reference: str, *, include_secrets: bool) -> Connection:
    """One connection."""
    binding, connection_id = session.find(reference, "connections.get")
    if include_secrets:
        session.require("connections.get(include_secrets)", [binding])
    return binding.presentable(
        await binding.provider.get_connection(binding.caller, connection_id, include_secrets=include_secrets)
    )


async def create_connection(session: Session, provider: str, draft: Draft) -> Connection:
    """Make one connection, once."""
    binding = _able(session, provider, "connections.create")
    session.require_given("connections.create", draft, [binding])
    _check_texts(draft, "customer_id", "connector", "connector_config_id", nullable=True)
    _check_texts(draft, "display_name", "key")
    _check_mappings(draft, "credentials", "metadata")
    with _not_repeated(binding.provider.lost_create):
        return binding.presentable(await binding.provider.create_connection(binding.one_call(), draft))


async def update_connection(session: Session, reference: str, changes: Changes) -> Connection:
    """Change one connection."""
    binding, connection_id = session.find(reference, "connections.update")
    if all(value is UNSET for value in attrs.asdict(changes, recurse=False).values()):
        raise InvalidArgumentError("update was given nothing to change")
    session.require_given("connections.update", changes, [binding])
    _check_texts(changes, "display_name", "customer_id", "key", nullable=True)
    _check_mappings(changes, "credentials", "metadata", nullable=True)
    _check_switch("disabled", changes.disabled)
    with _not_repeated("get the connection to see whether the change is stored"):
        return binding.presentable(
            await binding.provider.update_connection(binding.one_call(), connection_id, changes)
        )


async def delete_connection(session: Session, reference: str) -> None:
    """Delete one connection."""
    binding, connection_id = session.find(reference, "connections.delete")
    with _not_repeated("get the connection to see whether it is gone"):
        await binding.provider.delete_connection(binding.one_call(), connection_id)


async def check_connection(session: Session, reference: str) -> Check:
    """Have one connection tested."""
    binding, connection_id = session.find(reference, "connections.check")
    with _not_repeated("get the connection to see what the test came to"):
        check = await binding.provider.check_connection(binding.one_call(), connection_id)
    return attrs.evolve(
        check, connection=binding.presentable(check.connection), message=binding.caller.words(check.message)
    )


async def refresh_credentials(session: Session, reference: str) -> Connection:
    """Have one connection's credentials renewed."""
    binding, connection_id = session.find(reference, "connections.refresh_credentials")
    with _not_repeated("get the connection to see whether its credentials were renewed"):
        return binding.presentable(
            await binding.provider.refresh_credentials(binding.one_call(), connection_id)
        )


async def connect_url(
    session: Session,
    provider: str,
    *,
    customer_id: str | None,
    connection_id: str | None,
    **asked: Any,
) -> ConnectLink:
    """A page where a customer connects an app, or connects it again."""
    binding = _able(session, provider, "connections.connect_url")
    if connection_id is not None:
        if asked["connector"] is not None or asked["connector_config_id"] is not None:
            raise InvalidArgumentError(
                "connect_url is for a connection, or for an app: give connection_id, or connector"
            )
        connection_id = _id_at(binding, connection_id)
    request = LinkRequest(customer_id=customer_id or "", connection_id=connection_id, **asked)
    session.require_given("connections.connect_url", request, [binding])
    if customer_id is None and connection_id is None:
        raise InvalidArgumentError(
            "customer_id is missing; with connection_id, that connection's owner counts"
        )
    if customer_id is not None:
        _check_texts(attrs.evolve(request, customer_id=customer_id), "customer_id")
    _check_texts(request, "connector", "connector_config_id", nullable=True)
    if not isinstance(request.expires_in, Unset):
        _check_lifetime(request.expires_in)
    if request.return_url is not None and not is_link(request.return_url, local=True):
        raise InvalidArgumentError(
            "return_url must be an https URL; plain http is only for loopback addresses"
        )
    caller = binding.one_call()
    if customer_id is None and connection_id is not None:
        connection = await binding.provider.get_connection(caller, connection_id)
        request = attrs.evolve(request, customer_id=_owner(binding, connection), connection=connection)
    with _not_repeated("ask for another, a page that nobody was sent to does no harm"):
        return await binding.provider.connect_url(caller, request)


def _id_at(binding: Binding, reference: object) -> str:
    """The id in a reference of this very provider, or the bare id."""
    name, colon, rest = str(reference).partition(":")
    if colon and name != binding.name:
        raise InvalidArgumentError(f"connection_id is not one of {binding.name}")
    return check_id(rest if colon else reference, "connection")


def _owner(binding: Binding, connection: Connection) -> str:
    owner = binding.provider.owner_of(connection)
    if owner is None:
        facts = CallFacts(provider=binding.name, operation="connect_url")
        raise APIResponseError("the connection does not say whose it is: give customer_id", facts)
    return owner


async def start_run(session: Session, reference: str, request: RunRequest) -> Run:
    """Start one connection's run."""
    binding, connection_id = session.find(reference, "connections.run")
    session.require_given("connections.run", request, [binding])
    _check_mappings(request, "source_parameters", "destination_parameters")
    _check_switch("reuse_parameters", request.reuse_parameters)
    told = capability(binding.provider, "connections.run_status") is not Capability.UNSUPPORTED
    advice = "look at run_status without a run_id to see whether a run began"
    with _not_repeated(advice if told else "the vendor has no way to tell whether a run began"):
        return binding.presentable_run(
            await binding.provider.start_run(binding.one_call(), connection_id, request)
        )


async def get_run(session: Session, reference: str, run_id: str | None) -> Run:
    """One run, the latest unless named."""
    binding, connection_id = session.find(reference, "connections.run_status")
    if run_id is not None:
        check_id(run_id, "run")
    return binding.presentable_run(await binding.provider.get_run(binding.caller, connection_id, run_id))


async def start_batch(session: Session, references: Iterable[str]) -> RunBatch:
    """Start the runs of several connections of one provider."""
    if isinstance(references, str) or not isinstance(cast("object", references), Iterable):
        raise InvalidArgumentError("run_batch takes a list of references")
    found = [session.find(reference, "connections.run_batch") for reference in references]
    bindings = {binding.name: binding for binding, _ in found}
    if len(bindings) != 1 or len(found) > _LARGEST_BATCH:
        raise InvalidArgumentError(
            f"run_batch takes 1 to {_LARGEST_BATCH} connections, all of the same provider"
        )
    (binding,) = bindings.values()
    with _not_repeated("look at each connection's run_status to see whether its run began"):
        batch = await binding.provider.start_batch(
            binding.caller, [connection_id for _, connection_id in found]
        )
    return binding.presentable_batch(batch)


async def get_batch(session: Session, reference: str) -> RunBatch:
    """One batch of runs."""
    binding, batch_id = session.find(reference, "connections.run_batch_status", what="batch")
    return binding.presentable_batch(await binding.provider.get_batch(binding.caller, batch_id))


async def get_connector(session: Session, reference: str) -> Connector:
    """One connector."""
    binding, connector_id = session.find(reference, "connectors.get", what="connector")
    return await binding.provider.get_connector(binding.one_call(), connector_id)


async def mint_token(session: Session, provider: str, customer_id: str, *, expires_in: float) -> Token:
    """A token for one customer."""
    binding = _able(session, provider, "tokens.mint")
    if problem := text_problem(customer_id):
        raise InvalidArgumentError(f"customer_id {problem}")
    _check_lifetime(expires_in)
    if session.driver.closed:
        # Some tokens are made without a request, and a closed client makes none.
        raise ClientClosedError(
            "this client is closed", CallFacts(provider=binding.name, operation="mint_token")
        )
    with _not_repeated("ask for another, a token that nobody received does no harm"):
        return await binding.provider.mint_token(binding.one_call(), customer_id, expires_in)


def _able(session: Session, provider: str, operation: str) -> Binding:
    if not isinstance(cast("object", provider), str):
        raise InvalidArgumentError("provider must be a name, such as openint")
    binding = session.named(provider)
    session.require(operation, [binding])
    return binding


@contextmanager
def _not_repeated(way_to_find_out: str) -> Generator[None]:
    """Say in the error of a write whose fate nobody knows how to find out."""
    try:
        yield
    except TrunklineError as error:
        if error.may_have_been_applied and error.created is None:
            error.message += f"; it is not sent again: {way_to_find_out}"
        raise


def _check_texts(given: object, *names: str, nullable: bool = False) -> None:
    for name in names:
        value: object = getattr(given, name)
        if isinstance(value, Unset) or (nullable and value is None):
            continue
        if problem := text_problem(value):
            raise InvalidArgumentError(f"{name} {problem}")


def _check_mappings(given: object, *names: str, nullable: bool = False) -> None:
    for name in names:
        value: object = getattr(given, name)
        if not isinstance(value, Unset) and not is_mapping(value) and not (nullable and value is None):
            raise InvalidArgumentError(f"{name} must be a mapping")


def _check_switch(name: str, value: object) -> None:
    if not isinstance(value, bool | Unset):
        raise InvalidArgumentError(f"{name} must be True or False")


def _check_lifetime(seconds: object) -> None:
    if not is_seconds(seconds) or seconds < 1:
        raise InvalidArgumentError("expires_in must be a finite number of seconds, at least 1")
