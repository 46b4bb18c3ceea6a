// SPDX-License-Identifier: GPL-3.0-or-later
// The client against virtual units: both families, both transports, and everything a line does to it. Whatever goes wrong
// ends in success or in an error of its own, never in a wait without end (ctest's limit would fail the test).
#include "base/files.h"
#include "base/threads.h"
#include "crypto/keys.h"
#include "efuse/register_file.h"
#include "link/rom_client.h"
#include "link/rom_protocol.h"
#include "sim/virtual_device.h"
#include "testdata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace fb;
using namespace fb::link;
using namespace fb::sim;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t Region = 0x20000;

const chip::Catalogue &chips()
{
    static const chip::Catalogue catalogue = *chip::Catalogue::load();
    return catalogue;
}

Bytes firmware(std::size_t size)
{
    Bytes data(size);
    std::minstd_rand random(5);
    for (std::size_t i = 0; i < size; ++i)
        data[i] = i % 3 ? static_cast<std::uint8_t>(i >> 4) : static_cast<std::uint8_t>(random() >> 8);
    return data;
}

DeviceOptions quickOptions(DeviceOptions::Transport transport = DeviceOptions::Transport::Pty)
{
    DeviceOptions options;
    options.transport = transport;
    options.lineRate = 0;
    options.flashTiming = false;
    return options;
}

std::unique_ptr<VirtualDevice> startUnit(const QString &chip, const DeviceOptions &options)
{
    auto device = VirtualDevice::start(**chips().byId(chip), options);
    if (!device.ok())
        qFatal("%s", qPrintable(device.error().toLine()));
    return *std::move(device);
}

Result<std::unique_ptr<RomClient>> openClient(const VirtualDevice &device, std::stop_token stop = {})
{
    FB_TRY(const PortName port, PortName::parse(device.port()));
    FB_TRY(auto transport, openTransport(port, RomBaud, std::move(stop)));
    return std::make_unique<RomClient>(std::move(transport), chips());
}

/** Few attempts, so that units which stay silent cost little time. */
Result<std::unique_ptr<RomClient>> connectClient(const VirtualDevice &device, int baud = RomBaud, int attempts = 2)
{
    FB_TRY(auto client, openClient(device));
    ConnectOptions options;
    options.baud = baud;
    options.attempts = attempts;
    FB_CHECK(client->connect(options, {}));
    return client;
}

Result<void> writeAndCompare(RomClient &client, const Bytes &data, RomClient::Compression compression)
{
    FB_CHECK(client.attachFlash());
    FB_CHECK(client.writeFlash(Region, data, compression, {}));
    FB_TRY(const Bytes md5, client.flashMd5(Region, static_cast<std::uint32_t>(data.size())));
    if (md5 == crypto::md5(data))
        return {};
    return Error(link::errors::ContentsDiffer, QStringLiteral("test: contents differ"));
}

/** A unit whose eFuses hold this field, through a file in the vendor's layout. */
DeviceOptions optionsWith(const QTemporaryDir &folder, const QString &chip, const QString &field)
{
    efuse::State state(**chips().byId(chip));
    state.setValue(field, 1);
    DeviceOptions options = quickOptions();
    options.eFuseFile = folder.filePath(QStringLiteral("unit.efuse"));
    if (!writeFile(options.eFuseFile, efuse::makeRegisterFile(state, efuse::FileLayout::Vendor), Overwrite::Replace).ok())
        qFatal("cannot write %s", qPrintable(options.eFuseFile));
    return options;
}

QJsonObject parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class TestLinkSim : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholePath_data();
    void wholePath();
    void registersWithMask();
    void manyRegisterWritesKeepTheirOrder();
    void lineRateIsRaisedAndPutBack();
    void secondClientFindsARaisedRate();
    void refusesWhatTheRomRefuses();
    void secureDownload();
    void downloadClosed_data();
    void downloadClosed();
    void consoleIsCaptured();
    void faultsThatAreOvercome_data();
    void faultsThatAreOvercome();
    void faultsThatEndInAnError_data();
    void faultsThatEndInAnError();
    void noiseNeverGivesWrongContents();
    void cancelEndsAWrite();
    void heldCancelWaits();
    void worksAfterACancelledWrite();
    void noiseWithoutEndIsNoAnswer();
};

