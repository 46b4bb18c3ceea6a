// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/durable.h"
#include "base/files.h"
#include "store/database_impl.h"
#include "store/step_rows.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace fb::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

QString countsQuery()
{
    return QStringLiteral("SELECT (SELECT COUNT(*) FROM batch), (SELECT COUNT(*) FROM unit), (SELECT COUNT(*) FROM run), (SELECT COUNT(*) FROM step), "
                          "(SELECT COUNT(*) FROM unit_key WHERE sealed IS NOT NULL), (SELECT COUNT(*) FROM unit_key WHERE sealed IS NULL), "
                          "(SELECT COUNT(*) FROM step s JOIN run r ON r.id = s.run_id WHERE ") + isOpenIntent() + QStringLiteral(")");
}

/** Rules that the tables' own constraints cannot express. */
Result<QStringList> recordFaults(Connection &connection)
{
    QStringList faults;
    FB_TRY(const Rows batches, connection.rows(QStringLiteral("SELECT b.name, b.admitted, COUNT(a.unit_id) FROM batch b LEFT JOIN admission a ON a.batch_id = b.id "
                                                              "GROUP BY b.id, b.name, b.admitted HAVING b.admitted <> COUNT(a.unit_id)")));
    for (const Row &row : batches)
        faults << tr("The batch \"%1\" counts %2 units but has %3.").arg(row.text(0)).arg(row.number(1)).arg(row.number(2));
    FB_TRY(const Rows passed, connection.rows(QStringLiteral("SELECT DISTINCT r.id, u.mac FROM run r JOIN unit u ON u.id = r.unit_id JOIN step s ON s.run_id = r.id "
                                                             "WHERE r.verdict = 'passed' AND s.outcome IN ('planned', 'intended', 'failed')")));
    for (const Row &row : passed)
        faults << tr("Run %1 over %2 is noted as passed with a step that was not.").arg(row.number(0)).arg(row.text(1));
    return faults;
}

/** One sealed key: opens, and is what its fingerprint says. */
QString keyFault(const Row &row, const vault::LineKey &lineKey)
{
    const QString name = row.text(0) + QStringLiteral(" ") + row.text(1);
    const auto key = lineKey.unseal(viewOf(row.blob(2)), sealContext(row.text(0), row.text(1)));
    if (!key.ok())
        return tr("The key of %1 does not open.").arg(name);
    if (lineKey.fingerprintOf(*key) != row.text(3))
        return tr("The key of %1 is not the one that its fingerprint tells of.").arg(name);
    return {};
}

Result<void> checkKeys(Connection &connection, const vault::LineKey &lineKey, StoreCheck &check)
{
    FB_TRY(const Rows rows, connection.rows(QStringLiteral("SELECT mac, purpose, sealed, fingerprint FROM unit_key WHERE sealed IS NOT NULL ORDER BY mac, purpose")));
    for (const Row &row : rows) {
        const QString fault = keyFault(row, lineKey);
        if (fault.isEmpty())
            ++check.keysOpened;
        else
            check.faults << fault;
    }
    return {};
}

} // namespace

Result<QStringList> structureFaults(Connection &connection)
{
    QStringList faults;
    FB_TRY(const Rows structure, connection.rows(QStringLiteral("PRAGMA integrity_check(100)")));
    for (const Row &row : structure) {
        if (row.text(0) != QLatin1String("ok"))
            faults << row.text(0);
    }
    FB_TRY(const Rows references, connection.rows(QStringLiteral("PRAGMA foreign_key_check")));
    for (const Row &row : references)
        faults << tr("Row %1 of the table %2 refers to a row of %3 that is not there.").arg(row.number(1)).arg(row.text(0), row.text(2));
    return faults;
}

Result<QString> settingOf(Connection &connection, const QString &name)
{
    FB_TRY(const auto row, connection.row(QStringLiteral("SELECT value FROM setting WHERE name = ?"), {name}));
    return row ? row->text(0) : QString();
}

QString lineKeySetting()
{
    return QStringLiteral("line_key_check");
}

Result<void> copyDatabase(Connection &connection, const QString &file)
{
    QFile target(file);
    if (!target.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return target.exists() ? Error(fb::errors::FileExists, tr("The file exists already and was left as it is."), tr("Choose another name or remove it."), file)
                               : Error(fb::errors::FileUnwritable, tr("The file cannot be written: %1.").arg(target.errorString()),
                                       tr("Check the folder, its rights and the free space."), file);
    if (const auto copied = connection.run(QStringLiteral("VACUUM INTO ?"), {file}); !copied.ok()) {
        target.remove();
        return copied.error();
    }
    if (!flushToDisk(target) || !flushFolder(QFileInfo(file).absolutePath()))
        return Error(fb::errors::FileUnwritable, tr("The copy is not known to be on stable storage."), tr("Check the disk and make another copy."), file);
    return {};
}

Result<StoreInfo> Database::info()
{
    FB_TRY(const Row row, m_impl->connections.read([](Connection &connection) { return connection.only(countsQuery()); }));
    StoreInfo info;
    info.databaseFile = m_impl->connections.file();
    info.lineKeyFile = lineKeyFileIn(m_impl->dataFolder);
    info.schemaVersion = schemaVersion();
    info.fileBytes = QFileInfo(info.databaseFile).size() + QFileInfo(info.databaseFile + QStringLiteral("-wal")).size();
    qint64 *const counts[] = {&info.batches, &info.units, &info.runs, &info.steps, &info.keysSealed, &info.keysDiscarded, &info.openIntents};
    for (int i = 0; i < static_cast<int>(std::size(counts)); ++i)
        *counts[i] = row.number(i);
    return info;
}

Result<StoreCheck> Database::check()
{
    return m_impl->connections.read([this](Connection &connection) -> Result<StoreCheck> {
        StoreCheck check;
        FB_TRY(check.faults, structureFaults(connection));
        if (!check.faults.isEmpty())
            return check; // what stands in a damaged file proves nothing
        FB_TRY(check.faults, recordFaults(connection));
        FB_CHECK(checkKeys(connection, m_impl->lineKey, check));
        return check;
    });
}

Result<void> Database::backup(const QString &file)
{
    return m_impl->connections.read([&](Connection &connection) { return copyDatabase(connection, file); });
}

Result<void> Database::backupLineKey(const QString &file)
{
    return m_impl->lineKey.saveCopy(file);
}

} // namespace fb::store
