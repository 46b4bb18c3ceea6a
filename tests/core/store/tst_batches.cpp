// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threads.h"
#include "provision/profile.h"
#include "store_fixture.h"
#include "testdata.h"

#include <QProcess>
#include <QSet>
#include <QTest>

#include <mutex>

using namespace fb;
using namespace fb::test;
using provision::UnitVerdict;

class TestBatches : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void createdBatchComesBackAsADraft();
    void badDraftsAreRefused_data();
    void badDraftsAreRefused();
    void nameIsTakenOnce();
    void statesChangeOnlyAsAllowed();
    void unknownBatchIsAnError();
    void sameUnitGetsTheSameSerial();
    void admitNeedsAReleasedBatch();
    void admitRefusesAUnitOfAnotherOpenBatch();
    void closedBatchLetsItsUnitsGo();
    void admitRefusesAForeignChip();
    void admitRefusesAKnownMacOnAnotherChip();
    void admitRefusesWhatIsNoMac();
    void serialNumbersNeverMeetAcrossPrefixes();
    void countersFollowTheLastRun();
    void safety4_neverOneMoreThanOrdered_threads();
    void safety4_neverOneMoreThanOrdered_processes();
};

void TestBatches::createdBatchComesBackAsADraft()
{
    TempStore store;
    line::Batch draft = draftOf(QStringLiteral("Water meter rev C"), 500, QStringLiteral("WM-"));
    draft.workOrder = QStringLiteral("2026-118");
    draft.state = line::BatchState::Released;
    const auto made = store->batches().create(draft);
    FB_VERIFY_OK(made);
    QCOMPARE(made->state, line::BatchState::Draft);
    store.reopen();
    const auto read = store->batches().byName(QStringLiteral("Water meter rev C"));
    FB_VERIFY_OK(read);
    QCOMPARE(read->id, made->id);
    QCOMPARE(read->ordered, 500);
    QCOMPARE(read->workOrder, draft.workOrder);
    QCOMPARE(read->serialPrefix, draft.serialPrefix);
    QCOMPARE(read->profileFiles, draft.profileFiles);
    QCOMPARE(read->chips, draft.chips);
    QCOMPARE(read->profileHashes, draft.profileHashes);
    QVERIFY(read->createdUtc.isValid());
    QCOMPARE(store->batches().all()->size(), std::size_t(1));
}

void TestBatches::badDraftsAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("ordered");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QStringList>("chips");
    const QStringList chips{QStringLiteral("esp32"), QStringLiteral("esp32c3")};
    QTest::newRow("no name") << QStringLiteral("  ") << 5 << QStringLiteral("A-") << chips;
    QTest::newRow("no units") << QStringLiteral("a") << 0 << QStringLiteral("A-") << chips;
    QTest::newRow("negative") << QStringLiteral("a") << -1 << QStringLiteral("A-") << chips;
    QTest::newRow("prefix with space") << QStringLiteral("a") << 5 << QStringLiteral("A B") << chips;
    QTest::newRow("two profiles for a chip") << QStringLiteral("a") << 5 << QStringLiteral("A-") << QStringList{chips[0], chips[0]};
    QTest::newRow("profile without chip") << QStringLiteral("a") << 5 << QStringLiteral("A-") << QStringList{chips[0]};
}

void TestBatches::badDraftsAreRefused()
{
    QFETCH(QString, name);
    QFETCH(int, ordered);
    QFETCH(QString, prefix);
    QFETCH(QStringList, chips);
    TempStore store;
    line::Batch draft = draftOf(name, ordered, prefix);
    draft.chips = chips;
    const auto made = store->batches().create(draft);
    QVERIFY(!made.ok());
    QVERIFY(made.error().is(line::errors::BadBatch));
    QVERIFY(store->batches().all()->empty());
}

