// SPDX-License-Identifier: GPL-3.0-or-later
// Time, power and broken cells.
#include "controller_fixture.h"
#include "testdata.h"

#include <QTest>

#include <bit>

using namespace fb;
using namespace fb::efuse;
using namespace std::chrono_literals;
using fb::test::block0With;
using fb::test::counting;
using fb::test::Unit;

namespace {

int ones(ByteView data)
{
    return std::accumulate(data.begin(), data.end(), 0, [](int sum, std::uint8_t byte) { return sum + std::popcount(byte); });
}

} // namespace

class MemoryControllerFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void commandsTakeTheirTime_data();
    void commandsTakeTheirTime();
    void busyControllerIgnoresCommands();
    void powerUpForgetsRegisters();
    void powerCutLeavesTheFirstBits_data();
    void powerCutLeavesTheFirstBits();
    void powerCutCountsNewBitsOnly();
    void powerCutGoesThroughTheBlocksInOrder();
    void powerCutBeforeTheFirstBit();
    void powerCutMayPowerUpAgain();
    void unitWithoutPowerIsDead();
    void everyCutOfAKeyShowsAsError();
    void stuckCellIsMendedByReedSolomon();
    void stuckCellsBeyondMendingFail();
    void stuckCellIsMendedByThreeQuarters();
    void stuckCellInBlock0StaysZero_data();
    void stuckCellInBlock0StaysZero();
    void weakCellsShowAsRepeatErrors();

private:
    chip::Catalogue m_chips;
    const chip::Chip *m_esp32 = nullptr;
    const chip::Chip *m_c3 = nullptr;
};

void MemoryControllerFaultsTest::initTestCase()
{
    auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    m_chips = std::move(*chips);
    m_esp32 = *m_chips.byId(u"esp32");
    m_c3 = *m_chips.byId(u"esp32c3");
}

void MemoryControllerFaultsTest::commandsTakeTheirTime_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<qint64>("microseconds");
    QTest::newRow("esp32") << QStringLiteral("esp32") << qint64{150000};
    QTest::newRow("esp32c3") << QStringLiteral("esp32c3") << qint64{20000};
}

void MemoryControllerFaultsTest::commandsTakeTheirTime()
{
    QFETCH(QString, chip);
    QFETCH(qint64, microseconds);
    std::chrono::microseconds now = 5s;
    Unit unit(**m_chips.byId(chip), [&now] { return now; });
    const std::chrono::microseconds expected(microseconds);
    unit.fillWindow(0, block0With(*unit.chip, u"WR_DIS", 2));
    QCOMPARE(unit.start(0), expected);
    QVERIFY(unit.model.isBusy());
    QCOMPARE(unit.model.busyUntil(), 5s + expected);
    now += expected - 1us;
    QCOMPARE(unit.model.read(unit.at("CMD")), 2U);
    now += 1us;
    QCOMPARE(unit.model.read(unit.at("CMD")), 0U);
    QVERIFY(!unit.model.isBusy());
    QVERIFY(unit.load() > 0us);
    QCOMPARE(unit.model.read(unit.at("CMD")), 1U);
    QCOMPARE(unit.model.write(unit.at("CLK"), 1), 0us);
}

void MemoryControllerFaultsTest::busyControllerIgnoresCommands()
{
    std::chrono::microseconds now{};
    Unit unit(*m_c3, [&now] { return now; });
    unit.burnWords(3, Bytes(44, 1));
    QCOMPARE(unit.load(), 0us);
    QVERIFY(isFilledWith(unit.shown(3), 0));
    now += 1s;
    QVERIFY(unit.load() > 0us);
    QVERIFY(isFilledWith(unit.shown(3), 1));
}

void MemoryControllerFaultsTest::powerUpForgetsRegisters()
{
    Unit unit(*m_esp32);
    unit.burnWords(3, counting(32));
    unit.model.write(unit.at("CLK"), 0xA0);
    unit.model.powerUp();
    QCOMPARE(unit.shown(3), counting(32)); // power-up loads
    QCOMPARE(unit.model.read(unit.at("CLK")), 0U);
    QCOMPARE(unit.model.read(unit.at("CONF")), 0U);
    QCOMPARE(unit.offset(m_esp32->block(3)->writeOffset + 4), 0U);
}

