"""A commitment binds all of a decision, says nothing of it, and is opened in part."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitycredit.errors import LedgerUnreadable, PocketDiffers
from qualitycredit.ledger import PARTS, check_listed, commitment, open_parts, read_opening
from tests.cast import ALI, CHEN
from tests.unit.ledger.trees import statement_of

SALT = bytes(range(32))


def test_the_commitment_is_this_one_for_ever() -> None:
    statement = {part: {"of": part} for part in PARTS}
    assert (
        commitment(SALT, statement).hex()
        == "9eae660e424cc71743fa00536c8862c0644ca84b5571b5376fd44d29b7fe0343"
    )


@given(st.binary(min_size=32, max_size=32), st.sampled_from(PARTS), st.text(max_size=5))
def test_it_binds_every_part_and_the_salt(salt: bytes, part: str, text: str) -> None:
    statement = {one: {"of": one} for one in PARTS}
    there = commitment(SALT, statement)
    assert (commitment(salt, statement) == there) == (salt == SALT)
    changed = {**statement, part: {"of": text}}
    assert (commitment(SALT, changed) == there) == (changed == statement)


def test_what_is_not_opened_cannot_be_guessed() -> None:
    # Whoever has the opening of a listed entry knows every value that another part could have, and not its salt.
    statement = statement_of(CHEN)
    opening = open_parts(7, SALT, statement)
    said = str(opening.document())
    assert set(opening.parts) == {"result", "standard"}
    assert SALT.hex() not in said
    assert not any(str(value) in said for value in ("C.1", statement["facts"]["facts_sha256"]))
    guessed = open_parts(7, opening.salts["result"], statement, parts=PARTS)
    assert guessed.hidden == {}
    assert guessed.commitment != opening.commitment
    assert opening.commitment == commitment(SALT, statement)


def test_an_opening_is_read_as_it_is_written() -> None:
    opening = open_parts(7, SALT, statement_of(ALI))
    assert read_opening(opening.document()) == opening
    code = ALI.enterprise.enterprise_id
    check_listed(opening, code=code, listing="A")
    with pytest.raises(PocketDiffers, match="list is published as “D”, and committed to as “A”"):
        check_listed(opening, code=code, listing="D")
    with pytest.raises(PocketDiffers, match="code of the enterprise"):
        check_listed(opening, code=CHEN.enterprise.enterprise_id, listing="A")


@pytest.mark.parametrize("name", ["index", "parts", "salts", "hidden"])
def test_an_opening_that_lacks_something_is_refused(name: str) -> None:
    document = open_parts(7, SALT, statement_of(ALI)).document()
    without = {key: said for key, said in document.items() if key != name}
    wrongs: list[object] = [{**document, name: {}}, without, [], None]
    for wrong in wrongs:
        with pytest.raises(LedgerUnreadable, match="not complete"):
            read_opening(wrong)


def test_an_opening_that_was_changed_is_another_commitment() -> None:
    opening = open_parts(7, SALT, statement_of(ALI))
    parts = {**opening.parts, "result": {**opening.parts["result"], "grade": "D"}}
    assert replace(opening, parts=parts).commitment != opening.commitment
