"""A benchmark of comment provenance: invented pages in the markup of many comment systems, with gold, and readers measured on them."""
