"""Chronology: who held or led what when, and how things lie in time, over all worlds that the claims allow."""
