// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "base/threads.h"
#include "store/migrations.h"
#include "store_fixture.h"
#include "testdata.h"
#include "vault/line_key.h"

#include <QDir>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QTest>

using namespace fb;
using namespace fb::test;
using store::Connection;
using store::Database;

namespace {

/** Runs a file of statements, one ended by ";" at the end of a line, as a database of an earlier version was left. */
void runScript(const QString &file, const QString &script)
{
    const auto connection = Connection::open(file);
    QVERIFY2(connection.ok(), "cannot open");
    QString statement;
    for (const QByteArray &line : toQByteArray(readAll(script)).split('\n')) {
        if (line.startsWith("--"))
            continue;
        statement += QString::fromUtf8(line) + u'\n';
        if (!line.endsWith(';'))
            continue;
        const auto done = (*connection)->run(statement);
        QVERIFY2(done.ok(), qPrintable(statement));
        statement.clear();
    }
}

QString schemaScript(int version)
{
    return sourceFolder() + QStringLiteral("/tests/core/store/schemas/v%1.sql").arg(version);
}

QStringList namesIn(const QString &folder, const QString &pattern)
{
    return QDir(folder).entryList({pattern}, QDir::Files);
}

/** Every table and index as the database describes it, without regard to white space. */
QStringList structureOf(const QString &file)
{
    const auto connection = Connection::open(file);
    QStringList found;
    const auto rows = (*connection)->rows(QStringLiteral("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"));
    for (const auto &row : *rows)
        found << row.text(0) + u' ' + row.text(1).simplified();
    return found;
}

void overwrite(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void newFolderIsMade();
    void twoProgramsMayMakeItAtOnce();
    void everyEarlierSchemaIsMigrated_data();
    void everyEarlierSchemaIsMigrated();
    void migratedSchemaIsThatOfANewDatabase();
    void migrationIsPrecededByABackup();
    void failedMigrationChangesNothing();
    void newerSchemaIsRefusedAndLeftAlone();
    void foreignDatabaseIsRefusedAndLeftAlone();
    void fileThatIsNoDatabaseIsRefusedAndLeftAlone();
    void safety8_damagedDatabaseNeverCrashes();
    void folderThatCannotBeMadeIsAnError();
    void connectionsEndWithTheirThreads();
    void checkFindsNothingInAGoodDatabase();
    void checkFindsADamagedKey();
    void checkFindsDamagedStructure();
    void backupHoldsEverythingAndIsNeverOverwritten();
    void restoreBringsBackAndKeepsTheOld();
    void restoreRefusesABadBackup();
    void restoreRefusesADatabaseInUse();
    void restoreNeedsTheRightLineKey();
    void restoreIntoAnEmptyFolder();
};

void TestDatabase::newFolderIsMade()
{
    QTemporaryDir dir;
    const QString folder = dir.filePath(QStringLiteral("a/b/c"));
    const auto database = Database::open(folder);
    FB_VERIFY_OK(database);
    QCOMPARE((*database)->schemaVersion(), store::latestSchema());
    QVERIFY(QFile::exists(folder + QStringLiteral("/fuseboard.db")));
    QVERIFY(QFile::exists(folder + QStringLiteral("/line.key")));
}

void TestDatabase::twoProgramsMayMakeItAtOnce()
{
    for (int round = 0; round < 10; ++round) {
        QTemporaryDir dir;
        std::vector<QString> errors(4);
        parallelFor(errors.size(), [&](std::size_t i) {
            const auto database = Database::open(dir.filePath(QStringLiteral("new")));
            if (!database.ok())
                errors[i] = database.error().toLine();
            else if (const auto sealed = (*database)->keys().seal(macOf(int(i)), QStringLiteral("flash"), crypto::randomSecret(32)); !sealed.ok())
                errors[i] = sealed.error().toLine();
        });
        for (const QString &error : errors)
            QCOMPARE(error, QString());
        const auto database = Database::open(dir.filePath(QStringLiteral("new")));
        FB_VERIFY_OK(database);
        QCOMPARE((*database)->check()->keysOpened, 4);
    }
}

void TestDatabase::everyEarlierSchemaIsMigrated_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version < store::latestSchema(); ++version)
        QTest::newRow(qPrintable(QString::number(version))) << version;
}

