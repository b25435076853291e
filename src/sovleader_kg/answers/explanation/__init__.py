"""Explanation: what is said of a thing and by whom, where each triple comes from, and where sources disagree."""
