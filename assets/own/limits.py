"""How much of a stranger's file is read: bounds far above any real product, and far below harm."""

MAX_FILE_BYTES = 512 * 2**20
MAX_SIDECAR_BYTES = 256 * 2**20
"""Of one texture, material library or buffer beside a model."""
MAX_TRIANGLES = 5_000_000
MAX_VERTICES = 15_000_000
MAX_PARTS = 4096
"""Placed meshes of one model."""
MAX_NODES = 20_000
MAX_DEPTH = 64
MAX_MATERIALS = 256
MAX_KEPT_MATERIALS = 32
"""Of one product; scans have one, assembled models a handful."""
MAX_TEXTURES = 64
MAX_TEXTURE_SIDE_PX = 16_384
MAX_TEXTURE_PX = 16_384 * 8_192
KEPT_TEXTURE_SIDE_PX = 4096
MAX_JSON_BYTES = 64 * 2**20
MAX_WORD = 200
"""Characters of a name taken from a file."""

NEAR_TRIANGLES = 20_000
FAR_TRIANGLES = 2_000
MAX_MODEL_TRIANGLES = 60_000
"""Of a model.glb that somebody put into a catalogue by hand."""

MAX_PRODUCTS = 20_000
MAX_PRODUCT_FILES = 64
MAX_MODEL_BYTES = 128 * 2**20
MAX_ARTWORK_BYTES = 64 * 2**20
MAX_YAML_BYTES = 64 * 1024

READ_SECONDS = 300
READ_BYTES = 4 * 2**30
"""Of memory, for the process that reads a model."""
