// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/open_store.h"

#include <QCoreApplication>

namespace fb::cli {

namespace {

constexpr ErrorCode noSharedDatabase{"store.no_shared_database", ErrorKind::Usage};

} // namespace

Result<std::unique_ptr<store::Database>> openStore(const Context &context)
{
    if (!context.database.isEmpty())
        return Error(noSharedDatabase, QCoreApplication::translate("fb::cli", "Shared databases are not available in this version."),
                     QCoreApplication::translate("fb::cli", "Leave out --database: the working folder has a database of its own."), context.database);
    return store::Database::open(context.dataFolder);
}

Result<std::unique_ptr<store::Database>> openExistingStore(const Context &context)
{
    FB_CHECK(store::Database::schemaVersionIn(context.dataFolder));
    return openStore(context);
}

} // namespace fb::cli
