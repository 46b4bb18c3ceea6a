// SPDX-License-Identifier: GPL-3.0-or-later
#include "controller_fixture.h"
#include "testdata.h"

#include <QTest>

using namespace fb;
using namespace fb::efuse;
using fb::test::block0With;
using fb::test::counting;
using fb::test::randomBytes;
using fb::test::Unit;

class MemoryControllerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void registerAreaIsOwned();
    void esp32BurnsAllWindowsAtOnce();
    void c3BurnsOneBlock();
    void readRegistersChangeByLoadOnly_data();
    void readRegistersChangeByLoadOnly();
    void wrongCommandsAreIgnored_data();
    void wrongCommandsAreIgnored();
    void unknownBlocksAreIgnored();
    void readOnlyRegistersIgnoreWrites_data();
    void readOnlyRegistersIgnoreWrites();
    void threeQuartersAreDecoded();
    void repeatedBlocksShowHalf();
    void spoiltThreeQuartersShowInDecStatus();
    void secondBurnSpoilsReedSolomonBlock();
    void failBitsLieWhereTheFamilyHasThem_data();
    void failBitsLieWhereTheFamilyHasThem();
    void statesGoInAndOut_data();
    void statesGoInAndOut();
    void damagedCellsAreKept();
    void busAnswersForTheModel();

private:
    void bothFamilies();
    [[nodiscard]] const chip::Chip &family() const;

    chip::Catalogue m_chips;
    const chip::Chip *m_esp32 = nullptr;
    const chip::Chip *m_c3 = nullptr;
};

void MemoryControllerTest::initTestCase()
{
    auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    m_chips = std::move(*chips);
    m_esp32 = *m_chips.byId(u"esp32");
    m_c3 = *m_chips.byId(u"esp32c3");
}

void MemoryControllerTest::bothFamilies()
{
    QTest::addColumn<QString>("chip");
    QTest::newRow("esp32") << QStringLiteral("esp32");
    QTest::newRow("esp32c3") << QStringLiteral("esp32c3");
}

const chip::Chip &MemoryControllerTest::family() const
{
    return **m_chips.byId(*static_cast<QString *>(QTest::qData("chip", QMetaType::fromType<QString>().id())));
}

void MemoryControllerTest::registerAreaIsOwned()
{
    const ControllerModel esp32(*m_esp32);
    QVERIFY(!esp32.owns(0x3FF59FFC));
    QVERIFY(esp32.owns(0x3FF5A000));
    QVERIFY(esp32.owns(0x3FF5A11C));
    QVERIFY(!esp32.owns(0x3FF5A120));
    QCOMPARE(esp32.read(0x40001000), 0U);
    const ControllerModel c3(*m_c3);
    QVERIFY(c3.owns(0x600089FC));
    QVERIFY(!c3.owns(0x60008A00));
}

void MemoryControllerTest::esp32BurnsAllWindowsAtOnce()
{
    Unit unit(*m_esp32);
    unit.model.write(0x3FF5A000 + 0x1C + 6 * 4, 0x20); // BLOCK0 word 6: ABS_DONE_1
    unit.fillWindow(2, counting(32));
    unit.model.write(0x3FF5A0D8, 0x12345678); // BLOCK3 word 0
    unit.model.write(0x3FF5A0FC, 0x5A5A);
    unit.model.write(0x3FF5A104, 2);
    QCOMPARE(unit.model.read(0x3FF5A104), 0U);
    unit.model.write(0x3FF5A0FC, 0x5AA5);
    unit.model.write(0x3FF5A104, 1);
    QCOMPARE(unit.model.read(0x3FF5A018), 0x20U);
    QCOMPARE(unit.model.read(0x3FF5A058), 0x03020100U);
    QCOMPARE(unit.model.read(0x3FF5A078), 0x12345678U);
    QCOMPARE(unit.shown(2), counting(32));
    QCOMPARE(unit.shown(1), Bytes(32));
    QVERIFY(unit.model.toState().secureBootV2On());
}

