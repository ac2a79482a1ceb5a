"""Opens the assistant: ``python app.py`` is ``holdspace app``."""

import sys

from holdspace.cli import main

if __name__ == "__main__":
    sys.argv[1:1] = ["app"]
    main()
