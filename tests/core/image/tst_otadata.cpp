// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/otadata.h"
#include "testdata.h"

#include <QJsonArray>
#include <QTest>

using namespace fb;
using namespace fb::image;

class TestOtaData : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownAnswers_data();
    void knownAnswers();
    void madeDataChoosesItsSlot();
    void slotOutOfRangeIsRefused();
    void shortDataIsRefused();
    void rollbackIsRecognised();

private:
    void compareBoot(const OtaData &data, const QJsonObject &row);
};

void TestOtaData::knownAnswers_data()
{
    FB_NEED_SHARED("vectors/manifest.json");
    QTest::addColumn<QJsonObject>("test");
    for (const QJsonObject &test : test::vectorCases(QStringLiteral("otadata")))
        QTest::newRow(qPrintable(test.value(QLatin1String("id")).toString())) << test;
}

void TestOtaData::compareBoot(const OtaData &data, const QJsonObject &row)
{
    const OtaSetup setup{row.value(QLatin1String("ota_slots")).toInt(), row.value(QLatin1String("factory")).toBool(),
                         row.value(QLatin1String("rollback_enabled")).toBool()};
    const OtaChoice choice = chooseSlot(data, setup);
    const QString wanted = row.value(QLatin1String("boot")).toString();
    if (wanted.startsWith(QLatin1String("first bootable")))
        QVERIFY(choice.anyApp && choice.slot == FactorySlot && choice.otaDataInvalid);
    else
        QCOMPARE(choice.label(), wanted);
    const QJsonArray rewritten = row.value(QLatin1String("entries_rewritten_before_boot_hex")).toArray({QJsonValue(), QJsonValue()});
    for (std::size_t i = 0; i < 2; ++i)
        QCOMPARE(choice.rewritten[i] ? toHex(otaEntryToBytes(*choice.rewritten[i])) : QString(), rewritten.at(qsizetype(i)).toString());
    QCOMPARE(choice.firstEntry ? toHex(otaEntryToBytes(*choice.firstEntry)) : QString(), row.value(QLatin1String("bootloader_writes_first_entry")).toString());
    QVERIFY(!choice.reason.isEmpty());
}

void TestOtaData::knownAnswers()
{
    QFETCH(QJsonObject, test);
    QCOMPARE(test.value(QLatin1String("kind")).toString(), QStringLiteral("otadata"));
    const auto data = parseOtaData(test::vectorBytes(test.value(QLatin1String("inputs")).toObject().value(QLatin1String("otadata"))));
    FB_VERIFY_OK(data);
    const QJsonObject expect = test.value(QLatin1String("expect")).toObject();
    QCOMPARE(otaDataToJson(*data).value(QLatin1String("entries")).toArray(), expect.value(QLatin1String("entries")).toArray());
    for (const QJsonValue &row : expect.value(QLatin1String("boot")).toArray())
        compareBoot(*data, row.toObject());
}

void TestOtaData::madeDataChoosesItsSlot()
{
    for (int slotCount = 1; slotCount <= 16; ++slotCount) {
        for (int slot = 0; slot < slotCount; ++slot) {
            const auto bytes = makeOtaData(slot, slotCount, OtaState::Undefined);
            FB_VERIFY_OK(bytes);
            QCOMPARE(bytes->size(), OtaDataSize);
            QCOMPARE(chooseSlot(*parseOtaData(*bytes), {slotCount, true, false}).slot, slot);
        }
    }
    QVERIFY(isFilledWith(blankOtaData(), 0xFF));
}

void TestOtaData::slotOutOfRangeIsRefused()
{
    for (const auto &[slot, slotCount] : {std::pair{2, 2}, {-1, 2}, {0, 0}, {0, 17}})
        QVERIFY(makeOtaData(slot, slotCount, OtaState::Valid).error().is(image::errors::OtaSlotRange));
}

void TestOtaData::shortDataIsRefused()
{
    QVERIFY(!parseOtaData(Bytes(OtaDataSize - 1, 0xFF)).ok());
    QVERIFY(!parseOtaData({}).ok());
}

void TestOtaData::rollbackIsRecognised()
{
    QVERIFY(rollbackInUse({makeOtaEntry(1, OtaState::New), OtaEntry()}));
    QVERIFY(rollbackInUse({OtaEntry(), makeOtaEntry(1, OtaState::PendingVerify)}));
    QVERIFY(!rollbackInUse({makeOtaEntry(1, OtaState::Valid), OtaEntry()}));
    OtaEntry torn = makeOtaEntry(1, OtaState::New);
    torn.crc ^= 1;
    QVERIFY(!rollbackInUse({torn, OtaEntry()}));
}

QTEST_GUILESS_MAIN(TestOtaData)
#include "tst_otadata.moc"
