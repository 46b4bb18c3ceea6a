// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs of "store" and "device list|show" as scripts see them: exit codes, JSON, files.
#include "../core/store/store_fixture.h"
#include "testdata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace fb;
using namespace fb::test;
using provision::UnitVerdict;

namespace {

struct Answer
{
    int code = -1;
    QByteArray out, err;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    [[nodiscard]] QString errorCode() const { return json().value(QLatin1String("error")).toObject().value(QLatin1String("code")).toString(); }
};

Answer cli(const QString &folder, const QStringList &words, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral(FUSEBOARD_CLI), QStringList{QStringLiteral("--data"), folder} + words);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(60000);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ');
}

} // namespace

class TestCliStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listAndShow();
    void unknownUnitIsAUsageError();
    void storeVerbsDoNotCreateADatabase();
    void infoAndCheck();
    void checkAnswersNoOnADamagedKey();
    void backupAndRestore();
    void restoreAsksFirst();
    void damagedDatabaseIsABadInput();
    void sharedDatabaseIsRefusedClearly();
};

void TestCliStore::listAndShow()
{
    TempStore store;
    const qint64 batch = releasedBatch(*store.database, QStringLiteral("Water meter"), 5, QStringLiteral("WM-"));
    for (int i = 0; i < 3; ++i)
        FB_VERIFY_OK(store->batches().admit(batch, macOf(i), QStringLiteral("esp32c3")));
    FB_VERIFY_OK(runOver(*store.database, macOf(1), UnitVerdict::Passed));
    const Answer list = cli(store.folder(), words("device list --filter wm- --limit 2 --json"));
    QCOMPARE(list.code, 0);
    QCOMPARE(list.json().value(QLatin1String("total")).toInt(), 3);
    const QJsonArray devices = list.json().value(QLatin1String("devices")).toArray();
    QCOMPARE(devices.size(), 2);
    QCOMPARE(devices[0].toObject().value(QLatin1String("serial")).toString(), QStringLiteral("WM-000002"));
    const Answer show = cli(store.folder(), words("--json device show WM-000002"));
    QCOMPARE(show.code, 0);
    QCOMPARE(show.json().value(QLatin1String("mac")).toString(), macOf(1));
    QCOMPARE(show.json().value(QLatin1String("state")).toString(), QStringLiteral("passed"));
    QVERIFY(show.json().value(QLatin1String("timeline")).toArray().size() >= 4);
    QVERIFY(cli(store.folder(), words("device show 7CDFA1000001")).out.contains("WM-000002"));
}

void TestCliStore::unknownUnitIsAUsageError()
{
    TempStore store;
    const Answer answer = cli(store.folder(), words("device show nobody --json"));
    QCOMPARE(answer.code, 2);
    QCOMPARE(answer.errorCode(), QStringLiteral("device.unknown"));
}

void TestCliStore::storeVerbsDoNotCreateADatabase()
{
    QTemporaryDir dir;
    for (const char *verb : {"store info", "store check", "store migrate", "store backup x.db"}) {
        const Answer answer = cli(dir.filePath(QStringLiteral("none")), words(verb) + words("--json"));
        QCOMPARE(answer.code, 3);
        QCOMPARE(answer.errorCode(), QStringLiteral("store.cannot_open"));
    }
    QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("none"))));
}

void TestCliStore::infoAndCheck()
{
    TempStore store;
    FB_VERIFY_OK(store->keys().seal(macOf(1), QStringLiteral("flash"), crypto::randomSecret(32)));
    FB_VERIFY_OK(runOver(*store.database, macOf(1), UnitVerdict::Passed));
    const QJsonObject info = cli(store.folder(), words("store info --json")).json();
    QCOMPARE(info.value(QLatin1String("units")).toInt(), 1);
    QCOMPARE(info.value(QLatin1String("keysSealed")).toInt(), 1);
    QCOMPARE(info.value(QLatin1String("schemaVersion")).toInt(), store->schemaVersion());
    const Answer check = cli(store.folder(), words("store check --json"));
    QCOMPARE(check.code, 0);
    QVERIFY(check.json().value(QLatin1String("good")).toBool());
    QCOMPARE(cli(store.folder(), words("store migrate")).code, 0);
}

