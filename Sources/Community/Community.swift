// Room Community.
