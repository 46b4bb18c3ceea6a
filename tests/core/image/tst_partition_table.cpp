// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/partition_table.h"
#include "testdata.h"

#include <QTest>

using namespace fb;
using namespace fb::image;

namespace {

PartitionOptions optionsOf(const QJsonObject &params)
{
    PartitionOptions options;
    options.tableOffset = static_cast<std::uint32_t>(params.value(QLatin1String("table_offset")).toInteger(0x8000));
    options.md5 = params.value(QLatin1String("md5")).toBool(true);
    if (params.contains(QLatin1String("flash_size")))
        options.flashSize = static_cast<std::uint64_t>(params.value(QLatin1String("flash_size")).toInteger());
    if (params.contains(QLatin1String("primary_bootloader_offset")))
        options.primaryBootloaderOffset = static_cast<std::uint32_t>(params.value(QLatin1String("primary_bootloader_offset")).toInteger());
    if (params.contains(QLatin1String("recovery_bootloader_offset")))
        options.recoveryBootloaderOffset = static_cast<std::uint32_t>(params.value(QLatin1String("recovery_bootloader_offset")).toInteger());
    options.secureBootVersion = params.value(QLatin1String("secure")).toString() == QLatin1String("v1") ? 1 : 0;
    return options;
}

ByteView text(const QByteArray &csv)
{
    return viewOf(csv);
}

} // namespace

class TestPartitionTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownAnswers_data();
    void knownAnswers();
    void realTableReads();
    void faultNamesItsLine();
    void questionsToATable();
    void whatIsEncryptedOnAnEncryptedUnit_data();
    void whatIsEncryptedOnAnEncryptedUnit();
    void numbersOutOfRangeAreRefused_data();
    void numbersOutOfRangeAreRefused();
    void secondMd5RowIsRefused();

private:
    void compareCsv(const QJsonObject &test, const QJsonObject &expect);
};

void TestPartitionTable::knownAnswers_data()
{
    FB_NEED_SHARED("vectors/manifest.json");
    QTest::addColumn<QJsonObject>("test");
    for (const QJsonObject &test : test::vectorCases(QStringLiteral("partition_table")))
        QTest::newRow(qPrintable(test.value(QLatin1String("id")).toString())) << test;
}

void TestPartitionTable::compareCsv(const QJsonObject &test, const QJsonObject &expect)
{
    const PartitionOptions options = optionsOf(test.value(QLatin1String("params")).toObject());
    const Bytes csv = test::vectorBytes(test.value(QLatin1String("inputs")).toObject().value(QLatin1String("csv")));
    const auto table = partitionTableFromCsv(csv, options);
    const auto binary = table.ok() ? partitionTableToBinary(*table) : Result<Bytes>(table.error());
    if (expect.value(QLatin1String("result")).toString() == QLatin1String("refused")) {
        QVERIFY2(!binary.ok(), qPrintable(expect.value(QLatin1String("reason")).toString()));
        QVERIFY(!binary.error().advice().isEmpty());
        return;
    }
    FB_VERIFY_OK(binary);
    QCOMPARE(toHex(*binary), toHex(test::vectorBytes(expect.value(QLatin1String("binary")))));
    const auto back = parsePartitionTable(*binary);
    FB_VERIFY_OK(back);
    QVERIFY(*back == *table);
    const QByteArray backCsv = partitionTableToCsv(*back);
    QCOMPARE(backCsv, toQByteArray(test::vectorBytes(expect.value(QLatin1String("csv_from_binary")))));
    const auto again = partitionTableFromCsv(text(backCsv), options);
    FB_VERIFY_OK(again);
    QCOMPARE(toHex(*partitionTableToBinary(*again)), toHex(*binary));
}

void TestPartitionTable::knownAnswers()
{
    QFETCH(QJsonObject, test);
    const QJsonObject expect = test.value(QLatin1String("expect")).toObject();
    const QString kind = test.value(QLatin1String("kind")).toString();
    if (kind == QLatin1String("partition-table"))
        return compareCsv(test, expect);
    QCOMPARE(kind, QStringLiteral("partition-table-parse"));
    const auto table = parsePartitionTable(test::vectorBytes(test.value(QLatin1String("inputs")).toObject().value(QLatin1String("binary"))));
    QCOMPARE(table.ok() ? QStringLiteral("ok") : QStringLiteral("refused"), expect.value(QLatin1String("result")).toString());
}

