// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sql_journal.h"

#include "store/database.h"
#include "store/identity.h"
#include "store/step_rows.h"

#include <QCoreApplication>

namespace fb::store {

using provision::JournalEntry;
using provision::StepRecord;
using provision::UnitResult;
using provision::UnitVerdict;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

/** The run as finish() needs it: unit and batch. */
struct OpenRun
{
    qint64 unit = 0;
    QVariant batch; ///< null where the unit is in none
};

Result<OpenRun> openRun(Connection &connection, qint64 run)
{
    FB_TRY(const auto row, connection.row(QStringLiteral("SELECT unit_id, batch_id FROM run WHERE id = ? AND ended_ms IS NULL"), {run}));
    if (!row)
        return Error(errors::RunNotOpen, tr("Run %1 is not open; its result was not noted.").arg(run), tr("Plug the unit in again."));
    return OpenRun{row->number(0), row->isNull(1) ? noValue() : QVariant(row->number(1))};
}

QJsonObject withoutSnapshots(const UnitResult &result)
{
    QJsonObject json = result.toJson();
    json.remove(QLatin1String("before"));
    json.remove(QLatin1String("after"));
    return json;
}

QString unitStateAfter(UnitVerdict verdict)
{
    return verdict == UnitVerdict::Cancelled ? QStringLiteral("admitted") : nameOf(verdict);
}

/** From here until finish() the unit counts as neither passed nor failed: a power cut must not leave an old "passed". */
Result<void> markInWork(Connection &connection, qint64 unit, const QVariant &batch, const QVariant &now)
{
    FB_CHECK(connection.run(QStringLiteral("UPDATE unit SET state = 'admitted' WHERE id = ?"), {unit}));
    FB_CHECK(connection.run(QStringLiteral("UPDATE admission SET runs = runs + 1, last_verdict = NULL, last_started_ms = ?, last_ended_ms = NULL, "
                                           "last_milliseconds = NULL WHERE batch_id = ? AND unit_id = ?"),
                            {now, batch, unit}));
    return {};
}

Result<void> markEnded(Connection &connection, const OpenRun &run, const UnitResult &result, const QVariant &now)
{
    FB_CHECK(connection.run(QStringLiteral("UPDATE unit SET state = ?, last_seen_ms = ? WHERE id = ?"), {unitStateAfter(result.verdict), now, run.unit}));
    FB_CHECK(connection.run(QStringLiteral("UPDATE admission SET first_verdict = CASE WHEN runs = 1 THEN ? ELSE first_verdict END, last_verdict = ?, "
                                           "last_ended_ms = ?, last_milliseconds = ? WHERE batch_id = ? AND unit_id = ?"),
                            {nameOf(result.verdict), nameOf(result.verdict), now, result.milliseconds, run.batch, run.unit}));
    return {};
}

Result<void> refuseGaps(Connection &connection, qint64 run, const UnitResult &result)
{
    if (result.verdict != UnitVerdict::Passed)
        return {};
    FB_TRY(const QString gap, gapIn(connection, run, result.steps));
    if (gap.isEmpty())
        return {};
    return Error(errors::PassedWithGaps, tr("The unit cannot pass: the step \"%1\" was not carried out and read back.").arg(gap),
                 tr("Plug the unit in again; it goes on where it stopped."), result.mac);
}

/** Columns of a JournalEntry: run, its unit and place, then the step's. */
QString entryQuery(const QString &condition)
{
    return QStringLiteral("SELECT r.id, u.mac, u.chip, r.port, r.profile_hash, ") + stepColumns() +
           QStringLiteral(" FROM step s JOIN run r ON r.id = s.run_id JOIN unit u ON u.id = r.unit_id WHERE ") + condition +
           QStringLiteral(" ORDER BY r.id, s.position");
}

Result<std::vector<JournalEntry>> entries(Connections &connections, const QString &condition, const QVariantList &values)
{
    FB_TRY(const Rows rows, connections.read([&](Connection &connection) { return connection.rows(entryQuery(condition), values); }));
    std::vector<JournalEntry> list;
    list.reserve(rows.size());
    for (const Row &row : rows)
        list.push_back({row.number(0), row.text(1), row.text(2), row.text(3), row.text(4), stepFrom(row, 5)});
    return list;
}

} // namespace

Result<qint64> SqlJournal::begin(const QString &mac, const QString &chip, const QString &port, const QString &profileHash, const QJsonObject &before)
{
    FB_TRY(const QString address, normalMac(mac));
    return m_connections.write([&](Connection &connection) -> Result<qint64> {
        FB_TRY(const qint64 unit, touchUnit(connection, address, chip));
        FB_TRY(const Row row, connection.only(QStringLiteral("SELECT batch_id FROM unit WHERE id = ?"), {unit}));
        const QVariant batch = row.isNull(0) ? noValue() : QVariant(row.number(0));
        const QVariant now = stored(QDateTime::currentDateTimeUtc());
        FB_CHECK(markInWork(connection, unit, batch, now));
        return connection.insert(QStringLiteral("INSERT INTO run (unit_id, batch_id, port, profile_hash, started_ms, before_json) VALUES (?, ?, ?, ?, ?, ?)"),
                                 {unit, batch, port, profileHash, now, stored(before)});
    });
}

Result<void> SqlJournal::intend(qint64 run, const StepRecord &step)
{
    return m_connections.write([&](Connection &connection) { return writeIntent(connection, run, step); });
}

Result<void> SqlJournal::complete(qint64 run, const StepRecord &step)
{
    return m_connections.write([&](Connection &connection) { return writeCompletion(connection, run, step); });
}

Result<void> SqlJournal::finish(qint64 run, const UnitResult &result)
{
    return m_connections.write([&](Connection &connection) -> Result<void> {
        FB_TRY(const OpenRun open, openRun(connection, run));
        FB_CHECK(writeMissing(connection, run, result.steps));
        FB_CHECK(refuseGaps(connection, run, result));
        const QVariant now = stored(QDateTime::currentDateTimeUtc());
        FB_CHECK(markEnded(connection, open, result, now));
        FB_CHECK(connection.run(QStringLiteral("UPDATE run SET ended_ms = ?, verdict = ?, sentence = ?, after_json = ?, result_json = ? WHERE id = ?"),
                                {now, nameOf(result.verdict), result.sentence, result.after.isEmpty() ? noValue() : stored(result.after),
                                 stored(withoutSnapshots(result)), run}));
        return {};
    });
}

Result<std::vector<StepRecord>> SqlJournal::openIntents(const QString &mac)
{
    FB_TRY(const QString address, normalMac(mac));
    FB_TRY(const auto open, entries(m_connections, QStringLiteral("u.mac = ? AND ") + isOpenIntent(), {address}));
    std::vector<StepRecord> steps;
    for (const JournalEntry &entry : open) {
        std::erase_if(steps, [&](const StepRecord &earlier) { return earlier.id == entry.step.id; }); // the last intent of a step stands
        steps.push_back(entry.step);
    }
    return steps;
}

Result<std::vector<JournalEntry>> SqlJournal::history(const QString &mac)
{
    FB_TRY(const QString address, normalMac(mac));
    return entries(m_connections, QStringLiteral("u.mac = ?"), {address});
}

Result<std::vector<JournalEntry>> SqlJournal::openIntentsOf(const QString &stepId)
{
    return entries(m_connections, QStringLiteral("s.step_id = ? AND ") + isOpenIntent(), {stepId});
}

} // namespace fb::store
