"""Chronology: what is certain or possible in time, over all worlds that the claims allow.

Terms, posts and leaderships come in from a store (`careers`, `leaderships`), their dates from its `timeline`. Who held
or led what at a time goes out (`holders`, `leadership`), or why nobody did (`vacancy`), and how two things relate in
time (`relations`). What is asked is put as propositions about `worlds`, which a solver of `constraints` decides.
"""