void TestLinkSim::wholePath_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<bool>("tcp");
    for (const char *chip : {"esp32", "esp32c3"}) {
        QTest::addRow("%s pty", chip) << chip << false;
        QTest::addRow("%s tcp", chip) << chip << true;
    }
}

void TestLinkSim::wholePath()
{
    QFETCH(QString, chip);
    QFETCH(bool, tcp);
    const auto device = startUnit(chip, quickOptions(tcp ? DeviceOptions::Transport::Tcp : DeviceOptions::Transport::Pty));
    auto client = connectClient(*device);
    FB_VERIFY_OK(client);
    QCOMPARE((*client)->chip().id, chip);
    const auto magic = (*client)->readRegister(MagicRegister);
    FB_VERIFY_OK(magic);
    const auto &known = (*client)->chip().magicValues;
    QVERIFY(std::find(known.begin(), known.end(), *magic) != known.end());
    const auto flash = (*client)->attachFlash();
    FB_VERIFY_OK(flash);
    QCOMPARE(flash->size, 4U << 20);
    const Bytes data = firmware(300001); // more than a segment, and no multiple of anything
    for (const auto compression : {RomClient::Compression::Deflate, RomClient::Compression::None}) {
        FB_VERIFY_OK(writeAndCompare(**client, data, compression));
        FB_VERIFY_OK((*client)->eraseFlash(Region + 0x1000, 0x2000, {}));
    }
    FB_VERIFY_OK(writeAndCompare(**client, data, RomClient::Compression::Deflate));
    const Bytes inside = device->flash();
    QVERIFY(std::equal(data.begin(), data.end(), inside.begin() + Region));
    QVERIFY(isFilledWith(ByteView(inside).first(Region), 0xFF));
    const auto read = (*client)->readFlash(Region + 10, 1001, {});
    FB_VERIFY_OK(read);
    QVERIFY(std::equal(read->begin(), read->end(), data.begin() + 10));
    FB_VERIFY_OK((*client)->eraseFlash(Region, 0x1000, {}));
    QVERIFY(isFilledWith(ByteView(device->flash()).subspan(Region, 0x1000), 0xFF));
    QVERIFY(!isFilledWith(ByteView(device->flash()).subspan(Region + 0x1000, 0x1000), 0xFF));
}

void TestLinkSim::registersWithMask()
{
    constexpr std::uint32_t Ram = 0x3FC90000;
    const auto device = startUnit(QStringLiteral("esp32c3"), quickOptions());
    auto client = connectClient(*device);
    FB_VERIFY_OK(client);
    const efuse::RegisterWrite writes[] = {{Ram, 0x12345678}, {Ram, 0xFFFFFFFF, 0x0000FF00}, {Ram + 4, 7, 0xFFFFFFFF, 1000}};
    FB_VERIFY_OK((*client)->writeRegisters(writes));
    QCOMPARE(*(*client)->readRegister(Ram), 0x1234FF78U);
    QCOMPARE(*(*client)->readRegister(Ram + 4), 7U);
}

void TestLinkSim::manyRegisterWritesKeepTheirOrder()
{
    constexpr std::uint32_t Ram = 0x3FC90000;
    const auto device = startUnit(QStringLiteral("esp32c3"), quickOptions());
    auto client = connectClient(*device);
    FB_VERIFY_OK(client);
    std::vector<efuse::RegisterWrite> writes;
    for (std::uint32_t i = 0; i < 500; ++i)
        writes.push_back({Ram + 4 * (i % 100), i});
    FB_VERIFY_OK((*client)->writeRegisters(writes));
    for (const std::uint32_t i : {0U, 42U, 99U})
        QCOMPARE(*(*client)->readRegister(Ram + 4 * i), 400 + i);
}

void TestLinkSim::lineRateIsRaisedAndPutBack()
{
    for (const QString &chip : {QStringLiteral("esp32"), QStringLiteral("esp32c3")}) {
        DeviceOptions options = quickOptions();
        options.lineRate = std::nullopt; // a rate that differs from the host's makes noise
        const auto device = startUnit(chip, options);
        for (int i = 0; i < 2; ++i) {
            auto client = connectClient(*device, 921600);
            FB_VERIFY_OK(client);
            FB_VERIFY_OK((*client)->attachFlash());
        }
    }
}