void MemoryControllerFaultsTest::powerCutLeavesTheFirstBits_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<QString>("left");
    // 12 ones in all, 4 in each of the first three bytes
    QTest::newRow("1") << 1 << QStringLiteral("100000");
    QTest::newRow("4") << 4 << QStringLiteral("f00000");
    QTest::newRow("6") << 6 << QStringLiteral("f00300");
    QTest::newRow("11") << 11 << QStringLiteral("f00f70");
    QTest::newRow("12, all") << 12 << QStringLiteral("f00ff0");
}

void MemoryControllerFaultsTest::powerCutLeavesTheFirstBits()
{
    QFETCH(int, bits);
    QFETCH(QString, left);
    Unit unit(*m_esp32);
    int cuts = 0;
    unit.model.setPowerCutAfterBits(bits, [&cuts] { ++cuts; });
    unit.burnWords(3, Bytes{0xF0, 0x0F, 0xF0, 0});
    QCOMPARE(cuts, 1);
    QVERIFY(!unit.model.hasPower());
    unit.model.powerUp();
    QCOMPARE(toHex(unit.shown(3)).left(6), left);
    unit.burn(3, Bytes{0xF0, 0x0F, 0xF0, 0}); // once only: the next try completes
    QCOMPARE(toHex(unit.shown(3)).left(6), QStringLiteral("f00ff0"));
    QCOMPARE(cuts, 1);
}

void MemoryControllerFaultsTest::powerCutCountsNewBitsOnly()
{
    Unit unit(*m_esp32);
    unit.burn(3, Bytes{0x0F, 0, 0, 0});
    unit.model.setPowerCutAfterBits(5);
    unit.burn(3, Bytes{0xFF, 0, 0, 0});
    QVERIFY(unit.model.hasPower()); // four new ones so far
    unit.burn(3, Bytes{0xFF, 0x03, 0, 0});
    QVERIFY(!unit.model.hasPower()); // the count runs on
    unit.model.powerUp();
    QCOMPARE(readLe32(unit.shown(3)), 0x01FFU);
}

void MemoryControllerFaultsTest::powerCutGoesThroughTheBlocksInOrder()
{
    Unit unit(*m_esp32);
    unit.fillWindow(1, Bytes(32, 0xFF));
    unit.fillWindow(3, Bytes(32, 0xFF));
    unit.model.setPowerCutAfterBits(300);
    unit.start(0);
    unit.model.powerUp();
    QVERIFY(isFilledWith(unit.shown(1), 0xFF));
    QCOMPARE(ones(unit.shown(3)), 44);
    QCOMPARE(readLe32(unit.shown(3)), 0xFFFFFFFFU);
}

void MemoryControllerFaultsTest::powerCutBeforeTheFirstBit()
{
    Unit unit(*m_c3);
    int cuts = 0;
    unit.model.setPowerCutAfterBits(0, [&cuts] { ++cuts; });
    unit.load();
    QCOMPARE(cuts, 0);
    QCOMPARE(unit.start(0), 0us);
    QCOMPARE(cuts, 1);
    unit.model.powerUp();
    unit.model.setPowerCutAfterBits(std::nullopt);
    unit.burn(3, counting(32));
    QCOMPARE(unit.shown(3), counting(32));
}

void MemoryControllerFaultsTest::powerCutMayPowerUpAgain()
{
    Unit unit(*m_esp32);
    unit.fillWindow(1, Bytes(32, 0xFF));
    unit.fillWindow(2, Bytes(32, 0xFF));
    unit.model.setPowerCutAfterBits(10, [&unit] { unit.model.powerUp(); });
    unit.start(0);
    QVERIFY(unit.model.hasPower());
    QCOMPARE(ones(unit.shown(1)), 10);
    QCOMPARE(ones(unit.shown(2)), 0); // the command died with the power
}

void MemoryControllerFaultsTest::unitWithoutPowerIsDead()
{
    Unit unit(*m_esp32);
    unit.burn(3, counting(32));
    unit.model.setPowerCutAfterBits(0);
    unit.start(0);
    QVERIFY(isFilledWith(unit.shown(3), 0));
    QVERIFY(!unit.model.isBusy());
    unit.burn(3, Bytes(32, 0xFF));
    QCOMPARE(unit.truth(3), counting(32)); // cells keep their contents and take nothing
}

