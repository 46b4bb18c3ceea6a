// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace fb {

/** Zeroed memory that is kept out of swap and core dumps where the system allows it; never returns null. */
[[nodiscard]] std::uint8_t *allocateLocked(std::size_t size);
/** The caller has wiped it. */
void freeLocked(std::uint8_t *memory, std::size_t size);
/** Forbids core dumps of this process; called once by each executable. */
void disableCoreDumps();

} // namespace fb
