"""The one table of event texts: whole, in both languages, and hiding from the reporter what is internal."""

from django.conf import settings
from django.test import SimpleTestCase
from django.utils import translation

from reports.models.event_labels import EVENT_LABELS
from reports.models.transitions import TABLE, Actor, Event


class EventLabelTests(SimpleTestCase):
    def test_every_event_has_a_label_for_staff_in_each_language(self):
        self.assertEqual(list(EVENT_LABELS), list(Event))
        for language, _name in settings.LANGUAGES:
            with self.subTest(language=language), translation.override(language):
                staff = [str(labels.staff) for labels in EVENT_LABELS.values()]
                self.assertTrue(all(staff))
                self.assertEqual(len(staff), len(set(staff)))

    def test_only_the_second_opinion_is_hidden_from_the_reporter(self):
        hidden = [event for event, labels in EVENT_LABELS.items() if labels.reporter is None]
        self.assertEqual(hidden, [Event.FLAG])

    def test_the_audit_log_has_all_that_moderators_may_do_and_submissions(self):
        logged = {event for event, labels in EVENT_LABELS.items() if labels.audit}
        by_moderators = {event for event, row in TABLE.items() if Actor.MODERATOR in row.by}
        self.assertEqual(logged, by_moderators | {Event.SUBMIT})

    def test_a_subject_names_the_report_in_each_language(self):
        for labels in EVENT_LABELS.values():
            for language, _name in settings.LANGUAGES:
                with self.subTest(language=language), translation.override(language):
                    if labels.mail_subject:
                        self.assertIn("R-2345", str(labels.mail_subject) % {"reference": "R-2345"})
