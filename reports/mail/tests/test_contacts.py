"""The address of who wants to hear back: encrypted, read on purpose, deleted in time."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.roles import Role
from accounts.tests.people import nice, person
from reports.decisions import reject, reopen
from reports.intake.receive import submit
from reports.mail import contacts
from reports.models import AuditEntry, Contact, Report
from reports.reporter import actions
from reports.tests.people import alice, report, submission, typed

pytestmark = pytest.mark.django_db
BOB = "bob@example.org"


@pytest.fixture
def sent():
    """The report and the address of its page."""
    one, secret = submit(submission(contact=BOB))
    return one, f"/report/status/{secret}"


class TestLeavingIt:
    def test_with_the_report(self, client):
        answer = client.post("/report", typed(contact=BOB))
        assert answer.status_code == 303
        assert "an address is kept" in client.get(answer.url).text

    def test_added_when_the_form_is_sent_again(self, client):
        form = typed()
        first = client.post("/report", form)
        again = [client.post("/report", form | {"contact": BOB}) for _click in range(2)]
        assert {one.url for one in again} == {first.url}
        assert contacts.mailbox_of(Report.objects.get()).address == BOB
        Report.objects.update(erased_at=timezone.now())
        client.post("/report", form | {"contact": "other@example.org"})
        assert contacts.mailbox_of(Report.objects.get()).address == BOB

    def test_an_invalid_address_is_shown_and_kept_in_the_form(self, client):
        answer = client.post("/report", typed(contact="bob at home"))
        assert answer.status_code == 422
        assert "bob at home" in answer.text

    def test_an_empty_field_deletes_nothing_and_explains_how_to(self, client, sent):
        one, page = sent
        answer = client.post(f"{page}/contact", {"contact": ""})
        assert answer.status_code == 422
        assert "To remove one, use its own button" in answer.content.decode()
        assert Contact.objects.filter(report=one).exists()

    def test_later_on_the_page_of_the_report(self, client, sent):
        one, page = sent
        new = "new@example.org"
        for fields, stored in (({"contact": new}, new), ({"remove": "1"}, None), ({"contact": BOB}, BOB)):
            answer = client.post(f"{page}/contact", fields)
            assert answer.url == f"{page}#contact"
            mailbox = contacts.mailbox_of(one)
            assert (mailbox.address if mailbox else None) == stored
        assert dict(client.cookies) == {}

    def test_nonsense_changes_nothing(self, client, sent):
        one, page = sent
        answer = client.post(f"{page}/contact", {"contact": "nonsense"})
        assert answer.status_code == 422
        assert "nonsense" in answer.text
        assert contacts.mailbox_of(one).address == BOB

    def test_without_the_link_there_is_nothing(self, client, sent):
        assert client.post("/report/status/guessed/contact", {"contact": "m@example.org"}).status_code == 404

    def test_once_the_data_are_deleted_none_can_be_left(self, client, sent):
        one, page = sent
        actions.erase(one, version=1)
        client.post(f"{page}/contact", {"contact": BOB})
        assert not Contact.objects.exists()

    def test_who_comes_by_a_link_goes_back(self, client, sent):
        assert client.get(f"{sent[1]}/contact").url == f"{sent[1]}#contact"


class TestAtRest:
    def test_neither_address_nor_link_can_be_read_in_the_database(self, sent):
        one, page = sent
        row = str(Contact.objects.filter(pk=one.pk).values().get())
        assert BOB not in row
        assert page.rpartition("/")[2] not in row

    def test_under_another_key_it_is_as_good_as_deleted(self, sent, settings):
        settings.SECRET_KEY = "another key, as after a leak of the first one"
        assert contacts.mailbox_of(sent[0]) is None
        with pytest.raises(contacts.NoContact):
            contacts.read_contact(sent[0], by=alice())

    def test_it_goes_thirty_days_after_the_decision(self, sent):
        one, _page = sent
        reject(one, by=alice(), version=1, reason="spam")
        for days, left in ((29, 1), (31, 0)):
            with time_machine.travel(timezone.now() + timedelta(days=days)):
                contacts.delete_expired_contacts()
            assert Contact.objects.count() == left

    def test_it_stays_as_long_as_nobody_decided(self, sent):
        one, _page = sent
        person = alice()
        reject(one, by=person, version=1, reason="spam")
        reopen(one, by=person, version=2, reason="again")
        with time_machine.travel(timezone.now() + timedelta(days=400)):
            assert contacts.delete_expired_contacts() == 0

    def test_of_a_withdrawn_report_it_goes_too(self, sent):
        actions.withdraw(sent[0], version=1)
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert contacts.delete_expired_contacts() == 1


class TestReadingIt:
    def test_it_is_not_on_the_page_of_the_review_and_one_press_away(self, client, sent):
        client.force_login(alice())
        page = client.get(f"/moderation/{sent[0].reference}").text
        assert BOB not in page
        assert f"/moderation/{sent[0].reference}/contact" in page
        assert BOB in client.post(f"/moderation/{sent[0].reference}/contact").text

    def test_each_look_is_written_down(self, client, sent):
        person = alice()
        client.force_login(person)
        for _ in range(2):
            client.post(f"/moderation/{sent[0].reference}/contact")
        entries = AuditEntry.objects.filter(what="contact_read", actor=person, report=sent[0])
        assert entries.count() == 2

    def test_a_get_shows_nothing_and_writes_nothing(self, client, sent):
        client.force_login(alice())
        assert client.get(f"/moderation/{sent[0].reference}/contact").status_code == 405
        assert not AuditEntry.objects.exists()

    def test_where_there_is_none_nothing_is_written_down(self, client):
        client.force_login(alice())
        for reference in (report().reference, "R-0000-0000"):
            assert client.post(f"/moderation/{reference}/contact").status_code == 404
        assert not AuditEntry.objects.exists()

    def test_outside_of_her_area_amina_may_not(self, client, sent):
        amina = person(Role.AREA_MODERATOR, areas=[nice()])
        with pytest.raises(PermissionDenied):
            contacts.read_contact(sent[0], by=amina)
        client.force_login(amina)
        assert client.post(f"/moderation/{sent[0].reference}/contact").status_code == 403
        assert not AuditEntry.objects.exists()

    @pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.TRUSTED])
    def test_charlie_may_not(self, client, sent, role):
        client.force_login(person(role))
        assert client.post(f"/moderation/{sent[0].reference}/contact").status_code == 403
