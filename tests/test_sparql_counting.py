"""Rows are counted right in every format, however the bytes are cut and whatever the terms hold."""

import io
from typing import Any, cast

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparql.counting import RowCounter
from sparql.formats import RESULT_FORMATS

NASTY = st.text(st.sampled_from('"\\{}[],:\n\r\t<>result/é a'), max_size=10)


def answer(values: list[str | None], media_type: str) -> bytes:
    """A SELECT of one row for each value; None is a row that binds nothing."""
    written = " ".join("UNDEF" if value is None else str(ox.Literal(value)) for value in values)
    solutions = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {written} }} }}")
    sink, format_ = io.BytesIO(), ox.QueryResultsFormat.from_media_type(media_type)
    cast("Any", solutions).serialize(sink, format_)
    return sink.getvalue()


@pytest.mark.parametrize("media_type", [f.media_type for f in RESULT_FORMATS])
@given(values=st.lists(st.none() | NASTY, max_size=6), size=st.integers(1, 40))
def test_rows_are_counted_however_they_are_cut(media_type: str, values: list[str | None], size: int) -> None:
    data, counter = answer(values, media_type), RowCounter(media_type)
    for at in range(0, len(data), size):
        counter.feed(data[at : at + size])
    assert counter.rows == len(values)


def test_a_graph_has_no_rows() -> None:
    counter = RowCounter("text/turtle")
    counter.feed(b"<a> <b> <c> .\n")
    assert counter.rows is None
