"""What a reader asks: who held or led what and when, why nobody, who says so, and where sources disagree.

A store and a question come in; typed, frozen answers go out.
"""