// The scripts are what each version really left on disk; they are never changed. A new migration adds one.
void TestDatabase::everyEarlierSchemaIsMigrated()
{
    QFETCH(int, version);
    QVERIFY2(QFile::exists(schemaScript(version)), "each released schema needs its script");
    QTemporaryDir dir;
    runScript(Database::databaseFileIn(dir.path()), schemaScript(version));
    const auto database = Database::open(dir.path());
    FB_VERIFY_OK(database);
    QVERIFY((*database)->check()->faults.isEmpty());
    const auto batch = (*database)->batches().byName(QStringLiteral("Water meter"));
    FB_VERIFY_OK(batch);
    const auto counters = (*database)->batches().counters(batch->id);
    QCOMPARE(counters->admitted, 2);
    QCOMPARE(counters->passed, 1);
    QCOMPARE((*database)->devices().page(QStringLiteral("wm-000001"), 0, 10)->size(), std::size_t(1));
    QCOMPARE((*database)->devices().page(QStringLiteral("7cdfa1000002"), 0, 10)->size(), std::size_t(1));
    QCOMPARE((*database)->journal().openIntents(QStringLiteral("7c:df:a1:00:00:02"))->size(), std::size_t(1));
    QCOMPARE(*(*database)->batches().admit(batch->id, QStringLiteral("7c:df:a1:00:00:03"), QStringLiteral("esp32c3")), QStringLiteral("WM-000003"));
}

void TestDatabase::migratedSchemaIsThatOfANewDatabase()
{
    TempStore fresh;
    fresh.database.reset();
    QTemporaryDir dir;
    runScript(Database::databaseFileIn(dir.path()), schemaScript(1));
    FB_VERIFY_OK(Database::open(dir.path()));
    QCOMPARE(structureOf(Database::databaseFileIn(dir.path())), structureOf(Database::databaseFileIn(fresh.folder())));
}

void TestDatabase::migrationIsPrecededByABackup()
{
    QTemporaryDir dir;
    runScript(Database::databaseFileIn(dir.path()), schemaScript(1));
    FB_VERIFY_OK(Database::open(dir.path()));
    const QStringList backups = namesIn(dir.path(), QStringLiteral("fuseboard.db.schema-1.*.backup"));
    QCOMPARE(backups.size(), 1);
    const auto connection = Connection::open(dir.filePath(backups.first()), Connection::Mode::ReadOnly);
    FB_VERIFY_OK(connection);
    QCOMPARE(*store::schemaVersionOf(**connection), 1);
    QCOMPARE((*(*connection)->row(QStringLiteral("SELECT COUNT(*) FROM unit")))->number(0), 2);
    FB_VERIFY_OK(Database::open(dir.path()));
    QCOMPARE(namesIn(dir.path(), QStringLiteral("*.backup")).size(), 1); // only where there is something to migrate
}

void TestDatabase::failedMigrationChangesNothing()
{
    QTemporaryDir dir;
    const QString file = Database::databaseFileIn(dir.path());
    runScript(file, schemaScript(1));
    {
        const auto connection = Connection::open(file);
        FB_VERIFY_OK((*connection)->run(QStringLiteral("ALTER TABLE unit ADD COLUMN search TEXT"))); // in the way of the next step
    }
    QVERIFY(Database::open(dir.path()).error().is(store::errors::QueryFailed));
    const auto connection = Connection::open(file);
    QCOMPARE(*store::schemaVersionOf(**connection), 1);
    QCOMPARE((*(*connection)->row(QStringLiteral("SELECT COUNT(*) FROM unit WHERE search IS NOT NULL")))->number(0), 0);
}

