"""The datasets that readers must name, with the cameras that each of them lists."""

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cameras.models import Camera, Dataset, SourceStatement


def published() -> QuerySet[Any]:
    """Datasets that list published cameras, the largest first: `n` of them follow what it says, `also` are
    listed by it beside the dataset that is followed."""
    own = Count("cameras", filter=Q(cameras__status=Camera.Status.ACTIVE))
    others = (
        SourceStatement.objects.filter(dataset=OuterRef("pk"), current=True, said__isnull=False)
        .filter(camera__status=Camera.Status.ACTIVE)
        .exclude(camera__dataset=OuterRef("pk"))
        .order_by()
        .values("dataset")
        .annotate(n=Count("pk"))
        .values("n")
    )
    also = Coalesce(Subquery(others, output_field=IntegerField()), Value(0))
    return (
        Dataset.objects.annotate(n=own, also=also)
        .filter(Q(n__gt=0) | Q(also__gt=0))
        .order_by(F("n").desc(), "slug")
    )
