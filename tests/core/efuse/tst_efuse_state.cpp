// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/state.h"
#include "testdata.h"

#include <QTest>

using namespace fb;
using namespace fb::efuse;

class EfuseStateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fieldsLieWhereTheTableSays();
    void fieldsMayCrossWords();
    void oversizedBlocksAreCut();
    void macIsInReadingOrder();
    void revisionOfEsp32NeedsThreeBits();
    void revisionOfEsp32c3IsJoined();
    void protectionFollowsTheMasks();
    void codingFollowsTheScheme();
    void errorRegistersNameTheBlock();
    void virginityIgnoresTheFactory();

private:
    chip::Catalogue m_chips;
    const chip::Chip *m_esp32 = nullptr;
    const chip::Chip *m_c3 = nullptr;
};

void EfuseStateTest::initTestCase()
{
    auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    m_chips = std::move(*chips);
    m_esp32 = *m_chips.byId(u"esp32");
    m_c3 = *m_chips.byId(u"esp32c3");
}

void EfuseStateTest::fieldsLieWhereTheTableSays()
{
    State state(*m_c3);
    Bytes block0(24);
    block0[10] = 0x1C; // word 2, bits 18..20
    block0[11] = 0x04; // word 2, bits 24..27
    state.setBlock(0, block0);
    QCOMPARE(state.value(u"SPI_BOOT_CRYPT_CNT"), std::uint64_t{7});
    QCOMPARE(state.value(u"KEY_PURPOSE_0"), std::uint64_t{4});
    QCOMPARE(state.purposeOf(*m_c3->block(u"BLOCK_KEY0")), QStringLiteral("XTS_AES_128_KEY"));
    QCOMPARE(state.purposeOf(*m_c3->block(u"BLOCK_KEY1")), QStringLiteral("USER"));
    QCOMPARE(state.purposeOf(*m_c3->block(0)), QString());
    QVERIFY(state.flashEncryptionOn());
    state.setValue(u"SPI_BOOT_CRYPT_CNT", 3);
    QVERIFY(!state.flashEncryptionOn());
    QCOMPARE(state.number(u"NO_SUCH"), std::nullopt);
}

void EfuseStateTest::fieldsMayCrossWords()
{
    State state(*m_c3);
    const chip::EfuseField &field = *m_c3->field(u"SPI_PAD_CONFIG_D"); // bits 60..65 of block 1
    state.setValue(field.name, 0x2D);
    QCOMPARE(state.value(field), std::uint64_t{0x2D});
    QCOMPARE(state.block(1)[7], std::uint8_t{0xD0});
    QCOMPARE(state.block(1)[8], std::uint8_t{0x02});
    QCOMPARE(state.bits(field), Bytes{0x2D});
}

void EfuseStateTest::oversizedBlocksAreCut()
{
    State state(*m_c3);
    state.setBlock(1, Bytes(100, 0xFF));
    QCOMPARE(state.block(1).size(), std::size_t{24});
    state.setBlock(1, Bytes{1});
    QCOMPARE(state.block(1)[0], std::uint8_t{1});
    QCOMPARE(state.block(1)[1], std::uint8_t{0});
}

void EfuseStateTest::macIsInReadingOrder()
{
    for (const chip::Chip *chip : {m_esp32, m_c3}) {
        State state(*chip);
        state.setValue(u"MAC", 0x7CDFA10E4412);
        QCOMPARE(state.macText(), QStringLiteral("7c:df:a1:0e:44:12"));
    }
}

void EfuseStateTest::revisionOfEsp32NeedsThreeBits()
{
    State state(*m_esp32);
    QCOMPARE(state.revision(), 0);
    state.setValue(u"CHIP_VER_REV1", 1);
    QCOMPARE(state.revision(), 100);
    state.setValue(u"CHIP_VER_REV2", 1);
    QCOMPARE(state.revision(), 200);
    state.setRevisionRegisterBit(true);
    state.setValue(u"WAFER_VERSION_MINOR", 1);
    QCOMPARE(state.revision(), 301);
    QCOMPARE(state.revisionText(), QStringLiteral("v3.1"));
}

void EfuseStateTest::revisionOfEsp32c3IsJoined()
{
    State state(*m_c3);
    state.setValue(u"WAFER_VERSION_MINOR_LO", 3);
    QCOMPARE(state.revision(), 3);
    state.setValue(u"WAFER_VERSION_MINOR_HI", 1);
    state.setValue(u"WAFER_VERSION_MAJOR", 1);
    QCOMPARE(state.revision(), 111);
}

