// SPDX-License-Identifier: GPL-3.0-or-later
// What people and scripts are shown of eFuses: values in words, summary, tokens, the release verdict.
#include "efuse/field_text.h"
#include "efuse/release_verdict.h"
#include "efuse/summary.h"
#include "efuse/token.h"
#include "testdata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace fb;
using namespace fb::efuse;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

/** Every bit that the two verifiers ask for; spelt out here, apart from the descriptions. */
State releasedEsp32(const chip::Chip &chip)
{
    State state(chip);
    state.setRevisionRegisterBit(true);
    state.setValue(u"CHIP_VER_REV1", 1);
    state.setValue(u"CHIP_VER_REV2", 1);
    state.setBlock(2, Bytes(32, 0x5D));
    for (const char *flag : {"ABS_DONE_1", "JTAG_DISABLE", "DISABLE_DL_ENCRYPT", "DISABLE_DL_DECRYPT", "DISABLE_DL_CACHE", "CONSOLE_DEBUG_DISABLE", "UART_DOWNLOAD_DIS"})
        state.setValue(s(flag), 1);
    state.setValue(u"FLASH_CRYPT_CNT", 127);
    state.setValue(u"FLASH_CRYPT_CONFIG", 15);
    state.setValue(u"RD_DIS", 1);
    state.setValue(u"WR_DIS", 1U << 0 | 1U << 3 | 1U << 7 | 1U << 8);
    return state;
}

State releasedC3(const chip::Chip &chip)
{
    State state(chip);
    state.setValue(u"WAFER_VERSION_MINOR_LO", 4);
    state.setBlock(5, Bytes(32, 0x5D));
    for (const char *flag : {"SECURE_BOOT_EN", "DIS_DOWNLOAD_ICACHE", "DIS_USB_JTAG", "DIS_PAD_JTAG", "DIS_DIRECT_BOOT", "DIS_DOWNLOAD_MANUAL_ENCRYPT", "ENABLE_SECURITY_DOWNLOAD"})
        state.setValue(s(flag), 1);
    state.setValue(u"SPI_BOOT_CRYPT_CNT", 7);
    state.setValue(u"SOFT_DIS_JTAG", 7);
    state.setValue(u"KEY_PURPOSE_0", 4);
    state.setValue(u"KEY_PURPOSE_1", 9);
    state.setValue(u"RD_DIS", 1);
    state.setValue(u"WR_DIS", 1U << 0 | 1U << 2 | 1U << 8 | 1U << 9 | 1U << 23 | 1U << 24);
    return state;
}

QStringList unmet(const State &state)
{
    QStringList rules;
    for (const ReleaseFinding &finding : releaseVerdict(state)) {
        if (!finding.satisfied)
            rules << finding.rule;
    }
    return rules;
}

} // namespace

class EfuseReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void valuesAreReadAndWrittenInWords();
    void badTextIsRefused_data();
    void badTextIsRefused();
    void scalesTurnNumbersIntoQuantities();
    void hiddenValuesShowNothing();
    void customMacCarriesItsCheck();
    void summaryNamesProtectionAndNeighbours();
    void tokensRoundTrip();
    void brokenTokensAreRefused_data();
    void brokenTokensAreRefused();
    void fullReleaseIsReleased();
    void eachMissingPieceIsNamed_data();
    void eachMissingPieceIsNamed();
    void softJtagCountsWithItsKeyOnly();
    void developmentModeIsToldApart();

private:
    [[nodiscard]] const chip::Chip &chip(const char *id) const { return **m_chips.byId(QString::fromLatin1(id)); }

    chip::Catalogue m_chips;
};

void EfuseReportTest::initTestCase()
{
    auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    m_chips = std::move(*chips);
}

