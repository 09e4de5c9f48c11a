"""Limits on what clients may ask: how often, how many at one moment, how long an address."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_network
from time import monotonic

from api.browsers import Headers

LONGEST_ADDRESS = 16_384
"""Bytes of path and query."""

_MOST_CLIENTS = 10_000
"""Clients whose last requests are remembered; of those longest away the rate starts anew."""


class Rates:
    """How many requests a minute each client has left: a bucket of as many, which fills again steadily."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._most = a_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._policy = f'"default";q={a_minute};w=60'.encode()

    def take(self, client: str) -> tuple[bool, Headers]:
        """Whether a request of this client is within the rate, and what the answer says of it.

        >>> rates = Rates(1, lambda: 0.0)
        >>> rates.take("a")[0], rates.take("a")[0], rates.take("b")[0]
        (True, False, True)
        """
        if not self._most:
            return True, []
        now = self._clock()
        left, at = self._left.pop(client, (float(self._most), now))
        left = min(self._most, left + (now - at) * self._most / 60)
        within = left >= 1
        left -= within
        self._left[client] = (left, now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        full_in = math.ceil((self._most - left) * 60 / self._most)
        headers = [(b"ratelimit-policy", self._policy), (b"ratelimit", f'"default";r={int(left)};t={full_in}'.encode())]
        if not within:
            headers.append((b"retry-after", str(math.ceil((1 - left) * 60 / self._most)).encode()))
        return within, headers


def client_at(address: str) -> str:
    """Whom an address stands for: an IPv6 network of 64 bits is one client.

    >>> client_at("2001:db8::17"), client_at("192.0.2.1")
    ('2001:db8::/64', '192.0.2.1')
    """
    try:
        return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address
    except ValueError:
        return address


class Room:
    """Room for a number of things at one moment: requests that wait, bytes that arrive."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken = 0

    def take(self, count: int = 1) -> bool:
        """False, and nothing is taken, when there is none left."""
        if self.taken + count > self.most:
            return False
        self.taken += count
        return True

    def give(self, count: int = 1) -> None:
        self.taken -= count
