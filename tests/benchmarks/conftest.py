"""``benchmarks`` is a folder of the checkout and of no installed package: pytest has to be shown where it lies."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
