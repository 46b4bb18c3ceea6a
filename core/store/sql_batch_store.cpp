// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sql_batch_store.h"

#include "store/identity.h"

#include <QCoreApplication>

namespace fb::store {

using line::Batch;
using line::BatchCounters;
using line::BatchState;

namespace {

constexpr qint64 HourMs = 3'600'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

QString batchColumns()
{
    return QStringLiteral("SELECT b.id, b.name, b.work_order, b.state, b.ordered, b.serial_prefix, b.created_ms, p.file, p.chip, p.hash "
                          "FROM batch b LEFT JOIN batch_profile p ON p.batch_id = b.id ");
}

Batch batchFrom(const Row &row)
{
    Batch batch;
    batch.id = row.number(0);
    batch.name = row.text(1);
    batch.workOrder = row.text(2);
    batch.state = line::batchStateNamed(row.text(3)).value_or(BatchState::Held);
    batch.ordered = static_cast<int>(row.number(4));
    batch.serialPrefix = row.text(5);
    batch.createdUtc = row.time(6);
    return batch;
}

/** Rows of one batch stand together, one for each profile. */
std::vector<Batch> batchesFrom(const Rows &rows)
{
    std::vector<Batch> batches;
    for (const Row &row : rows) {
        if (batches.empty() || batches.back().id != row.number(0))
            batches.push_back(batchFrom(row));
        if (row.isNull(7))
            continue;
        batches.back().profileFiles << row.text(7);
        batches.back().chips << row.text(8);
        batches.back().profileHashes << row.text(9);
    }
    return batches;
}

Result<qint64> insertBatch(Connection &connection, const Batch &draft)
{
    FB_TRY(const auto taken, connection.row(QStringLiteral("SELECT 1 FROM batch WHERE name = ?"), {draft.name}));
    if (taken)
        return Error(line::errors::NameTaken, tr("There is a batch \"%1\" already.").arg(draft.name), tr("Give the new one another name."), draft.name);
    FB_TRY(const qint64 id, connection.insert(QStringLiteral("INSERT INTO batch (name, work_order, state, ordered, serial_prefix, created_ms) "
                                                             "VALUES (?, ?, 'draft', ?, ?, ?)"),
                                              {draft.name, draft.workOrder, draft.ordered, draft.serialPrefix, stored(QDateTime::currentDateTimeUtc())}));
    for (int i = 0; i < draft.profileFiles.size(); ++i) {
        FB_CHECK(connection.run(QStringLiteral("INSERT INTO batch_profile (batch_id, position, file, chip, hash) VALUES (?, ?, ?, ?, ?)"),
                                {id, i, draft.profileFiles.at(i), draft.chips.at(i), draft.profileHashes.at(i)}));
    }
    return id;
}

/** One pass over the batch's admissions; `latest` is the end of its last run. */
QString countersQuery()
{
    return QStringLiteral(
        "SELECT b.ordered, COUNT(a.unit_id), "
        "COUNT(CASE WHEN a.last_verdict = 'passed' THEN 1 END), "
        "COUNT(CASE WHEN a.last_verdict = 'failed' THEN 1 END), "
        "COUNT(CASE WHEN a.last_verdict = 'set-aside' THEN 1 END), "
        "COUNT(CASE WHEN a.first_verdict = 'passed' THEN 1 END), "
        "AVG(CASE WHEN a.last_verdict = 'passed' THEN a.last_milliseconds END), "
        "COUNT(CASE WHEN a.last_verdict = 'passed' AND a.last_ended_ms > l.ended - ? THEN 1 END), "
        "MAX(l.ended) - MIN(CASE WHEN a.last_ended_ms > l.ended - ? THEN a.last_started_ms END) "
        "FROM batch b LEFT JOIN admission a ON a.batch_id = b.id "
        "LEFT JOIN (SELECT batch_id, MAX(last_ended_ms) AS ended FROM admission WHERE batch_id = ? GROUP BY batch_id) l ON l.batch_id = b.id "
        "WHERE b.id = ? GROUP BY b.id, b.ordered");
}

double perHour(qint64 units, qint64 spanMs)
{
    const qint64 span = std::min(spanMs, HourMs);
    return span > 0 ? static_cast<double>(units) * static_cast<double>(HourMs) / static_cast<double>(span) : 0;
}

BatchCounters countersFrom(const Row &row)
{
    BatchCounters counters;
    counters.ordered = static_cast<int>(row.number(0));
    counters.admitted = static_cast<int>(row.number(1));
    counters.passed = static_cast<int>(row.number(2));
    counters.failed = static_cast<int>(row.number(3));
    counters.setAside = static_cast<int>(row.number(4));
    counters.firstPass = static_cast<int>(row.number(5));
    counters.meanMilliseconds = row.number(6);
    counters.unitsPerHour = perHour(row.number(7), row.number(8));
    return counters;
}

} // namespace

Error noSuchBatch(const QString &name)
{
    return {line::errors::NoSuchBatch, tr("There is no batch \"%1\".").arg(name), tr("\"batch list\" shows those that there are."), name};
}

Result<Batch> SqlBatchStore::create(const Batch &draft)
{
    FB_CHECK(line::checkDraft(draft));
    FB_TRY(const qint64 id, m_connections.write([&](Connection &connection) { return insertBatch(connection, draft); }));
    return byId(id);
}

Result<std::vector<Batch>> SqlBatchStore::all()
{
    FB_TRY(const Rows rows, m_connections.read([](Connection &connection) {
        return connection.rows(batchColumns() + QStringLiteral("ORDER BY b.id DESC, p.position"));
    }));
    return batchesFrom(rows);
}

Result<Batch> SqlBatchStore::one(const QString &condition, const QVariant &value, const QString &name)
{
    FB_TRY(const Rows rows, m_connections.read([&](Connection &connection) {
        return connection.rows(batchColumns() + QStringLiteral("WHERE ") + condition + QStringLiteral(" ORDER BY p.position"), {value});
    }));
    std::vector<Batch> found = batchesFrom(rows);
    if (found.empty())
        return noSuchBatch(name);
    return std::move(found.front());
}

Result<Batch> SqlBatchStore::byName(const QString &name)
{
    return one(QStringLiteral("b.name = ?"), name, name);
}

Result<Batch> SqlBatchStore::byId(qint64 id)
{
    return one(QStringLiteral("b.id = ?"), id, QString::number(id));
}

Result<void> SqlBatchStore::setState(qint64 id, BatchState state)
{
    return m_connections.write([&](Connection &connection) -> Result<void> {
        FB_TRY(const auto row, connection.row(QStringLiteral("SELECT name, state FROM batch WHERE id = ?"), {id}));
        if (!row)
            return noSuchBatch(QString::number(id));
        if (!line::mayBecome(line::batchStateNamed(row->text(1)).value_or(BatchState::Closed), state))
            return Error(line::errors::BadTransition, tr("The batch \"%1\" is %2 and cannot become %3.").arg(row->text(0), row->text(1), nameOf(state)),
                         tr("Make a new batch for further units."), row->text(0));
        FB_CHECK(connection.run(QStringLiteral("UPDATE batch SET state = ? WHERE id = ?"), {nameOf(state), id}));
        return {};
    });
}

Result<BatchCounters> SqlBatchStore::counters(qint64 id)
{
    FB_TRY(const auto row, m_connections.read([&](Connection &connection) { return connection.row(countersQuery(), {HourMs, HourMs, id, id}); }));
    if (!row)
        return noSuchBatch(QString::number(id));
    return countersFrom(*row);
}

Result<QString> SqlBatchStore::admit(qint64 batch, const QString &mac, const QString &chip)
{
    FB_TRY(const QString address, normalMac(mac));
    return m_connections.write([&](Connection &connection) { return admitUnit(connection, batch, address, chip); });
}

} // namespace fb::store
