"""EDTF: what is valid but of a kind that is not read is told as such, and not as no date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg import DateError
from sovleader_kg.dates import days_of
from sovleader_kg.edtf import is_unread

# From the examples of the specification, https://www.loc.gov/standards/datetime/
UNREAD = (
    *("1985-04-12T23:20:30", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30+04:30", "Y170000002", "Y-170000002"),
    *(
        "-1985",
        "Y-17E7",
        "1950S2",
        "Y171010000S3",
        "Y3388E2S3",
        "2001-34",
        "1982-41",
        "1953-25",
        "156X-12-25",
        "15XX-12-25",
    ),
    *("XXXX-12-XX", "1XXX-XX", "1XXX-12", "1984-1X", "1984-11-1X", "1982-XX-12", "198X-11-12", "1XXX", "XXXX"),
    *(
        "198X-11-12/1984",
        "[1667,1760-34]",
        "{-1640..1953}",
        "1953-XX-14",
        "1953-25",
        "15XX-12-25",
        "196X-05",
        "Y10000",
        "-0044",
    ),
)


@pytest.mark.parametrize("text", UNREAD)
def test_valid_edtf_that_is_not_read_is_told_as_such(text: str) -> None:
    with pytest.raises(DateError) as caught:
        days_of(text)
    assert str(caught.value).startswith(f'"{text}" is valid EDTF, but of a kind that is not read; write EDTF')


@pytest.mark.parametrize(
    "text",
    [
        *("1953-13-XX", "1953-42", "XX-12", "1952/1953/198X-11-12", "198X-11-12/soon", "198X-13", "Y1985", "1953~X"),
        *("1953-00", "0000", "", "X", "/", "196X/195X", "[]", "..", "../..", "1985-04-12T23:20"),
    ],
)
def test_what_is_no_edtf_is_not_told_as_such(text: str) -> None:
    with pytest.raises(DateError, match="is not a valid date"):
        days_of(text)


@pytest.mark.parametrize("text", ["1953/", "1953/..", "/1953", "../1953", "[..1953]", "{1953..}", "195X/19XX"])
def test_open_and_unknown_ends_are_read(text: str) -> None:
    assert days_of(text)
    assert not is_unread(text)


@given(st.text(alphabet="0123456789X-~?%/[]{},.YESTZ: ", max_size=24))
def test_what_is_read_is_never_told_as_not_read(text: str) -> None:
    try:
        days_of(text)
    except DateError:
        return
    assert not is_unread(text.strip())
