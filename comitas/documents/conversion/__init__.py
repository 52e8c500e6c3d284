"""The program inside the box: one original in, page images and their reading out.

Started as `python -m comitas.documents.conversion`; serves documents one after another over the socket that is its standard
input. It imports nothing of Comitas but `documents.rules`, and nothing it produces is trusted outside.
"""
