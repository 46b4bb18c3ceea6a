// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/connection.h"

#include <span>

namespace fb::store {

/**
 * One forward step of the schema. Once released, a step is never edited: a change is a new step. Definitions use what
 * SQLite and PostgreSQL share; `{id}` is a generated 64-bit key, `{blob}` a byte column. Times are milliseconds since
 * 1970 UTC, documents are JSON text.
 */
struct Migration
{
    int version;
    std::span<const char *const> statements;
};

[[nodiscard]] std::span<const Migration> migrations(); ///< ascending versions from 1
[[nodiscard]] int latestSchema();

/** 0 for an empty database; an error where the file is a database of some other program. */
[[nodiscard]] Result<int> schemaVersionOf(Connection &connection);
/** The error NewerSchema where this program is too old for the database. */
[[nodiscard]] Result<void> refuseNewer(int version, const QString &file);
/** Brings the database to `target`, each step in a transaction of its own; steps that another program has done meanwhile are left out. */
[[nodiscard]] Result<void> migrate(Connection &connection, int target);

} // namespace fb::store
