"""Accounts: users, invitations, partner applications."""

from accounts.models.account_mail import AccountMail
from accounts.models.application import Application
from accounts.models.cache_entry import CacheEntry
from accounts.models.invitation import Invitation
from accounts.models.user import Jurisdiction, ModeratorScope, User

__all__ = ["AccountMail", "Application", "CacheEntry", "Invitation", "Jurisdiction", "ModeratorScope", "User"]
