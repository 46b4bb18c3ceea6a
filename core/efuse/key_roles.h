// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/state.h"

namespace fb::efuse {

// What a block serves as, from its purpose; on ESP32, which has none, from its place and the enable bits.

/** Any bit can be seen to be set. */
[[nodiscard]] bool isBurned(const State &state, const chip::EfuseBlock &block);
/** A secure boot key digest. ESP32: its one digest block as soon as secure boot is on. */
[[nodiscard]] bool holdsDigest(const State &state, const chip::EfuseBlock &block);
/** A digest whose key the chip no longer accepts. */
[[nodiscard]] bool isRevoked(const State &state, const chip::EfuseBlock &block);
/** At least one digest that the ROM can read and accepts. */
[[nodiscard]] bool hasUsableDigest(const State &state);
/** The block that flash encryption takes its key from, empty or not. */
[[nodiscard]] bool servesFlashKey(const State &state, const chip::EfuseBlock &block);
/** A flash key is there: seen, or hidden (then nobody can tell, and it counts). */
[[nodiscard]] bool hasFlashKey(const State &state);

} // namespace fb::efuse
