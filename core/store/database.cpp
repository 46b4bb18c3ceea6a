// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database_impl.h"
#include "store/migrations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace fb::store {

namespace {

constexpr QFile::Permissions OwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

Error cannotOpen(const QString &reason, const QString &where)
{
    return {errors::CannotOpen, tr("The working folder cannot be used: %1.").arg(reason), tr("Check the path, its rights and the free space."), where};
}

Result<void> makeFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    const QDir parent = QFileInfo(folder).dir();
    if (!parent.mkpath(QStringLiteral(".")) || !parent.mkdir(QFileInfo(folder).fileName(), OwnerOnly | QFile::ExeOwner)) {
        if (!QFileInfo(folder).isDir()) // another program may have made it in between
            return cannotOpen(tr("it cannot be created"), folder);
    }
    return {};
}

/** SQLite gives the write-ahead log the mode of the database, so the database is made private before SQLite sees it. */
Result<void> makePrivateFile(const QString &path)
{
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::NewOnly, OwnerOnly) && !file.exists())
        return cannotOpen(file.errorString(), path);
    file.close();
    const QFile::Permissions others = file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther);
    if (others && !file.setPermissions(OwnerOnly))
        return cannotOpen(tr("other users may read the database and that cannot be changed"), path);
    return {};
}

/** Kept beside the database; its name says which schema it has and when it was made. */
Result<void> backupBeforeMigration(Connection &connection, int version)
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmsszzz"));
    return copyDatabase(connection, connection.file() + QStringLiteral(".schema-%1.%2.backup").arg(version).arg(stamp));
}

Result<void> bringUpToDate(Connection &connection)
{
    FB_TRY(const int version, schemaVersionOf(connection));
    FB_CHECK(refuseNewer(version, connection.file()));
    if (version > 0 && version < latestSchema())
        FB_CHECK(backupBeforeMigration(connection, version));
    FB_CHECK(connection.useDurableWal());
    return version < latestSchema() ? migrate(connection, latestSchema()) : Result<void>();
}

Result<vault::LineKey> checkedLineKey(const QString &keyFile, const QString &expected)
{
    FB_TRY(vault::LineKey key, vault::LineKey::load(keyFile));
    if (key.checkValue() != expected)
        return Error(vault::errors::WrongLineKey, tr("The line key is not the one under which this database seals its keys."),
                     tr("Put back the line key that belongs to this database."), keyFile);
    return key;
}

/** Under the write lock, so that two programs that open a new folder at once agree on one key. */
Result<vault::LineKey> lineKeyFor(Connection &connection, const QString &keyFile)
{
    FB_TRY(const QString expected, settingOf(connection, lineKeySetting()));
    if (!expected.isEmpty())
        return checkedLineKey(keyFile, expected);
    auto key = QFileInfo::exists(keyFile) ? vault::LineKey::load(keyFile) : vault::LineKey::create(keyFile);
    if (key.ok())
        FB_CHECK(connection.run(QStringLiteral("INSERT INTO setting (name, value) VALUES (?, ?)"), {lineKeySetting(), key->checkValue()}));
    return key;
}

Result<vault::LineKey> openFolder(const QString &folder)
{
    FB_CHECK(makeFolder(folder));
    const QString file = Database::databaseFileIn(folder);
    FB_CHECK(makePrivateFile(file));
    FB_TRY(const std::unique_ptr<Connection> connection, Connection::open(file));
    FB_CHECK(bringUpToDate(*connection));
    return inTransaction(*connection, [&] { return lineKeyFor(*connection, Database::lineKeyFileIn(folder)); });
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString &dataFolder)
{
    const QString folder = QDir(dataFolder).absolutePath();
    FB_TRY(vault::LineKey lineKey, openFolder(folder));
    return std::make_unique<Database>(std::make_unique<Impl>(folder, std::move(lineKey)));
}

Database::Database(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Database::~Database() = default;

provision::Journal &Database::journal()
{
    return m_impl->journal;
}

provision::KeyStore &Database::keys()
{
    return m_impl->keys;
}

line::BatchStore &Database::batches()
{
    return m_impl->batches;
}

fleet::DeviceStore &Database::devices()
{
    return m_impl->devices;
}

int Database::schemaVersion() const
{
    return latestSchema(); // open() has brought it there
}

Result<int> Database::schemaVersionIn(const QString &dataFolder)
{
    const QString file = databaseFileIn(dataFolder);
    if (!QFileInfo(file).isFile())
        return Error(errors::CannotOpen, tr("There is no database in this folder."), tr("Check the working folder (--data)."), file);
    FB_TRY(const std::unique_ptr<Connection> connection, Connection::open(file));
    return schemaVersionOf(*connection);
}

QString Database::databaseFileIn(const QString &dataFolder)
{
    return QDir(dataFolder).absoluteFilePath(QStringLiteral("fuseboard.db"));
}

QString Database::lineKeyFileIn(const QString &dataFolder)
{
    return QDir(dataFolder).absoluteFilePath(QStringLiteral("line.key"));
}

} // namespace fb::store