void EfuseStateTest::protectionFollowsTheMasks()
{
    State state(*m_esp32);
    state.setValue(u"RD_DIS", 0b1001);
    state.setValue(u"WR_DIS", 1U << 2 | 1U << 7);
    QVERIFY(!state.isReadable(*m_esp32->block(1)));
    QVERIFY(state.isReadable(*m_esp32->block(2)));
    QVERIFY(!state.isReadable(*m_esp32->field(u"FLASH_CRYPT_CONFIG")));
    QVERIFY(!state.isWritable(*m_esp32->block(u"flash_encryption")));
    QVERIFY(!state.isWritable(*m_esp32->field(u"UART_DOWNLOAD_DIS")));
    QVERIFY(state.isWritable(*m_esp32->field(u"ABS_DONE_1")));
    QVERIFY(!state.isEmpty(*m_esp32->block(1)));
    QVERIFY(state.isEmpty(*m_esp32->block(2)));
}

void EfuseStateTest::codingFollowsTheScheme()
{
    State state(*m_esp32);
    const chip::EfuseBlock &key = *m_esp32->block(1);
    QCOMPARE(state.coding(key), Coding::None);
    state.setValue(u"CODING_SCHEME", 1);
    QCOMPARE(state.coding(key), Coding::ThreeQuarters);
    QCOMPARE(state.dataSize(key), std::size_t{24});
    QCOMPARE(state.dataSize(*m_esp32->block(0)), std::size_t{28});
    state.setValue(u"CODING_SCHEME", 3);
    QCOMPARE(state.coding(key), Coding::None);
    QCOMPARE(State(*m_c3).coding(*m_c3->block(4)), Coding::ReedSolomon);
    QCOMPARE(State(*m_c3).coding(*m_c3->block(0)), Coding::None);
}

/** Silicon of the ESP32-C3 shows the fail bit of a block at the place of the next one. */
void EfuseStateTest::errorRegistersNameTheBlock()
{
    State state(*m_c3);
    state.setErrorRegisters({0, 0, 0, 0, 0, 1U << 7, 0});
    QVERIFY(state.hasCodingError(*m_c3->block(1)));
    QVERIFY(!state.hasCodingError(*m_c3->block(2)));
    state.setErrorRegisters({0, 0, 0, 0, 0, 0, 1U << 3});
    QVERIFY(state.hasCodingError(*m_c3->block(8)));
    QVERIFY(!state.hasCodingError(*m_c3->block(9)));
    state.setErrorRegisters({0, 4, 0, 0, 0, 0, 0});
    QVERIFY(state.hasCodingError(*m_c3->block(0)));
    QVERIFY(!state.hasCodingError(*m_c3->block(1)));
    State old(*m_esp32);
    old.setErrorRegisters({0x1});
    QVERIFY(!old.hasCodingError(*m_esp32->block(1))); // without coding the register means nothing
    old.setValue(u"CODING_SCHEME", 1);
    old.setErrorRegisters({0x1000});
    QVERIFY(!old.hasCodingError(*m_esp32->block(1)));
    old.setErrorRegisters({0x1001});
    QVERIFY(old.hasCodingError(*m_esp32->block(1)));
}

void EfuseStateTest::virginityIgnoresTheFactory()
{
    State state(*m_c3);
    QVERIFY(state.isVirgin());
    state.setBlock(1, Bytes(24, 0xA5));
    state.setBlock(2, Bytes(32, 0x5A));
    state.setValue(u"WR_DIS", 1U << 20 | 1U << 21); // the factory's own blocks
    QVERIFY(state.isVirgin());
    State locked = state;
    locked.setValue(u"WR_DIS", 1U << 23);
    QVERIFY(!locked.isVirgin());
    State keyed = state;
    keyed.setBlock(4, Bytes(32, 1));
    QVERIFY(!keyed.isVirgin());
    State enabled(*m_esp32);
    enabled.setValue(u"MAC", 0x7CDFA10E4412);
    enabled.setValue(u"CHIP_VER_REV1", 1);
    enabled.setValue(u"ADC_VREF", 5);
    QVERIFY(enabled.isVirgin());
    enabled.setValue(u"JTAG_DISABLE", 1);
    QVERIFY(!enabled.isVirgin());
}

QTEST_GUILESS_MAIN(EfuseStateTest)
#include "tst_efuse_state.moc"
