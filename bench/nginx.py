"""nginx, serving files of the bytes that the portal answers: the measure of how fast answers can be had at all."""

# ruff: noqa: S603 - the command is what the machine calls nginx
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

READABLE = 0o055
_CONFIGURATION = """
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log stderr error;
events {{ worker_connections 256; }}
http {{
  access_log off;
  sendfile on;
  keepalive_requests 1000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


@contextmanager
def nginx(folder: Path, files: dict[str, bytes], port: int) -> Iterator[bool]:
    """Serve files by their names; tells whether it does, which it does not where nginx is not installed."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        yield False
        return
    (folder / "files").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / "files" / name).write_bytes(content)
    # Its workers may run as somebody else, who has to be let in.
    for path in (folder, folder / "files", *folder.parents):
        if path.stat().st_mode & READABLE != READABLE:
            path.chmod(path.stat().st_mode | READABLE)
    configuration = folder / "nginx.conf"
    configuration.write_text(_CONFIGURATION.format(folder=folder, port=port), encoding="utf-8")
    served = subprocess.Popen([program, "-c", str(configuration), "-p", str(folder)])
    try:
        for _ in range(50):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/{next(iter(files))}")
                break
            except OSError:
                time.sleep(0.1)
        yield True
    finally:
        served.terminate()
        served.wait()