void TestLinkSim::secondClientFindsARaisedRate()
{
    // TCP keeps the unit's rate unknown to the host; the pty run above covers the mismatch.
    const auto device = startUnit(QStringLiteral("esp32c3"), quickOptions(DeviceOptions::Transport::Tcp));
    for (const int baud : {921600, 115200, 460800}) {
        auto client = connectClient(*device, baud);
        FB_VERIFY_OK(client);
        FB_VERIFY_OK((*client)->flashMd5(0, 4096));
    }
}

void TestLinkSim::refusesWhatTheRomRefuses()
{
    const auto device = startUnit(QStringLiteral("esp32"), quickOptions());
    auto client = connectClient(*device);
    FB_VERIFY_OK(client);
    FB_VERIFY_OK((*client)->attachFlash());
    const auto beyond = (*client)->flashMd5(0x3FF000, 0x2000);
    QVERIFY(!beyond);
    QCOMPARE(beyond.error().id(), QStringLiteral("link.rom_refused"));
    QVERIFY(beyond.error().message().contains(QLatin1String("SPI_FLASH_MD5")));
    QVERIFY(beyond.error().message().contains(QLatin1String("0x09")));
    // The family has no security summary; its ROM answers under another command's name.
    QCOMPARE((*client)->readSecurityInfo().error().id(), QStringLiteral("link.rom_refused"));
    QCOMPARE((*client)->writeFlash(Region + 4, Bytes(16), RomClient::Compression::None, {}).error().id(), QStringLiteral("link.unaligned"));
    QCOMPARE((*client)->eraseFlash(Region, 100, {}).error().id(), QStringLiteral("link.unaligned"));
    FB_VERIFY_OK((*client)->readRegister(MagicRegister));
}

void TestLinkSim::secureDownload()
{
    const QTemporaryDir folder;
    const auto device = startUnit(QStringLiteral("esp32c3"), optionsWith(folder, QStringLiteral("esp32c3"), QStringLiteral("ENABLE_SECURITY_DOWNLOAD")));
    auto client = connectClient(*device, 460800);
    FB_VERIFY_OK(client);
    QVERIFY((*client)->inSecureDownloadMode());
    FB_VERIFY_OK((*client)->attachFlash());
    const Bytes data = firmware(5000);
    FB_VERIFY_OK((*client)->writeFlash(Region, data, RomClient::Compression::Deflate, {}));
    const Bytes inside = device->flash();
    QVERIFY(std::equal(data.begin(), data.end(), inside.begin() + Region));
    QCOMPARE((*client)->flashMd5(Region, 16).error().id(), QStringLiteral("link.secure_download_mode"));
}

void TestLinkSim::downloadClosed_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<QString>("field");
    QTest::newRow("esp32") << "esp32" << "UART_DOWNLOAD_DIS";
    QTest::newRow("esp32c3") << "esp32c3" << "DIS_DOWNLOAD_MODE";
}

void TestLinkSim::downloadClosed()
{
    QFETCH(QString, chip);
    QFETCH(QString, field);
    const QTemporaryDir folder;
    const auto device = startUnit(chip, optionsWith(folder, chip, field));
    auto client = openClient(*device);
    FB_VERIFY_OK(client);
    device->powerCycle(true); // what it says, it says when it starts
    const auto connected = (*client)->connect({ResetMode::Auto, 2, RomBaud}, {});
    QVERIFY(!connected);
    QCOMPARE(connected.error().id(), QStringLiteral("link.download_disabled"));
}

void TestLinkSim::consoleIsCaptured()
{
    const auto device = startUnit(QStringLiteral("esp32c3"), quickOptions());
    auto client = openClient(*device);
    FB_VERIFY_OK(client);
    device->powerCycle(false);
    const auto text = (*client)->captureConsole(QDeadlineTimer(5s), [](const QString &sofar) { return sofar.count(QLatin1Char('\n')) >= 3; });
    FB_VERIFY_OK(text);
    QVERIFY(text->contains(QLatin1String("ESP-ROM:esp32c3")));
    QVERIFY(!*(*client)->resetIntoFirmware()); // no reset lines here, and that is no error
}

