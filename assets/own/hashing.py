"""Files by content."""

import hashlib


def bytes_digest(data: bytes) -> str:
    """Hex BLAKE2b (128 bit)."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
