"""The guards of every test run hold: the network is refused, and skipping is failing."""

import socket
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"


def test_another_machine_is_refused() -> None:
    with socket.socket() as plain, pytest.raises(AssertionError, match="may not reach the network"):
        plain.connect(("192.0.2.1", 80))
    with socket.socket(type=socket.SOCK_DGRAM) as plain, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        plain.sendto(b"", ("192.0.2.1", 53))
    with pytest.raises(AssertionError, match=r"example\.org"):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("localhost", port), timeout=5) as client:
            assert client.getpeername()[1] == port


SKIPPING = """
    import pytest

    def test_that_holds():
        pass

    def test_that_skips():
        pytest.skip("not today")

    @pytest.mark.skip
    def test_that_is_marked():
        pass

    @pytest.mark.xfail
    def test_expected_to_fail():
        assert False

    @pytest.mark.xfail
    def test_expected_to_fail_that_holds():
        pass
"""


def test_a_skipped_test_fails(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST.read_text())
    pytester.makepyfile(SKIPPING)
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1, failed=3, errors=1)


def test_a_skipped_file_fails(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST.read_text())
    pytester.makepyfile("import pytest\npytest.importorskip('no_such_module')")
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(errors=1)