void MemoryControllerTest::c3BurnsOneBlock()
{
    Unit unit(*m_c3);
    for (std::uint32_t i = 0; i < 8; ++i)
        unit.model.write(0x60008800 + 4 * i, readLe32(counting(32), 4 * i));
    unit.model.write(0x60008820, 0x0D474CA0); // check symbols a04c470d 3ffcb203 dae9f413
    unit.model.write(0x60008824, 0x03B2FC3F);
    unit.model.write(0x60008828, 0x13F4E9DA);
    unit.model.write(0x600089CC, 0x5A5A);
    unit.model.write(0x600089D4, 2 | 4 << 2);
    unit.model.write(0x600089CC, 0x5AA5);
    unit.model.write(0x600089D4, 1);
    QCOMPARE(unit.shown(4), counting(32));
    QCOMPARE(unit.model.read(0x6000889C), 0x03020100U);
    QCOMPARE(unit.shown(5), Bytes(32));
    QCOMPARE(unit.offset(0x1C0), 0U);
    QCOMPARE(unit.offset(0x1C4), 0U);
    QCOMPARE(toHex(unit.model.cells(4).view()).right(24), QStringLiteral("a04c470d3ffcb203dae9f413"));
}

void MemoryControllerTest::readRegistersChangeByLoadOnly_data()
{
    bothFamilies();
}

void MemoryControllerTest::readRegistersChangeByLoadOnly()
{
    Unit unit(family());
    unit.burnWords(3, encodeBlock(unit.isEsp32() ? Coding::None : Coding::ReedSolomon, counting(32), 32).view());
    QCOMPARE(unit.shown(3), Bytes(32));
    QCOMPARE(unit.truth(3), counting(32));
    unit.load();
    QCOMPARE(unit.shown(3), counting(32));
}

void MemoryControllerTest::wrongCommandsAreIgnored_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<std::uint32_t>("opcode");
    QTest::addColumn<std::uint32_t>("command");
    for (const char *chip : {"esp32", "esp32c3"}) {
        const auto row = [chip](const char *what) -> QTestData & { return QTest::addRow("%s %s", chip, what) << QString::fromLatin1(chip); };
        row("no opcode") << 0U << 2U;
        row("load opcode, program command") << 0x5AA5U << 2U;
        row("program opcode, load command") << 0x5A5AU << 1U;
        row("almost the opcode") << 0x5A5BU << 2U;
        row("both commands") << 0x5A5AU << 3U;
        row("no command") << 0x5A5AU << 0U;
    }
}

void MemoryControllerTest::wrongCommandsAreIgnored()
{
    QFETCH(std::uint32_t, opcode);
    QFETCH(std::uint32_t, command);
    Unit unit(family());
    unit.fillWindow(0, block0With(*unit.chip, u"WR_DIS", 1));
    unit.model.write(unit.at("CONF"), opcode);
    QCOMPARE(unit.model.write(unit.at("CMD"), command), std::chrono::microseconds{0});
    QCOMPARE(unit.model.read(unit.at("CMD")), 0U);
    QVERIFY(isFilledWith(unit.truth(0), 0));
}

void MemoryControllerTest::unknownBlocksAreIgnored()
{
    Unit unit(*m_c3);
    unit.fillWindow(0, Bytes(44, 0xFF));
    for (int block = 11; block < 16; ++block)
        QCOMPARE(unit.start(block), std::chrono::microseconds{0});
    for (int block = 0; block < 11; ++block)
        QVERIFY(isFilledWith(unit.truth(block), 0));
    QVERIFY(unit.model.trueBlock(11).isEmpty());
    QVERIFY(unit.model.cells(-1).isEmpty());
}

void MemoryControllerTest::readOnlyRegistersIgnoreWrites_data()
{
    bothFamilies();
}

