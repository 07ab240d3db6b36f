"""I16, I17: the permission table, for the full product of role x action x area."""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.models import ModeratorScope, User
from accounts.permissions import OutOfArea, OwnReport, allows, is_within, may, require, role_of
from accounts.roles import STAFF, TABLE, Action, Role, Scope
from accounts.tests.people import monaco, monte_carlo, nice, person

pytestmark = pytest.mark.django_db

WHERE = {
    "monaco": lambda: [{monaco().pk}],
    "monte carlo, which lies in monaco": lambda: [{monte_carlo().pk}],
    "nice": lambda: [{nice().pk}],
    "from monaco to nice": lambda: [{monaco().pk}, {nice().pk}],
    "from nice to monaco": lambda: [{nice().pk}, {monaco().pk}],
    "nowhere": lambda: [set()],
    "no place": lambda: [],
}
WITHIN_MONACO = {"monaco", "monte carlo, which lies in monaco"}

# The design's table, written by hand independently of the code, in the order of Role.
EXPECTED = {
    Action.READ: "all all all all all all",
    Action.SUBMIT: "all all all all all all",
    Action.FOLLOW: "own own own own own own",
    Action.CONFIRM: "all all all all all all",
    Action.OBJECT: "all all all all all all",
    Action.SIGN_IN: "all all all all all all",
    Action.ACCOUNT: "no own own own own own",
    Action.QUEUE: "no no no all areas all",
    Action.CONTACT: "no no no all areas all",
    Action.REVIEW: "no no no others others-in-areas others",
    Action.APPROVE: "no no no others others-in-areas others",
    Action.UNDO: "no no no others others-in-areas others",
    Action.REVERT: "no no no no no others",
    Action.BULK: "no no no others others-in-areas others",
    Action.HIDE: "no no no all areas all",
    Action.UNHIDE: "no no no no no all",
    Action.RESTRICT: "no no no all areas all",
    Action.RESTRICT_LONG: "no no no no no all",
    Action.AUDIT: "no own own all areas all",
    Action.AUDIT_EXPORT: "no no no no no all",
    Action.ADMINISTER: "no no no no no all",
}


def expected(action, role, where, own):
    word = EXPECTED[action].split()[list(Role).index(role)]
    within = where in WITHIN_MONACO
    return {
        "no": False, "all": True, "own": own, "areas": within, "others": not own,
        "others-in-areas": within and not own,
    }[word]  # fmt: skip


def test_every_action_has_a_row_of_its_own():
    assert list(TABLE) == list(Action) == list(EXPECTED)


@pytest.mark.parametrize("role", Role)
def test_the_full_product_of_role_action_and_area(role):
    someone = person(role)
    assert role_of(someone) is role
    for action, where, own in product(Action, WHERE, (False, True)):
        allowed = may(someone, action, places=WHERE[where](), own=own)
        assert allowed == expected(action, role, where, own), (role, action, where, own)


@pytest.mark.parametrize("role", Role)
def test_without_an_object_any_scope_is_enough(role):
    someone = person(role)
    for action in Action:
        assert may(someone, action) == (TABLE[action].scopes[role] is not Scope.NONE)


def test_a_single_moderator_may_decide_on_their_own_reports(settings):
    settings.SOLO_MODERATOR = True
    assert may(person(Role.MODERATOR), Action.APPROVE, places=[], own=True)
    amina = person(Role.AREA_MODERATOR)
    assert may(amina, Action.APPROVE, places=[{monaco().pk}], own=True)
    assert not may(amina, Action.APPROVE, places=[{nice().pk}], own=True)


def test_an_area_does_not_include_its_parent():
    amina = person(Role.AREA_MODERATOR, areas=[monte_carlo()])
    assert is_within(amina, [{monte_carlo().pk, monaco().pk}])
    assert not is_within(amina, [{monaco().pk}])


def test_an_inactive_account_is_anonymous():
    someone = person(Role.ADMIN)
    someone.is_active = False
    assert role_of(someone) is Role.ANONYMOUS
    assert role_of(AnonymousUser()) is Role.ANONYMOUS


def test_a_scope_everywhere_beside_one_with_an_area_means_everywhere():
    amina = person(Role.AREA_MODERATOR)
    ModeratorScope.objects.create(user=amina)
    assert role_of(User.objects.get(pk=amina.pk)) is Role.MODERATOR


class TestRequire:
    def test_a_permitted_action_passes(self):
        require(person(Role.AREA_MODERATOR), Action.APPROVE, places=[{monaco().pk}])

    def test_the_refusal_names_the_area_of_the_object(self):
        with pytest.raises(OutOfArea, match="This lies in Nice, outside the areas you moderate"):
            require(person(Role.AREA_MODERATOR), Action.APPROVE, places=[{nice().pk}])

    def test_it_names_the_smallest_area(self):
        amina = person(Role.AREA_MODERATOR, areas=[nice()])
        with pytest.raises(OutOfArea, match="lies in Monte-Carlo, outside"):
            require(amina, Action.APPROVE, places=[{monaco().pk, monte_carlo().pk}])

    def test_a_place_outside_every_area_is_named_too(self):
        with pytest.raises(OutOfArea, match="no known area"):
            require(person(Role.AREA_MODERATOR), Action.QUEUE, places=[set()])

    def test_nobody_decides_on_their_own_report(self):
        with pytest.raises(OwnReport, match="your own"):
            require(person(Role.ADMIN), Action.APPROVE, places=[], own=True)

    def test_without_the_action_the_refusal_names_no_place(self):
        with pytest.raises(PermissionDenied) as refused:
            require(person(Role.CONTRIBUTOR), Action.APPROVE, places=[{nice().pk}])
        assert str(refused.value) == ""


class TestAllows:
    def call(self, action, someone):
        request = RequestFactory().get("/somewhere")
        request.user = someone or AnonymousUser()
        return allows(action)(lambda request: HttpResponse("done"))(request)

    @pytest.mark.parametrize("role", Role)
    def test_it_admits_the_roles_of_the_table(self, role):
        someone = person(role)
        for action in Action:
            if may(someone, action):
                assert self.call(action, someone).content == b"done"
            elif role is Role.ANONYMOUS:
                assert self.call(action, someone).url == "/accounts/login/?next=/somewhere"
            else:
                with pytest.raises(PermissionDenied):
                    self.call(action, someone)

    def test_a_public_view_is_not_wrapped(self):
        def page(request):
            return HttpResponse()

        assert allows(Action.READ)(page) is page

    def test_a_restricted_view_is_never_cached(self):
        answer = self.call(Action.QUEUE, person(Role.MODERATOR))
        assert "no-store" in answer.headers["Cache-Control"]

    @pytest.mark.parametrize("role", Role)
    def test_staff_without_a_second_factor_are_led_to_it(self, settings, client, role):
        settings.STAFF_MFA_REQUIRED = True
        someone = person(role)
        if someone:
            client.force_login(someone)
        answer = client.get("/moderation?kind=new")
        if role in STAFF:
            assert answer.url == "/accounts/2fa/totp/activate/"
            assert client.session["wanted_page"] == "/moderation?kind=new"
        else:
            assert (answer.status_code, getattr(answer, "url", "")) in (
                (403, ""),
                (302, "/accounts/login/?next=/moderation%3Fkind%3Dnew"),
            )

    def test_their_post_requests_are_refused_with_the_reason(self, settings, client):
        settings.STAFF_MFA_REQUIRED = True
        client.force_login(person(Role.MODERATOR))
        assert client.post("/moderation/R-7F3K-9Q2X/approve").status_code == 403
