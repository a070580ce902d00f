"""What holds in every test: no network, no skipping, and generated examples that are the same each time."""

import ipaddress
import sys
from collections.abc import Generator

import pytest
from hypothesis import settings

settings.register_profile("ci", max_examples=30, deadline=None, derandomize=True)
settings.register_profile("night", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile("ci")

CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
RESOLVING = {"socket.getaddrinfo", "socket.gethostbyname"}


class NetworkRefused(AssertionError):
    """A test reached for another machine."""


def is_this_machine(host: object) -> bool:
    """Tell whether `host` is nothing, loopback, or a name of loopback."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def refuse_other_machines(event: str, arguments: tuple[object, ...]) -> None:
    """Raise where Python is about to look up or reach a host that is not this machine."""
    if event in RESOLVING:
        host = arguments[0]
    elif event in CONNECTING and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not is_this_machine(host):
        message = f"a test may not reach the network, and this one tried {host!r}"
        raise NetworkRefused(message)


# An audit hook sees every socket of the process and cannot be undone, so a test cannot work round it.
sys.addaudithook(refuse_other_machines)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that is skipped or expected to fail: it either holds or it does not."""
    report = yield
    if report.skipped or hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped or expected to fail, which counts as failed"
        report.__dict__.pop("wasxfail", None)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a file of tests that is skipped as a whole."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, which counts as failed"
    return report
