"""Who people are, and how they came."""

from accounts.models.application import Application
from accounts.models.invitation import Invitation
from accounts.models.user import ModeratorScope, Reach, User

__all__ = ["Application", "Invitation", "ModeratorScope", "Reach", "User"]
