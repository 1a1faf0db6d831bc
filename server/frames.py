"""The frames in which requests and answers travel between web process, engine and worker.

A frame is a head of five bytes (length of the body, kind) and a body. DATA bodies are bytes of an answer; all
others are JSON. A conversation is: HELLO from the engine, then any number of QUERY → DATA* END, or of
STATE → END, one at a time. A stream that ends without END has failed.
"""

import json
import struct
from collections.abc import Iterator
from dataclasses import fields
from enum import IntEnum
from typing import Any, Final

from sparql.service import QueryFault, QueryRequest

HEAD: Final = struct.Struct("!IB")
#: No frame of ours is longer; a longer one is not ours.
LONGEST: Final = 4 << 20
#: Bytes of an answer that travel together: a DATA frame of fewer is the last, and END comes with it.
TOGETHER: Final = 65_536
_FIELDS: Final = tuple(field.name for field in fields(QueryRequest))


class Kind(IntEnum):
    """What a frame is."""

    HELLO = 1
    QUERY = 2
    STATE = 3
    DATA = 4
    END = 5


class FrameError(Exception):
    """What came is no frame."""


def frame(kind: Kind, body: bytes) -> bytes:
    """The bytes of a frame."""
    return HEAD.pack(len(body), kind) + body


def message(kind: Kind, **values: Any) -> bytes:
    """The bytes of a frame whose body is JSON."""
    return frame(kind, json.dumps(values, separators=(",", ":")).encode())


def query(request: QueryRequest) -> bytes:
    """The frame that asks `request`."""
    return message(Kind.QUERY, **{name: getattr(request, name) for name in _FIELDS})


def request_of(body: bytes) -> QueryRequest:
    """The request that a QUERY frame asks."""
    values = json.loads(body)
    for name in ("default_graphs", "named_graphs"):
        values[name] = tuple(values[name])
    return QueryRequest(**values)


def end(milliseconds: float, rows: int | None = None) -> bytes:
    """The frame that ends a whole answer."""
    return message(Kind.END, milliseconds=round(milliseconds, 3), rows=rows)


def failed(fault: QueryFault) -> bytes:
    """The frame that ends an answer that failed."""
    told = {
        "kind": fault.kind,
        "message": fault.message,
        "line": fault.line,
        "column": fault.column,
        "retry_after": fault.retry_after,
    }
    return message(Kind.END, fault=told)


def fault_of(values: dict[str, Any]) -> QueryFault | None:
    """The fault that the values of an END frame tell, if any."""
    told = values.get("fault")
    return None if told is None else QueryFault(told.pop("kind"), told.pop("message"), **told)


class FrameReader:
    """Cuts a stream of bytes into frames as they come."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Kind, bytes]]:
        """The frames that are whole now.

        Raises:
            FrameError: the bytes are no frames.
        """
        held = self._held
        held += data
        at = 0
        while len(held) - at >= HEAD.size:
            length, kind = HEAD.unpack_from(held, at)
            if length > LONGEST or not Kind.HELLO <= kind <= Kind.END:
                raise FrameError(f"a frame of kind {kind} and {length} bytes")
            stop = at + HEAD.size + length
            if len(held) < stop:
                break
            yield Kind(kind), bytes(held[at + HEAD.size : stop])
            at = stop
        del held[:at]
