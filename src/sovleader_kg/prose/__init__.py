"""Prose: answers as sentences, in English and Russian. In come answers and dates, out goes what a person would say.

Pages, command line and Python all take their sentences from here.
"""
