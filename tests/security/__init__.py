"""Sign-in, sessions, access and input against OWASP ASVS 5, point by point: the handbook's page names the test of each."""