void EfuseReportTest::valuesAreReadAndWrittenInWords()
{
    const auto stored = [this](const char *id, const char *name, const char *value) -> qint64 {
        BurnRequest request;
        const auto added = addFieldText(request, chip(id), s(name), s(value));
        return added.ok() && request.fields.size() == 1 ? static_cast<qint64>(request.fields[0].value) : -1;
    };
    QCOMPARE(stored("esp32c3", "flash_tpuw", "0x9"), 9);
    QCOMPARE(stored("esp32c3", "KEY0_PURPOSE", "hmac_up"), 8);
    QCOMPARE(stored("esp32c3", "KEY_PURPOSE_0", "8"), 8);
    QCOMPARE(stored("esp32", "SPI_PAD_CONFIG_Q", "29"), 29);
    QCOMPARE(stored("esp32", "SPI_PAD_CONFIG_Q", "32"), 30);
    QCOMPARE(stored("esp32", "SPI_PAD_CONFIG_Q", "33"), 31);
    const chip::Chip &esp32 = chip("esp32");
    QCOMPARE(valueText(esp32, *esp32.field(u"SPI_PAD_CONFIG_Q"), 31), s("33"));
    QCOMPARE(valueText(esp32, *esp32.field(u"ABS_DONE_1"), 1), s("1"));
    QCOMPARE(valueText(chip("esp32c3"), *chip("esp32c3").field(u"KEY_PURPOSE_0"), 4), s("XTS_AES_128_KEY"));
}

void EfuseReportTest::badTextIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("unknown") << s("NO_SUCH") << s("1");
    QTest::newRow("empty") << s("FLASH_CRYPT_CNT") << QString();
    QTest::newRow("word") << s("FLASH_CRYPT_CNT") << s("on");
    QTest::newRow("negative") << s("FLASH_CRYPT_CNT") << s("-1");
    QTest::newRow("kilo") << s("FLASH_CRYPT_CNT") << s("1K");
    QTest::newRow("pin that cannot be coded") << s("SPI_PAD_CONFIG_D") << s("31");
    QTest::newRow("pin that is not there") << s("SPI_PAD_CONFIG_D") << s("34");
    QTest::newRow("short address") << s("CUSTOM_MAC") << s("24:0a:c4:11:22");
    QTest::newRow("address without colons") << s("CUSTOM_MAC") << s("240ac4112233");
    QTest::newRow("half a byte") << s("BLOCK3") << s("123");
}

void EfuseReportTest::badTextIsRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    BurnRequest request;
    const auto added = addFieldText(request, chip("esp32"), name, value);
    QVERIFY(!added.ok());
    QVERIFY(request.fields.empty() && request.byteFields.empty());
}

void EfuseReportTest::scalesTurnNumbersIntoQuantities()
{
    State esp32(chip("esp32"));
    QCOMPARE(fieldText(esp32, u"ADC_VREF"), s("1100"));
    esp32.setValue(u"ADC_VREF", 0x13); // sign and 3
    QCOMPARE(fieldText(esp32, u"ADC_VREF"), s("1079"));
    esp32.setValue(u"ADC1_TP_LOW", 0x7F); // two's complement -1
    QCOMPARE(fieldText(esp32, u"ADC1_TP_LOW"), s("274"));
    State c3(chip("esp32c3"));
    c3.setValue(u"TEMP_CALIB", 0x100 | 15);
    QCOMPARE(fieldText(c3, u"TEMP_CALIB"), s("-1.5"));
}

void EfuseReportTest::hiddenValuesShowNothing()
{
    State state(chip("esp32"));
    state.setValue(u"RD_DIS", 9);
    QCOMPARE(fieldText(state, u"BLOCK1").left(5), s("?? ??"));
    QCOMPARE(fieldText(state, u"CODING_SCHEME"), s("?"));
    QCOMPARE(fieldText(state, u"NO_SUCH"), QString());
}

void EfuseReportTest::customMacCarriesItsCheck()
{
    QCOMPARE(macCrc(Bytes{0xAA, 0xCD, 0xEF, 0x01, 0x02, 0x03}), std::uint8_t{0x56});
    BurnRequest request;
    FB_VERIFY_OK(addCustomMac(request, chip("esp32"), s("aa:cd:ef:01:02:03")));
    QCOMPARE(request.byteFields.size(), std::size_t{1});
    QCOMPARE(request.fields.size(), std::size_t{2});
    QCOMPARE(request.fields[1].value, std::uint64_t{0x56});
    BurnRequest plain;
    FB_VERIFY_OK(addCustomMac(plain, chip("esp32c3"), s("aa:cd:ef:01:02:03")));
    QVERIFY(plain.fields.empty());
    QVERIFY(!addCustomMac(plain, chip("esp32c3"), s("nonsense")).ok());
}

