// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/plan.h"

namespace fb::provision {

/** Refusals that need no plan: chip, revision, flash size, coding, lock. */
[[nodiscard]] Result<void> checkUnit(const PreparedProfile &prepared, const Snapshot &snapshot);

/** Bits of block 0 that neither the factory nor this profile sets: somebody else has been at work. */
[[nodiscard]] Result<void> checkForeignBits(const DesiredFuses &desired, const KeyLayout &keys, const efuse::State &state);

} // namespace fb::provision
