"""Engines: foreign triplestores and parsers, installed by `make test-engines` and started by the tests."""