void MemoryControllerFaultsTest::everyCutOfAKeyShowsAsError()
{
    const SecretBytes words = encodeBlock(Coding::ReedSolomon, counting(32), 32);
    const int all = ones(words.view());
    for (int bits = 1; bits < all; ++bits) {
        Unit unit(*m_c3);
        unit.model.setPowerCutAfterBits(bits);
        unit.burnWords(4, words.view());
        unit.model.powerUp();
        QCOMPARE(ones(unit.model.cells(4).view()), bits);
        // What is left may be a word of another code word's neighbourhood, but never one without errors.
        QVERIFY2(unit.model.toState().hasCodingError(*m_c3->block(4)), qPrintable(QString::number(bits)));
        unit.burn(4, counting(32));
        QCOMPARE(unit.shown(4), counting(32));
        QVERIFY(!unit.model.toState().hasCodingError(*m_c3->block(4)));
    }
}

void MemoryControllerFaultsTest::stuckCellIsMendedByReedSolomon()
{
    Unit unit(*m_c3);
    unit.model.setStuckBits({{5, 8}, {5, 256 + 7}});
    unit.burn(5, counting(32)); // byte 1 is 1, and the first check symbol has bit 7 set
    QCOMPARE(unit.model.cells(5).view()[1], std::uint8_t{0});
    QCOMPARE(unit.shown(5), counting(32));
    QCOMPARE(unit.offset(0x1C0), 2U << 16);
}

void MemoryControllerFaultsTest::stuckCellsBeyondMendingFail()
{
    Unit unit(*m_c3);
    std::set<CellId> stuck;
    for (int byte = 0; byte < 7; ++byte)
        stuck.insert({5, byte * 8});
    unit.model.setStuckBits(stuck);
    unit.burn(5, Bytes(32, 0x01));
    QCOMPARE(unit.offset(0x1C0), 7U << 16 | 1U << 23);
    QCOMPARE(unit.shown(5)[0], std::uint8_t{0});
    QCOMPARE(unit.shown(5)[7], std::uint8_t{1});
}

void MemoryControllerFaultsTest::stuckCellIsMendedByThreeQuarters()
{
    Unit unit(*m_esp32);
    unit.burn(0, block0With(*m_esp32, u"CODING_SCHEME", 1));
    unit.model.setStuckBits({{1, 8}}); // byte 1 has the value 1
    unit.burn(1, counting(24));
    QCOMPARE(unit.shown(1, 24), counting(24));
    QCOMPARE(unit.offset(0x11C), 1U);
    QCOMPARE(unit.model.cells(1).view()[1], std::uint8_t{0});
}

void MemoryControllerFaultsTest::stuckCellInBlock0StaysZero_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<QString>("field");
    QTest::newRow("esp32") << QStringLiteral("esp32") << QStringLiteral("FLASH_CRYPT_CNT");
    QTest::newRow("esp32c3") << QStringLiteral("esp32c3") << QStringLiteral("SPI_BOOT_CRYPT_CNT");
}

void MemoryControllerFaultsTest::stuckCellInBlock0StaysZero()
{
    QFETCH(QString, chip);
    QFETCH(QString, field);
    Unit unit(**m_chips.byId(chip));
    unit.model.setStuckBits({{0, unit.chip->field(field)->bit + 1}});
    for (int attempt = 0; attempt < 3; ++attempt)
        unit.burn(0, block0With(*unit.chip, field, 7));
    QCOMPARE(unit.model.toState().value(field), std::uint64_t{5});
}

void MemoryControllerFaultsTest::weakCellsShowAsRepeatErrors()
{
    Unit unit(*m_c3);
    const int bit = m_c3->field(u"SECURE_BOOT_EN")->bit;
    QCOMPARE(bit, 3 * 32 + 20);
    unit.model.setWeakBits({{0, bit}, {0, 5}, {4, 1}, {0, 9999}});
    unit.load();
    QCOMPARE(unit.offset(0x184), 0U); // not burned yet
    unit.burn(0, Bytes(24, 0xFF));
    QCOMPARE(unit.offset(0x184), 1U << 20);
    QCOMPARE(unit.offset(0x17C), 0U); // WR_DIS has no error register
    QCOMPARE(unit.model.read(unit.at("STATUS")), 1U << 10);
    QCOMPARE(unit.model.toState().value(u"SECURE_BOOT_EN"), std::uint64_t{1});
    QVERIFY(unit.model.toState().hasCodingError(*m_c3->block(0)));
}

QTEST_GUILESS_MAIN(MemoryControllerFaultsTest)
#include "tst_memory_controller_faults.moc"
