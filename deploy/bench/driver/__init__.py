"""Measures mail proxies side by side: the parts of bench.py."""
