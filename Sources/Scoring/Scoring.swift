// Room Scoring.
