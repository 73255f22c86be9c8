"""A real S3 server on this machine (moto's), in a process of its own, behind a door that can be shut."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

KEYS = {"AWS_ACCESS_KEY_ID": "tester", "AWS_SECRET_ACCESS_KEY": "secret"}


class Door:
    """Passes TCP connections on to ``port``; shut, nobody answers, and who was inside is cut off."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._inside: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._open()

    def _open(self) -> None:
        threading.Thread(target=self._let_in, args=(self._listening,), daemon=True).start()

    def _let_in(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                ours, _ = listening.accept()
                theirs = socket.create_connection(("127.0.0.1", self._to))
                self._inside += [ours, theirs]
                for one, other in ((ours, theirs), (theirs, ours)):
                    threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()

    def shut(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for one in self._inside:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._inside.clear()

    def reopen(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._open()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := one.recv(1 << 16):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)


class S3Server:
    """``ours`` is what s3fs reads of the environment."""

    def __init__(self) -> None:
        with socket.socket() as chosen:
            chosen.bind(("127.0.0.1", 0))
            port = int(chosen.getsockname()[1])
        code = f"from moto.server import main; main(['-H', '127.0.0.1', '-p', '{port}'])"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_for(port)
        self.door = Door(port)
        self.url = f"http://127.0.0.1:{self.door.port}"
        self.ours = {**KEYS, "AWS_ENDPOINT_URL": self.url, "AWS_DEFAULT_REGION": "us-east-1"}

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def bucket(self, name: str) -> None:
        self._ask("PUT", f"/{name}", b"")

    def reader(self) -> dict[str, str]:
        """Keys of somebody who may look and not touch."""
        import boto3

        iam = boto3.client(
            "iam", endpoint_url=self.url, region_name="us-east-1",
            aws_access_key_id="root", aws_secret_access_key="root",
        )  # fmt: skip
        may = '{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "*"}'
        iam.create_user(UserName="reader")
        policy = f'{{"Version": "2012-10-17", "Statement": [{may}]}}'
        iam.put_user_policy(UserName="reader", PolicyName="look", PolicyDocument=policy)
        key = iam.create_access_key(UserName="reader")["AccessKey"]
        return {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}

    @contextlib.contextmanager
    def demanding(self):  # type: ignore[no-untyped-def]
        """Only known keys are let in."""
        self._ask("POST", "/moto-api/reset-auth", b"0")
        try:
            yield
        finally:
            self._ask("POST", "/moto-api/reset-auth", b"1e12")

    def _ask(self, method: str, path: str, body: bytes) -> None:
        kind = {"Content-Type": "text/plain"}  # else it takes the body for a form
        request = urllib.request.Request(self.url + path, body, kind, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            answer.read()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    raise TimeoutError("the S3 server did not start")


def files_of(url: str) -> dict[str, bytes]:
    """Every object under the URL, by path."""
    import fsspec

    fs, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
    return {name.removeprefix(root).strip("/"): fs.cat_file(name) for name in fs.find(root)}


def keep_to(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], home: Path) -> None:
    """Nothing of whoever runs the tests reaches the service, and no session of another test is used again."""
    import fsspec

    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in {**environment, "HOME": str(home), "AWS_EC2_METADATA_DISABLED": "true"}.items():
        monkeypatch.setenv(name, value)
    fsspec.filesystem("s3").clear_instance_cache()
