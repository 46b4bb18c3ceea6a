// SPDX-License-Identifier: GPL-3.0-or-later
// The client against sessions recorded with the mask ROMs of an ESP32 (ECO3) and an ESP32-C3, which an emulator ran.
#include "crypto/keys.h"
#include "link/deflate.h"
#include "link/recording.h"
#include "link/reset_strategy.h"
#include "link/rom_client.h"
#include "link/rom_protocol.h"
#include "link/spi_flash_command.h"
#include "testdata.h"

#include <QTest>

#include <zlib.h>

using namespace fb;
using namespace fb::link;

namespace {

QString recording(const char *name)
{
    return fb::test::sourceFolder() + QStringLiteral("/tests/core/link/recordings/%1.jsonl").arg(QLatin1String(name));
}

Bytes contents()
{
    Bytes data(1500);
    for (std::size_t i = 0; i < data.size(); ++i)
        data[i] = static_cast<std::uint8_t>((i * i) >> 7);
    return data;
}

struct Unit
{
    chip::Catalogue chips = *chip::Catalogue::load();
    std::unique_ptr<RomClient> client;
};

Result<void> open(Unit &unit, const char *name, int baud)
{
    FB_TRY(auto transport, replayFrom(recording(name)));
    unit.client = std::make_unique<RomClient>(std::move(transport), unit.chips);
    ConnectOptions options;
    options.baud = baud;
    return unit.client->connect(options, {});
}

} // namespace

class TestRomClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void speaksToTheRom_data();
    void speaksToTheRom();
    void secureDownloadMode();
    void errorCodesHaveWords();
    void answersAreChecked();
    void requestsAsOnThePage();
    void deflateCountsWhatEachBlockBecomes();
    void resetStrategyFollowsTheUsbIds();
    void flashSizes();
};

void TestRomClient::speaksToTheRom_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<bool>("hasSummary");
    QTest::newRow("esp32") << "esp32" << false;
    QTest::newRow("esp32c3") << "esp32c3" << true;
}

void TestRomClient::speaksToTheRom()
{
    QFETCH(QString, chip);
    QFETCH(bool, hasSummary);
    Unit unit;
    FB_VERIFY_OK(open(unit, chip.toLatin1().constData(), 460800));
    RomClient &client = *unit.client;
    QCOMPARE(client.chip().id, chip);
    QCOMPARE(client.inSecureDownloadMode(), false);
    QCOMPARE(client.securityInfo().has_value(), hasSummary);
    const auto flash = client.attachFlash();
    FB_VERIFY_OK(flash);
    QCOMPARE(flash->jedecId, 0x1640C8U); // GigaDevice, 4 MiB
    QCOMPARE(flash->size, 4U * 1024 * 1024);
    const Bytes data = contents();
    std::vector<double> fractions;
    const Progress progress([&](const ProgressState &state) { fractions.push_back(state.fraction); }, {});
    FB_VERIFY_OK(client.writeFlash(0x20000, data, RomClient::Compression::None, progress));
    QVERIFY(std::is_sorted(fractions.begin(), fractions.end()));
    QCOMPARE(fractions.back(), 1.0);
    const auto md5 = client.flashMd5(0x20000, static_cast<std::uint32_t>(data.size()));
    FB_VERIFY_OK(md5);
    QCOMPARE(*md5, crypto::md5(data));
    const auto read = client.readFlash(0x20000, 200, {});
    FB_VERIFY_OK(read);
    QCOMPARE(*read, Bytes(data.begin(), data.begin() + 200));
    FB_VERIFY_OK(client.eraseFlash(0x20000, 0x1000, {}));
    QCOMPARE(*client.flashMd5(0x20000, 0x1000), crypto::md5(Bytes(0x1000, 0xFF)));
    QVERIFY(client.bytesOnWire().first > 2048 && client.bytesOnWire().second > 0);
}

void TestRomClient::secureDownloadMode()
{
    Unit unit;
    FB_VERIFY_OK(open(unit, "esp32c3_secure_download", 115200));
    RomClient &client = *unit.client;
    QCOMPARE(client.chip().id, QStringLiteral("esp32c3"));
    QVERIFY(client.inSecureDownloadMode());
    QCOMPARE(client.securityInfo()->flags & 4U, 4U);
    QCOMPARE(client.securityInfo()->chipId, std::optional<std::uint32_t>(5));
    const auto flash = client.attachFlash();
    FB_VERIFY_OK(flash);
    QCOMPARE(flash->jedecId, 0U);
    QCOMPARE(flash->size, 4U * 1024 * 1024);
    FB_VERIFY_OK(client.writeFlash(0x20000, contents(), RomClient::Compression::None, {}));
    // Refused by us, not by a time-out.
    QCOMPARE(client.flashMd5(0, 1).error().id(), QStringLiteral("link.secure_download_mode"));
    QCOMPARE(client.readRegister(MagicRegister).error().id(), QStringLiteral("link.secure_download_mode"));
    QCOMPARE(client.readFlash(0, 1, {}).error().id(), QStringLiteral("link.secure_download_mode"));
    const efuse::RegisterWrite write{0x60008800, 1};
    QCOMPARE(client.writeRegisters({&write, 1}).error().id(), QStringLiteral("link.secure_download_mode"));
    QCOMPARE(client.writeFlash(0x20001, contents(), RomClient::Compression::None, {}).error().id(), QStringLiteral("link.unaligned"));
}

