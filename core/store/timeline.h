// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/device.h"
#include "store/connection.h"

namespace fb::store {

/** What happened to a unit, oldest first: admissions, runs, steps and keys. */
[[nodiscard]] Result<std::vector<fleet::TimelineEntry>> timelineOf(Connection &connection, const fleet::DeviceRow &unit);

/** Where a step of this id works: "eFuse", "flash", "boot", "line". */
[[nodiscard]] QString originOf(const QString &stepId);

} // namespace fb::store
