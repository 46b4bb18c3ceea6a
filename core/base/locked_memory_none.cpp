// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/locked_memory.h"

namespace fb {

std::uint8_t *allocateLocked(std::size_t size)
{
    return new std::uint8_t[size]();
}

void freeLocked(std::uint8_t *memory, std::size_t)
{
    delete[] memory;
}

void disableCoreDumps() {}

} // namespace fb
