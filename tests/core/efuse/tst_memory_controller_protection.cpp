// SPDX-License-Identifier: GPL-3.0-or-later
// Protections, and what must hold whatever is burned.
#include "controller_fixture.h"
#include "testdata.h"

#include <QTest>

using namespace fb;
using namespace fb::efuse;
using fb::test::block0With;
using fb::test::counting;
using fb::test::randomBytes;
using fb::test::Unit;

class ControllerProtectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void writeProtectionWorksFromTheNextLoad_data();
    void writeProtectionWorksFromTheNextLoad();
    void fieldsAreProtectedOneByOne_data();
    void fieldsAreProtectedOneByOne();
    void readProtectionHidesButKeeps_data();
    void readProtectionHidesButKeeps();
    void blocksWithoutFieldsAreHiddenToo();
    void hiddenCodingSchemeStillDecodes();
    void bitsNeverClearAndProtectedOnesNeverChange_data();
    void bitsNeverClearAndProtectedOnesNeverChange();

private:
    void bothFamilies();
    [[nodiscard]] const chip::Chip &family() const;

    chip::Catalogue m_chips;
    const chip::Chip *m_esp32 = nullptr;
};

void ControllerProtectionTest::initTestCase()
{
    auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    m_chips = std::move(*chips);
    m_esp32 = *m_chips.byId(u"esp32");
}

void ControllerProtectionTest::bothFamilies()
{
    QTest::addColumn<QString>("chip");
    QTest::newRow("esp32") << QStringLiteral("esp32");
    QTest::newRow("esp32c3") << QStringLiteral("esp32c3");
}

const chip::Chip &ControllerProtectionTest::family() const
{
    return **m_chips.byId(*static_cast<QString *>(QTest::qData("chip", QMetaType::fromType<QString>().id())));
}

void ControllerProtectionTest::writeProtectionWorksFromTheNextLoad_data()
{
    bothFamilies();
}

void ControllerProtectionTest::writeProtectionWorksFromTheNextLoad()
{
    Unit unit(family());
    const int protectBit = *unit.chip->block(3)->writeProtectBit;
    unit.burnWords(0, block0With(*unit.chip, u"WR_DIS", std::uint64_t{1} << protectBit));
    unit.burnWords(3, Bytes(44, 0x01));
    QCOMPARE(unit.model.cells(3).view().front(), std::uint8_t{1});
    unit.load();
    unit.burnWords(3, Bytes(44, 0xFF));
    QVERIFY(isFilledWith(unit.model.cells(3).view(), 1));
    unit.burnWords(2, Bytes(44, 0xFF)); // its neighbour is free
    QVERIFY(isFilledWith(unit.model.cells(2).view(), 0xFF));
}

void ControllerProtectionTest::fieldsAreProtectedOneByOne_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<std::uint64_t>("protection");
    QTest::addColumn<QStringList>("locked");
    QTest::addColumn<QStringList>("free");
    QTest::newRow("esp32") << QStringLiteral("esp32") << std::uint64_t{1U << 2 | 1U << 14}
                           << QStringList{QStringLiteral("FLASH_CRYPT_CNT"), QStringLiteral("UART_DOWNLOAD_DIS"), QStringLiteral("JTAG_DISABLE")}
                           << QStringList{QStringLiteral("RD_DIS"), QStringLiteral("ABS_DONE_1"), QStringLiteral("FLASH_CRYPT_CONFIG")};
    QTest::newRow("esp32 masks") << QStringLiteral("esp32") << std::uint64_t{3} << QStringList{QStringLiteral("WR_DIS"), QStringLiteral("RD_DIS")}
                                 << QStringList{QStringLiteral("FLASH_CRYPT_CNT")};
    QTest::newRow("esp32c3") << QStringLiteral("esp32c3") << std::uint64_t{1U << 2 | 1U << 8}
                             << QStringList{QStringLiteral("DIS_ICACHE"), QStringLiteral("DIS_PAD_JTAG"), QStringLiteral("KEY_PURPOSE_0")}
                             << QStringList{QStringLiteral("RD_DIS"), QStringLiteral("SPI_BOOT_CRYPT_CNT"), QStringLiteral("KEY_PURPOSE_1")};
}

void ControllerProtectionTest::fieldsAreProtectedOneByOne()
{
    QFETCH(std::uint64_t, protection);
    QFETCH(QStringList, locked);
    QFETCH(QStringList, free);
    Unit unit(family());
    unit.burn(0, block0With(*unit.chip, u"WR_DIS", protection));
    unit.burn(0, Bytes(32, 0xFF));
    const State state = unit.model.trueState();
    for (const QString &name : free) {
        const chip::EfuseField *field = unit.chip->field(name);
        QVERIFY(field);
        QCOMPARE(state.value(*field), (std::uint64_t{1} << field->width) - 1);
    }
    for (const QString &name : locked)
        QCOMPARE(state.value(name), name == QLatin1String("WR_DIS") ? protection : 0U);
}