void TestBatches::nameIsTakenOnce()
{
    TempStore store;
    FB_VERIFY_OK(store->batches().create(draftOf(QStringLiteral("A"), 1)));
    const auto again = store->batches().create(draftOf(QStringLiteral("A"), 1));
    QVERIFY(!again.ok() && again.error().is(line::errors::NameTaken));
}

void TestBatches::statesChangeOnlyAsAllowed()
{
    using line::BatchState;
    TempStore store;
    auto &batches = store->batches();
    const qint64 id = batches.create(draftOf(QStringLiteral("A"), 1))->id;
    QVERIFY(batches.setState(id, BatchState::Held).error().is(line::errors::BadTransition));
    for (const BatchState state : {BatchState::Released, BatchState::Held, BatchState::Released, BatchState::Closed}) {
        FB_VERIFY_OK(batches.setState(id, state));
        QCOMPARE(batches.byId(id)->state, state);
    }
    for (const BatchState state : {BatchState::Draft, BatchState::Released, BatchState::Held})
        QVERIFY(batches.setState(id, state).error().is(line::errors::BadTransition));
    QCOMPARE(batches.byId(id)->state, BatchState::Closed);
}

void TestBatches::unknownBatchIsAnError()
{
    TempStore store;
    QVERIFY(store->batches().byName(QStringLiteral("none")).error().is(line::errors::NoSuchBatch));
    QVERIFY(store->batches().byId(7).error().is(line::errors::NoSuchBatch));
    QVERIFY(store->batches().setState(7, line::BatchState::Closed).error().is(line::errors::NoSuchBatch));
    QVERIFY(store->batches().counters(7).error().is(line::errors::NoSuchBatch));
    QVERIFY(store->batches().admit(7, macOf(1), QStringLiteral("esp32")).error().is(line::errors::NoSuchBatch));
}

void TestBatches::sameUnitGetsTheSameSerial()
{
    TempStore store;
    const qint64 id = releasedBatch(*store.database, QStringLiteral("A"), 2, QStringLiteral("WM-"));
    const auto first = store->batches().admit(id, macOf(1), QStringLiteral("esp32c3"));
    FB_VERIFY_OK(first);
    QCOMPARE(*first, QStringLiteral("WM-000001"));
    QCOMPARE(*store->batches().admit(id, macOf(2), QStringLiteral("esp32")), QStringLiteral("WM-000002"));
    store.reopen();
    // The same unit in another spelling, while the batch is full.
    QCOMPARE(*store->batches().admit(id, macOf(1).toUpper(), QStringLiteral("esp32c3")), *first);
    QCOMPARE(store->batches().counters(id)->admitted, 2);
}

void TestBatches::admitNeedsAReleasedBatch()
{
    TempStore store;
    auto &batches = store->batches();
    const qint64 id = batches.create(draftOf(QStringLiteral("A"), 2))->id;
    QVERIFY(batches.admit(id, macOf(1), QStringLiteral("esp32")).error().is(line::errors::NotReleased));
    FB_VERIFY_OK(batches.setState(id, line::BatchState::Released));
    FB_VERIFY_OK(batches.admit(id, macOf(1), QStringLiteral("esp32")));
    FB_VERIFY_OK(batches.setState(id, line::BatchState::Held));
    QVERIFY(batches.admit(id, macOf(1), QStringLiteral("esp32")).error().is(line::errors::NotReleased));
    QCOMPARE(batches.counters(id)->admitted, 1);
}

void TestBatches::admitRefusesAUnitOfAnotherOpenBatch()
{
    TempStore store;
    const qint64 a = releasedBatch(*store.database, QStringLiteral("A"), 2);
    const qint64 b = releasedBatch(*store.database, QStringLiteral("B"), 2);
    FB_VERIFY_OK(store->batches().admit(a, macOf(1), QStringLiteral("esp32")));
    const auto refused = store->batches().admit(b, macOf(1), QStringLiteral("esp32"));
    QVERIFY(!refused.ok() && refused.error().is(line::errors::OtherBatch));
    QVERIFY(refused.error().message().contains(QLatin1String("\"A\"")));
    QCOMPARE(store->batches().counters(b)->admitted, 0);
}

