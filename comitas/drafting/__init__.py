"""Letters: filled from the case, reviewed by a second pair of eyes, printed as PDF/A, recorded as sent."""
