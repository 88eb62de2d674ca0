"""What a value is asked of, where no source knows the word: a rate of cobalt is no rate of lithium."""

from __future__ import annotations

import re

from assistant.composing.materials import Materials
from assistant.lexicon import equivalents
from assistant.retrieving import holds, title_of
from assistant.words import stem, stems

_OF_SOMETHING = frozenset({"figure", "amount", "count", "person", "contact"})
_OBJECT = re.compile(r"\b(?:of|for|from) (?:the |an? )?([a-z][a-z-]{3,})\b")


def unheard(materials: Materials) -> frozenset[str]:
    """The informative words after "of" that stand nowhere in the index or in a title, nor does one that says the same.

    Of questions in English: words of another language are mostly not those of the sources.
    """
    understood, generation = materials.understood, materials.generation
    if understood.language != "en" or not understood.attributes & _OF_SOMETHING:
        return frozenset()
    words = (word for word in _OBJECT.findall(understood.question) if word in materials.retrieved.weights)
    titles = {title_of(item.passage, generation) for item in materials.retrieved.found}
    unknown = [w for w in words if not any(map(generation.document_frequency, (w, *equivalents(stem(w)))))]
    return frozenset(word for word in unknown if not any(holds(stems(title), word) for title in titles))
