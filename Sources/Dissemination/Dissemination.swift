// Room Dissemination.
