"""Several datasets that name one object: one camera, and a rule whose word is followed."""

from io import StringIO

from django.core.management import CommandError, call_command

from cameras.importing.tests.test_imports import ImportCase, decide, node
from cameras.models import Camera, CameraRevision, Change, Dataset, ImportRun, RegistryClock, SourceStatement
from cameras.tests.files import CASES


def seq():
    return RegistryClock.objects.get().seq


class SourceCase(ImportCase):
    def only(self):
        return Camera.objects.select_related("dataset").get()

    def says(self, operator, *sources):
        """The only camera has this operator, by the first of these sources."""
        camera = self.only()
        assert (camera.operator, camera.dataset.slug) == (operator, sources[0])
        assert camera.sources == (list(sources) if len(sources) > 1 else None)


class SeveralTests(SourceCase):
    def test_two_datasets_do_not_fight(self):
        self.load(path=CASES / "setA.json", dataset="a")
        self.load(path=CASES / "setB.json", dataset="b")
        shared = Camera.objects.get(external_ref="osm:node/888001")
        assert (shared.tags["note"], shared.dataset.slug, shared.sources) == ("A", "a", ["a", "b"])
        assert Camera.objects.count() == 20
        before = seq()
        for _ in range(2):
            for name in "ab":
                told = self.load(path=CASES / f"set{name.upper()}.json", dataset=name)
                assert (told["created"], told["changed"]) == (0, 0)
        assert seq() == before

    def test_what_one_lists_no_more_the_other_keeps(self):
        self.load(path=CASES / "setA.json", dataset="a")
        self.load(path=CASES / "setB.json", dataset="b")
        told = self.load(path=CASES / "setB-later.json", dataset="b", complete=True)
        assert (told["removed"], told["vanished"], told["listed_elsewhere"]) == (0, 1, 1)
        shared = Camera.objects.get(external_ref="osm:node/888001")
        assert (shared.status, shared.dataset.slug, shared.sources) == ("active", "a", None)
        told = self.load(path=CASES / "setA.json", dataset="a", complete=True)
        assert told["removed"] == 0

    def test_a_camera_goes_when_no_dataset_lists_it_any_more(self):
        for dataset in "ab":
            self.load(node(1), node(2), dataset=dataset)
        for dataset, status in (("a", "active"), ("b", "removed")):
            told = self.load(node(2), dataset=dataset, complete=True, allow_share=0.5)
            assert told["removed"] == (status == "removed")
            assert Camera.objects.get(external_ref="osm:node/1").status == status
        self.load(node(1), node(2), dataset="b")
        assert Camera.objects.get(external_ref="osm:node/1").status == "active"

    def test_too_many_are_not_taken_off_a_list_either(self):
        for dataset in "ab":
            self.load(node(1), node(2), dataset=dataset)
        with self.assertRaisesMessage(CommandError, "1 of the 2 cameras of b are not in the file"):
            self.load(node(2), dataset="b", complete=True)
        assert Camera.objects.get(external_ref="osm:node/1").sources == ["a", "b"]

    def test_the_same_object_in_two_files_is_unchanged_and_readers_hear_of_its_sources(self):
        self.load(node(operator="Ville"), dataset="a")
        before = seq()
        told = self.load(node(operator="Ville"), dataset="b")
        assert (told["changed"], told["unchanged"]) == (0, 1)
        assert CameraRevision.objects.count() == 1
        assert seq() == before + 1
        assert Change.objects.latest("seq").reason == "source"
        self.says("Ville", "a", "b")

    def test_the_rank_of_the_datasets_decides_where_none_is_newer(self):
        self.load(node(operator="A"), dataset="a")
        self.load(node(operator="B"), dataset="b")
        self.says("A", "a", "b")
        self.load(node(operator="C"), dataset="c", rank=1)
        self.says("C", "c", "a", "b")

    def test_the_newest_version_goes_before_the_rank(self):
        self.load({**node(operator="A"), "version": 1}, dataset="a", rank=1)
        self.load({**node(operator="B"), "version": 2}, dataset="b")
        self.says("B", "b", "a")
        self.load(node(operator="C"), dataset="c")
        self.says("B", "b", "c", "a")

    def test_a_change_of_one_that_is_not_followed_changes_nothing(self):
        self.load(node(operator="A"), dataset="a")
        self.load(node(operator="B"), dataset="b")
        before = seq()
        told = self.load(node(operator="B2"), dataset="b")
        assert (told["changed"], told["unchanged"], seq()) == (0, 1, before)
        assert SourceStatement.objects.get(dataset__slug="b", current=True).said["operator"] == "B2"

    def test_what_people_decided_stays_whoever_is_followed(self):
        self.load({**node(operator="A"), "version": 1}, dataset="a")
        decide(operator="Mairie")
        self.load({**node(operator="B", height="4"), "version": 2}, dataset="b")
        camera = self.only()
        assert (camera.operator, camera.height, camera.dataset.slug) == ("Mairie", 4, "b")

    def test_a_camera_that_people_hid_stays_hidden(self):
        self.load(node(), dataset="a")
        decide(status="hidden")
        self.load(node(operator="B"), dataset="b")
        assert self.only().status == "hidden"

    def test_one_that_vanished_from_the_first_belongs_to_the_second(self):
        self.load(node(1), node(2), dataset="a")
        self.load(node(2), dataset="a", complete=True, allow_share=0.5)
        self.load(node(1, operator="B"), dataset="b")
        camera = Camera.objects.get(external_ref="osm:node/1")
        assert (camera.status, camera.operator, camera.dataset.slug, camera.sources) == (
            "active",
            "B",
            "b",
            None,
        )

    def test_a_rehearsal_writes_nothing_and_counts_the_same(self):
        self.load(node(operator="A"), dataset="a", rank=200)
        foreseen = self.load(node(operator="B"), dataset="b", dry_run=True)
        assert not SourceStatement.objects.exists()
        told = self.load(node(operator="B"), dataset="b")
        assert (foreseen["changed"], told["changed"]) == (1, 1)

    def test_gone_in_one_and_standing_in_another(self):
        gone = {**node(), "tags": {"removed:man_made": "surveillance"}}
        self.load({**node(operator="A"), "version": 1}, dataset="a")
        self.load({**node(operator="A"), "version": 1}, dataset="b")
        told = self.load({**gone, "version": 2}, node(2), dataset="b")
        assert told["removed"] == 1
        assert Camera.objects.get(external_ref="osm:node/1").status == "removed"
        self.load({**node(operator="A"), "version": 3}, dataset="a")
        assert Camera.objects.get(external_ref="osm:node/1").status == "active"


