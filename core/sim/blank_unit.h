// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/state.h"

namespace fb::sim {

/**
 * The eFuses of a chip as its maker delivers it: MAC, silicon revision, package and calibration, nothing else.
 * `mac` has 6 bytes in reading order; `revision` is major * 100 + minor.
 */
[[nodiscard]] efuse::State blankUnit(const chip::Chip &chip, ByteView mac, int revision);

/** Six bytes with a prefix of the vendor and a random rest. */
[[nodiscard]] Bytes randomMac();

} // namespace fb::sim
