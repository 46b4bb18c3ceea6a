// SPDX-License-Identifier: GPL-3.0-or-later
// Inside store/ only.
#pragma once

#include "store/database.h"
#include "store/sql_batch_store.h"
#include "store/sql_device_store.h"
#include "store/sql_journal.h"
#include "store/sql_key_store.h"

namespace fb::store {

struct Database::Impl
{
    Impl(const QString &folder, vault::LineKey key)
        : dataFolder(folder), connections(databaseFileIn(folder)), lineKey(std::move(key)), journal(connections), keys(connections, lineKey),
          batches(connections), devices(connections)
    {
    }

    QString dataFolder;
    Connections connections;
    vault::LineKey lineKey;
    SqlJournal journal;
    SqlKeyStore keys;
    SqlBatchStore batches;
    SqlDeviceStore devices;
};

/** Structure and references, in SQLite's own words; empty where all is well. */
[[nodiscard]] Result<QStringList> structureFaults(Connection &connection);
/** What the table `setting` says of this name; empty where it says nothing. */
[[nodiscard]] Result<QString> settingOf(Connection &connection, const QString &name);
/** The setting that holds LineKey::checkValue() of the database's line key. */
[[nodiscard]] QString lineKeySetting();
/** A consistent copy into a new file of mode 0600. */
[[nodiscard]] Result<void> copyDatabase(Connection &connection, const QString &file);

} // namespace fb::store
