"""Roles, actions and the permission table: no Django, no database.

docs/roles.md shows the same table and a test compares them; another covers role x action x area.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    ANONYMOUS = "anonymous"
    CONTRIBUTOR = "contributor"
    TRUSTED = "trusted"
    MODERATOR = "moderator"
    AREA_MODERATOR = "area moderator"
    ADMIN = "admin"


STAFF = frozenset({Role.MODERATOR, Role.AREA_MODERATOR, Role.ADMIN})  # they need a second factor


class Scope(StrEnum):
    NONE = "no"
    OWN = "own"
    AREAS = "own areas"
    ALL = "all"


class Action(StrEnum):
    """Actions subject to permission; the value is the description."""

    READ = "read the map, the lists and the data"
    SUBMIT = "send a report"
    FOLLOW = "see, amend, withdraw a report"
    CONFIRM = "confirm that a camera is still there"
    OBJECT = "object to a camera or a report"
    SIGN_IN = "sign in, accept an invitation"
    ACCOUNT = "see and change the account"
    QUEUE = "read the queue and the notes"
    CONTACT = "read contact data, which is logged"
    REVIEW = "ask, refuse, merge, hold, release, reopen"
    APPROVE = "approve"
    UNDO = "revert a decision of one's own for 24 hours"
    REVERT = "revert any decision"
    BULK = "decide up to 200 reports at once"
    HIDE = "hide a camera"
    UNHIDE = "show a hidden camera, redact its history"
    RESTRICT = "ban or set a zone for 7 days at most"
    RESTRICT_LONG = "ban or set a zone for longer"
    AUDIT = "read the audit log"
    AUDIT_EXPORT = "export the audit log"
    ADMINISTER = "change roles, areas, settings"


@dataclass(frozen=True)
class Rule:
    """Scope of each role for one action."""

    scopes: dict[Role, Scope]
    decides: bool = False  # not permitted on one's own report

    def describe(self, role: Role) -> str:
        scope = self.scopes[role]
        return f"{scope}, not own" if self.decides and scope is not Scope.NONE else str(scope)


def _rule(*scopes: Scope, decides: bool = False) -> Rule:
    return Rule(dict(zip(Role, scopes, strict=True)), decides)


NONE, OWN, AREAS, ALL = Scope
_everybody = _rule(*6 * [ALL])
_staff = (NONE, NONE, NONE, ALL, AREAS, ALL)
_admin = (NONE, NONE, NONE, NONE, NONE, ALL)

TABLE: dict[Action, Rule] = {
    Action.READ: _everybody,
    Action.SUBMIT: _everybody,
    Action.FOLLOW: _rule(*6 * [OWN]),
    Action.CONFIRM: _everybody,
    Action.OBJECT: _everybody,
    Action.SIGN_IN: _everybody,
    Action.ACCOUNT: _rule(NONE, *5 * [OWN]),
    Action.QUEUE: _rule(*_staff),
    Action.CONTACT: _rule(*_staff),
    Action.REVIEW: _rule(*_staff, decides=True),
    Action.APPROVE: _rule(*_staff, decides=True),
    Action.UNDO: _rule(*_staff, decides=True),
    Action.REVERT: _rule(*_admin, decides=True),
    Action.BULK: _rule(*_staff, decides=True),
    Action.HIDE: _rule(*_staff),
    Action.UNHIDE: _rule(*_admin),
    Action.RESTRICT: _rule(*_staff),
    Action.RESTRICT_LONG: _rule(*_admin),
    Action.AUDIT: _rule(NONE, OWN, OWN, ALL, AREAS, ALL),
    Action.AUDIT_EXPORT: _rule(*_admin),
    Action.ADMINISTER: _rule(*_admin),
}


def allowed(scope: Scope, *, within: bool, own: bool) -> bool:
    """`within`: every place of the object lies in the person's areas. `own`: the object is the person's."""
    return {Scope.NONE: False, Scope.OWN: own, Scope.AREAS: within, Scope.ALL: True}[scope]