void TestBatches::closedBatchLetsItsUnitsGo()
{
    TempStore store;
    const qint64 a = releasedBatch(*store.database, QStringLiteral("A"), 2, QStringLiteral("A-"));
    const qint64 b = releasedBatch(*store.database, QStringLiteral("B"), 2, QStringLiteral("B-"));
    FB_VERIFY_OK(store->batches().admit(a, macOf(1), QStringLiteral("esp32")));
    FB_VERIFY_OK(store->batches().setState(a, line::BatchState::Closed));
    const auto again = store->batches().admit(b, macOf(1), QStringLiteral("esp32"));
    FB_VERIFY_OK(again);
    QCOMPARE(*again, QStringLiteral("B-000001"));
    QCOMPARE(store->batches().counters(a)->admitted, 1);
    QCOMPARE(store->devices().details(QStringLiteral("A-000001"))->row.serial, QStringLiteral("B-000001"));
}

void TestBatches::admitRefusesAForeignChip()
{
    TempStore store;
    const qint64 id = releasedBatch(*store.database, QStringLiteral("A"), 2);
    const auto refused = store->batches().admit(id, macOf(1), QStringLiteral("esp32s3"));
    QVERIFY(!refused.ok() && refused.error().is(provision::errors::WrongChip));
    QVERIFY(refused.error().message().contains(QLatin1String("esp32s3")) && refused.error().message().contains(QLatin1String("esp32c3")));
    QCOMPARE(*store->devices().count({}), 0);
}

void TestBatches::admitRefusesAKnownMacOnAnotherChip()
{
    TempStore store;
    const qint64 id = releasedBatch(*store.database, QStringLiteral("A"), 2);
    FB_VERIFY_OK(store->batches().admit(id, macOf(1), QStringLiteral("esp32")));
    QVERIFY(store->batches().admit(id, macOf(1), QStringLiteral("esp32c3")).error().is(store::errors::IdentityTaken));
}

void TestBatches::admitRefusesWhatIsNoMac()
{
    TempStore store;
    const qint64 id = releasedBatch(*store.database, QStringLiteral("A"), 2);
    for (const QString &mac : {QString(), QStringLiteral("7cdfa10e4412"), QStringLiteral("7c:df:a1:0e:44"), QStringLiteral("' OR 1=1 --")})
        QVERIFY(store->batches().admit(id, mac, QStringLiteral("esp32")).error().is(store::errors::BadIdentity));
    QCOMPARE(store->batches().counters(id)->admitted, 0);
}

void TestBatches::serialNumbersNeverMeetAcrossPrefixes()
{
    TempStore store;
    const qint64 a = releasedBatch(*store.database, QStringLiteral("A"), 5, QStringLiteral("X"));
    const qint64 c = releasedBatch(*store.database, QStringLiteral("C"), 5, QStringLiteral("X"));
    QSet<QString> serials;
    for (int i = 0; i < 3; ++i) {
        serials << *store->batches().admit(a, macOf(i), QStringLiteral("esp32"));
        serials << *store->batches().admit(c, macOf(200 + i), QStringLiteral("esp32"));
    }
    QCOMPARE(serials.size(), 6);
    QVERIFY(serials.contains(QStringLiteral("X000006")));
}

