"""A real server on a free port with a folder of its own, and Chromium to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TODAY = "2026-07-05"
expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong


def chromium():
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Server:
    """The app as it is started by people; `stop` is a hard kill."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.process = None

    def start(self):
        own = {"KPI_KOMPAS_DATA": str(self.folder), "KPI_KOMPAS_TODAY": TODAY}
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **own}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1).close()
            except OSError:
                time.sleep(0.25)
            else:
                return self
        raise TimeoutError("the server did not start")

    def stop(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


@pytest.fixture
def server(tmp_path):
    """A server with nothing in it."""
    running = Server(tmp_path).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """A server for the tests that bring their own workspace."""
    server = Server(tmp_path_factory.mktemp("running")).start()
    yield server
    server.stop()


class Visitor:
    """A tab: it goes to pages, waits until they stand, and remembers what went wrong on the way."""

    def __init__(self, page, server):
        self.page, self.server, self.trouble, self.outside = page, server, [], []
        page.set_default_timeout(30_000)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("request", self._request)

    def _console(self, message):
        probe = "/_stcore/" in (message.location or {}).get(
            "url", ""
        )  # Streamlit looks for its own address on a deep link
        if message.type in {"error", "warning"} and not probe:
            self.trouble.append(message.text)

    def _request(self, request):
        if not request.url.startswith((self.server.url, self.server.url.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(request.url)

    def go(self, address=""):
        self.page.goto(f"{self.server.url}/{address}")
        self.page.get_by_role("heading", level=1).first.wait_for()
        return self.settled()

    def settled(self):
        self.page.wait_for_timeout(250)
        app = self.page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]")
        app.wait_for(state="attached")
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(state="attached")
        return self

    def press(self, name, *, exact=False):
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        return self.settled()

    def fill(self, label, text):
        self.page.get_by_label(label, exact=True).first.fill(text)
        self.page.keyboard.press("Enter")
        return self.settled()

    @property
    def title(self):
        return self.page.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ")


@pytest.fixture
def visitor(page, server):
    return Visitor(page, server)


@pytest.fixture
def regular(page, running):
    return Visitor(page, running)


@pytest.fixture
def tab():
    """Make a visitor of a page and a server, for a test that opens its own browser."""
    return Visitor