class UndoTests(SourceCase):
    def test_it_gives_back_what_the_others_say(self):
        first = self.load(node(operator="A"), dataset="a")["import"]
        second = self.load(node(operator="B"), dataset="b")["import"]
        assert "0 removed, 1 restored" in self.undo(first)
        self.says("B", "b")
        assert "1 removed, 0 restored" in self.undo(second)
        assert self.only().status == "removed"
        self.load(node(operator="A"), dataset="a")
        assert self.only().status == "active"
        self.says("A", "a")

    def test_the_second_leaves_the_first_as_it_was(self):
        self.load({**node(operator="A"), "version": 1}, dataset="a")
        run = self.load({**node(operator="B"), "version": 2}, dataset="b")["import"]
        self.says("B", "b", "a")
        self.undo(run)
        self.says("A", "a")
        assert "nothing is left to do" in self.undo(run)

    def test_it_gives_back_what_the_dataset_said_before(self):
        self.load(node(operator="A1"), dataset="a")
        last = self.load(node(operator="A2"), dataset="a")["import"]
        self.load(node(operator="B"), dataset="b")
        later = self.load(node(operator="A3"), dataset="a")["import"]
        self.says("A3", "a", "b")
        for run, operator in ((later, "A2"), (last, "A1")):
            self.undo(run)
            self.says(operator, "a", "b")

    def test_a_camera_that_had_vanished_is_listed_again(self):
        for dataset in "ab":
            self.load(node(1), node(2), dataset=dataset)
        run = self.load(node(2), dataset="b", complete=True, allow_share=0.5)["import"]
        self.undo(run)
        assert Camera.objects.get(external_ref="osm:node/1").sources == ["a", "b"]

    def test_an_undone_import_does_not_count_when_another_dataset_comes(self):
        self.undo(self.load(node(operator="A"), dataset="a")["import"])
        self.load(node(operator="B"), dataset="b")
        self.says("B", "b")
        assert self.only().status == "active"

    def test_an_interrupted_undo_does_only_what_is_left(self):
        self.load({**node(operator="A"), "version": 1}, dataset="a")
        run = self.load({**node(operator="B"), "version": 2}, dataset="b")["import"]
        self.undo(run)
        ImportRun.objects.update(undone_at=None)
        before = seq()
        assert "0 removed, 0 restored" in self.undo(run)
        assert seq() == before


class AuditTests(SourceCase):
    def test_a_registry_of_several_sources_is_in_order(self):
        for name in ("a", "b", "a"):
            self.load(node(1, operator=name), node(2), dataset=name)
        self.load(node(2), dataset="b", complete=True, allow_share=0.5)
        out = StringIO()
        call_command("audit_registry", stdout=out)
        assert "Nothing differs" in out.getvalue()
        assert Dataset.objects.count() == 2
