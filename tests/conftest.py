"""What all tests share: the same examples in every run, unless GONDOLA_EXAMPLES=explore asks for new ones."""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None, print_blob=False)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("GONDOLA_EXAMPLES", "same"))
