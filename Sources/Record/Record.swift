// Room Record.
