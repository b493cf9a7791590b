// Room Intake.
