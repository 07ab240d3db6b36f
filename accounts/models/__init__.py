"""Accounts: users, invitations, partner applications."""

from accounts.models.application import Application
from accounts.models.invitation import Invitation
from accounts.models.user import Jurisdiction, ModeratorScope, User

__all__ = ["Application", "Invitation", "Jurisdiction", "ModeratorScope", "User"]
