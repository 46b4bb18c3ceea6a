// SPDX-License-Identifier: GPL-3.0-or-later
#include "chip/chip.h"
#include "testdata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace fb;
using namespace fb::chip;

namespace {

QJsonObject descriptionOf(const QString &id)
{
    return QJsonDocument::fromJson(toQByteArray(test::readAll(test::sourceFolder() + QStringLiteral("/resources/chips/%1.json").arg(id))))
        .object();
}

Result<Chip> parse(const QJsonObject &object)
{
    const QByteArray text = QJsonDocument(object).toJson();
    return parseChip(viewOf(text), QStringLiteral("test"));
}

/** The description of the ESP32-C3 with one member of one entry of an eFuse list changed or added. */
QJsonObject withEntry(const char *list, int index, const char *member, const QJsonValue &value)
{
    QJsonObject chip = descriptionOf(QStringLiteral("esp32c3"));
    QJsonObject efuse = chip[QLatin1String("efuse")].toObject();
    QJsonArray entries = efuse[QLatin1String(list)].toArray();
    QJsonObject entry = entries[index].toObject();
    entry[QLatin1String(member)] = value;
    entries[index] = entry;
    efuse[QLatin1String(list)] = entries;
    chip[QLatin1String("efuse")] = efuse;
    return chip;
}

} // namespace

class ChipTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void catalogueComesOutOfTheLibrary();
    void chipsAreFoundByEveryIdentity();
    void schemaNamesEveryMember();
    void fieldsMatchTheVendorTool_data();
    void fieldsMatchTheVendorTool();
    void protectBitsOfTheReleaseFields();
    void faultyDescriptionsAreRefused_data();
    void faultyDescriptionsAreRefused();
    void truncatedDescriptionsNeverParse();
};

void ChipTest::catalogueComesOutOfTheLibrary()
{
    const auto catalogue = Catalogue::load();
    FB_VERIFY_OK(catalogue);
    QVERIFY(catalogue->all().size() >= 2);
}

void ChipTest::chipsAreFoundByEveryIdentity()
{
    const auto catalogue = Catalogue::load();
    FB_VERIFY_OK(catalogue);
    for (const char *id : {"esp32c3", "ESP32-C3", "esp32-c3", "esp32_c3"}) {
        const auto chip = catalogue->byId(QString::fromLatin1(id));
        FB_VERIFY_OK(chip);
        QCOMPARE((*chip)->id, QStringLiteral("esp32c3"));
    }
    const auto unknown = catalogue->byId(u"esp8266");
    QVERIFY(!unknown.ok());
    QVERIFY(unknown.error().is(chip::errors::UnknownChip));
    QVERIFY(unknown.error().advice().contains(QStringLiteral("esp32c3")));
    QCOMPARE(catalogue->byImageChipId(0)->id, QStringLiteral("esp32"));
    QCOMPARE(catalogue->byImageChipId(5)->id, QStringLiteral("esp32c3"));
    QCOMPARE(catalogue->byImageChipId(0x7777), nullptr);
    QCOMPARE(catalogue->byMagic(0x00f01d83)->id, QStringLiteral("esp32"));
    QCOMPARE(catalogue->byMagic(0x1b31506f)->id, QStringLiteral("esp32c3"));
    QCOMPARE(catalogue->byMagic(0), nullptr);
}

/** Every member that a description uses is one that the published schema knows, so that the two cannot drift apart. */
void ChipTest::schemaNamesEveryMember()
{
    const QByteArray schema = toQByteArray(test::readAll(test::sourceFolder() + QStringLiteral("/resources/chips/chip.schema.json")));
    QVERIFY(QJsonDocument::fromJson(schema).isObject());
    QStringList missing;
    const std::function<void(const QJsonValue &, const QString &)> walk = [&](const QJsonValue &value, const QString &parent) {
        for (const QJsonValue &item : value.toArray())
            walk(item, parent);
        const QJsonObject object = value.toObject();
        const bool freeKeys = parent == QStringLiteral("values") || parent == QStringLiteral("translate");
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!freeKeys && parent != QStringLiteral("registers") && !schema.contains(QByteArray("\"" + it.key().toUtf8() + "\":")))
                missing << it.key();
            walk(it.value(), it.key());
        }
    };
    walk(descriptionOf(QStringLiteral("esp32")), {});
    walk(descriptionOf(QStringLiteral("esp32c3")), {});
    QCOMPARE(missing, QStringList());
}