void MemoryControllerTest::readOnlyRegistersIgnoreWrites()
{
    Unit unit(family());
    unit.burn(3, counting(32));
    for (const chip::EfuseBlock &block : unit.chip->blocks)
        unit.model.write(unit.chip->efuseBase + block.readOffset, 0xFFFFFFFF);
    for (const std::uint32_t offset : unit.chip->errorRegisters)
        unit.model.write(unit.chip->efuseBase + offset, 0xFFFFFFFF);
    unit.model.write(unit.at("STATUS"), 0xFFFFFFFF);
    QCOMPARE(unit.shown(3), counting(32));
    QVERIFY(isFilledWith(unit.shown(0), 0));
    QCOMPARE(unit.offset(unit.chip->errorRegisters.front()), 0U);
    QCOMPARE(unit.model.read(unit.at("STATUS")), 0U);
    unit.model.write(unit.at("CLK"), 0xA0); // timing registers keep what they are given
    QCOMPARE(unit.model.read(unit.at("CLK")), 0xA0U);
}

void MemoryControllerTest::threeQuartersAreDecoded()
{
    Unit unit(*m_esp32);
    unit.burn(0, block0With(*m_esp32, u"CODING_SCHEME", 1));
    Bytes words;
    QVERIFY(fromHex(u"000102030405011e060708090a0b012f0c0d0e0f101101321213141516170141", words));
    unit.burnWords(3, words);
    unit.load();
    Bytes expected = counting(24);
    expected.resize(32);
    QCOMPARE(unit.shown(3), expected);
    QCOMPARE(unit.truth(3), expected);
    QCOMPARE(unit.offset(0x11C), 0U);
    QCOMPARE(toBytes(unit.model.cells(3).view()), words);
}

void MemoryControllerTest::repeatedBlocksShowHalf()
{
    Unit unit(*m_esp32);
    unit.burn(0, block0With(*m_esp32, u"CODING_SCHEME", 2));
    unit.burn(3, counting(16));
    Bytes expected = counting(16);
    expected.resize(32);
    QCOMPARE(unit.shown(3), expected);
}

void MemoryControllerTest::spoiltThreeQuartersShowInDecStatus()
{
    Unit unit(*m_esp32);
    unit.burn(0, block0With(*m_esp32, u"CODING_SCHEME", 1));
    unit.burn(2, counting(24));
    Bytes more(24);
    more[7] = 0xF0; // second group
    unit.burn(2, more);
    QCOMPARE(unit.offset(0x11C), 0x20U);
    QCOMPARE(unit.shown(2)[7], std::uint8_t{0xF7}); // cannot be mended: shown as stored
    QVERIFY(unit.model.toState().hasCodingError(*m_esp32->block(2)));
}

void MemoryControllerTest::secondBurnSpoilsReedSolomonBlock()
{
    Unit unit(*m_c3);
    unit.burn(4, counting(32));
    unit.burn(4, counting(32)); // the same once more changes nothing
    QCOMPARE(unit.offset(0x1C0), 0U);
    QRandomGenerator random(20263);
    unit.burn(4, randomBytes(random, 32));
    QCOMPARE(unit.offset(0x1C0) >> 12 & 7, 7U);
    QCOMPARE(unit.offset(0x1C0) >> 19 & 1, 1U);
    QCOMPARE(unit.offset(0x1C0) & ~(7U << 12 | 1U << 19), 0U);
    QVERIFY(unit.model.toState().hasCodingError(*m_c3->block(4)));
    QVERIFY(!unit.model.toState().hasCodingError(*m_c3->block(5)));
    QCOMPARE(unit.shown(4), toBytes(unit.model.cells(4).view().first(32)));
}

