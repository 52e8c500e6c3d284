"""Working: who must do what by when."""
