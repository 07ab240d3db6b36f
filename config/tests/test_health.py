from unittest.mock import patch

from django.db import OperationalError, connection
from django.test import TestCase


class HealthTests(TestCase):
    def test_it_is_200_when_the_database_responds(self):
        response = self.client.get("/healthz")
        self.assertEqual((response.status_code, response.content), (200, b"ok\n"))

    def test_it_is_503_when_the_database_does_not(self):
        with patch.object(connection, "cursor", side_effect=OperationalError):
            self.assertEqual(self.client.get("/healthz").status_code, 503)