void ControllerProtectionTest::readProtectionHidesButKeeps_data()
{
    bothFamilies();
}

void ControllerProtectionTest::readProtectionHidesButKeeps()
{
    Unit unit(family());
    const chip::EfuseBlock &block = *unit.chip->block(unit.isEsp32() ? 1 : 4);
    unit.burn(block.id, counting(32));
    unit.burnWords(0, block0With(*unit.chip, u"RD_DIS", std::uint64_t{1} << *block.readProtectBit));
    QCOMPARE(unit.shown(block.id), counting(32));
    unit.load();
    QCOMPARE(unit.shown(block.id), Bytes(32));
    QCOMPARE(unit.truth(block.id), counting(32));
    QVERIFY(isFilledWith(unit.model.toState().block(block.id), 0));
    QVERIFY(!unit.model.toState().isReadable(block));
    QCOMPARE(toBytes(unit.model.trueState().block(block.id)), counting(32));
    unit.burn(block.id, Bytes(32, 0x80)); // hidden is not protected: bits may still be added
    QVERIFY(unit.model.cells(block.id).view()[0] & 0x80);
    QCOMPARE(unit.shown(block.id), Bytes(32));
}

void ControllerProtectionTest::blocksWithoutFieldsAreHiddenToo()
{
    chip::Chip chip = *m_esp32;
    std::erase_if(chip.fields, [](const chip::EfuseField &field) { return field.block != 0; });
    Unit unit(chip);
    unit.burn(2, counting(32));
    unit.burn(0, block0With(chip, u"RD_DIS", 2));
    QCOMPARE(unit.shown(2), Bytes(32));
    QCOMPARE(unit.truth(2), counting(32));
}

void ControllerProtectionTest::hiddenCodingSchemeStillDecodes()
{
    Unit unit(*m_esp32);
    State settings(*m_esp32);
    settings.setValue(u"CODING_SCHEME", 1);
    settings.setValue(u"RD_DIS", 8);
    settings.setValue(u"FLASH_CRYPT_CONFIG", 0xF);
    unit.burn(0, settings.block(0));
    const State shown = unit.model.toState();
    QCOMPARE(shown.value(u"CODING_SCHEME"), std::uint64_t{0});
    QCOMPARE(shown.value(u"FLASH_CRYPT_CONFIG"), std::uint64_t{0});
    QCOMPARE(shown.value(u"RD_DIS"), std::uint64_t{8});
    QCOMPARE(unit.model.trueState().value(u"FLASH_CRYPT_CONFIG"), std::uint64_t{0xF});
    unit.burn(2, counting(24));
    QCOMPARE(unit.shown(2, 24), counting(24));
}

void ControllerProtectionTest::bitsNeverClearAndProtectedOnesNeverChange_data()
{
    bothFamilies();
}

void ControllerProtectionTest::bitsNeverClearAndProtectedOnesNeverChange()
{
    QRandomGenerator random(4711);
    const chip::Chip &chip = family();
    const auto sparse = [&random](std::size_t size) {
        Bytes out = randomBytes(random, size);
        for (const int round : {0, 1, 2, 3}) {
            Q_UNUSED(round);
            for (auto &byte : out)
                byte &= static_cast<std::uint8_t>(random.bounded(256));
        }
        return out;
    };
    for (int round = 0; round < 20; ++round) {
        Unit unit(chip);
        for (int step = 0; step < 30; ++step) {
            std::vector<Bytes> before;
            for (const chip::EfuseBlock &block : chip.blocks)
                before.push_back(toBytes(unit.model.cells(block.id).view()));
            const State inForce = unit.model.toState();
            unit.clearWindows();
            for (const chip::EfuseBlock &block : chip.blocks)
                unit.fillWindow(block.id, sparse(unit.isEsp32() ? static_cast<std::size_t>(block.words) * 4 : 44));
            unit.start(random.bounded(static_cast<int>(chip.blocks.size())));
            for (const chip::EfuseBlock &block : chip.blocks) {
                const Bytes &old = before[static_cast<std::size_t>(block.id)];
                const Bytes now = toBytes(unit.model.cells(block.id).view());
                for (std::size_t i = 0; i < old.size(); ++i)
                    QCOMPARE(static_cast<std::uint8_t>(now[i] & old[i]), old[i]);
                if (!inForce.isWritable(block))
                    QCOMPARE(now, old);
            }
            const State after = unit.model.trueState();
            for (const chip::EfuseField &field : chip.fields) {
                if (field.block == 0 && !inForce.isWritable(field) && inForce.isReadable(field))
                    QCOMPARE(after.value(field), inForce.value(field));
            }
            unit.load();
        }
    }
}

QTEST_GUILESS_MAIN(ControllerProtectionTest)
#include "tst_memory_controller_protection.moc"