void TestDatabase::newerSchemaIsRefusedAndLeftAlone()
{
    TempStore store;
    const QString file = Database::databaseFileIn(store.folder());
    store.database.reset();
    {
        const auto connection = Connection::open(file);
        FB_VERIFY_OK((*connection)->run(QStringLiteral("INSERT INTO schema_version (version, applied_ms) VALUES (999, 0)")));
    }
    const Bytes before = readAll(file);
    const auto refused = Database::open(store.folder());
    QVERIFY(!refused.ok() && refused.error().is(store::errors::NewerSchema));
    QVERIFY(refused.error().message().contains(QLatin1String("999")));
    QCOMPARE(exitCodeOf(refused.error().kind()), 3);
    QCOMPARE(readAll(file), before);
}

void TestDatabase::foreignDatabaseIsRefusedAndLeftAlone()
{
    QTemporaryDir dir;
    const QString file = Database::databaseFileIn(dir.path());
    {
        const auto connection = Connection::open(file);
        FB_VERIFY_OK((*connection)->run(QStringLiteral("CREATE TABLE recipe (name TEXT)")));
    }
    const Bytes before = readAll(file);
    QVERIFY(Database::open(dir.path()).error().is(store::errors::CannotOpen));
    QCOMPARE(readAll(file), before);
    QVERIFY(!QFile::exists(Database::lineKeyFileIn(dir.path())));
}

void TestDatabase::fileThatIsNoDatabaseIsRefusedAndLeftAlone()
{
    QTemporaryDir dir;
    const QString file = Database::databaseFileIn(dir.path());
    const QByteArray text = QByteArray("This is not a database. ").repeated(200);
    FB_VERIFY_OK(writeFile(file, viewOf(text), Overwrite::Refuse));
    const auto refused = Database::open(dir.path());
    QVERIFY(!refused.ok() && refused.error().is(store::errors::CannotOpen));
    QCOMPARE(refused.error().where(), file);
    QVERIFY(!refused.error().advice().isEmpty());
    QCOMPARE(toQByteArray(readAll(file)), text);
}

// Noise at random places of a database that is then opened, read and checked: errors, never a crash, never a deletion.
void TestDatabase::safety8_damagedDatabaseNeverCrashes()
{
    TempStore store;
    const qint64 batch = releasedBatch(*store.database, QStringLiteral("A"), 50);
    for (int i = 0; i < 20; ++i) {
        FB_VERIFY_OK(store->batches().admit(batch, macOf(i), QStringLiteral("esp32c3")));
        FB_VERIFY_OK(store->keys().seal(macOf(i), QStringLiteral("flash"), crypto::randomSecret(32)));
        FB_VERIFY_OK(runOver(*store.database, macOf(i), provision::UnitVerdict::Passed));
    }
    store.database.reset(); // the last connection moves the log into the file
    const QString file = Database::databaseFileIn(store.folder());
    const QByteArray whole = toQByteArray(readAll(file));
    QRandomGenerator random(20261103);
    int noticed = 0;
    for (int round = 0; round < 60; ++round) {
        QByteArray damaged = whole;
        for (int i = 0; i < 40; ++i)
            damaged[random.bounded(damaged.size())] = static_cast<char>(random.bounded(256));
        if (round % 6 == 5)
            damaged.truncate(random.bounded(damaged.size()));
        QFile::remove(file + QStringLiteral("-wal"));
        FB_VERIFY_OK(writeFile(file, viewOf(damaged), Overwrite::Replace));
        const auto opened = Database::open(store.folder());
        bool fault = !opened.ok();
        if (opened.ok()) {
            const auto check = (*opened)->check();
            fault = !check.ok() || !check->faults.isEmpty();
            (void)(*opened)->devices().page({}, 0, 100);
            (void)(*opened)->devices().details(macOf(1));
            (void)(*opened)->batches().counters(batch);
            (void)(*opened)->keys().find(macOf(1), QStringLiteral("flash"));
        }
        noticed += fault;
        QVERIFY(QFile::exists(file));
    }
    QVERIFY2(noticed >= 50, qPrintable(QString::number(noticed)));
}