void ChipTest::fieldsMatchTheVendorTool_data()
{
    QTest::addColumn<QString>("id");
    const auto catalogue = Catalogue::load();
    FB_VERIFY_OK(catalogue);
    for (const auto &chip : catalogue->all())
        QTest::newRow(qPrintable(chip->id)) << chip->id;
}

void ChipTest::fieldsMatchTheVendorTool()
{
    QFETCH(QString, id);
    FB_NEED_SHARED("vectors/efuse");
    const auto catalogue = Catalogue::load();
    FB_VERIFY_OK(catalogue);
    const Chip &chip = **catalogue->byId(id);
    const Bytes text = test::readAll(test::sharedPath(QStringLiteral("vectors/efuse/%1/blank.json").arg(id)));
    const QJsonObject fields = QJsonDocument::fromJson(toQByteArray(text)).object()[QLatin1String("fields")].toObject();
    QVERIFY(fields.size() > 40);
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QJsonObject vendor = it.value().toObject();
        const int width = vendor[QLatin1String("bit_len")].toInt();
        const QByteArray name = it.key().toUtf8();
        if (vendor[QLatin1String("word")].isNull()) {
            const ComputedField *computed = chip.computedField(it.key());
            QVERIFY2(computed, name.constData());
            QCOMPARE(computed->width, width);
            continue;
        }
        const EfuseField *field = chip.field(it.key());
        QVERIFY2(field, name.constData());
        QCOMPARE(field->name, it.key());
        QCOMPARE(field->block, vendor[QLatin1String("block")].toInt());
        QCOMPARE(field->bit, 32 * vendor[QLatin1String("word")].toInt() + vendor[QLatin1String("pos")].toInt());
        QVERIFY2(field->width == width, name.constData());
        QCOMPARE(field->category, vendor[QLatin1String("category")].toString());
    }
}

/** Facts about protect bits that release mode rests on, from the vendor's field tables. */
void ChipTest::protectBitsOfTheReleaseFields()
{
    const auto catalogue = Catalogue::load();
    FB_VERIFY_OK(catalogue);
    const Chip &esp32 = **catalogue->byId(u"esp32");
    const Chip &c3 = **catalogue->byId(u"esp32c3");
    QCOMPARE(esp32.fieldsSharingWriteProtect(2), QStringList({QStringLiteral("FLASH_CRYPT_CNT"), QStringLiteral("UART_DOWNLOAD_DIS")}));
    QVERIFY(esp32.fieldsSharingWriteProtect(3).contains(QStringLiteral("MAC")));
    QCOMPARE(esp32.field(u"RD_DIS")->writeProtectBit, 0);
    QCOMPARE(esp32.field(u"ABS_DONE_1")->writeProtectBit, 13);
    QCOMPARE(esp32.field(u"CODING_SCHEME")->readProtectBit, 3);
    QCOMPARE(esp32.block(u"flash_encryption")->id, 1);
    QCOMPARE(esp32.block(u"secure_boot_v2")->id, 2);
    QCOMPARE(c3.field(u"SPI_BOOT_CRYPT_CNT")->writeProtectBit, 4);
    QCOMPARE(c3.field(u"DIS_ICACHE")->writeProtectBit, 2);
    QCOMPARE(c3.field(u"SOFT_DIS_JTAG")->writeProtectBit, 31);
    QCOMPARE(c3.block(u"block_key0")->writeProtectBit, 23);
    QCOMPARE(c3.block(u"BLOCK_KEY5")->readProtectBit, 5);
    QVERIFY(!c3.purpose(u"XTS_AES_128_KEY")->fits(*c3.block(u"BLOCK_KEY5")));
    QVERIFY(c3.purpose(u"XTS_AES_128_KEY")->fits(*c3.block(u"BLOCK_KEY4")));
    QVERIFY(!c3.purpose(u"USER")->fits(*c3.block(u"BLOCK_USR_DATA")));
    QCOMPARE(c3.purpose(9)->name, QStringLiteral("SECURE_BOOT_DIGEST0"));
    QCOMPARE(c3.purpose(-1), nullptr);
}