void TestLinkSim::faultsThatAreOvercome_data()
{
    QTest::addColumn<QByteArray>("faults");
    // Bytes are counted from the moment when the faults are set, which is after the flash was attached.
    QTest::newRow("byte lost in a block") << QByteArrayLiteral(R"({"toDevice":{"dropAt":[3000]}})");
    QTest::newRow("delimiter lost") << QByteArrayLiteral(R"({"toDevice":{"dropAt":[0]}})");
    QTest::newRow("byte doubled") << QByteArrayLiteral(R"({"toDevice":{"duplicateAt":[2500]}})");
    QTest::newRow("bit flipped in a block") << QByteArrayLiteral(R"({"toDevice":{"flipAt":[2222]}})");
    QTest::newRow("several flips") << QByteArrayLiteral(R"({"toDevice":{"flipAt":[1500,2600,9000]}})");
    QTest::newRow("answer damaged") << QByteArrayLiteral(R"({"fromDevice":{"dropAt":[20]}})");
    QTest::newRow("answer doubled inside") << QByteArrayLiteral(R"({"fromDevice":{"duplicateAt":[20,21,22]}})");
    QTest::newRow("answers flipped") << QByteArrayLiteral(R"({"fromDevice":{"flipAt":[16,45]}})");
    QTest::newRow("answer missing") << QByteArrayLiteral(R"({"answers":{"silent":[3]}})");
    QTest::newRow("answer is garbage") << QByteArrayLiteral(R"({"answers":{"garbage":[2]}})");
    QTest::newRow("line stalls") << QByteArrayLiteral(R"({"toDevice":{"stallAt":[{"byte":2000,"ms":800}]},"fromDevice":{"stallAt":[{"byte":30,"ms":800}]}})");
}

void TestLinkSim::faultsThatAreOvercome()
{
    QFETCH(QByteArray, faults);
    const Bytes data = firmware(20000);
    for (const auto compression : {RomClient::Compression::None, RomClient::Compression::Deflate}) {
        const auto device = startUnit(QStringLiteral("esp32c3"), quickOptions());
        auto client = connectClient(*device);
        FB_VERIFY_OK(client);
        FB_VERIFY_OK((*client)->attachFlash());
        FB_VERIFY_OK(device->setFaults(parsed(faults)));
        FB_VERIFY_OK((*client)->writeFlash(Region, data, compression, {}));
        FB_VERIFY_OK(device->setFaults({}));
        const auto md5 = (*client)->flashMd5(Region, static_cast<std::uint32_t>(data.size()));
        FB_VERIFY_OK(md5);
        QCOMPARE(toHex(*md5), toHex(crypto::md5(data)));
    }
}

void TestLinkSim::faultsThatEndInAnError_data()
{
    QTest::addColumn<QByteArray>("faults");
    QTest::addColumn<bool>("fromStart"); // else after the flash was attached
    QTest::addColumn<QString>("code");
    QTest::newRow("silent from the start") << QByteArrayLiteral(R"({"answers":{"silentFrom":0}})") << true << "link.no_answer";
    QTest::newRow("garbage from the start") << QByteArrayLiteral(R"({"answers":{"garbageFrom":0}})") << true << "link.garbage";
    QTest::newRow("silent in the middle") << QByteArrayLiteral(R"({"answers":{"silentFrom":4}})") << false << "link.no_answer";
    QTest::newRow("garbage in the middle") << QByteArrayLiteral(R"({"answers":{"garbageFrom":4}})") << false << "link.garbage";
    QTest::newRow("cable pulled while writing") << QByteArrayLiteral(R"({"unplug":{"afterBytes":7000}})") << false << "link.port_gone";
    QTest::newRow("cable pulled in an answer") << QByteArrayLiteral(R"({"unplug":{"direction":"fromDevice","afterBytes":33}})") << false << "link.port_gone";
    QTest::newRow("power cut while writing") << QByteArrayLiteral(R"({"powerCut":{"flashByte":5000}})") << false << "link.no_answer";
}

