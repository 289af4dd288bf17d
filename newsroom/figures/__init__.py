"""Figures with their sources: reads, filters, files, and what staff see."""
