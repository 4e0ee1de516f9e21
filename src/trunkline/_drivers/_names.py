"""Names of hosts, resolved within a deadline: the system's resolver has none, and may take a minute over one."""

from __future__ import annotations

import ipaddress
import socket
import threading
from queue import Empty, SimpleQueue

import httpcore


def addresses(host: str, port: int, timeout: float | None) -> list[str]:
    """The addresses of a host, in the order in which they should be tried."""
    return _look_up(host, port) if _is_known(host) else _look_up_in_time(host, port, timeout)


def _is_known(host: str) -> bool:
    """Whether the answer is at hand: an address, or this machine."""
    if host == "localhost":
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _look_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        # UnicodeError: a name that no resolver can be asked for, such as one with a label that is too long.
        raise httpcore.ConnectError(str(error)) from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _look_up_in_time(host: str, port: int, timeout: float | None) -> list[str]:
    """Ask in a thread that can be left behind, since nothing can interrupt the resolver.

    It costs some 70 µs, beside a question over the network and a handshake, and only when a connection is opened.
    """
    answers: SimpleQueue[list[str] | BaseException] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(_look_up(host, port))
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            answers.put(error)

    try:
        threading.Thread(target=ask, name="trunkline resolver", daemon=True).start()
    except RuntimeError:
        # No thread is to be had, at a limit of the system's or while Python shuts down: better late than not at all.
        return _look_up(host, port)
    try:
        answer = answers.get(timeout=timeout)
    except Empty:
        raise httpcore.ConnectTimeout("the name was not resolved in time") from None
    if isinstance(answer, BaseException):
        raise answer
    return answer