void TestRomClient::errorCodesHaveWords()
{
    for (const int code : {0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x64, 0x65, 0x66, 0x67, 0x69})
        QVERIFY(romErrorText(static_cast<std::uint8_t>(code)) != romErrorText(0xFF));
    QVERIFY(!romErrorText(0xFF).isEmpty());
    QCOMPARE(opName(0x13), QStringLiteral("SPI_FLASH_MD5"));
    QCOMPARE(opName(0xD0), QStringLiteral("0xd0"));
}

void TestRomClient::answersAreChecked()
{
    const auto answerOf = [](const char *hex) {
        Bytes frame;
        (void)fromHex(QString::fromLatin1(hex), frame);
        return decodeAnswer(frame);
    };
    // A real ROM leaves an old code beside "not failed".
    const auto good = answerOf("01030400831df00000050000");
    QVERIFY(good && !good->failed(0));
    const auto bad = answerOf("01030400831df0000107ffff");
    QVERIFY(bad && bad->failed(0) && bad->code(0) == romcode::BadChecksum);
    QVERIFY(!answerOf("00030400831df00001070000"));   // a request, or an echo of one
    QVERIFY(!answerOf("01030500831df00001070000"));   // says it is longer
    QVERIFY(!answerOf("01030300831df00001070000"));   // says it is shorter
    QVERIFY(!answerOf("01030000831df000"));           // without a status
    QVERIFY(!answerOf("0103"));
    QVERIFY(!answerOf(""));
    // Data first, then the status: MD5 of a read beyond the flash, as observed.
    const auto md5 = answerOf("011324006f50311b376633373566643439656133666234333861663236626234653033343535386301091111");
    QVERIFY(md5 && md5->failed(32) && md5->code(32) == romcode::FlashReadError);
}

void TestRomClient::requestsAsOnThePage()
{
    QCOMPARE(toHex(slipEncode(encode(wordsRequest(Op::ReadReg, {MagicRegister})))), QStringLiteral("c0000a04000000000000100040c0"));
    QCOMPARE(toHex(encode(syncRequest())), QStringLiteral("0008240000000000") + QStringLiteral("07071220") + QStringLiteral("55").repeated(32));
    const Request block = blockRequest(Op::FlashData, Bytes{1, 2, 4}, 9);
    QCOMPARE(block.checksum, 0xEFU ^ 7U);
    QCOMPARE(toHex(encode(block)), QStringLiteral("00031300e800000003000000090000000000000000000000010204"));
}

void TestRomClient::deflateCountsWhatEachBlockBecomes()
{
    Bytes data(200000);
    for (std::size_t i = 0; i < data.size(); ++i)
        data[i] = static_cast<std::uint8_t>((i * 2654435761U) >> (i % 3 ? 28 : 20));
    const DeflatedBlocks deflated = deflateBlocks(data, FlashBlockSize);
    Bytes stream;
    for (const Bytes &block : deflated.blocks) {
        QVERIFY(block.size() == FlashBlockSize || &block == &deflated.blocks.back());
        stream.insert(stream.end(), block.begin(), block.end());
    }
    QCOMPARE(stream.size(), deflated.size);
    Bytes back(data.size());
    uLongf size = back.size();
    QCOMPARE(uncompress(back.data(), &size, stream.data(), static_cast<uLong>(stream.size())), Z_OK);
    QCOMPARE(back, data);
    std::size_t sum = 0;
    for (const std::size_t one : deflated.inflatedSizes)
        sum += one;
    QCOMPARE(sum, data.size());
}

void TestRomClient::resetStrategyFollowsTheUsbIds()
{
    QCOMPARE(downloadResetSteps(ResetMode::Auto, {0x303A, 0x1001}, 0).size(), usbJtagSerialReset().size());
    QCOMPARE(downloadResetSteps(ResetMode::Auto, {0x10C4, 0xEA60}, 0).size(), std::size_t{3});
    QVERIFY(downloadResetSteps(ResetMode::None, {0x303A, 0x1001}, 0).empty());
    const ResetSteps classic = classicReset(std::chrono::milliseconds(50));
    QVERIFY(classic[0].rts == true && classic[0].dtr == false); // held in reset, IO0 free
    QVERIFY(classic[1].rts == false && classic[1].dtr == true); // out of reset with IO0 low
    QVERIFY(classic[2].dtr == false);
    QVERIFY(downloadResetSteps(ResetMode::Classic, {}, 1)[1].pause > downloadResetSteps(ResetMode::Classic, {}, 0)[1].pause);
    // The firmware never starts with IO0 low.
    for (const bool usb : {false, true}) {
        for (const ResetStep &step : resetIntoFirmwareSteps(usb))
            QVERIFY(step.dtr == false);
        QVERIFY(resetIntoFirmwareSteps(usb).back().rts == false);
    }
}

void TestRomClient::flashSizes()
{
    QCOMPARE(flashSizeOf(0x1640C8), std::optional<std::uint32_t>(4U << 20));
    QCOMPARE(flashSizeOf(0x184020), std::optional<std::uint32_t>(16U << 20));
    QCOMPARE(flashSizeOf(0x204020), std::optional<std::uint32_t>(64U << 20));
    QCOMPARE(flashSizeOf(0x3625C2), std::optional<std::uint32_t>(4U << 20));
    QVERIFY(!flashSizeOf(0xFFFFFF));
    QVERIFY(!flashSizeOf(0));
}

QTEST_GUILESS_MAIN(TestRomClient)
#include "tst_rom_client.moc"
