"""A client of docs/payload-protocol.md over aioquic, which shares no code with the server.

    python client.py HOST PORT CERTIFICATE CASE

CASE is what to do: `good`, or one of the ways to go wrong in CASES. Prints the answer as one line,
`taken LENGTH ON_THE_WIRE SHA256` or `refused REASON TEXT`, with `reset` in its place if there was none.
"""

import asyncio
import gzip
import hashlib
import random
import ssl
import struct
import sys

from aioquic.asyncio.client import connect
from aioquic.asyncio.protocol import QuicConnectionProtocol
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.events import (
    ConnectionTerminated,
    StopSendingReceived,
    StreamDataReceived,
    StreamReset,
)

ALPN = "async-interop-payload/1"
PAYLOAD = random.Random(1).randbytes(300_000) + b"a payload of python's " * 10_000


def request(codec=1, length=len(PAYLOAD), magic=b"AIPL"):
    return magic + struct.pack(">BQ", codec, length)


def corrupt(compressed):
    middle = len(compressed) // 2
    return compressed[:middle] + bytes(64) + compressed[middle + 64:]


GZIP = gzip.compress(PAYLOAD)

# What is sent, and whether the stream then ends (or is reset).
CASES = {
    "good": (request() + GZIP, True),
    "truncated": (request() + GZIP[: len(GZIP) // 2], True),
    "corrupt": (request() + corrupt(GZIP), True),
    "trailing": (request() + GZIP + b"more", True),
    "too-long": (request(length=len(PAYLOAD) - 1) + GZIP, True),
    "too-short": (request(length=len(PAYLOAD) + 1) + GZIP, True),
    "no-codec": (request(codec=9) + GZIP, True),
    "no-request": (request(magic=b"GET ") + GZIP, True),
    "empty": (b"", True),
    "reset": (request() + GZIP[:1000], False),
}


class Client(QuicConnectionProtocol):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.answer = b""
        self.stopped = None
        self.done = asyncio.get_running_loop().create_future()

    def finish(self, how):
        if not self.done.done():
            self.done.set_result(how)

    def quic_event_received(self, event):
        if isinstance(event, StreamDataReceived):
            self.answer += event.data
            if event.end_stream:
                self.finish("answered")
        elif isinstance(event, StopSendingReceived):
            self.stopped = event.error_code
        elif isinstance(event, StreamReset):
            self.finish("reset")
        elif isinstance(event, ConnectionTerminated):
            self.finish(f"closed {event.error_code} {event.reason_phrase}")


async def main(host, port, certificate, case):
    data, ends = CASES[case]
    configuration = QuicConfiguration(is_client=True, alpn_protocols=[ALPN], server_name="localhost")
    configuration.load_verify_locations(certificate)
    configuration.verify_mode = ssl.CERT_REQUIRED
    async with connect(
        host, int(port), configuration=configuration, create_protocol=Client
    ) as client:
        stream = client._quic.get_next_available_stream_id()
        client._quic.send_stream_data(stream, data, end_stream=ends)
        client.transmit()
        if not ends:
            await asyncio.sleep(0.1)  # lets what was sent arrive before it is taken back
            client._quic.reset_stream(stream, 7)
            client.transmit()
        how = await asyncio.wait_for(client.done, 30)
        answer = client.answer
    if how != "answered":
        print(how)
    elif answer[:1] == b"\0":
        length, on_the_wire = struct.unpack(">QQ", answer[1:17])
        digest = answer[17:]
        same = digest == hashlib.sha256(PAYLOAD).digest() and length == len(PAYLOAD)
        print("taken" if same else "DIFFERS", length, on_the_wire, digest.hex())
    else:
        stopped = f" (stopped with {client.stopped})" if client.stopped is not None else ""
        print(f"refused {answer[0]} {answer[1:].decode()}{stopped}")


asyncio.run(main(*sys.argv[1:5]))
