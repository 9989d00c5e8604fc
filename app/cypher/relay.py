"""A connection to the database that ends after so many bytes.

A driver unpacks a whole row before anybody can count it, and one may be larger than memory:
`RETURN range(1, 1000000000)`.
"""

import socket
from contextlib import suppress
from threading import Thread

_PIECE = 65_536  # bytes
_ACCEPT_SECONDS = 30.0


class Relay:
    """Passes on one connection to a port of this machine, and `most` bytes of what comes from there.

    `cut` tells whether it was ended for that. Close it.
    """

    def __init__(self, port: int, most: int) -> None:
        self.cut = False
        self._most = most
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1)
        self._listener.settimeout(_ACCEPT_SECONDS)
        self._target = ("127.0.0.1", port)
        self._sockets: list[socket.socket] = []
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """End the connection."""
        for one in (self._listener, *self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _serve(self) -> None:
        with suppress(OSError):
            near, _ = self._listener.accept()
            self._listener.close()
            self._sockets.append(near)
            far = socket.create_connection(self._target)
            self._sockets.append(far)
            Thread(target=self._pass_on, args=(near, far, None), daemon=True).start()
            self._pass_on(far, near, self._most)
        self.close()  # so that nobody waits for a server that is not there

    def _pass_on(self, source: socket.socket, target: socket.socket, most: int | None) -> None:
        """Until either side ends, or more than `most` bytes have passed."""
        passed = 0
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                passed += len(piece)
                if most is not None and passed > most:
                    self.cut = True
                    break
                target.sendall(piece)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
