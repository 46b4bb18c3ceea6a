// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "base/json_reader.h"
#include "base/log.h"
#include "base/progress.h"
#include "base/threads.h"
#include "testdata.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace fb;

class TestBase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hexRoundTrip();
    void hexRefusesOddAndForeign();
    void littleEndian();
    void numbersTakeHexAndSuffixes();
    void secretFileIsPrivateAndNeverOverwritten();
    void readFileNamesPathAndLimit();
    void jsonFaultNamesLineAndColumn();
    void jsonReaderNamesMember();
    void progressSharesNest();
    void cancelIsAnError();
    void longHexNeverReachesTheLog();
    void parallelForCoversEveryIndexOnce();
};

void TestBase::hexRoundTrip()
{
    Bytes out;
    QVERIFY(fromHex(u"00 7f:FF", out));
    QCOMPARE(out, (Bytes{0x00, 0x7f, 0xff}));
    QCOMPARE(toHex(out), QStringLiteral("007fff"));
}

void TestBase::hexRefusesOddAndForeign()
{
    Bytes out;
    QVERIFY(!fromHex(u"abc", out));
    QVERIFY(!fromHex(u"0g", out));
}

void TestBase::littleEndian()
{
    Bytes out;
    appendLe32(out, 0x12345678);
    QCOMPARE(out, (Bytes{0x78, 0x56, 0x34, 0x12}));
    QCOMPARE(readLe32(out), 0x12345678u);
    QCOMPARE(readLe16(out, 2), std::uint16_t(0x1234));
}

void TestBase::numbersTakeHexAndSuffixes()
{
    QCOMPARE(parseNumber(QStringLiteral("0x1000")).value_or(-1), 4096);
    QCOMPARE(parseNumber(QStringLiteral("4M")).value_or(-1), 4 * 1024 * 1024);
    QCOMPARE(parseNumber(QStringLiteral("12K")).value_or(-1), 12 * 1024);
    QVERIFY(!parseNumber(QStringLiteral("twelve")));
    QVERIFY(!parseNumber(QString()));
}

void TestBase::secretFileIsPrivateAndNeverOverwritten()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("key.bin"));
    const SecretBytes key(ByteView(Bytes{1, 2, 3}));
    FB_VERIFY_OK(writeSecretFile(path, key));
    QCOMPARE(QFile::permissions(path) & 0x0FFF, QFile::Permissions(0x6600) & 0x0FFF);
    const auto again = writeSecretFile(path, key);
    QVERIFY(!again.ok());
    QVERIFY(again.error().is(errors::FileExists));
    const auto back = readSecretFile(path);
    FB_VERIFY_OK(back);
    QVERIFY(back->equals(key));
}

void TestBase::readFileNamesPathAndLimit()
{
    const auto missing = readFile(QStringLiteral("/nonexistent/x.bin"));
    QVERIFY(!missing.ok());
    QCOMPARE(missing.error().where(), QStringLiteral("/nonexistent/x.bin"));
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("big"));
    FB_VERIFY_OK(writeFile(path, Bytes(100, 0), Overwrite::Refuse));
    const auto large = readFile(path, 99);
    QVERIFY(!large.ok() && large.error().is(errors::FileTooLarge));
    const auto endless = readFile(QStringLiteral("/dev/zero"), 1000);
    QVERIFY(!endless.ok() && endless.error().is(errors::FileTooLarge));
    const auto dir = readFile(folder.path());
    QVERIFY(!dir.ok());
}

void TestBase::jsonFaultNamesLineAndColumn()
{
    const QByteArray text("{\n  \"a\": nonsense\n}");
    const auto parsed = parseJsonObject(viewOf(text), QStringLiteral("p.json"));
    QVERIFY(!parsed.ok());
    QVERIFY2(parsed.error().where().contains(QLatin1String("line 2")), qPrintable(parsed.error().where()));
}

void TestBase::jsonReaderNamesMember()
{
    JsonReader reader({{QStringLiteral("count"), QStringLiteral("0x10")}, {QStringLiteral("odd"), 1}}, QStringLiteral("f"));
    QCOMPARE(reader.integer("count", 0, 100), 16);
    const auto done = reader.finish();
    QVERIFY(!done.ok());
    QCOMPARE(done.error().where(), QStringLiteral("f/odd"));
    JsonReader missing({}, QStringLiteral("f"));
    QCOMPARE(missing.string("name"), QString());
    QCOMPARE(missing.finish().error().id(), QStringLiteral("json.missing_member"));
}

void TestBase::progressSharesNest()
{
    ProgressState last;
    const Progress whole([&](const ProgressState &s) { last = s; }, {});
    whole.share(0.5, 1.0).share(0.5, 1.0).named(QStringLiteral("x")).report(1.0);
    QCOMPARE(last.fraction, 1.0);
    whole.share(0.5, 1.0).share(0.0, 0.5).report(1.0);
    QCOMPARE(last.fraction, 0.75);
}

void TestBase::cancelIsAnError()
{
    std::stop_source stop;
    const Progress job({}, stop.get_token());
    QVERIFY(job.check().ok());
    stop.request_stop();
    QCOMPARE(exitCodeOf(job.check().error().kind()), 130);
    QVERIFY(job.uncancellable().check().ok());
}

void TestBase::longHexNeverReachesTheLog()
{
    const QString key(64, u'a');
    QVERIFY(!redacted(QStringLiteral("key ") + key).contains(key));
    QVERIFY(redacted(QStringLiteral("mac 7c:df:a1:0e:44:12")).contains(QLatin1String("7c:df:a1:0e:44:12")));
}

void TestBase::parallelForCoversEveryIndexOnce()
{
    std::vector<std::atomic<int>> hits(1000);
    parallelFor(hits.size(), [&](std::size_t i) { ++hits[i]; });
    QVERIFY(std::all_of(hits.begin(), hits.end(), [](const auto &h) { return h == 1; }));
}

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