void TestPartitionTable::realTableReads()
{
    FB_NEED_SHARED("images/sets/hello-world");
    const auto table = parsePartitionTable(test::readAll(test::sharedPath(QStringLiteral("images/sets/hello-world/ESP32_C3/partition-table.bin"))));
    FB_VERIFY_OK(table);
    QCOMPARE(table->entries.size(), std::size_t(3));
    QVERIFY(table->hasMd5);
    QVERIFY(table->factory() != nullptr);
    QCOMPARE(table->factory()->offset, 0x10000u);
    QCOMPARE(table->factory()->size, 0x100000u);
    FB_VERIFY_OK(checkPartitionRules(*table, {}));
}

void TestPartitionTable::faultNamesItsLine()
{
    const auto table = partitionTableFromCsv(text("# head\n\nnvs,data,nvs,,24K,\nbad,data,nonsense,,4K,\n"), {});
    QVERIFY(!table.ok());
    QVERIFY(table.error().is(image::errors::TableCsv));
    QVERIFY(table.error().where().contains(QLatin1String("4")));
}

void TestPartitionTable::questionsToATable()
{
    const auto table = partitionTableFromCsv(text("otadata,data,ota,,8K\nota_1,app,ota_1,,1M\nota_0,app,ota_0,,1M\n"), {});
    FB_VERIFY_OK(table);
    QCOMPARE(table->otaSlotCount(), 2);
    QCOMPARE(table->otaSlot(0)->label, QStringLiteral("ota_0"));
    QVERIFY(table->otaSlot(2) == nullptr);
    QVERIFY(table->otaSlot(-1) == nullptr);
    QVERIFY(table->otaSlot(16) == nullptr);
    QVERIFY(table->factory() == nullptr);
    QCOMPARE(table->byLabel(u"ota_1")->offset, 0x10000u);
    QVERIFY(table->byLabel(u"nope") == nullptr);
    QCOMPARE(table->otaData()->size, 0x2000u);
}

void TestPartitionTable::whatIsEncryptedOnAnEncryptedUnit_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("subtype");
    QTest::addColumn<bool>("flag");
    QTest::addColumn<bool>("ciphertext");
    QTest::newRow("app") << 0 << 0x10 << false << true;
    QTest::newRow("otadata") << 1 << 0 << false << true;
    QTest::newRow("nvs_keys") << 1 << 4 << false << true;
    QTest::newRow("bootloader") << 2 << 0 << false << true;
    QTest::newRow("nvs") << 1 << 2 << false << false;
    QTest::newRow("fat") << 1 << 0x81 << false << false;
    QTest::newRow("fat flagged") << 1 << 0x81 << true << true;
    QTest::newRow("custom") << 0x40 << 0 << false << false;
}

void TestPartitionTable::whatIsEncryptedOnAnEncryptedUnit()
{
    QFETCH(int, type);
    QFETCH(int, subtype);
    QFETCH(bool, flag);
    QFETCH(bool, ciphertext);
    Partition entry;
    entry.type = static_cast<std::uint8_t>(type);
    entry.subtype = static_cast<std::uint8_t>(subtype);
    entry.encrypted = flag;
    QCOMPARE(entry.isEncryptedOnEncryptedUnit(), ciphertext);
}

void TestPartitionTable::numbersOutOfRangeAreRefused_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line : {"a,0x100,0,,4K", "a,-1,0,,4K", "a,data,256,,4K", "a,data,nvs,-1,24K", "a,data,nvs,0x100000000,24K", "a,data,nvs,,0",
                             "a,data,nvs,,-1K", "a,data,fat,,5000M", "a,data,fat,0xFFFFF000,8K", "a,data,fat,,x", "a,data,fat,,4K,,b", "seventeen_letters,data,fat,,4K"})
        QTest::newRow(line) << QByteArray(line);
}

void TestPartitionTable::numbersOutOfRangeAreRefused()
{
    QFETCH(QByteArray, line);
    QVERIFY(!partitionTableFromCsv(text(line), {}).ok());
}

void TestPartitionTable::secondMd5RowIsRefused()
{
    const auto table = partitionTableFromCsv(text("nvs,data,nvs,,24K\n"), {});
    FB_VERIFY_OK(table);
    auto binary = partitionTableToBinary(*table);
    FB_VERIFY_OK(binary);
    std::copy_n(binary->begin() + 32, 32, binary->begin() + 64);
    QVERIFY(parsePartitionTable(*binary).error().is(image::errors::TableMalformed));
}

QTEST_GUILESS_MAIN(TestPartitionTable)
#include "tst_partition_table.moc"