void TestBatches::countersFollowTheLastRun()
{
    TempStore store;
    const qint64 id = releasedBatch(*store.database, QStringLiteral("A"), 10);
    QCOMPARE(store->batches().counters(id)->ordered, 10);
    QCOMPARE(store->batches().counters(id)->passed, 0);
    for (int i = 0; i < 6; ++i)
        FB_VERIFY_OK(store->batches().admit(id, macOf(i), QStringLiteral("esp32c3")));
    FB_VERIFY_OK(runOver(*store.database, macOf(0), UnitVerdict::Passed));
    FB_VERIFY_OK(runOver(*store.database, macOf(1), UnitVerdict::Failed));
    FB_VERIFY_OK(runOver(*store.database, macOf(1), UnitVerdict::Passed)); // second run: passed, but not at first
    FB_VERIFY_OK(runOver(*store.database, macOf(2), UnitVerdict::Failed));
    FB_VERIFY_OK(runOver(*store.database, macOf(3), UnitVerdict::SetAside));
    FB_VERIFY_OK(runOver(*store.database, macOf(4), UnitVerdict::Passed));
    FB_VERIFY_OK(runOver(*store.database, macOf(4), UnitVerdict::Failed)); // passed once, no longer
    FB_VERIFY_OK(runOver(*store.database, macOf(5), UnitVerdict::Cancelled));
    const auto counters = store->batches().counters(id);
    FB_VERIFY_OK(counters);
    QCOMPARE(counters->admitted, 6);
    QCOMPARE(counters->passed, 2);
    QCOMPARE(counters->failed, 2);
    QCOMPARE(counters->setAside, 1);
    QCOMPARE(counters->firstPass, 2);
    QCOMPARE(counters->meanMilliseconds, 1500);
    QVERIFY(counters->unitsPerHour > 0);
}

// 8 threads want 6 units each of an order of 20: 20 get one, every serial number once.
void TestBatches::safety4_neverOneMoreThanOrdered_threads()
{
    TempStore store;
    const qint64 id = releasedBatch(*store.database, QStringLiteral("A"), 20);
    std::mutex mutex;
    QStringList serials;
    int full = 0, other = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.push_back(startThread(QStringLiteral("admit"), [&, t](const std::stop_token &) {
                for (int i = 0; i < 6; ++i) {
                    const auto serial = store->batches().admit(id, macOf(t * 100 + i), QStringLiteral("esp32c3"));
                    const std::scoped_lock lock(mutex);
                    if (serial.ok())
                        serials << *serial;
                    else
                        ++(serial.error().is(line::errors::BatchFull) ? full : other);
                }
            }));
        }
    }
    QCOMPARE(serials.size(), 20);
    QCOMPARE(QSet<QString>(serials.begin(), serials.end()).size(), 20);
    QCOMPARE(full, 28);
    QCOMPARE(other, 0);
    QCOMPARE(store->batches().counters(id)->admitted, 20);
}

// Two stations on one database, each offering 40 units of its own and 10 that both see, for an order of 60.
void TestBatches::safety4_neverOneMoreThanOrdered_processes()
{
    TempStore store;
    const qint64 id = releasedBatch(*store.database, QStringLiteral("A"), 60);
    QProcess stations[2];
    for (int i = 0; i < 2; ++i) {
        stations[i].start(QStringLiteral(STORE_WORKER), {QStringLiteral("admit"), store.folder(), QString::number(id), QString::number(1000 * (i + 1)), QStringLiteral("40")});
        QVERIFY(stations[i].waitForStarted());
    }
    QHash<QString, QString> serialOf; // by MAC
    QSet<QString> serials;
    for (QProcess &station : stations) {
        QVERIFY(station.waitForFinished(60000));
        QCOMPARE(station.exitCode(), 0);
        for (const QByteArray &text : station.readAllStandardOutput().trimmed().split('\n')) {
            const QStringList words = QString::fromUtf8(text).split(u' ');
            QCOMPARE(words.size(), 2);
            if (words[1] == QLatin1String("full"))
                continue;
            QVERIFY2(!serialOf.contains(words[0]) || serialOf.value(words[0]) == words[1], "one unit, two serial numbers");
            QVERIFY2(serialOf.contains(words[0]) || !serials.contains(words[1]), "one serial number, two units");
            serialOf.insert(words[0], words[1]);
            serials << words[1];
        }
    }
    QCOMPARE(serialOf.size(), 60);
    QCOMPARE(store->batches().counters(id)->admitted, 60);
}

QTEST_GUILESS_MAIN(TestBatches)
#include "tst_batches.moc"
