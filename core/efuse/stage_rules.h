// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/burn.h"

namespace fb::efuse {

/** Blocks that a change of state hides from reading. */
[[nodiscard]] std::vector<const chip::EfuseBlock *> newlyHidden(const State &before, const State &after);

/** Rules that look at the whole: what the state would be after the request, against what it is. */
[[nodiscard]] Result<void> checkOutcome(const State &before, const State &after);

} // namespace fb::efuse