void EfuseReportTest::summaryNamesProtectionAndNeighbours()
{
    State state(chip("esp32"));
    state.setValue(u"WR_DIS", 4);
    state.setValue(u"MAC", 0x7CDFA10E4412);
    const QJsonObject summary = summaryJson(state);
    QCOMPARE(summary[QLatin1String("chip")].toString(), s("esp32"));
    QCOMPARE(summary[QLatin1String("mac")].toString(), s("7c:df:a1:0e:44:12"));
    const QJsonObject count = summary[QLatin1String("fields")].toObject()[QLatin1String("FLASH_CRYPT_CNT")].toObject();
    QCOMPARE(count[QLatin1String("writeable")].toBool(true), false);
    QCOMPARE(count[QLatin1String("protected_by")].toObject()[QLatin1String("write_protect_bit")].toInt(), 2);
    QCOMPARE(count[QLatin1String("shared_with")].toArray(), QJsonArray{s("UART_DOWNLOAD_DIS")});
    QCOMPARE(summary[QLatin1String("key_blocks")].toArray().size(), 3);
    const QString text = summaryText(state);
    QVERIFY(text.contains(s("FLASH_CRYPT_CNT")));
    QVERIFY(text.contains(s("R/-")));
    QVERIFY(text.contains(s("7c:df:a1:0e:44:12")));
}

void EfuseReportTest::tokensRoundTrip()
{
    for (const State &state : {releasedEsp32(chip("esp32")), releasedC3(chip("esp32c3")), State(chip("esp32c3"))}) {
        const auto back = parseToken(m_chips, makeToken(state));
        FB_VERIFY_OK(back);
        QCOMPARE(makeToken(*back), makeToken(state));
        QCOMPARE(back->revision(), state.revision());
        QCOMPARE(toBytes(back->block(2)), toBytes(state.block(2)));
    }
    State marked(chip("esp32c3"));
    marked.setErrorRegisters({0, 1, 0, 0, 0, 7, 9});
    const auto back = parseToken(m_chips, makeToken(marked));
    FB_VERIFY_OK(back);
    QVERIFY(*back == marked);
}

void EfuseReportTest::brokenTokensAreRefused_data()
{
    QTest::addColumn<QString>("token");
    const QString good = s("EFSR:esp32c3:000:::::::::::::eLh3fw"); // of the vendor's tool, for a blank chip
    FB_VERIFY_OK(parseToken(m_chips, good));
    QTest::newRow("empty") << QString();
    QTest::newRow("word") << s("hello");
    QTest::newRow("write token") << s("EFSW") + good.mid(4);
    QTest::newRow("wrong check sum") << good.left(good.size() - 1) + u'A';
    QTest::newRow("cut") << good.left(good.size() - 3);
    QTest::newRow("other chip") << s("EFSR:esp32") + good.mid(12);
    QTest::newRow("no fields") << s("EFSR:");
    QTest::newRow("very long") << good + QString(100000, u'A');
    const QString odd = s("EFSR:esp32c3:000:!!!!::::::::::::");
    QTest::newRow("not base64") << odd + s("AAAAAA");
}

void EfuseReportTest::brokenTokensAreRefused()
{
    QFETCH(QString, token);
    QVERIFY(!parseToken(m_chips, token).ok());
}

void EfuseReportTest::fullReleaseIsReleased()
{
    for (const State &state : {releasedEsp32(chip("esp32")), releasedC3(chip("esp32c3"))}) {
        QCOMPARE(unmet(state), QStringList());
        const auto findings = releaseVerdict(state);
        QVERIFY(isReleased(findings, ReleasePart::FlashEncryption));
        QVERIFY(isReleased(findings, ReleasePart::SecureBoot));
    }
}

