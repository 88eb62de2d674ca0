"""``euclusters eval bench``: this project and stock pipelines, each in a process of its own, on the same texts."""
