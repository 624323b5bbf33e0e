"""Compiled functions that cost nothing until they are called.

numba takes a quarter of a second and 120 MB to import. The web process imports rooms that import the measures but
never computes one, so a kernel is compiled, or read from numba's cache, at its first call. The cache lies in
NUMBA_CACHE_DIR, else beside the source.
"""

import importlib
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Small = NDArray[np.int32]
Places = NDArray[np.uint32]
Bits = NDArray[np.uint64]
Real = NDArray[np.float64]
Single = NDArray[np.float32]

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

KERNELS: list["Kernel[..., Any]"] = []


class Kernel(Generic[Arguments, Result]):
    """A function with one machine signature, compiled at its first call; kernels may call kernels."""

    def __init__(self, function: Callable[Arguments, Result], signature: str, options: dict[str, bool]) -> None:
        self.function = function
        self.signature = signature
        self.options = options
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__
        self._machine: Callable[Arguments, Result] | None = None
        KERNELS.append(self)

    def __call__(self, *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        machine = self._machine
        return machine(*arguments, **named) if machine is not None else self.compiled()(*arguments, **named)

    def compiled(self) -> Callable[Arguments, Result]:
        """The machine version, from the cache where there is one."""
        if self._machine is None:
            numba = importlib.import_module("numba")
            decorate = numba.njit(self.signature, cache=True, nogil=True, error_model="numpy", **self.options)
            self._machine = cast("Callable[Arguments, Result]", decorate(self.function))
        return self._machine

    @property
    def _numba_type_(self) -> object:
        """What numba asks of a name it meets inside another kernel."""
        return cast("Any", self.compiled())._numba_type_


def kernel(signature: str, **options: bool) -> Callable[[Callable[Arguments, Result]], Kernel[Arguments, Result]]:
    """Marks a function as a kernel with this numba signature; it releases the interpreter lock while it runs."""

    def wrap(function: Callable[Arguments, Result]) -> Kernel[Arguments, Result]:
        return Kernel(function, signature, options)

    return wrap
