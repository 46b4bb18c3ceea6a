// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/durable.h"
#include "store/database_impl.h"
#include "store/migrations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace fb::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

Error notWritten(const QString &file)
{
    return {fb::errors::FileUnwritable, tr("The file cannot be written."), tr("Check the folder, its rights and the free space."), file};
}

/** Before anything is touched: the backup is whole, not newer than this program, and its keys open under `keyFile`. */
Result<void> checkBackup(Connection &backup, const QString &keyFile)
{
    FB_TRY(const int version, schemaVersionOf(backup));
    if (version == 0)
        return Error(errors::CannotOpen, tr("The backup is empty."), tr("Choose a file that \"store backup\" has made."), backup.file());
    FB_CHECK(refuseNewer(version, backup.file()));
    FB_TRY(const QStringList faults, structureFaults(backup));
    if (!faults.isEmpty())
        return Error(errors::CannotOpen, tr("The backup is damaged: %1.").arg(faults.first()), tr("Choose another backup."), backup.file());
    FB_TRY(const QString expected, settingOf(backup, lineKeySetting()));
    if (expected.isEmpty())
        return {};
    FB_TRY(const vault::LineKey key, vault::LineKey::load(keyFile));
    if (key.checkValue() != expected)
        return Error(vault::errors::WrongLineKey, tr("The line key is not the one under which the backup seals its keys."),
                     tr("Give the line key that belongs to the backup."), keyFile);
    return {};
}

/**
 * Takes the database out of use: the write-ahead log goes into the file, and leaving WAL mode succeeds only while no
 * other program has the database open.
 */
Result<void> closeForAll(const QString &file)
{
    FB_TRY(const std::unique_ptr<Connection> connection, Connection::open(file));
    const auto mode = connection->row(QStringLiteral("PRAGMA journal_mode=DELETE"));
    if (!mode.ok() && mode.error().is(errors::CannotOpen))
        return {}; // damaged: this is what a restore is for
    if (mode.ok() && *mode && (*mode)->text(0) == QLatin1String("delete"))
        return {};
    return Error(errors::InUse, tr("Another program uses the database."), tr("Close it on this station and try again."), file);
}

Result<QString> moveAside(const QString &file)
{
    if (!QFileInfo::exists(file))
        return QString();
    FB_CHECK(closeForAll(file));
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmsszzz"));
    const QString aside = file + QStringLiteral(".replaced.") + stamp;
    // A log that belongs to the old database must never be replayed into the new one.
    for (const QString &suffix : {QStringLiteral("-wal"), QStringLiteral("-shm"), QString()}) {
        if (QFileInfo::exists(file + suffix) && !QFile::rename(file + suffix, aside + suffix))
            return notWritten(aside + suffix);
    }
    return aside;
}

} // namespace

Result<QString> Database::restore(const QString &backupFile, const QString &lineKeyCopy, const QString &dataFolder)
{
    const QString folder = QDir(dataFolder).absolutePath();
    const QString file = databaseFileIn(folder);
    const QString keyFile = lineKeyFileIn(folder);
    if (!QFileInfo(backupFile).isFile())
        return Error(fb::errors::FileUnreadable, tr("There is no such file."), tr("Check the path of the backup."), backupFile);
    FB_TRY(const std::unique_ptr<Connection> backup, Connection::open(backupFile, Connection::Mode::ReadOnly));
    const bool bringsKey = !lineKeyCopy.isEmpty() && !QFileInfo::exists(keyFile);
    FB_CHECK(checkBackup(*backup, bringsKey ? lineKeyCopy : keyFile));
    if (!QDir().mkpath(folder))
        return notWritten(folder);
    const QString arriving = file + QStringLiteral(".arriving");
    QFile::remove(arriving);
    FB_CHECK(copyDatabase(*backup, arriving));
    if (bringsKey) {
        FB_TRY(const vault::LineKey key, vault::LineKey::load(lineKeyCopy));
        FB_CHECK(key.saveCopy(keyFile));
    }
    FB_TRY(const QString aside, moveAside(file));
    if (!QFile::rename(arriving, file) || !flushFolder(folder))
        return notWritten(file);
    return aside;
}

} // namespace fb::store
