// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/plan.h"

namespace fb::provision {

/** How long a step will take, in milliseconds: weights of the progress bar, from the figures of flash and eFuse makers. */
[[nodiscard]] double estimatedMs(const Step &step, const Plan &plan, const chip::Chip &chip, int baud);

} // namespace fb::provision
