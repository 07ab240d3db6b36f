"""Table of Django's database cache."""

from typing import ClassVar

from django.db import models


class CacheEntry(models.Model):
    """Row of the default cache (settings CACHES), which counts attempts to sign in for all processes and
    machines. Written only by django.core.cache.backends.db, whose columns these are."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField()

    class Meta:
        db_table = "accounts_cache"
        indexes: ClassVar = [models.Index(fields=["expires"], name="accounts_cache_expires")]

    def __str__(self) -> str:
        return self.cache_key
