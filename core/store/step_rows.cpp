// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/step_rows.h"

#include "store/database.h"

#include <QCoreApplication>
#include <QSet>

namespace fb::store {

using provision::StepOutcome;
using provision::StepRecord;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

bool hasEnded(StepOutcome outcome)
{
    return outcome != StepOutcome::Planned && outcome != StepOutcome::Intended;
}

/** Inserts or fills in a row, only while the run is open: the SELECT finds no run otherwise, and no row changes. */
Result<void> writeStep(Connection &connection, qint64 run, const StepRecord &step, const QString &onConflict, const QVariant &intended,
                       const QVariant &completed)
{
    const QString sql = QStringLiteral("INSERT INTO step (run_id, position, step_id, title, reason, irreversible, outcome, read_back_json, "
                                       "started_ms, ended_ms, intended_ms, completed_ms) "
                                       "SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM run WHERE id = ? AND ended_ms IS NULL "
                                       "ON CONFLICT (run_id, position) DO UPDATE SET ") + onConflict;
    FB_TRY(const qint64 changed,
           connection.run(sql, {step.index, step.id, step.title, step.reason, step.irreversible ? 1 : 0, nameOf(step.outcome), stored(step.readBack),
                                stored(step.startedUtc), stored(step.endedUtc), intended, completed, run}));
    if (changed == 1)
        return {};
    return Error(errors::RunNotOpen, tr("Run %1 is not open; the step \"%2\" was not noted.").arg(run).arg(step.title),
                 tr("Nothing more is done to the unit. Plug it in again."));
}

} // namespace

QString stepColumns()
{
    return QStringLiteral("s.position, s.step_id, s.title, s.reason, s.irreversible, s.outcome, s.read_back_json, s.started_ms, s.ended_ms");
}

StepRecord stepFrom(const Row &row, int first)
{
    StepRecord step;
    step.index = static_cast<int>(row.number(first));
    step.id = row.text(first + 1);
    step.title = row.text(first + 2);
    step.reason = row.text(first + 3);
    step.irreversible = row.number(first + 4) != 0;
    step.outcome = provision::stepOutcomeNamed(row.text(first + 5)).value_or(StepOutcome::Intended);
    step.readBack = row.json(first + 6);
    step.startedUtc = row.time(first + 7);
    step.endedUtc = row.time(first + 8);
    return step;
}

QString isOpenIntent()
{
    return QStringLiteral("s.outcome = 'intended' AND NOT EXISTS (SELECT 1 FROM run later JOIN step done ON done.run_id = later.id "
                          "WHERE later.unit_id = r.unit_id AND done.step_id = s.step_id AND done.completed_ms IS NOT NULL "
                          "AND (later.id > r.id OR (later.id = r.id AND done.position > s.position)))");
}

Result<void> writeIntent(Connection &connection, qint64 run, const StepRecord &step)
{
    StepRecord intent = step;
    intent.outcome = StepOutcome::Intended;
    return writeStep(connection, run, intent,
                     QStringLiteral("outcome = excluded.outcome, started_ms = excluded.started_ms, ended_ms = NULL, "
                                    "intended_ms = excluded.intended_ms, completed_ms = NULL"),
                     stored(QDateTime::currentDateTimeUtc()), stored(QDateTime()));
}

Result<void> writeCompletion(Connection &connection, qint64 run, const StepRecord &step)
{
    return writeStep(connection, run, step,
                     QStringLiteral("outcome = excluded.outcome, read_back_json = excluded.read_back_json, started_ms = excluded.started_ms, "
                                    "ended_ms = excluded.ended_ms, completed_ms = excluded.completed_ms"),
                     stored(QDateTime()), stored(QDateTime::currentDateTimeUtc()));
}

Result<void> writeMissing(Connection &connection, qint64 run, const std::vector<StepRecord> &steps)
{
    FB_TRY(const Rows rows, connection.rows(QStringLiteral("SELECT position FROM step WHERE run_id = ?"), {run}));
    QSet<qint64> noted;
    for (const Row &row : rows)
        noted.insert(row.number(0));
    for (const StepRecord &step : steps) {
        if (hasEnded(step.outcome) && !noted.contains(step.index))
            FB_CHECK(writeCompletion(connection, run, step));
    }
    return {};
}

Result<QString> gapIn(Connection &connection, qint64 run, const std::vector<StepRecord> &steps)
{
    for (const StepRecord &step : steps) {
        if (!hasEnded(step.outcome) || step.outcome == StepOutcome::Failed)
            return step.title;
    }
    FB_TRY(const auto row, connection.row(QStringLiteral("SELECT title FROM step WHERE run_id = ? AND (outcome IN ('planned', 'intended', 'failed') OR "
                                                         "(outcome = 'done' AND irreversible = 1 AND intended_ms IS NULL)) ORDER BY position"),
                                          {run}));
    return row ? row->text(0) : QString();
}

} // namespace fb::store
