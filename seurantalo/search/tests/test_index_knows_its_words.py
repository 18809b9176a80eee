"""The words of the index itself: for completing what is typed and for forgiving slips."""

from seurantalo.search.index import Document, Index


def test_a_word_nearly_right_finds_its_neighbours(tmp_path):
    words = ["jumppa", "jumppaaja", "kumpu", "tuolijumppa", "theme:jumppa", "uinti"]
    Index.build([Document(key=w, terms={w: 1.0}) for w in words], tmp_path, 1)
    index = Index.open(tmp_path)
    index.apply(2, [("uusi", Document(key="uusi", terms={"jumppq": 1.0, "sauna": 1.0}))])
    assert index.neighbours("jumpa") == ["jumppa"]
    assert index.neighbours("jumppb") == ["jumppa", "jumppq"]
    assert index.neighbours("suana") == ["sauna"]  # two letters swapped, in the newest document
    assert index.neighbours("!") == index.neighbours("") == []
    assert index.suggest("jump") == ["jumppa", "jumppaaja", "jumppq"]
