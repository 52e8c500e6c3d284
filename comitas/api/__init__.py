"""The machine door: `/api/v1`, on which a domestic case system lives, and the tokens that open it."""