void ChipTest::faultyDescriptionsAreRefused_data()
{
    QTest::addColumn<QJsonObject>("description");
    QTest::addColumn<QString>("where");
    const QJsonObject good = descriptionOf(QStringLiteral("esp32c3"));
    FB_VERIFY_OK(parse(good));

    QJsonObject extra = good;
    extra[QLatin1String("colour")] = QStringLiteral("green");
    QTest::newRow("unknown member at the top") << extra << QStringLiteral("colour");
    QTest::newRow("unknown member of a field") << withEntry("fields", 3, "colour", 1) << QStringLiteral("colour");
    QTest::newRow("field over another") << withEntry("fields", 3, "bit", 41) << QStringLiteral("DIS_USB_JTAG");
    QTest::newRow("field outside its block") << withEntry("fields", 3, "bit", 192) << QStringLiteral("DIS_ICACHE");
    QTest::newRow("field in a block that is not there") << withEntry("fields", 3, "block", 12) << QStringLiteral("DIS_ICACHE");
    QTest::newRow("field name twice") << withEntry("fields", 3, "name", QStringLiteral("rd_dis")) << QStringLiteral("rd_dis");
    QTest::newRow("field type unknown") << withEntry("fields", 3, "type", QStringLiteral("float")) << QStringLiteral("type");
    QTest::newRow("block number leaves a gap") << withEntry("blocks", 3, "id", 13) << QStringLiteral("BLOCK_USR_DATA");
    QTest::newRow("block registers overlap") << withEntry("blocks", 3, "readOffset", 0x5C) << QStringLiteral("BLOCK_USR_DATA");
    QTest::newRow("read protect bit outside RD_DIS") << withEntry("blocks", 4, "readProtectBit", 9) << QStringLiteral("BLOCK_KEY0");
    QTest::newRow("purpose field unknown")
        << withEntry("blocks", 4, "purposeField", QStringLiteral("KEY_PURPOSE_9")) << QStringLiteral("KEY_PURPOSE_9");
    QTest::newRow("digest that would be hidden") << withEntry("purposes", 7, "readProtected", true) << QStringLiteral("SECURE_BOOT_DIGEST0");
    QTest::newRow("purpose number twice") << withEntry("purposes", 7, "id", 4) << QStringLiteral("SECURE_BOOT_DIGEST0");

    QJsonObject noBlocks = good;
    QJsonObject efuse = good[QLatin1String("efuse")].toObject();
    efuse.remove(QLatin1String("blocks"));
    noBlocks[QLatin1String("efuse")] = efuse;
    QTest::newRow("blocks missing") << noBlocks << QStringLiteral("blocks");
    efuse[QLatin1String("blocks")] = QJsonArray();
    noBlocks[QLatin1String("efuse")] = efuse;
    QTest::newRow("no blocks") << noBlocks << QStringLiteral("blocks");
}

void ChipTest::faultyDescriptionsAreRefused()
{
    QFETCH(QJsonObject, description);
    QFETCH(QString, where);
    const auto chip = parse(description);
    QVERIFY(!chip.ok());
    QVERIFY2(chip.error().where().contains(where), qPrintable(chip.error().toLine()));
}

void ChipTest::truncatedDescriptionsNeverParse()
{
    const Bytes text = test::readAll(test::sourceFolder() + QStringLiteral("/resources/chips/esp32.json"));
    QVERIFY(text.size() > 1000);
    for (std::size_t length = 0; length + 2 < text.size(); length += 97)
        QVERIFY(!parseChip(ByteView(text).first(length), QStringLiteral("cut")).ok());
}

QTEST_GUILESS_MAIN(ChipTest)
#include "tst_chip.moc"
