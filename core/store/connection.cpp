// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/connection.h"

#include "store/database.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlRecord>
#include <QTimeZone>

namespace fb::store {

namespace {

// Long enough for the slowest commit of 32 slots in a row on a worn disk, short enough to say that something is wrong.
constexpr int BusyTimeoutMs = 30000;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

/** What a person can do about SQLite's primary result code (the low byte of the extended one). */
QString adviceFor(int code)
{
    switch (code) {
    case 5:
    case 6: return tr("Another program holds the database; close it and try again.");
    case 8: return tr("Check that you may write to the database file and its folder.");
    case 11: return tr("The database file is damaged. Keep it, and restore the last backup with \"store restore\".");
    case 13: return tr("The disk is full; free some space and try again.");
    case 10: return tr("The disk reported a fault; check it before going on.");
    case 14: return tr("Check that the folder exists and that you may write to it.");
    case 26: return tr("The file is not a database. Keep it, and restore the last backup with \"store restore\".");
    default: return tr("Run \"store check\"; if it finds nothing, please report this.");
    }
}

/** A QString that was never set is empty text, not an absent value: that one is noValue(). */
QVariant bindable(const QVariant &value)
{
    return value.typeId() == QMetaType::QString && value.toString().isNull() ? QVariant(QStringLiteral("")) : value;
}

constexpr bool meansUnusableFile(int code)
{
    return code == 11 || code == 14 || code == 26;
}

} // namespace

QDateTime Row::time(int column) const
{
    return isNull(column) ? QDateTime() : QDateTime::fromMSecsSinceEpoch(number(column), Qt::UTC);
}

QJsonObject Row::json(int column) const
{
    return QJsonDocument::fromJson(text(column).toUtf8()).object();
}

QVariant stored(const QDateTime &utc)
{
    return utc.isValid() ? QVariant(utc.toMSecsSinceEpoch()) : noValue();
}

QVariant stored(const QJsonObject &document)
{
    return QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Compact));
}

QVariant noValue()
{
    return QVariant(QMetaType::fromType<qlonglong>());
}

Connection::Connection(QString file)
    : m_file(std::move(file)), m_name(QStringLiteral("fuseboard-%1").arg(reinterpret_cast<quintptr>(this), 0, 16))
{
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &file, Mode mode)
{
    std::unique_ptr<Connection> connection(new Connection(file));
    connection->m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection->m_name);
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(BusyTimeoutMs);
    if (mode == Mode::ReadOnly)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    connection->m_database.setConnectOptions(options);
    connection->m_database.setDatabaseName(file);
    if (!connection->m_database.open())
        return Error(errors::CannotOpen, tr("The database cannot be opened: %1.").arg(connection->m_database.lastError().text()),
                     tr("Check that the folder exists and that you may write to it."), file);
    return connection;
}

Connection::~Connection()
{
    m_prepared.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<QSqlQuery *> Connection::execute(const QString &sql, const QVariantList &values)
{
    std::shared_ptr<QSqlQuery> &query = m_prepared[sql];
    if (!query) {
        query = std::make_shared<QSqlQuery>(m_database);
        query->setForwardOnly(true);
        if (!query->prepare(sql)) {
            const Error error = failure(query->lastError());
            m_prepared.remove(sql);
            return error;
        }
    }
    for (int i = 0; i < values.size(); ++i)
        query->bindValue(i, bindable(values.at(i)));
    if (!query->exec()) {
        const Error error = failure(query->lastError());
        query->finish();
        return error;
    }
    return query.get();
}

Error Connection::failure(const QSqlError &error) const
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const QString words = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return {meansUnusableFile(code) ? errors::CannotOpen : errors::QueryFailed, tr("The database refused a statement: %1.").arg(words),
            adviceFor(code), m_file};
}

Result<qint64> Connection::run(const QString &sql, const QVariantList &values)
{
    FB_TRY(QSqlQuery *query, execute(sql, values));
    const qint64 changed = query->numRowsAffected();
    query->finish();
    return changed;
}

Result<qint64> Connection::insert(const QString &sql, const QVariantList &values)
{
    FB_TRY(QSqlQuery *query, execute(sql, values));
    const qint64 id = query->lastInsertId().toLongLong();
    query->finish();
    return id;
}

Result<Rows> Connection::rows(const QString &sql, const QVariantList &values)
{
    FB_TRY(QSqlQuery *query, execute(sql, values));
    Rows found;
    const int columns = query->record().count();
    while (query->next()) {
        QVariantList row;
        row.reserve(columns);
        for (int i = 0; i < columns; ++i)
            row << query->value(i);
        found.emplace_back(std::move(row));
    }
    const QSqlError error = query->lastError();
    query->finish();
    if (error.isValid())
        return failure(error);
    return found;
}

Result<std::optional<Row>> Connection::row(const QString &sql, const QVariantList &values)
{
    FB_TRY(Rows found, rows(sql, values));
    if (found.empty())
        return std::optional<Row>();
    return std::optional<Row>(std::move(found.front()));
}

Result<Row> Connection::only(const QString &sql, const QVariantList &values)
{
    FB_TRY(Rows found, rows(sql, values));
    if (found.empty())
        return Error(errors::QueryFailed, tr("The database has lost a record."), adviceFor(11), m_file);
    return std::move(found.front());
}

Result<void> Connection::begin()
{
    FB_CHECK(run(QStringLiteral("BEGIN IMMEDIATE")));
    return {};
}

Result<void> Connection::commit()
{
    FB_CHECK(run(QStringLiteral("COMMIT")));
    return {};
}

void Connection::rollback()
{
    (void)run(QStringLiteral("ROLLBACK")); // SQLite has rolled back by itself after some errors: nothing more to do
}

QStringList Connection::tables() const
{
    return m_database.tables();
}

QString Connection::inDialect(const char *definition)
{
    QString sql = QString::fromLatin1(definition);
    sql.replace(QLatin1String("{id}"), QLatin1String("INTEGER PRIMARY KEY"));
    sql.replace(QLatin1String("{blob}"), QLatin1String("BLOB"));
    return sql;
}

Result<void> Connection::useDurableWal()
{
    FB_TRY(const std::optional<Row> mode, row(QStringLiteral("PRAGMA journal_mode=WAL")));
    if (!mode || mode->text(0).compare(QLatin1String("wal"), Qt::CaseInsensitive) != 0)
        return Error(errors::CannotOpen, tr("The folder does not allow the write-ahead log that the database needs."),
                     tr("Put the working folder on a local disk."), m_file);
    FB_CHECK(rows(QStringLiteral("PRAGMA synchronous=FULL")));
    FB_CHECK(rows(QStringLiteral("PRAGMA foreign_keys=ON")));
    FB_CHECK(rows(QStringLiteral("PRAGMA secure_delete=ON")));
    return {};
}

Result<void> Connection::forgetHistory()
{
    FB_CHECK(rows(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
    return {};
}

} // namespace fb::store
