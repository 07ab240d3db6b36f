"""Tile pyramid of counts: cameras per map cell, updated with every change."""

from django.db import models


class PyramidCell(models.Model):
    """Published cameras of one ownership and device in one cell of one level.

    `cell` is the camera's tile key without its lower bits: level 15 is a square of 1.2 km at the equator.
    `x` and `y` are sums of Web Mercator positions at zoom 31, `ids` the sum of ids: divided by `n` they give
    the mean position, and the id when `n` is 1. An empty cell is kept for its `seq`: the ETag of a tile must
    never return to an earlier value.
    """

    pk = models.CompositePrimaryKey("level", "cell", "ownership", "device")
    level = models.PositiveSmallIntegerField()
    cell = models.BigIntegerField()
    ownership = models.CharField(max_length=10)
    device = models.CharField(max_length=20)
    n = models.BigIntegerField()
    x = models.BigIntegerField()
    y = models.BigIntegerField()
    ids = models.BigIntegerField()
    seq = models.PositiveBigIntegerField(help_text="Seq of the last change inside the cell")

    def __str__(self) -> str:
        return f"{self.level}/{self.cell} {self.ownership} {self.device}: {self.n}"
