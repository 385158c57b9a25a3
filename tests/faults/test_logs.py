"""The guard over the logs of these tests sees what it is there for."""

from __future__ import annotations

import logging

from tests.faults.readers import TYPED, personal_in, truth


def test_a_name_in_a_quiet_record_is_seen(logged: list[str]) -> None:
    fault = ValueError(truth()["name"])
    logging.getLogger("ui.planted").debug("typed: %s", TYPED["address"], exc_info=fault)

    assert personal_in(logged) == [truth()["name"], TYPED["address"]]
    logged.clear()