void TestLinkSim::faultsThatEndInAnError()
{
    QFETCH(QByteArray, faults);
    QFETCH(bool, fromStart);
    QFETCH(QString, code);
    DeviceOptions options = quickOptions();
    options.faults = fromStart ? parsed(faults) : QJsonObject();
    const auto device = startUnit(QStringLiteral("esp32c3"), options);
    auto client = connectClient(*device);
    if (fromStart) {
        QVERIFY(!client);
        QCOMPARE(client.error().id(), code);
        QVERIFY(!client.error().advice().isEmpty() && !client.error().where().isEmpty());
        return;
    }
    FB_VERIFY_OK(client);
    FB_VERIFY_OK((*client)->attachFlash());
    FB_VERIFY_OK(device->setFaults(parsed(faults)));
    const auto written = (*client)->writeFlash(Region, firmware(20000), RomClient::Compression::None, {});
    QVERIFY(!written);
    QCOMPARE(written.error().id(), code);
    QVERIFY(!written.error().advice().isEmpty() && !written.error().where().isEmpty());
}

void TestLinkSim::noiseNeverGivesWrongContents()
{
    const Bytes data = firmware(8000);
    int good = 0;
    for (int seed = 1; seed <= 6; ++seed) {
        const auto device = startUnit(QStringLiteral("esp32"), quickOptions());
        auto client = connectClient(*device);
        FB_VERIFY_OK(client);
        FB_VERIFY_OK((*client)->attachFlash());
        QJsonObject faults = parsed(R"({"toDevice":{"flip":0.00004,"drop":0.00002},"fromDevice":{"flip":0.0001,"drop":0.0001}})");
        faults.insert(QStringLiteral("seed"), seed);
        FB_VERIFY_OK(device->setFaults(faults));
        const auto result = writeAndCompare(**client, data, RomClient::Compression::None);
        // Every answer is a success with the right contents, or an error; never a success with wrong ones.
        const Bytes inside = device->flash();
        if (result)
            QVERIFY(std::equal(data.begin(), data.end(), inside.begin() + Region));
        good += result.ok();
    }
    QVERIFY(good > 0);
}

void TestLinkSim::cancelEndsAWrite()
{
    const auto device = startUnit(QStringLiteral("esp32c3"), quickOptions());
    auto client = connectClient(*device);
    FB_VERIFY_OK(client);
    FB_VERIFY_OK((*client)->attachFlash());
    std::stop_source source;
    const Progress progress([&](const ProgressState &state) {
        if (state.fraction > 0.2)
            source.request_stop();
    }, source.get_token());
    const auto written = (*client)->writeFlash(Region, firmware(100000), RomClient::Compression::None, progress);
    QVERIFY(!written);
    QVERIFY(written.error().is(fb::errors::Cancelled));
}

void TestLinkSim::heldCancelWaits()
{
    const auto device = startUnit(QStringLiteral("esp32c3"), quickOptions());
    std::stop_source source;
    auto client = openClient(*device, source.get_token());
    FB_VERIFY_OK(client);
    FB_VERIFY_OK((*client)->connect({ResetMode::Auto, 2, RomBaud}, {}));
    source.request_stop();
    {
        const efuse::CancelHold hold(**client);
        FB_VERIFY_OK((*client)->readRegister(MagicRegister));
    }
    QVERIFY((*client)->readRegister(MagicRegister).error().is(fb::errors::Cancelled));
}

void TestLinkSim::worksAfterACancelledWrite()
{
    const auto device = startUnit(QStringLiteral("esp32"), quickOptions());
    auto client = connectClient(*device);
    FB_VERIFY_OK(client);
    FB_VERIFY_OK((*client)->attachFlash());
    const Bytes data = firmware(50000);
    for (const auto compression : {RomClient::Compression::Deflate, RomClient::Compression::None}) {
        std::stop_source source;
        const Progress progress([&](const ProgressState &) { source.request_stop(); }, source.get_token());
        QVERIFY(!(*client)->writeFlash(Region, data, compression, progress));
        FB_VERIFY_OK(writeAndCompare(**client, data, compression));
    }
}

void TestLinkSim::noiseWithoutEndIsNoAnswer()
{
    // A unit that never stops talking must not keep the client waiting for a pause.
    const auto device = startUnit(QStringLiteral("esp32c3"), quickOptions());
    auto client = connectClient(*device);
    FB_VERIFY_OK(client);
    FB_VERIFY_OK(device->setFaults(parsed(R"({"answers":{"garbageFrom":0}})")));
    const auto answer = (*client)->readRegister(MagicRegister);
    QVERIFY(!answer);
    QCOMPARE(answer.error().id(), QStringLiteral("link.garbage"));
}

QTEST_GUILESS_MAIN(TestLinkSim)
#include "tst_link_sim.moc"
