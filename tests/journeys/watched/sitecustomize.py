"""Runs first in the served process: writes down every address beyond this machine that it reaches for."""

import os
import socket

_LOCAL = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None}
_log = os.environ["OUTSIDE_CALLS"]
_connect, _look_up = socket.socket.connect, socket.getaddrinfo


def _note(host):
    name = host.decode() if isinstance(host, bytes) else host
    if name not in _LOCAL:
        with open(_log, "a") as log:  # noqa: PTH123 - before the process has imported anything
            log.write(f"{name}\n")


def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6):
        _note(address[0])
    return _connect(self, address)


def getaddrinfo(host, *args, **kwargs):
    _note(host)
    return _look_up(host, *args, **kwargs)


socket.socket.connect = connect
socket.getaddrinfo = getaddrinfo