void TestDatabase::folderThatCannotBeMadeIsAnError()
{
    QTemporaryDir dir;
    FB_VERIFY_OK(writeFile(dir.filePath(QStringLiteral("file")), {}, Overwrite::Refuse));
    const auto refused = Database::open(dir.filePath(QStringLiteral("file/below")));
    QVERIFY(!refused.ok() && refused.error().is(store::errors::CannotOpen));
}

void TestDatabase::connectionsEndWithTheirThreads()
{
    TempStore store;
    FB_VERIFY_OK(store->batches().all());
    const auto before = QSqlDatabase::connectionNames().size();
    for (int round = 0; round < 5; ++round) {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.push_back(startThread(QStringLiteral("reader"), [&](const std::stop_token &) { (void)store->batches().all(); }));
    }
    QCOMPARE(QSqlDatabase::connectionNames().size(), before);
    store.database.reset();
    QCOMPARE(QSqlDatabase::connectionNames().size(), before - 1);
}

void TestDatabase::checkFindsNothingInAGoodDatabase()
{
    TempStore store;
    FB_VERIFY_OK(store->keys().seal(macOf(1), QStringLiteral("flash"), crypto::randomSecret(32)));
    FB_VERIFY_OK(runOver(*store.database, macOf(1), provision::UnitVerdict::Passed));
    const auto check = store->check();
    FB_VERIFY_OK(check);
    QVERIFY(check->faults.isEmpty());
    QCOMPARE(check->keysOpened, 1);
}

void TestDatabase::checkFindsADamagedKey()
{
    TempStore store;
    for (int i = 1; i <= 3; ++i)
        FB_VERIFY_OK(store->keys().seal(macOf(i), QStringLiteral("flash"), crypto::randomSecret(32)));
    {
        // Units 1 and 2 exchange their sealed keys, as someone with a database editor might.
        const auto connection = Connection::open(Database::databaseFileIn(store.folder()));
        FB_VERIFY_OK((*connection)->run(QStringLiteral("UPDATE unit_key SET sealed = (SELECT sealed FROM unit_key WHERE mac = ?) WHERE mac = ?"), {macOf(2), macOf(1)}));
    }
    const auto check = store->check();
    FB_VERIFY_OK(check);
    QCOMPARE(check->faults.size(), 1);
    QVERIFY(check->faults.first().contains(macOf(1)));
    QCOMPARE(check->keysOpened, 2);
    QVERIFY(store->keys().find(macOf(1), QStringLiteral("flash")).error().is(crypto::errors::SealBroken));
}

void TestDatabase::checkFindsDamagedStructure()
{
    TempStore store;
    FB_VERIFY_OK(runOver(*store.database, macOf(1), provision::UnitVerdict::Passed));
    store.database.reset();
    const QString file = Database::databaseFileIn(store.folder());
    overwrite(file, QFileInfo(file).size() - 4096, QByteArray(64, '\xff')); // the head of the last page
    auto opened = Database::open(store.folder());
    if (opened.ok()) {
        const auto check = (*opened)->check();
        QVERIFY(!check.ok() || !check->faults.isEmpty());
    }
}

void TestDatabase::backupHoldsEverythingAndIsNeverOverwritten()
{
    TempStore store;
    FB_VERIFY_OK(runOver(*store.database, macOf(1), provision::UnitVerdict::Passed));
    const QString file = store.dir.filePath(QStringLiteral("backup.db"));
    FB_VERIFY_OK(store->backup(file));
    QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
    const Bytes first = readAll(file);
    QVERIFY(store->backup(file).error().is(fb::errors::FileExists));
    QCOMPARE(readAll(file), first);
    const auto connection = Connection::open(file, Connection::Mode::ReadOnly);
    QCOMPARE((*(*connection)->row(QStringLiteral("SELECT COUNT(*) FROM run")))->number(0), 1);
}

