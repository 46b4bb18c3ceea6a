// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"

#include "store/database.h"

#include <QCoreApplication>

namespace fb::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

constexpr const char *version1[] = {
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",

    "CREATE TABLE batch (id {id}, name TEXT NOT NULL UNIQUE, work_order TEXT NOT NULL, state TEXT NOT NULL, "
    "ordered BIGINT NOT NULL CHECK (ordered > 0), admitted BIGINT NOT NULL DEFAULT 0, serial_prefix TEXT NOT NULL, "
    "created_ms BIGINT NOT NULL, CHECK (state IN ('draft', 'released', 'held', 'closed')), "
    "CHECK (admitted >= 0 AND admitted <= ordered))",

    "CREATE TABLE batch_profile (batch_id BIGINT NOT NULL REFERENCES batch (id), position BIGINT NOT NULL, file TEXT NOT NULL, "
    "chip TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (batch_id, position), UNIQUE (batch_id, chip))",

    "CREATE TABLE serial_counter (prefix TEXT PRIMARY KEY, last_number BIGINT NOT NULL)",

    "CREATE TABLE unit (id {id}, mac TEXT NOT NULL UNIQUE, chip TEXT NOT NULL, serial TEXT UNIQUE, "
    "batch_id BIGINT REFERENCES batch (id), state TEXT NOT NULL, first_seen_ms BIGINT NOT NULL, last_seen_ms BIGINT NOT NULL, "
    "CHECK (state IN ('admitted', 'passed', 'failed', 'set-aside')))",
    "CREATE INDEX unit_by_last_seen ON unit (last_seen_ms, id)",
    "CREATE INDEX unit_by_batch ON unit (batch_id)",

    // A unit's place in one batch, with what the counters of that batch need of its runs.
    "CREATE TABLE admission (batch_id BIGINT NOT NULL REFERENCES batch (id), unit_id BIGINT NOT NULL REFERENCES unit (id), "
    "serial TEXT NOT NULL UNIQUE, admitted_ms BIGINT NOT NULL, runs BIGINT NOT NULL DEFAULT 0, first_verdict TEXT, "
    "last_verdict TEXT, last_started_ms BIGINT, last_ended_ms BIGINT, last_milliseconds BIGINT, PRIMARY KEY (batch_id, unit_id))",
    "CREATE INDEX admission_by_unit ON admission (unit_id)",

    "CREATE TABLE run (id {id}, unit_id BIGINT NOT NULL REFERENCES unit (id), batch_id BIGINT REFERENCES batch (id), "
    "port TEXT NOT NULL, profile_hash TEXT NOT NULL, started_ms BIGINT NOT NULL, ended_ms BIGINT, verdict TEXT, sentence TEXT, "
    "before_json TEXT NOT NULL, after_json TEXT, result_json TEXT, "
    "CHECK (verdict IN ('passed', 'failed', 'set-aside', 'cancelled')))",
    "CREATE INDEX run_by_unit ON run (unit_id, id)",
    "CREATE INDEX run_by_batch ON run (batch_id, unit_id)",

    "CREATE TABLE step (run_id BIGINT NOT NULL REFERENCES run (id), position BIGINT NOT NULL, step_id TEXT NOT NULL, "
    "title TEXT NOT NULL, reason TEXT NOT NULL, irreversible BIGINT NOT NULL, outcome TEXT NOT NULL, read_back_json TEXT, "
    "started_ms BIGINT, ended_ms BIGINT, intended_ms BIGINT, completed_ms BIGINT, PRIMARY KEY (run_id, position), "
    "CHECK (outcome IN ('planned', 'intended', 'done', 'already-true', 'not-possible', 'failed')))",
    "CREATE INDEX step_open ON step (step_id) WHERE outcome = 'intended'",

    // No reference to unit: a key may be sealed before its unit has a record, and outlives whatever becomes of that.
    "CREATE TABLE unit_key (mac TEXT NOT NULL, purpose TEXT NOT NULL, sealed {blob}, fingerprint TEXT NOT NULL UNIQUE, "
    "created_ms BIGINT NOT NULL, discarded_ms BIGINT, PRIMARY KEY (mac, purpose), "
    "CHECK ((sealed IS NULL) = (discarded_ms IS NOT NULL)))",
};

// One column to search, and the index that gives the order of pages carries it: a filter over a million units walks that
// index alone, whether it finds a few of them or nearly all.
constexpr const char *version2[] = {
    "ALTER TABLE unit ADD COLUMN search TEXT NOT NULL DEFAULT ''",
    "UPDATE unit SET search = LOWER(mac || ' ' || REPLACE(mac, ':', '') || ' ' || COALESCE(serial, '') || ' ' || chip)",
    "DROP INDEX unit_by_last_seen",
    "CREATE INDEX unit_by_last_seen ON unit (last_seen_ms, id, batch_id, search)",
};

constexpr Migration ladder[] = {{1, version1}, {2, version2}};

constexpr const char *versionTable = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, applied_ms BIGINT NOT NULL)";

Result<int> recordedVersion(Connection &connection)
{
    FB_TRY(const Row row, connection.only(QStringLiteral("SELECT COALESCE(MAX(version), 0) FROM schema_version")));
    return static_cast<int>(row.number(0));
}

Result<void> apply(Connection &connection, const Migration &migration)
{
    return inTransaction(connection, [&]() -> Result<void> {
        FB_CHECK(connection.run(QLatin1String(versionTable)));
        FB_TRY(const int version, recordedVersion(connection));
        if (version >= migration.version)
            return {};
        for (const char *statement : migration.statements)
            FB_CHECK(connection.run(Connection::inDialect(statement)));
        FB_CHECK(connection.run(QStringLiteral("INSERT INTO schema_version (version, applied_ms) VALUES (?, ?)"),
                                {migration.version, stored(QDateTime::currentDateTimeUtc())}));
        return {};
    });
}

} // namespace

std::span<const Migration> migrations()
{
    return ladder;
}

int latestSchema()
{
    return migrations().back().version;
}

Result<int> schemaVersionOf(Connection &connection)
{
    // Reads the first page: QSqlDatabase::tables() would answer "none" for a file that is no database at all.
    FB_CHECK(connection.rows(QStringLiteral("SELECT COUNT(*) FROM sqlite_master")));
    const QStringList tables = connection.tables();
    if (tables.contains(QLatin1String("schema_version")))
        return recordedVersion(connection);
    if (tables.isEmpty())
        return 0;
    return Error(errors::CannotOpen, tr("The file is a database, but not one of this program."),
                 tr("Choose another working folder; this file was left as it is."), connection.file());
}

Result<void> refuseNewer(int version, const QString &file)
{
    if (version <= latestSchema())
        return {};
    return Error(errors::NewerSchema,
                 tr("The database has schema %1; this program knows schemas up to %2.").arg(version).arg(latestSchema()),
                 tr("Use the newer program that wrote it; the database was left as it is."), file);
}

Result<void> migrate(Connection &connection, int target)
{
    for (const Migration &migration : migrations()) {
        if (migration.version <= target)
            FB_CHECK(apply(connection, migration));
    }
    return {};
}

} // namespace fb::store
