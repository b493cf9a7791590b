// Room Coverage.
