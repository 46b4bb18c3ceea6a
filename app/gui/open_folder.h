// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/services.h"
#include "store/database.h"

namespace fb::gui {

/** Opens the database and the chip descriptions; slow enough to be called in the worker. */
[[nodiscard]] Result<ui::Services> openFolder(const QString &dataFolder);

/** The same over a database and descriptions that somebody else opened; `owner` keeps both alive. */
[[nodiscard]] ui::Services servicesOver(store::Database &database, const chip::Catalogue &chips, const QString &dataFolder, std::shared_ptr<void> owner);

} // namespace fb::gui
