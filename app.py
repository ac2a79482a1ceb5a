"""Opens the assistant: ``python app.py``. Also the entry of a hosted Space."""

import holdspace
from holdspace.web import serve

if __name__ == "__main__":
    serve(holdspace.load())
