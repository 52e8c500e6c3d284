<<<<<<< HEAD
"""Documents."""
=======
"""Bytes with a fingerprint: originals, and what was read from them."""
>>>>>>> documents
