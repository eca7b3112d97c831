"""How fast a step of the engine is, told as a ratio to hand-written SQL in the same run. See README.md."""
