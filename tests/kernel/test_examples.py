"""The examples in the kernel's docstrings are true."""

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

from gabinete import kernel

MODULES = sorted(module.name for module in iter_modules(kernel.__path__, "gabinete.kernel."))
TEACHING = {"clock", "days", "federal", "figures", "folio", "standing", "terms", "words"}


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_are_true(name):
    told = doctest.testmod(import_module(name))

    assert told.failed == 0
    assert told.attempted > 0 or name.rpartition(".")[2] not in TEACHING
