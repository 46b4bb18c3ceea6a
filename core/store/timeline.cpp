// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/timeline.h"

#include "store/step_rows.h"

#include <QCoreApplication>

namespace fb::store {

using fleet::TimelineEntry;

namespace {

using Entries = std::vector<TimelineEntry>;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

QString lineOrigin()
{
    return QStringLiteral("line");
}

Result<void> addAdmissions(Connection &connection, qint64 unit, Entries &entries)
{
    FB_TRY(const Rows rows, connection.rows(QStringLiteral("SELECT a.admitted_ms, a.serial, b.name FROM admission a JOIN batch b ON b.id = a.batch_id WHERE a.unit_id = ?"),
                                            {unit}));
    for (const Row &row : rows)
        entries.push_back({row.time(0), tr("Serial number %1, batch \"%2\"").arg(row.text(1), row.text(2)), lineOrigin(), true, {}});
    return {};
}

TimelineEntry startOfRun(const Row &row)
{
    return {row.time(1), tr("Plugged in at %1").arg(row.text(4)), lineOrigin(), true,
            {{QStringLiteral("run"), row.number(0)}, {QStringLiteral("port"), row.text(4)}, {QStringLiteral("profileHash"), row.text(5)}}};
}

TimelineEntry endOfRun(const Row &row)
{
    const QString sentence = row.text(6).isEmpty() ? row.text(3) : row.text(6);
    return {row.time(2), sentence, lineOrigin(), row.text(3) == QLatin1String("passed"),
            {{QStringLiteral("run"), row.number(0)}, {QStringLiteral("verdict"), row.text(3)}}};
}

Result<void> addRuns(Connection &connection, qint64 unit, Entries &entries)
{
    FB_TRY(const Rows rows, connection.rows(QStringLiteral("SELECT id, started_ms, ended_ms, verdict, port, profile_hash, sentence FROM run WHERE unit_id = ? ORDER BY id"),
                                            {unit}));
    for (const Row &row : rows) {
        entries.push_back(startOfRun(row));
        if (!row.isNull(2))
            entries.push_back(endOfRun(row));
    }
    return {};
}

TimelineEntry stepEntry(const Row &row)
{
    const provision::StepRecord step = stepFrom(row, 0);
    const bool ended = !row.isNull(StepColumnCount + 1);
    const QDateTime noted = row.time(ended ? StepColumnCount + 1 : StepColumnCount);
    const bool good = ended && step.outcome != provision::StepOutcome::Failed;
    QString title = step.title;
    if (!ended)
        title = tr("%1: begun, its end was never noted").arg(step.title);
    else if (step.outcome == provision::StepOutcome::Failed)
        title = tr("%1: failed").arg(step.title);
    else if (step.outcome == provision::StepOutcome::NotPossible)
        title = tr("%1: not possible").arg(step.title);
    return {noted, title, originOf(step.id), good, step.toJson()};
}

Result<void> addSteps(Connection &connection, qint64 unit, Entries &entries)
{
    FB_TRY(const Rows rows, connection.rows(QStringLiteral("SELECT ") + stepColumns() +
                                                QStringLiteral(", s.intended_ms, s.completed_ms FROM step s JOIN run r ON r.id = s.run_id "
                                                               "WHERE r.unit_id = ? AND s.outcome <> 'planned' ORDER BY s.run_id, s.position"),
                                            {unit}));
    for (const Row &row : rows)
        entries.push_back(stepEntry(row));
    return {};
}

Result<void> addKeys(Connection &connection, const QString &mac, Entries &entries)
{
    FB_TRY(const Rows rows, connection.rows(QStringLiteral("SELECT purpose, created_ms, discarded_ms FROM unit_key WHERE mac = ?"), {mac}));
    for (const Row &row : rows) {
        entries.push_back({row.time(1), tr("Key made and sealed (%1)").arg(row.text(0)), QStringLiteral("vault"), true, {}});
        if (!row.isNull(2))
            entries.push_back({row.time(2), tr("Key discarded (%1)").arg(row.text(0)), QStringLiteral("vault"), true, {}});
    }
    return {};
}

} // namespace

QString originOf(const QString &stepId)
{
    if (stepId.startsWith(QLatin1String("efuse.")))
        return QStringLiteral("eFuse");
    if (stepId.startsWith(QLatin1String("flash.")))
        return QStringLiteral("flash");
    if (stepId.startsWith(QLatin1String("boot.")))
        return QStringLiteral("boot");
    return lineOrigin();
}

Result<Entries> timelineOf(Connection &connection, const fleet::DeviceRow &unit)
{
    Entries entries;
    FB_CHECK(addAdmissions(connection, unit.id, entries));
    FB_CHECK(addRuns(connection, unit.id, entries));
    FB_CHECK(addKeys(connection, unit.mac, entries));
    FB_CHECK(addSteps(connection, unit.id, entries));
    std::stable_sort(entries.begin(), entries.end(), [](const TimelineEntry &a, const TimelineEntry &b) { return a.utc < b.utc; });
    return entries;
}

} // namespace fb::store
