from datetime import date

import pytest

from cameras.interval import Interval, parse_interval

DAY = date(2018, 2, 12)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2018-02-12", DAY, DAY),
        ("2018-02-12T23:20:50Z", DAY, DAY),
        ("2018-02-12t23:20:50.52z", DAY, DAY),
        ("2018-02-12T23:20:60Z", DAY, DAY),  # a leap second
        ("2018-02-13T00:30:00+01:00", DAY, DAY),
        ("2018-02-11T23:30:00-01:00", DAY, DAY),
        ("2018-02-12/2018-03-18", DAY, date(2018, 3, 18)),
        ("2018-02-12T00:00:00Z/2018-03-18T12:31:12Z", DAY, date(2018, 3, 18)),
        ("2018-02-12/..", DAY, None),
        ("../2018-02-12", None, DAY),
        ("2018-02-12T00:00:00Z/", DAY, None),
        ("/2018-02-12", None, DAY),
        ("2018-02-12/P2D", DAY, date(2018, 2, 14)),
        ("2018-02-12/2018-02-12T10:00:00Z", DAY, DAY),
    ],
)
def test_it_reads_every_form_that_clients_send(text, start, end):
    assert parse_interval(text) == Interval(start, end)


@pytest.mark.parametrize(
    "text",
    [
        "", "..", "/", "../..", "..//", "2018-02-12/2018-02-13/2018-02-14", "2018-13-01", "2018-02-30", "now",
        "2018-02-12T23:20:50", "2018-02-12T25:00:00Z", "2018-02-12T23:20:50+99:00", "２018-02-12", "20180212",
        "2018-02-13/2018-02-12", "2018-02-12T10:00:00Z/2018-02-12T09:00:00Z", "../P2D", "P2D/2018-02-12",
        "2018-02-12/P99999D9", "9999-12-30/P99999D", "0000-01-01", "0001-01-01T00:00:00+12:00", "2018-02-12 ",
        "2018-02-12\n", "2018-02-12T00:00:00 01:00",
    ],
)  # fmt: skip
def test_it_refuses_the_rest_with_a_message(text):
    with pytest.raises(ValueError, match=r"(?s)write a day .* (is none|parts|open|begins|beginning|9999)"):
        parse_interval(text)
