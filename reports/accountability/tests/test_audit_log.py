"""Who did what: everybody reads as far as the table says, nobody edits."""

import csv

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from accounts.roles import Role
from accounts.tests.people import monaco, nice, person
from cameras.tests.builders import camera
from reports.accountability.views import PAGE_SIZE
from reports.decisions import flag, reject
from reports.intake.receive import submit
from reports.mail import contacts
from reports.models import AuditEntry, Report, ReportEvent
from reports.tests.people import alice, report, submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    """Alice looked at Bob's address and refused his report in Monaco; another one lies in Nice."""
    monaco(), nice()
    one, _secret = submit(submission(contact="bob@example.org"))
    other = report(latitude="43.70", longitude="7.25")
    moderator = alice()
    contacts.read_contact(one, by=moderator)
    reject(one, by=moderator, version=1, reason="spam")
    reject(other, by=moderator, version=1, reason="spam")
    return one, other


def read_by(client, someone):
    client.force_login(someone)
    return client.get("/audit").text


class TestReading:
    @pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
    def test_moderators_of_everywhere_read_all(self, client, done, role):
        page = read_by(client, person(role))
        assert done[0].reference in page
        assert done[1].reference in page
        assert page.count("<td>alice</td>") == 3
        assert "read the reporter’s address" in page

    def test_amina_reads_what_lies_in_her_area(self, client, done):
        page = read_by(client, person(Role.AREA_MODERATOR, areas=[nice()]))
        assert done[0].reference not in page
        assert done[1].reference in page
        assert "address</td>" not in page

    def test_a_contributor_reads_what_became_of_their_own_without_names(self, client, done):
        charlie = person(Role.CONTRIBUTOR, name="charlie")
        assert "Nothing yet" in read_by(client, charlie)
        Report.objects.filter(pk=done[0].pk).update(reporter=charlie)
        page = client.get("/audit").text
        assert "read the reporter’s address" in page
        assert "alice" not in page
        assert done[1].reference not in page

    def test_strangers_read_nothing(self, client, done):
        assert client.get("/audit").url.startswith("/accounts/login/")

    def test_many_lines_cost_as_many_queries_as_few(self, client, done, django_assert_num_queries):
        one = report(latitude="43.74")
        moderator = User.objects.get(username="alice")
        client.force_login(moderator)
        for version in range(1, PAGE_SIZE + 10):
            flag(one, by=moderator, version=version, second_opinion=bool(version % 2))
        with django_assert_num_queries(5):
            page = client.get("/audit")
        assert page.text.count("<tr>") == PAGE_SIZE + 1
        [earlier] = [word for word in page.text.split('"') if word.startswith("?before=")]
        assert done[0].reference in client.get(f"/audit{earlier}").text

    @pytest.mark.parametrize("before", ["x", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00", "\x00"])
    def test_an_invalid_instant_is_the_first_page(self, client, done, before):
        client.force_login(person(Role.ADMIN))
        assert done[0].reference in client.get("/audit", {"before": before}).text


class TestExport:
    def test_an_administrator_takes_all_of_it_and_that_is_written_down(self, client, done):
        client.force_login(person(Role.ADMIN, name="=root"))
        answer = client.post("/audit/export")
        rows = list(csv.reader(answer.getvalue().decode().splitlines()))
        assert rows[0] == ["at", "who", "what", "report"]
        assert [row[1:] for row in rows[1:]] == [
            ["'=root", "exported the audit log", ""],
            ["alice", "refused", done[1].reference],
            ["alice", "refused", done[0].reference],
            ["alice", "read the reporter’s address", done[0].reference],
        ]

    @pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.AREA_MODERATOR, Role.MODERATOR])
    def test_nobody_else_does(self, client, done, role):
        client.force_login(person(role))
        assert client.post("/audit/export").status_code == 403
        assert not AuditEntry.objects.filter(what="exported").exists()


class TestNobodyEdits:
    def test_the_admin_has_no_form_for_it(self, client, done):
        client.force_login(person(Role.ADMIN))
        entry, event = AuditEntry.objects.first(), ReportEvent.objects.first()
        for path in (f"auditentry/{entry.pk}", f"reportevent/{event.pk}"):
            assert client.get(f"/admin/reports/{path}/change/").status_code == 200
            assert client.post(f"/admin/reports/{path}/change/", {}).status_code == 403
            assert client.post(f"/admin/reports/{path}/delete/", {"post": "yes"}).status_code == 403


# I9: what a statement may try to change in each table that is only added to.
TABLES = {
    "reports_auditentry": "what = 'exported'",
    "reports_reportevent": "event = 'approve'",
    "cameras_camerarevision": "version = 99",
    "cameras_change": "seq = 99",
}


@pytest.mark.postgresql
class TestAppendOnly:
    """I9: PostgreSQL itself refuses."""

    @pytest.mark.parametrize("table", TABLES)
    def test_rows_are_neither_changed_nor_deleted(self, done, table):
        camera(43.7, 7.4)
        for statement in (f"UPDATE {table} SET {TABLES[table]}", f"DELETE FROM {table}"):
            with (
                pytest.raises(DatabaseError, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
