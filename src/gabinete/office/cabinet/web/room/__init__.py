"""The screens of a session while it is held: the technical secretary's, the wall, the members' and the door."""