void EfuseReportTest::eachMissingPieceIsNamed_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("field");
    QTest::addColumn<quint64>("value");
    QTest::addColumn<QString>("rule");
    const auto esp32 = [](const char *field, quint64 value, const char *rule) { QTest::newRow(rule) << s("esp32") << s(field) << value << s(rule); };
    const quint64 all = 1U << 0 | 1U << 3 | 1U << 7 | 1U << 8;
    esp32("FLASH_CRYPT_CNT", 1, "flash_encryption.final");
    esp32("FLASH_CRYPT_CNT", 3, "flash_encryption.on");
    esp32("FLASH_CRYPT_CONFIG", 0, "flash_encryption.flash_crypt_config");
    esp32("DISABLE_DL_DECRYPT", 0, "flash_encryption.disable_dl_decrypt");
    esp32("CONSOLE_DEBUG_DISABLE", 0, "flash_encryption.console_debug_disable");
    esp32("JTAG_DISABLE", 0, "flash_encryption.jtag_disable");
    esp32("RD_DIS", 0, "flash_encryption.key_hidden");
    esp32("WR_DIS", all & ~(1U << 7), "flash_encryption.key_frozen");
    esp32("WR_DIS", all & ~(1U << 3), "flash_encryption.frozen.dis_cache");
    esp32("WR_DIS", all & ~(1U << 8), "secure_boot.digest");
    esp32("WR_DIS", all & ~1U, "secure_boot.frozen.rd_dis");
    esp32("ABS_DONE_1", 0, "secure_boot.on");
    esp32("UART_DOWNLOAD_DIS", 0, "secure_boot.download_lock");
    const auto c3 = [](const char *field, quint64 value, const char *rule) { QTest::newRow(qPrintable(s("c3 ") + s(rule))) << s("esp32c3") << s(field) << value << s(rule); };
    const quint64 allC3 = 1U << 0 | 1U << 2 | 1U << 8 | 1U << 9 | 1U << 23 | 1U << 24;
    c3("SPI_BOOT_CRYPT_CNT", 1, "flash_encryption.final");
    c3("KEY_PURPOSE_0", 8, "flash_encryption.key");
    c3("DIS_USB_JTAG", 0, "flash_encryption.dis_usb_jtag");
    c3("DIS_PAD_JTAG", 0, "secure_boot.dis_pad_jtag");
    c3("DIS_DOWNLOAD_MANUAL_ENCRYPT", 0, "flash_encryption.dis_download_manual_encrypt");
    c3("WR_DIS", allC3 & ~(1U << 2), "flash_encryption.frozen.dis_icache");
    c3("WR_DIS", allC3 & ~(1U << 8), "flash_encryption.frozen.key_purpose_0");
    c3("WR_DIS", allC3 & ~(1U << 9), "secure_boot.digest");
    c3("SECURE_BOOT_KEY_REVOKE0", 1, "secure_boot.digest");
    c3("SECURE_BOOT_EN", 0, "secure_boot.on");
    c3("ENABLE_SECURITY_DOWNLOAD", 0, "secure_boot.download_lock");
}

void EfuseReportTest::eachMissingPieceIsNamed()
{
    QFETCH(QString, id);
    QFETCH(QString, field);
    QFETCH(quint64, value);
    QFETCH(QString, rule);
    State state = id == s("esp32") ? releasedEsp32(chip("esp32")) : releasedC3(chip("esp32c3"));
    state.setValue(field, value);
    QVERIFY2(unmet(state).contains(rule), qPrintable(unmet(state).join(u' ')));
    const auto findings = releaseVerdict(state);
    QVERIFY(!isReleased(findings, rule.startsWith(s("secure")) ? ReleasePart::SecureBoot : ReleasePart::FlashEncryption));
}

void EfuseReportTest::softJtagCountsWithItsKeyOnly()
{
    State state = releasedC3(chip("esp32c3"));
    state.setValue(u"DIS_PAD_JTAG", 0);
    state.setValue(u"DIS_USB_JTAG", 0);
    QVERIFY(unmet(state).contains(s("flash_encryption.dis_pad_jtag")));
    state.setValue(u"KEY_PURPOSE_2", 6);
    QVERIFY(unmet(state).contains(s("flash_encryption.dis_pad_jtag"))); // a purpose without a key opens nothing
    state.setValue(u"RD_DIS", 0b101);
    QCOMPARE(unmet(state), QStringList());
    state.setValue(u"SOFT_DIS_JTAG", 1);
    QVERIFY(unmet(state).contains(s("flash_encryption.dis_pad_jtag")));
}

void EfuseReportTest::developmentModeIsToldApart()
{
    State state(chip("esp32"));
    state.setValue(u"FLASH_CRYPT_CNT", 1);
    QVERIFY(state.flashEncryptionOn());
    QVERIFY(!isReleased(releaseVerdict(state), ReleasePart::FlashEncryption));
    QVERIFY(!unmet(state).contains(s("flash_encryption.on")));
    State frozen = releasedEsp32(chip("esp32"));
    frozen.setValue(u"FLASH_CRYPT_CNT", 1);
    frozen.setValue(u"WR_DIS", frozen.value(u"WR_DIS") | 4); // the bootloader's own way: one bit, then frozen
    QVERIFY(isReleased(releaseVerdict(frozen), ReleasePart::FlashEncryption));
}

QTEST_GUILESS_MAIN(EfuseReportTest)
#include "tst_efuse_report.moc"
