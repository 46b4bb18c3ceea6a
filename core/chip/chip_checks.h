// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chip/chip.h"

namespace fb::chip {

/**
 * What a schema cannot say of a description: names are unique and resolve, fields lie inside their blocks without
 * overlap (a field that is its whole block may hold others), protect bits exist, read windows are disjoint, the
 * registers that the controller's sequences need are there.
 */
[[nodiscard]] Result<void> checkChip(const Chip &chip, const QString &where);

} // namespace fb::chip
