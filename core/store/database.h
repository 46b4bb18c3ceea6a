// SPDX-License-Identifier: GPL-3.0-or-later
// store/: the one way to open the database, its migrations, and the repositories that other folders declare.
#pragma once

#include "fleet/device.h"
#include "line/batch.h"
#include "provision/records.h"

#include <memory>

namespace fb::store {

namespace errors {
inline constexpr ErrorCode CannotOpen{"store.cannot_open", ErrorKind::BadInput};
inline constexpr ErrorCode NewerSchema{"store.newer_schema", ErrorKind::BadInput};
inline constexpr ErrorCode QueryFailed{"store.query_failed", ErrorKind::BadInput};
inline constexpr ErrorCode KeyConflict{"store.key_conflict", ErrorKind::SafetyRule};
} // namespace errors

/**
 * The database of one working folder (SQLite, WAL, foreign keys, synchronous=FULL), opened for the life of the
 * program. Each calling thread gets a connection of its own behind the scenes. Unit keys are sealed under the
 * station's key file beside the database.
 */
class Database
{
public:
    /** Creates the folder (0700), the database and the station key where missing; migrates; refuses a newer schema. */
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &dataFolder);
    ~Database();

    [[nodiscard]] provision::Journal &journal();
    [[nodiscard]] provision::KeyStore &keys();
    [[nodiscard]] line::BatchStore &batches();
    [[nodiscard]] fleet::DeviceStore &devices();
    [[nodiscard]] int schemaVersion() const;

    struct Impl;
    explicit Database(std::unique_ptr<Impl> impl);

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace fb::store
