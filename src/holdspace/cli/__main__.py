"""``python -m holdspace.cli``."""

from holdspace.cli import main

main()
