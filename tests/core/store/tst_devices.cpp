// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/batch_report.h"
#include "store_fixture.h"
#include "testdata.h"

#include <QJsonDocument>
#include <QTest>

using namespace fb;
using namespace fb::test;
using provision::StepOutcome;
using provision::UnitVerdict;

namespace {

const QString chip = QStringLiteral("esp32c3");

QStringList macsOf(const std::vector<fleet::DeviceRow> &rows)
{
    QStringList macs;
    for (const auto &row : rows)
        macs << row.mac;
    return macs;
}

QStringList titlesOf(const fleet::DeviceDetails &details)
{
    QStringList titles;
    for (const auto &entry : details.timeline)
        titles << entry.title;
    return titles;
}

} // namespace

class TestDevices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pagesFollowEachOther();
    void filterLooksAtEverything_data();
    void filterLooksAtEverything();
    void wildcardsAreText();
    void absurdPagesAreHarmless();
    void detailsByEveryName_data();
    void detailsByEveryName();
    void unknownUnitIsAnError();
    void unitWithoutARunHasEmptyDetails();
    void detailsHoldFirstAndLastSnapshot();
    void timelineTellsWhatHappened();
    void unitsOfABatchTellTheirLastRun();
    void reportHoldsNoSecret();
};

void TestDevices::pagesFollowEachOther()
{
    TempStore store;
    for (int i = 0; i < 25; ++i)
        FB_VERIFY_OK(runOver(*store.database, macOf(i), UnitVerdict::Passed));
    QCOMPARE(*store->devices().count({}), 25);
    QStringList seen;
    for (int offset = 0; offset < 30; offset += 10)
        seen += macsOf(*store->devices().page({}, offset, 10));
    QCOMPARE(seen.size(), 25);
    QCOMPARE(seen.removeDuplicates(), 0);
    QCOMPARE(seen.first(), macOf(24)); // newest first
    FB_VERIFY_OK(runOver(*store.database, macOf(3), UnitVerdict::Failed));
    QCOMPARE(store->devices().page({}, 0, 1)->front().mac, macOf(3));
    QCOMPARE(store->devices().page({}, 0, 1)->front().state, QStringLiteral("failed"));
}

void TestDevices::filterLooksAtEverything_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("found");
    QTest::newRow("none") << QString() << 4;
    QTest::newRow("spaces") << QStringLiteral("  ") << 4;
    QTest::newRow("serial") << QStringLiteral("WM-000002") << 1;
    QTest::newRow("serial in lower case") << QStringLiteral("wm-") << 2;
    QTest::newRow("MAC") << QStringLiteral("7c:df:a1:00:00:03") << 1;
    QTest::newRow("MAC in upper case without colons") << QStringLiteral("7CDFA1000003") << 1;
    QTest::newRow("chip") << QStringLiteral("esp32c3") << 3;
    QTest::newRow("batch") << QStringLiteral("water") << 2;
    QTest::newRow("nothing") << QStringLiteral("zzz") << 0;
    QTest::newRow("quote") << QStringLiteral("' OR 1=1 --") << 0;
}

void TestDevices::filterLooksAtEverything()
{
    QFETCH(QString, filter);
    QFETCH(int, found);
    TempStore store;
    const qint64 batch = releasedBatch(*store.database, QStringLiteral("Water meter"), 10, QStringLiteral("WM-"));
    FB_VERIFY_OK(store->batches().admit(batch, macOf(1), chip));
    FB_VERIFY_OK(store->batches().admit(batch, macOf(2), QStringLiteral("esp32")));
    FB_VERIFY_OK(runOver(*store.database, macOf(3), UnitVerdict::Passed));
    FB_VERIFY_OK(runOver(*store.database, macOf(4), UnitVerdict::Passed));
    QCOMPARE(*store->devices().count(filter), found);
    QCOMPARE(store->devices().page(filter, 0, 100)->size(), std::size_t(found));
}

void TestDevices::wildcardsAreText()
{
    TempStore store;
    FB_VERIFY_OK(runOver(*store.database, macOf(1), UnitVerdict::Passed));
    for (const char *filter : {"%", "_", "7c%00", "!", "!%"})
        QCOMPARE(*store->devices().count(QLatin1String(filter)), 0);
}

