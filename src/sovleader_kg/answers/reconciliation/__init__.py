"""Reconciliation: which things the cells of somebody's table mean, how sure that is, and what else is known of them."""
