"""The directory's law and business rules: plain Python that a jurist can read."""
