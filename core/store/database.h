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
inline constexpr ErrorCode KeyUnusable{"store.key_unusable", ErrorKind::SafetyRule};
inline constexpr ErrorCode RunNotOpen{"store.run_not_open", ErrorKind::SafetyRule};
inline constexpr ErrorCode PassedWithGaps{"store.passed_with_gaps", ErrorKind::SafetyRule};
inline constexpr ErrorCode IdentityTaken{"store.identity_taken", ErrorKind::SafetyRule};
inline constexpr ErrorCode BadIdentity{"store.bad_identity", ErrorKind::BadInput};
inline constexpr ErrorCode InUse{"store.in_use", ErrorKind::NotPermitted};
} // namespace errors

/** What the working folder holds, in numbers. */
struct StoreInfo
{
    QString databaseFile;
    QString lineKeyFile;
    int schemaVersion = 0;
    qint64 fileBytes = 0; ///< database and write-ahead log
    qint64 batches = 0, units = 0, runs = 0, steps = 0;
    qint64 keysSealed = 0, keysDiscarded = 0;
    qint64 openIntents = 0; ///< steps begun whose end nobody noted: units to plug in again
};

/** What a check of the whole database found. */
struct StoreCheck
{
    QStringList faults;    ///< translated sentences; empty where all is well
    qint64 keysOpened = 0; ///< sealed keys that open under the line key and are what their fingerprint says
};

/**
 * The database of one working folder (SQLite, WAL, foreign keys, synchronous=FULL), opened for the life of the
 * program. Each calling thread gets a connection of its own behind the scenes, closed when the thread ends; threads end
 * before the Database goes. Unit keys are sealed under the station's key file beside the database.
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

    [[nodiscard]] Result<StoreInfo> info();
    /** Structure, references, counters, and that every sealed key opens. Reads everything: minutes for millions of units. */
    [[nodiscard]] Result<StoreCheck> check();
    /** A consistent copy while others go on writing; created exclusively with mode 0600. The line key is not in it. */
    [[nodiscard]] Result<void> backup(const QString &file);
    /** The line key's copy, without which the keys in a backup do not open; created exclusively with mode 0600. */
    [[nodiscard]] Result<void> backupLineKey(const QString &file);
    /**
     * Puts a backup in the place of the folder's database, which is renamed, never deleted; returns its new name (empty
     * where there was none). Refuses a damaged or newer backup, one of another line key, and a database in use.
     * `lineKeyCopy` may be empty where the folder has its line key.
     */
    [[nodiscard]] static Result<QString> restore(const QString &backupFile, const QString &lineKeyCopy, const QString &dataFolder);

    /** Of the database as it lies in the folder, not migrated; CannotOpen where there is none. */
    [[nodiscard]] static Result<int> schemaVersionIn(const QString &dataFolder);
    [[nodiscard]] static QString databaseFileIn(const QString &dataFolder);
    [[nodiscard]] static QString lineKeyFileIn(const QString &dataFolder);

    struct Impl;
    explicit Database(std::unique_ptr<Impl> impl);

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace fb::store