void TestDevices::absurdPagesAreHarmless()
{
    TempStore store;
    FB_VERIFY_OK(runOver(*store.database, macOf(1), UnitVerdict::Passed));
    QCOMPARE(store->devices().page({}, -5, 10)->size(), std::size_t(1));
    QCOMPARE(store->devices().page({}, 0, -1)->size(), std::size_t(0));
    QCOMPARE(store->devices().page({}, 1'000'000, 10)->size(), std::size_t(0));
}

void TestDevices::detailsByEveryName_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("MAC") << macOf(1);
    QTest::newRow("upper case") << macOf(1).toUpper();
    QTest::newRow("without colons") << macOf(1).remove(u':');
    QTest::newRow("dashes") << macOf(1).replace(u':', u'-');
    QTest::newRow("serial") << QStringLiteral("WM-000001");
    QTest::newRow("serial with spaces around, from a scanner") << QStringLiteral(" WM-000001\n");
}

void TestDevices::detailsByEveryName()
{
    QFETCH(QString, name);
    TempStore store;
    const qint64 batch = releasedBatch(*store.database, QStringLiteral("Water meter"), 10, QStringLiteral("WM-"));
    FB_VERIFY_OK(store->batches().admit(batch, macOf(1), chip));
    const auto details = store->devices().details(name);
    FB_VERIFY_OK(details);
    QCOMPARE(details->row.mac, macOf(1));
    QCOMPARE(details->row.serial, QStringLiteral("WM-000001"));
    QCOMPARE(details->row.batchName, QStringLiteral("Water meter"));
    QCOMPARE(details->row.chip, chip);
}

void TestDevices::unknownUnitIsAnError()
{
    TempStore store;
    for (const QString &name : {QString(), QStringLiteral("WM-000009"), macOf(9), QStringLiteral("%")}) {
        const auto details = store->devices().details(name);
        QVERIFY(!details.ok() && details.error().is(fleet::errors::NoSuchDevice));
    }
}

void TestDevices::unitWithoutARunHasEmptyDetails()
{
    TempStore store;
    const qint64 batch = releasedBatch(*store.database, QStringLiteral("A"), 10);
    FB_VERIFY_OK(store->batches().admit(batch, macOf(1), chip));
    const auto details = store->devices().details(macOf(1));
    FB_VERIFY_OK(details);
    QCOMPARE(details->row.state, QStringLiteral("admitted"));
    QVERIFY(details->before.isEmpty() && details->snapshot.isEmpty() && details->result.isEmpty());
    QCOMPARE(details->timeline.size(), std::size_t(1));
}

void TestDevices::detailsHoldFirstAndLastSnapshot()
{
    TempStore store;
    const QString state = QStringLiteral("state");
    const auto run = store->journal().begin(macOf(1), chip, QStringLiteral("p"), QStringLiteral("old"), {{state, QStringLiteral("first")}});
    QCOMPARE(store->devices().details(macOf(1))->snapshot.value(state).toString(), QStringLiteral("first"));
    auto result = resultOf(macOf(1), UnitVerdict::Failed);
    result.after = QJsonObject{{state, QStringLiteral("second")}};
    FB_VERIFY_OK(store->journal().finish(*run, result));
    FB_VERIFY_OK(store->journal().begin(macOf(1), chip, QStringLiteral("p"), QStringLiteral("new"), {{state, QStringLiteral("third")}}));
    const auto details = store->devices().details(macOf(1));
    FB_VERIFY_OK(details);
    QCOMPARE(details->before.value(state).toString(), QStringLiteral("first"));
    QCOMPARE(details->snapshot.value(state).toString(), QStringLiteral("third")); // the run under way has seen this
    QCOMPARE(details->result.value(QLatin1String("verdict")).toString(), QStringLiteral("failed"));
    QCOMPARE(details->profileHash, QStringLiteral("new"));
}