void MemoryControllerTest::failBitsLieWhereTheFamilyHasThem_data()
{
    // ESP32-C3: the counts lie by block, the fail bits one block further up; the last block has none.
    QTest::addColumn<int>("block");
    QTest::addColumn<std::uint32_t>("first");
    QTest::addColumn<std::uint32_t>("second");
    QTest::newRow("1") << 1 << 0x00000087U << 0U;
    QTest::newRow("2") << 2 << 0x00000870U << 0U;
    QTest::newRow("7") << 7 << 0x87000000U << 0U;
    QTest::newRow("8") << 8 << 0x70000000U << 0x08U;
    QTest::newRow("9") << 9 << 0U << 0x87U;
    QTest::newRow("10") << 10 << 0U << 0x70U;
}

void MemoryControllerTest::failBitsLieWhereTheFamilyHasThem()
{
    QFETCH(int, block);
    QFETCH(std::uint32_t, first);
    QFETCH(std::uint32_t, second);
    Unit unit(*m_c3);
    unit.burnWords(block, counting(32)); // check symbols left out
    unit.load();
    QCOMPARE(unit.offset(0x1C0), first);
    QCOMPARE(unit.offset(0x1C4), second);
}

void MemoryControllerTest::statesGoInAndOut_data()
{
    bothFamilies();
}

void MemoryControllerTest::statesGoInAndOut()
{
    QRandomGenerator random(99);
    Unit unit(family());
    State state(*unit.chip);
    state.setRevisionRegisterBit(true);
    for (const chip::EfuseBlock &block : unit.chip->blocks) {
        if (block.id > 0)
            state.setBlock(block.id, randomBytes(random, static_cast<std::size_t>(block.words) * 4));
    }
    state.setValue(u"RD_DIS", 1);
    unit.model.setTrueState(state);
    QVERIFY(unit.model.trueState() == state);
    const int hidden = unit.isEsp32() ? 1 : 4;
    state.setBlock(hidden, {});
    QVERIFY(unit.model.toState() == state); // coded rightly: no errors, and shown without a READ command
    QCOMPARE(unit.model.revisionRegisterValue(), 0x80000000U);
    unit.model.setRevisionRegisterBit(false);
    QCOMPARE(unit.model.revisionRegisterValue(), 0U);
}

void MemoryControllerTest::damagedCellsAreKept()
{
    Unit unit(*m_c3);
    unit.burn(6, counting(32));
    unit.burn(6, Bytes(32, 0xF0));
    Unit other(*m_c3);
    for (const chip::EfuseBlock &block : m_c3->blocks)
        other.model.setCells(block.id, unit.model.cells(block.id).view());
    other.model.powerUp();
    QVERIFY(other.model.toState() == unit.model.toState());
    QVERIFY(other.model.toState().hasCodingError(*m_c3->block(6)));
}

void MemoryControllerTest::busAnswersForTheModel()
{
    ControllerModel model(*m_esp32);
    model.setRevisionRegisterBit(true);
    ModelBus bus(model);
    QCOMPARE(*bus.readRegister(0x3FF6607C), 0x80000000U);
    const std::vector<RegisterWrite> writes{{0x3FF5A118, 0xAAFF, 0xFFFFFFFF}, {0x3FF5A118, 0x1234, 0xFF}};
    FB_VERIFY_OK(bus.writeRegisters(writes));
    QCOMPARE(*bus.readRegister(0x3FF5A118), 0xAA34U); // only the masked bits change
    QVERIFY(bus.readRegister(0x40001000).error().is(efuse::errors::NoSuchRegister));
    QVERIFY(bus.writeRegisters(std::vector<RegisterWrite>{{0x3FF42000, 1}}).error().is(efuse::errors::NoSuchRegister));
    model.setPowerCutAfterBits(0);
    const std::vector<RegisterWrite> burn{{0x3FF5A0FC, 0x5A5A}, {0x3FF5A104, 2}};
    QVERIFY(bus.writeRegisters(burn).error().is(efuse::errors::UnitWithoutPower));
    QVERIFY(bus.readRegister(0x3FF5A000).error().is(efuse::errors::UnitWithoutPower));
}

QTEST_GUILESS_MAIN(MemoryControllerTest)
#include "tst_memory_controller.moc"
