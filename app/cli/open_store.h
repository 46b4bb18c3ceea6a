// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.h"
#include "store/database.h"

namespace fb::cli {

/** The database of the working folder, made where missing. Refuses --database: this build has no shared database yet. */
[[nodiscard]] Result<std::unique_ptr<store::Database>> openStore(const Context &context);
/** The same for verbs that make no sense on a folder without a database: they do not create one. */
[[nodiscard]] Result<std::unique_ptr<store::Database>> openExistingStore(const Context &context);

} // namespace fb::cli