void TestDevices::timelineTellsWhatHappened()
{
    TempStore store;
    const qint64 batch = releasedBatch(*store.database, QStringLiteral("A"), 10);
    FB_VERIFY_OK(store->batches().admit(batch, macOf(1), chip));
    FB_VERIFY_OK(store->keys().seal(macOf(1), QStringLiteral("flash"), crypto::randomSecret(32)));
    const auto cut = store->journal().begin(macOf(1), chip, QStringLiteral("/dev/ttyUSB3"), {}, {});
    FB_VERIFY_OK(store->journal().intend(*cut, stepOf(0, QStringLiteral("efuse.burn.flash_key"), StepOutcome::Planned)));
    FB_VERIFY_OK(runOver(*store.database, macOf(1), UnitVerdict::Passed));
    FB_VERIFY_OK(store->keys().discard(macOf(1), QStringLiteral("flash")));
    const auto details = store->devices().details(macOf(1));
    FB_VERIFY_OK(details);
    const QStringList titles = titlesOf(*details);
    QCOMPARE(titles.size(), 8);
    QVERIFY(titles.first().contains(QLatin1String("FB-000001")));
    QVERIFY(titles.contains(QStringLiteral("Plugged in at /dev/ttyUSB3")));
    QVERIFY(titles.contains(QStringLiteral("Key made and sealed (flash)")));
    QVERIFY(titles.contains(QStringLiteral("Title of efuse.burn.flash_key: begun, its end was never noted")));
    QVERIFY(titles.contains(QStringLiteral("Title of efuse.burn.flash_key")));
    QVERIFY(titles.last().contains(QLatin1String("discarded")));
    int bad = 0;
    for (std::size_t i = 0; i < details->timeline.size(); ++i) {
        bad += !details->timeline[i].good;
        QVERIFY(i == 0 || details->timeline[i - 1].utc <= details->timeline[i].utc);
        if (details->timeline[i].title.startsWith(QLatin1String("Title of efuse")))
            QCOMPARE(details->timeline[i].origin, QStringLiteral("eFuse"));
    }
    QCOMPARE(bad, 1);
}

void TestDevices::unitsOfABatchTellTheirLastRun()
{
    TempStore store;
    const qint64 id = releasedBatch(*store.database, QStringLiteral("A"), 3);
    for (int i = 0; i < 2; ++i)
        FB_VERIFY_OK(store->batches().admit(id, macOf(i), chip));
    FB_VERIFY_OK(store->keys().seal(macOf(0), QStringLiteral("flash"), crypto::randomSecret(32)));
    FB_VERIFY_OK(runOver(*store.database, macOf(0), UnitVerdict::Failed));
    FB_VERIFY_OK(runOver(*store.database, macOf(0), UnitVerdict::Passed));
    const auto units = store->devices().unitsOfBatch(id);
    FB_VERIFY_OK(units);
    QCOMPARE(units->size(), std::size_t(2));
    const fleet::BatchUnit &first = units->front();
    QCOMPARE(first.row.serial, QStringLiteral("FB-000001"));
    QCOMPARE(first.row.mac, macOf(0));
    QCOMPARE(first.row.state, QStringLiteral("passed"));
    QCOMPARE(first.row.batchName, QStringLiteral("A"));
    QCOMPARE(first.runs, 2);
    QCOMPARE(first.profileHash, QStringLiteral("bb"));
    QVERIFY(first.keyKept);
    QCOMPARE(first.keyFingerprint.size(), 64);
    QVERIFY(!first.result.contains(QLatin1String("before")) && !first.result.contains(QLatin1String("after")));
    QCOMPARE(first.result.value(QLatin1String("sentence")).toString(), QStringLiteral("Sentence."));
    const fleet::BatchUnit &second = units->back();
    QCOMPARE(second.row.state, QStringLiteral("admitted"));
    QCOMPARE(second.runs, 0);
    QVERIFY(second.result.isEmpty() && second.keyFingerprint.isEmpty() && !second.keyKept);
    QVERIFY(store->devices().unitsOfBatch(77)->empty());
}

// Invariant 6, as far as the store feeds reports.
void TestDevices::reportHoldsNoSecret()
{
    TempStore store;
    const qint64 id = releasedBatch(*store.database, QStringLiteral("A"), 3);
    FB_VERIFY_OK(store->batches().admit(id, macOf(0), chip));
    const SecretBytes key = crypto::randomSecret(32);
    FB_VERIFY_OK(store->keys().seal(macOf(0), QStringLiteral("flash"), key));
    FB_VERIFY_OK(runOver(*store.database, macOf(0), UnitVerdict::Passed));
    const auto report = fleet::makeReport(*store->batches().byId(id), store->batches(), store->devices());
    FB_VERIFY_OK(report);
    const QByteArray hex = toQByteArray(key.view()).toHex(), base64 = toQByteArray(key.view()).toBase64();
    for (const QByteArray &text : {report->toHtml().toUtf8(), QJsonDocument(report->toJson()).toJson()}) {
        QVERIFY(text.contains(macOf(0).toLatin1()) && text.contains("FB-000001"));
        QVERIFY(!text.toLower().contains(hex) && !text.contains(base64.left(40)));
    }
}

QTEST_GUILESS_MAIN(TestDevices)
#include "tst_devices.moc"
