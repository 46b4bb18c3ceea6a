// SPDX-License-Identifier: GPL-3.0-or-later
// The ROM of a virtual unit, byte by byte, against answers that real ROMs of both families gave.
#include "raw_host.h"
#include "testdata.h"

#include <QTest>

#include <zlib.h>

using namespace fb;
using namespace fb::test;

namespace {

constexpr std::uint8_t Sync = 0x08, ReadReg = 0x0A, WriteReg = 0x09;
constexpr std::uint8_t FlashBegin = 0x02, FlashData = 0x03, FlashEnd = 0x04, MemBegin = 0x05, MemEnd = 0x06, MemData = 0x07;
constexpr std::uint8_t SetParams = 0x0B, Attach = 0x0D, ReadSlow = 0x0E, Baud = 0x0F, DeflBegin = 0x10, DeflData = 0x11, Md5 = 0x13, SecurityInfo = 0x14;
using Status = std::pair<int, int>;

Bytes deflated(ByteView plain)
{
    uLongf size = compressBound(uLong(plain.size()));
    Bytes out(size);
    compress2(out.data(), &size, plain.data(), uLong(plain.size()), 9);
    out.resize(size);
    return out;
}

Bytes pattern(std::size_t size)
{
    Bytes out(size);
    for (std::size_t i = 0; i < size; ++i)
        out[i] = std::uint8_t(i);
    return out;
}

QByteArray currentChip()
{
    return *static_cast<QByteArray *>(QTest::qData("chip", qMetaTypeId<QByteArray>()));
}

QByteArray md5Of(RawHost &host, std::uint32_t address, std::uint32_t size)
{
    const RawAnswer answer = host.ask(Md5, words({address, size, 0, 0}));
    return toQByteArray(ByteView(answer.data).first(std::min<std::size_t>(32, answer.data.size())));
}

} // namespace

class TestSimRom : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void syncAnswersEightTimes_data() { bothChips(); }
    void syncAnswersEightTimes();
    void registersReadBackByMask_data() { bothChips(); }
    void registersReadBackByMask();
    void writeRegTakesSeveralEntries_data() { bothChips(); }
    void writeRegTakesSeveralEntries();
    void magicAndCrystal();
    void unknownCommandsAnswerUnderTheLastName_data() { bothChips(); }
    void unknownCommandsAnswerUnderTheLastName();
    void transfersCheckNumberAndChecksum_data() { bothChips(); }
    void transfersCheckNumberAndChecksum();
    void dataOutsideATransferIsRefused_data() { bothChips(); }
    void dataOutsideATransferIsRefused();
    void memoryHoldsWhatWasLoaded_data() { bothChips(); }
    void memoryHoldsWhatWasLoaded();
    void flashIsErasedWrittenAndRead_data() { bothChips(); }
    void flashIsErasedWrittenAndRead();
    void programmingOnlyClearsBits();
    void deflatedWriteAndItsErrors_data() { bothChips(); }
    void deflatedWriteAndItsErrors();
    void flashReadErrors();
    void flashBeginErrors();
    void flashIdBySpiController_data() { bothChips(); }
    void flashIdBySpiController();
    void baudChangesAfterTheAnswer_data() { bothChips(); }
    void baudChangesAfterTheAnswer();
    void securityInfoShowsEfuses();
    void everythingOverTcp();

private:
    void bothChips();
    std::unique_ptr<sim::VirtualDevice> start(const char *chip = nullptr, sim::DeviceOptions options = fast());
    static sim::DeviceOptions fast();
    std::optional<chip::Catalogue> m_chips;
};

void TestSimRom::initTestCase()
{
    auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    m_chips = std::move(*chips);
}

void TestSimRom::bothChips()
{
    QTest::addColumn<QByteArray>("chip");
    QTest::newRow("ESP32") << QByteArray("esp32");
    QTest::newRow("ESP32-C3") << QByteArray("esp32c3");
}

