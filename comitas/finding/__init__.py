"""Finding: what is searched, made of cases, documents, persons, letters and references; and the views that somebody keeps of the register."""
