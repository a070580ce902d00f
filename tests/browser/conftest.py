"""The real server on a folder of its own, with the cast in it, and a real browser."""

import base64
import hashlib
import hmac
import os
import shutil
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

QUALITYCREDIT = [sys.executable, "-c", "from qualitycredit.cli.main import run; run()"]
# What `manage demo_people` prints.
PASSWORD, SECRET = "demo-only-quality-2006", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
Signing = Callable[..., Page]


def code(days: int = 0) -> str:
    """Give the one-time code of this half minute, or of so many days later (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time() + days * 86_400) // 30)  # noqa: TID251 - a telephone has a clock
    digest = hmac.new(base64.b32decode(SECRET), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the system, and give its address."""
    folder, port = tmp_path_factory.mktemp("bureau"), free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "BUREAU_DATA": str(folder),
        "LANG": "C.UTF-8",
        "LOG_LEVEL": "ERROR",
    }
    sample = str(folder / "sample")
    for words in (["synth", sample, "--enterprises", "60", "--seed", "2006"], ["manage", "demo", sample]):
        subprocess.run(
            [*QUALITYCREDIT, *words], env=environment, check=True, capture_output=True, timeout=120
        )
    served = subprocess.Popen(
        [*QUALITYCREDIT, "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    found = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{found}/health/ready/")
        yield found
    finally:
        served.terminate()
        served.wait(timeout=20)


def wait_for(url: str) -> None:
    for _ in range(150):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail("the server did not come up")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start chromium once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, StorageState]:
    """Keep who has signed in already: a one-time code is good for one time."""
    return {}


@pytest.fixture
def visit(browser: Browser, address: str, signed_in: dict[str, StorageState]) -> Iterator[Signing]:
    """Give a page in which someone of the cast has signed in, or nobody."""
    contexts = []

    def sign(username: str = "", size: dict[str, int] = WIDE, language: str = "zh-CN") -> Page:
        context = browser.new_context(
            viewport=size,  # type: ignore[arg-type] # a size
            locale=language,
            base_url=address,
            storage_state=signed_in.get(username),
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/login/")
        if username and username not in signed_in:
            page.fill("#id_login", username)
            page.fill("#id_password", PASSWORD)
            page.press("#id_password", "Enter")
            page.fill("#id_code", code())
            page.press("#id_code", "Enter")
            page.wait_for_url(f"{address}/")
            signed_in[username] = context.storage_state()
        return page

    yield sign
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Give the folder for pictures of pages, to be looked at."""
    folder = Path(__file__).parents[2] / "build" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
