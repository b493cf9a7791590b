// Room Channels.