void TestDatabase::restoreBringsBackAndKeepsTheOld()
{
    TempStore store;
    const SecretBytes key = crypto::randomSecret(32);
    FB_VERIFY_OK(store->keys().seal(macOf(1), QStringLiteral("flash"), key));
    FB_VERIFY_OK(store->backup(store.dir.filePath(QStringLiteral("backup.db"))));
    FB_VERIFY_OK(runOver(*store.database, macOf(2), provision::UnitVerdict::Passed));
    store.database.reset();
    const auto aside = Database::restore(store.dir.filePath(QStringLiteral("backup.db")), {}, store.folder());
    FB_VERIFY_OK(aside);
    store.reopen();
    QVERIFY((*store->keys().find(macOf(1), QStringLiteral("flash")))->equals(key));
    QCOMPARE(*store->devices().count({}), 0);
    const auto old = Connection::open(*aside, Connection::Mode::ReadOnly);
    QCOMPARE((*(*old)->row(QStringLiteral("SELECT COUNT(*) FROM unit")))->number(0), 1);
}

void TestDatabase::restoreRefusesABadBackup()
{
    TempStore store;
    FB_VERIFY_OK(runOver(*store.database, macOf(1), provision::UnitVerdict::Passed));
    const QString file = store.dir.filePath(QStringLiteral("backup.db"));
    FB_VERIFY_OK(store->backup(file));
    store.database.reset();
    const QByteArray good = toQByteArray(readAll(file));
    for (const QByteArray &bad : {QByteArray(), QByteArray("text"), good.left(good.size() / 2), QByteArray(8192, '\x55')}) {
        FB_VERIFY_OK(writeFile(file, viewOf(bad), Overwrite::Replace));
        QVERIFY(!Database::restore(file, {}, store.folder()).ok());
    }
    QVERIFY(!Database::restore(store.dir.filePath(QStringLiteral("none.db")), {}, store.folder()).ok());
    QVERIFY(namesIn(store.folder(), QStringLiteral("*.replaced.*")).isEmpty());
    store.reopen();
    QCOMPARE(*store->devices().count({}), 1);
}

void TestDatabase::restoreRefusesADatabaseInUse()
{
    TempStore store;
    FB_VERIFY_OK(runOver(*store.database, macOf(1), provision::UnitVerdict::Passed));
    const QString file = store.dir.filePath(QStringLiteral("backup.db"));
    FB_VERIFY_OK(store->backup(file));
    const auto refused = Database::restore(file, {}, store.folder());
    QVERIFY(!refused.ok() && refused.error().is(store::errors::InUse));
    QCOMPARE(*store->devices().count({}), 1);
}

void TestDatabase::restoreNeedsTheRightLineKey()
{
    TempStore store;
    FB_VERIFY_OK(store->keys().seal(macOf(1), QStringLiteral("flash"), crypto::randomSecret(32)));
    const QString file = store.dir.filePath(QStringLiteral("backup.db"));
    FB_VERIFY_OK(store->backup(file));
    TempStore other;
    other.database.reset();
    QVERIFY(Database::restore(file, {}, other.folder()).error().is(vault::errors::WrongLineKey));
    QTemporaryDir empty;
    QVERIFY(Database::restore(file, {}, empty.path()).error().is(vault::errors::LineKeyMissing));
}

void TestDatabase::restoreIntoAnEmptyFolder()
{
    TempStore store;
    const SecretBytes key = crypto::randomSecret(32);
    FB_VERIFY_OK(store->keys().seal(macOf(1), QStringLiteral("flash"), key));
    FB_VERIFY_OK(store->backup(store.dir.filePath(QStringLiteral("backup.db"))));
    FB_VERIFY_OK(store->backupLineKey(store.dir.filePath(QStringLiteral("line-copy.key"))));
    QTemporaryDir elsewhere;
    const auto restored = Database::restore(store.dir.filePath(QStringLiteral("backup.db")), store.dir.filePath(QStringLiteral("line-copy.key")),
                                            elsewhere.filePath(QStringLiteral("new")));
    FB_VERIFY_OK(restored);
    QCOMPARE(*restored, QString());
    const auto database = Database::open(elsewhere.filePath(QStringLiteral("new")));
    FB_VERIFY_OK(database);
    QVERIFY((*(*database)->keys().find(macOf(1), QStringLiteral("flash")))->equals(key));
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
