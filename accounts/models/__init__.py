"""Who people are, and how they came."""

from accounts.models.invitation import Invitation
from accounts.models.person import ModeratorScope, Reach, User

__all__ = ["Invitation", "ModeratorScope", "Reach", "User"]
