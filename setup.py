"""Everything is declared in pyproject.toml; this file lets tools that still look for it find the project."""

from setuptools import setup

setup()
