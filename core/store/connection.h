// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>
#include <QVariantList>

#include <memory>
#include <optional>
#include <vector>

namespace fb::store {

/** One row of an answer; columns count from 0 in the order of the SELECT. */
class Row
{
public:
    explicit Row(QVariantList values) : m_values(std::move(values)) {}
    [[nodiscard]] bool isNull(int column) const { return m_values.at(column).isNull(); }
    [[nodiscard]] QString text(int column) const { return m_values.at(column).toString(); }
    [[nodiscard]] qint64 number(int column) const { return m_values.at(column).toLongLong(); }
    [[nodiscard]] QByteArray blob(int column) const { return m_values.at(column).toByteArray(); }
    /** From milliseconds since 1970, UTC; invalid where the column is null. */
    [[nodiscard]] QDateTime time(int column) const;
    /** Empty where the column is null. */
    [[nodiscard]] QJsonObject json(int column) const;

private:
    QVariantList m_values;
};

using Rows = std::vector<Row>;

/** How values stand in the database: times as milliseconds since 1970 UTC, JSON as compact text, no time as null. */
[[nodiscard]] QVariant stored(const QDateTime &utc);
[[nodiscard]] QVariant stored(const QJsonObject &document);
[[nodiscard]] QVariant noValue();

/**
 * One connection to the database, used only by the thread that opened it. Every statement of the program goes through
 * here: prepared once, kept, values bound to "?", errors with the database's own words and never with a bound value.
 */
class Connection
{
public:
    enum class Mode { ReadWrite, ReadOnly };

    /** Opens an existing file. Does not change it: see useDurableWal(). */
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const QString &file, Mode mode = Mode::ReadWrite);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /** Runs a statement that answers nothing; the number of rows it changed. */
    [[nodiscard]] Result<qint64> run(const QString &sql, const QVariantList &values = {});
    /** Runs an INSERT into a table with a generated id; that id. */
    [[nodiscard]] Result<qint64> insert(const QString &sql, const QVariantList &values);
    /** The whole answer; for answers that are known to be short. */
    [[nodiscard]] Result<Rows> rows(const QString &sql, const QVariantList &values = {});
    /** The first row, if any. */
    [[nodiscard]] Result<std::optional<Row>> row(const QString &sql, const QVariantList &values = {});
    /** The first row of an answer that always has one: an error where a damaged database has none. */
    [[nodiscard]] Result<Row> only(const QString &sql, const QVariantList &values = {});

    [[nodiscard]] Result<void> begin(); ///< takes the write lock at once, so what is read inside stays true
    [[nodiscard]] Result<void> commit();
    void rollback();

    [[nodiscard]] QStringList tables() const;
    [[nodiscard]] const QString &file() const { return m_file; }
    /** `{id}` and `{blob}` in a table definition become what this database calls them. */
    [[nodiscard]] static QString inDialect(const char *definition);
    /** Write-ahead log with a sync at every commit, foreign keys, freed pages overwritten. */
    [[nodiscard]] Result<void> useDurableWal();
    /** Moves the write-ahead log into the database as far as readers allow, so that overwritten contents are gone from it. */
    [[nodiscard]] Result<void> forgetHistory();

private:
    explicit Connection(QString file);
    [[nodiscard]] Result<QSqlQuery *> execute(const QString &sql, const QVariantList &values);
    [[nodiscard]] Error failure(const QSqlError &error) const;

    QString m_file;
    QString m_name;
    QSqlDatabase m_database;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_prepared;
};

/** Runs `body` in one transaction: committed (on stable storage) where it succeeds, otherwise undone. */
template<typename Body>
auto inTransaction(Connection &connection, Body body) -> decltype(body())
{
    FB_CHECK(connection.begin());
    auto result = body();
    if (!result.ok()) {
        connection.rollback();
        return result;
    }
    if (const auto committed = connection.commit(); !committed.ok()) {
        connection.rollback();
        return committed.error();
    }
    return result;
}

} // namespace fb::store