void TestCliStore::checkAnswersNoOnADamagedKey()
{
    TempStore store;
    FB_VERIFY_OK(store->keys().seal(macOf(1), QStringLiteral("flash"), crypto::randomSecret(32)));
    store.database.reset();
    // In the table, which stands before its indices, the sealed key follows MAC and purpose.
    const QString file = store::Database::databaseFileIn(store.folder());
    QByteArray bytes = toQByteArray(readAll(file));
    const qsizetype at = bytes.indexOf(QByteArray(macOf(1).toLatin1() + "flash"));
    QVERIFY(at > 0);
    const qsizetype sealed = at + macOf(1).size() + 5;
    bytes[sealed] = static_cast<char>(bytes[sealed] ^ 1);
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size());
    out.close();
    const Answer check = cli(store.folder(), words("store check --json"));
    QCOMPARE(check.code, 1);
    QVERIFY(check.json().value(QLatin1String("faults")).toArray().first().toString().contains(macOf(1)));
}

void TestCliStore::backupAndRestore()
{
    TempStore store;
    FB_VERIFY_OK(runOver(*store.database, macOf(1), UnitVerdict::Passed));
    const QString file = store.dir.filePath(QStringLiteral("monday.db"));
    const QString keyCopy = store.dir.filePath(QStringLiteral("line-copy.key"));
    QCOMPARE(cli(store.folder(), {QStringLiteral("store"), QStringLiteral("backup"), QStringLiteral("--line-key"), keyCopy, file}).code, 0);
    QCOMPARE(cli(store.folder(), {QStringLiteral("store"), QStringLiteral("backup"), file}).code, 3);
    const QString elsewhere = store.dir.filePath(QStringLiteral("elsewhere"));
    const QStringList restore{QStringLiteral("store"), QStringLiteral("restore"), QStringLiteral("--yes"), QStringLiteral("--json"), file};
    QCOMPARE(cli(elsewhere, restore).code, 3); // no line key there
    const Answer done = cli(elsewhere, restore + QStringList{QStringLiteral("--line-key"), keyCopy});
    QCOMPARE(done.code, 0);
    QCOMPARE(done.json().value(QLatin1String("units")).toInt(), 1);
    QCOMPARE(cli(elsewhere, {QStringLiteral("device"), QStringLiteral("show"), macOf(1)}).code, 0);
}

void TestCliStore::restoreAsksFirst()
{
    TempStore store;
    const QString file = store.dir.filePath(QStringLiteral("monday.db"));
    FB_VERIFY_OK(store->backup(file));
    FB_VERIFY_OK(runOver(*store.database, macOf(1), UnitVerdict::Passed));
    store.database.reset();
    const QStringList restore{QStringLiteral("store"), QStringLiteral("restore"), file};
    for (const QByteArray &word : {QByteArray(), QByteArray("yes\n"), QByteArray("restore\n")})
        QCOMPARE(cli(store.folder(), restore, word).code, 130);
    QCOMPARE(cli(store.folder(), {QStringLiteral("device"), QStringLiteral("show"), macOf(1)}).code, 0);
    QCOMPARE(cli(store.folder(), restore, "RESTORE\n").code, 0);
    QCOMPARE(cli(store.folder(), {QStringLiteral("device"), QStringLiteral("show"), macOf(1)}).code, 2);
}

void TestCliStore::damagedDatabaseIsABadInput()
{
    TempStore store;
    store.database.reset();
    QFile file(store::Database::databaseFileIn(store.folder()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.write("not a database at all") > 0);
    file.close();
    const Answer answer = cli(store.folder(), words("device list --json"));
    QCOMPARE(answer.code, 3);
    QCOMPARE(answer.errorCode(), QStringLiteral("store.cannot_open"));
}

void TestCliStore::sharedDatabaseIsRefusedClearly()
{
    QTemporaryDir dir;
    const Answer answer = cli(dir.path(), words("--database postgresql://line@server/fuseboard device list --json"));
    QCOMPARE(answer.code, 2);
    QCOMPARE(answer.errorCode(), QStringLiteral("store.no_shared_database"));
}

QTEST_GUILESS_MAIN(TestCliStore)
#include "tst_cli_store.moc"
