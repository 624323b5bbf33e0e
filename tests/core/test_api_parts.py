"""The API's own fields."""

import pytest
from rest_framework.exceptions import ValidationError

from belonging.core.api_parts import Text


# security A13
@pytest.mark.parametrize("said", [5, 1.5, True, None, [], {}])
def test_only_a_text_is_one(said: object) -> None:
    with pytest.raises(ValidationError):
        Text().run_validation(said)


def test_text_is_stripped_and_may_look_like_a_number() -> None:
    assert Text().run_validation(" 5 ") == "5"
