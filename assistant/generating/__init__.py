"""Sentences of a language model about numbered sources; LangChain is imported when one is first asked for."""