sim::DeviceOptions TestSimRom::fast()
{
    sim::DeviceOptions options;
    options.flashTiming = false;
    options.lineRate = 0;
    return options;
}

std::unique_ptr<sim::VirtualDevice> TestSimRom::start(const char *chip, sim::DeviceOptions options)
{
    const QByteArray name = chip ? QByteArray(chip) : currentChip();
    auto device = sim::VirtualDevice::start(**m_chips->byId(QString::fromLatin1(name)), options);
    return device ? std::move(*device) : nullptr;
}

void TestSimRom::syncAnswersEightTimes()
{
    const auto device = start();
    RawHost host(*device);
    host.send(Sync, joined(words({0x20120707}), Bytes(32, 0x55)));
    const auto answers = host.answers(9, 200ms);
    QCOMPARE(answers.size(), std::size_t(8));
    for (const RawAnswer &answer : answers)
        QCOMPARE(answer, (RawAnswer{Sync, 0x20120707, Bytes(4, 0)}));
}

void TestSimRom::registersReadBackByMask()
{
    const auto device = start();
    RawHost host(*device);
    QVERIFY(host.sync());
    const std::uint32_t address = 0x3FFB0000;
    host.writeRegister(address, 0x12345678);
    QCOMPARE(host.readRegister(address), 0x12345678U);
    QCOMPARE(statusOf(host.ask(WriteReg, words({address, 0x0000FFFF, 0x00FF00FF, 0}))), Status(0, 0));
    const RawAnswer read = host.ask(ReadReg, words({address}));
    QCOMPARE(read, (RawAnswer{ReadReg, 0x120056FF, Bytes(4, 0)}));
}

