"""The web server, the engine behind it, and the command `yuezhi`."""