void TestSimRom::writeRegTakesSeveralEntries()
{
    const auto device = start();
    RawHost host(*device);
    QVERIFY(host.sync());
    const auto begin = std::chrono::steady_clock::now();
    QCOMPARE(statusOf(host.ask(WriteReg, words({0x3FFB0000, 1, 0xFFFFFFFF, 0, 0x3FFB0004, 2, 0xFFFFFFFF, 20'000, 0x3FFB0000, 4, 4, 0}))), Status(0, 0));
    QVERIFY(std::chrono::steady_clock::now() - begin >= 20ms); // the delay is the chip's, before it answers
    QCOMPARE(host.readRegister(0x3FFB0000), 5U);
    QCOMPARE(host.readRegister(0x3FFB0004), 2U);
}

void TestSimRom::magicAndCrystal()
{
    const auto esp32 = start("esp32");
    RawHost first(*esp32);
    QVERIFY(first.sync());
    QCOMPARE(first.readRegister(0x40001000), 0x00F01D83U);
    QCOMPARE(first.readRegister(0x3FF6607C) >> 31, 1U); // revision 3
    QCOMPARE(qRound((first.readRegister(0x3FF40014) & 0xFFFFF) * 115200 / 1e6), 40);
    const auto c3 = start("esp32c3");
    RawHost second(*c3);
    QVERIFY(second.sync());
    QCOMPARE(second.readRegister(0x40001000), 0x1B31506FU);
    QCOMPARE(qRound((second.readRegister(0x60000014) & 0xFFFFF) * 115200 / 1e6), 40);
}

void TestSimRom::unknownCommandsAnswerUnderTheLastName()
{
    const auto device = start();
    RawHost host(*device);
    QVERIFY(host.sync());
    for (const std::uint8_t op : Bytes{0x55, 0xD0, 0xD1, 0xD2, 0xD3}) {
        QVERIFY(host.readRegister(0x40001000) != 0);
        const RawAnswer refusal = host.ask(op, {});
        QCOMPARE(int(refusal.op), int(ReadReg));
        QCOMPARE(refusal.data, (Bytes{1, 5, 0, 0}));
    }
    // After a SYNC the answer comes as often as SYNC's own.
    QVERIFY(host.sync());
    host.send(0xD0, {});
    QCOMPARE(host.answers(9, 200ms).size(), std::size_t(8));
}

void TestSimRom::transfersCheckNumberAndChecksum()
{
    const auto device = start();
    RawHost host(*device);
    QVERIFY(host.sync());
    const Bytes block(16, 'a');
    QCOMPARE(host.ask(MemBegin, words({32, 2, 16, 0x3FFB0000})).data, (Bytes{0, 0, 0, 0}));
    QCOMPARE(host.askData(MemData, 0, block, 1).data, (Bytes{1, 7, 0, 0}));
    QCOMPARE(host.askData(MemData, 0, block).data, (Bytes{1, 5, 0, 0})); // its number is used up
    QCOMPARE(host.askData(MemData, 5, block).data, (Bytes{1, 5, 0, 0}));
    QCOMPARE(host.askData(MemData, 1, block).data, (Bytes{0, 5, 0, 0})); // good; the error byte is the last one's
    QCOMPARE(host.ask(MemEnd, words({1, 0})).data, (Bytes{0, 5, 0, 0}));
    QVERIFY(host.sync());
    QCOMPARE(host.ask(FlashBegin, words({1024, 1, 1024, 0x10000, 0})).data, (Bytes{0, 0, 0, 0}));
    QCOMPARE(host.askData(FlashData, 0, pattern(1024), 1).data, (Bytes{1, 7, 0, 0}));
    QCOMPARE(host.askData(FlashData, 7, pattern(1024)).data, (Bytes{1, 5, 0, 0}));
    QCOMPARE(host.askData(FlashData, 1, pattern(1024)).data, (Bytes{0, 5, 0, 0}));
    QCOMPARE(md5Of(host, 0x10000, 1024), QByteArray("b2ea9f7fcea831a4a63b213f41a8855b"));
}

void TestSimRom::dataOutsideATransferIsRefused()
{
    const auto device = start();
    RawHost host(*device);
    QVERIFY(host.sync());
    for (const std::uint8_t op : {FlashData, DeflData, MemData}) {
        const RawAnswer refusal = host.askData(op, 0, Bytes(16, 'a'));
        QCOMPARE(int(refusal.op), int(op));
        QCOMPARE(statusOf(refusal), Status(1, 5));
    }
    // A packet that promises more than it holds.
    QCOMPARE(statusOf(host.ask(MemBegin, words({32, 2, 16, 0x3FFB0000}))), Status(0, 5));
    QCOMPARE(statusOf(host.ask(MemData, joined(words({0xFFFFFFFF, 0, 0, 0}), Bytes(16, 1)), 0)), Status(1, 5));
}

void TestSimRom::memoryHoldsWhatWasLoaded()
{
    const auto device = start();
    RawHost host(*device);
    QVERIFY(host.sync());
    QCOMPARE(statusOf(host.ask(MemBegin, words({8, 1, 8, 0x3FFB0000}))), Status(0, 0));
    QCOMPARE(statusOf(host.askData(MemData, 0, pattern(8))), Status(0, 0));
    QCOMPARE(host.readRegister(0x3FFB0000), 0x03020100U);
    QCOMPARE(host.readRegister(0x3FFB0004), 0x07060504U);
}

void TestSimRom::flashIsErasedWrittenAndRead()
{
    const auto device = start();
    RawHost host(*device);
    QVERIFY(host.sync());
    QCOMPARE(statusOf(host.ask(Attach, words({0, 0}))), Status(0, 0));
    QCOMPARE(statusOf(host.ask(SetParams, words({0, 4U << 20, 65536, 4096, 256, 0xFFFF}))), Status(0, 0));
    QCOMPARE(statusOf(host.ask(FlashBegin, words({2048, 2, 1024, 0x10000, 0}))), Status(0, 0));
    QCOMPARE(statusOf(host.askData(FlashData, 0, pattern(1024))), Status(0, 0));
    QCOMPARE(statusOf(host.askData(FlashData, 1, Bytes(1024, 0x11))), Status(0, 0));
    const RawAnswer md5 = host.ask(Md5, words({0x10000, 1024, 0, 0}));
    QCOMPARE(md5.data, joined(toBytes(viewOf("b2ea9f7fcea831a4a63b213f41a8855b")), Bytes(4, 0)));
    const RawAnswer read = host.ask(ReadSlow, words({0x10000, 64}));
    QCOMPARE(read.data, joined(pattern(64), Bytes(4, 0)));
    const Bytes flash = device->flash();
    QCOMPARE(flash.size(), std::size_t(4) << 20);
    QCOMPARE(Bytes(flash.begin() + 0x10000, flash.begin() + 0x10400), pattern(1024));
    QCOMPARE(int(flash[0x10400]), 0x11);
    QCOMPARE(int(flash[0x10800]), 0xFF);
}

void TestSimRom::programmingOnlyClearsBits()
{
    const auto device = start("esp32");
    RawHost host(*device);
    QVERIFY(host.sync());
    for (const std::uint8_t value : Bytes{0xF0, 0x3C}) {
        QCOMPARE(statusOf(host.ask(FlashBegin, words({0, 1, 16, 0x20000}))), Status(0, 0)); // nothing erased
        QCOMPARE(statusOf(host.askData(FlashData, 0, Bytes(16, value))), Status(0, 0));
    }
    QCOMPARE(int(device->flash()[0x20000]), 0x30);
    QCOMPARE(statusOf(host.ask(FlashBegin, words({16, 1, 16, 0x20000}))), Status(0, 0));
    QCOMPARE(int(device->flash()[0x20000]), 0xFF);
}

void TestSimRom::deflatedWriteAndItsErrors()
{
    const auto device = start();
    RawHost host(*device);
    QVERIFY(host.sync());
    Bytes plain;
    for (int i = 0; i < 8; ++i)
        plain = joined(std::move(plain), pattern(1024));
    const Bytes packed = deflated(plain);
    const std::size_t half = packed.size() / 2;
    QCOMPARE(statusOf(host.ask(DeflBegin, words({8192, 2, std::uint32_t(half + 1), 0x20000, 0}))), Status(0, 0));
    QCOMPARE(statusOf(host.askData(DeflData, 0, ByteView(packed).first(half))), Status(0, 0));
    QCOMPARE(statusOf(host.askData(DeflData, 1, joined(toBytes(ByteView(packed).subspan(half)), Bytes(9, 0xFF)))), Status(0, 0));
    QCOMPARE(md5Of(host, 0x20000, 8192), QByteArray("6556112372898c69e1de0bf689d8db26"));
    QVERIFY(host.ask(DeflBegin, words({8192, 2, 1024, 0x20000, 0})).op == DeflBegin);
    QCOMPARE(statusOf(host.askData(DeflData, 0, joined(Bytes{0x78, 0xDA}, Bytes(100, 0xFF)))), Status(1, 0x0B));
    Bytes wrongSum = deflated(pattern(1024));
    wrongSum.back() ^= 1;
    QVERIFY(host.ask(DeflBegin, words({1024, 1, 1024, 0x30000, 0})).op == DeflBegin);
    QCOMPARE(statusOf(host.askData(DeflData, 0, wrongSum)), Status(1, 0x0C));
}

void TestSimRom::flashReadErrors()
{
    const auto device = start("esp32c3");
    RawHost host(*device);
    QVERIFY(host.sync());
    QCOMPARE(statusOf(host.ask(ReadSlow, words({0, 128}))), Status(1, 0x0A));
    QCOMPARE(statusOf(host.ask(ReadSlow, words({0x500000, 16}))), Status(1, 0x09));
    QCOMPARE(statusOf(host.ask(ReadSlow, words({0x3FFFFF, 2}))), Status(1, 0x09));
    QCOMPARE(statusOf(host.ask(ReadSlow, words({0xFFFFFFFF, 2}))), Status(1, 0x09));
    QCOMPARE(statusOf(host.ask(Md5, words({0x3FFF00, 1024, 0, 0}))), Status(1, 0x09));
    QCOMPARE(statusOf(host.ask(Md5, words({0xFFFFFFFF, 0xFFFFFFFF, 0, 0}))), Status(1, 0x09));
    QCOMPARE(host.ask(ReadSlow, words({0, 16})).data.size(), std::size_t(68)); // 64 bytes whatever was asked for
}

void TestSimRom::flashBeginErrors()
{
    const auto device = start("esp32");
    RawHost host(*device);
    QVERIFY(host.sync());
    QCOMPARE(statusOf(host.ask(FlashBegin, words({0x2000, 8, 1024, 0x3FF000}))), Status(1, 6));
    QCOMPARE(statusOf(host.ask(FlashBegin, words({1024, 1, 1024, 0x10010}))), Status(1, 6));
    // The transfer stands all the same, over what is there.
    QCOMPARE(statusOf(host.askData(FlashData, 0, Bytes(16, 0x5A))), Status(0, 6));
    QCOMPARE(int(device->flash()[0x10010]), 0x5A);
    QCOMPARE(statusOf(host.ask(FlashBegin, words({0xFFFFFFFF, 1, 1024, 0x1000}))), Status(1, 6));
}

void TestSimRom::flashIdBySpiController()
{
    const auto device = start();
    const chip::Chip &chip = **m_chips->byId(QString::fromLatin1(currentChip()));
    RawHost host(*device);
    QVERIFY(host.sync());
    host.writeRegister(chip.spi.misoLength, 23);
    host.writeRegister(chip.spi.user, (1U << 31) | (1U << 28));
    host.writeRegister(chip.spi.user2, (7U << 28) | 0x9F);
    host.writeRegister(chip.spi.w0, 0);
    host.writeRegister(chip.spi.base, 1U << 18);
    QCOMPARE(host.readRegister(chip.spi.base) & (1U << 18), 0U);
    QCOMPARE(host.readRegister(chip.spi.w0), 0x001640EFU);
}

void TestSimRom::baudChangesAfterTheAnswer()
{
    auto options = fast();
    options.lineRate = std::nullopt;
    const auto device = start(nullptr, options);
    RawHost host(*device);
    QVERIFY(host.sync());
    QCOMPARE(statusOf(host.ask(Baud, words({460800, 0}))), Status(0, 0));
    host.send(ReadReg, words({0x40001000})); // still at the old rate: noise for the chip
    QVERIFY(host.answers(1, 200ms).empty());
    FB_VERIFY_OK(host.transport().setBaud(460800));
    host.sendRaw(Bytes{0xC0});
    QVERIFY(host.readRegister(0x40001000) != 0);
}

void TestSimRom::securityInfoShowsEfuses()
{
    const auto device = start("esp32c3");
    RawHost host(*device);
    QVERIFY(host.sync());
    const RawAnswer info = host.ask(SecurityInfo, {});
    QCOMPARE(info.data, joined(joined(Bytes(12, 0), words({5, 3})), Bytes(4, 0)));
    const auto esp32 = start("esp32");
    RawHost second(*esp32);
    QVERIFY(second.sync());
    QVERIFY(second.readRegister(0x40001000) != 0);
    QCOMPARE(int(second.ask(SecurityInfo, {}).op), int(ReadReg)); // not in that ROM
}

void TestSimRom::everythingOverTcp()
{
    auto options = fast();
    options.transport = sim::DeviceOptions::Transport::Tcp;
    const auto device = start("esp32", options);
    QVERIFY(device->port().startsWith(QLatin1String("socket://127.0.0.1:")));
    for (int i = 0; i < 3; ++i) { // hosts come and go
        RawHost host(*device);
        QVERIFY(host.sync());
        QCOMPARE(host.readRegister(0x40001000), 0x00F01D83U);
    }
}

QTEST_GUILESS_MAIN(TestSimRom)
#include "tst_sim_rom.moc"
