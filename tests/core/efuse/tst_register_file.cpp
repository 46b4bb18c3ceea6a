// SPDX-License-Identifier: GPL-3.0-or-later
// Files of other tools against the tokens that the vendor's tool printed for them, and against the controller model.
#include "controller_fixture.h"
#include "efuse/register_file.h"
#include "testdata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace fb;
using namespace fb::efuse;
using fb::test::counting;
using fb::test::Unit;

class RegisterFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void vendorFilesHoldWhatTheirTokensSay_data();
    void vendorFilesHoldWhatTheirTokensSay();
    void vendorSequencesEndInTheSameRegisters_data();
    void vendorSequencesEndInTheSameRegisters();
    void emulatorBlocksAreJoint();
    void emulatorKeepsThreeQuartersCoded();
    void damagedEmulatorBlockShowsAsError();

private:
    void sequencesOfBothFamilies();
    [[nodiscard]] const chip::Chip &family() const;
    [[nodiscard]] static QList<QJsonObject> burnedSteps(const QString &file);

    chip::Catalogue m_chips;
    const chip::Chip *m_esp32 = nullptr;
    const chip::Chip *m_c3 = nullptr;
};

void RegisterFileTest::initTestCase()
{
    auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    m_chips = std::move(*chips);
    m_esp32 = *m_chips.byId(u"esp32");
    m_c3 = *m_chips.byId(u"esp32c3");
}

void RegisterFileTest::sequencesOfBothFamilies()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<QString>("steps");
    for (const char *chip : {"esp32", "esp32c3"}) {
        for (const QJsonObject &one : test::vectorCases(QStringLiteral("efuse_") + QString::fromLatin1(chip))) {
            const QString steps = one.value(QLatin1String("expect")).toObject().value(QLatin1String("steps")).toString();
            if (!steps.isEmpty())
                QTest::newRow(qPrintable(one.value(QLatin1String("id")).toString())) << QString::fromLatin1(chip) << steps;
        }
    }
    if (test::sharedPath(QStringLiteral("vectors/manifest.json")).isEmpty())
        QTest::newRow("no vectors") << QString() << QString();
}

const chip::Chip &RegisterFileTest::family() const
{
    return **m_chips.byId(*static_cast<QString *>(QTest::qData("chip", QMetaType::fromType<QString>().id())));
}

/** The steps that left a file. */
QList<QJsonObject> RegisterFileTest::burnedSteps(const QString &file)
{
    const Bytes json = test::readAll(test::sharedPath(QStringLiteral("vectors/") + file));
    const QJsonArray all = QJsonDocument::fromJson(toQByteArray(json)).object().value(QLatin1String("steps")).toArray();
    QList<QJsonObject> burned;
    for (const QJsonValue &step : all) {
        if (step[QLatin1String("result")].toString() == QLatin1String("ok") && !step[QLatin1String("efuse")].toString().isEmpty())
            burned.append(step.toObject());
    }
    return burned;
}

void RegisterFileTest::vendorFilesHoldWhatTheirTokensSay_data()
{
    sequencesOfBothFamilies();
}

void RegisterFileTest::vendorFilesHoldWhatTheirTokensSay()
{
    FB_NEED_SHARED("vectors/manifest.json");
    QFETCH(QString, steps);
    for (const QJsonObject &step : burnedSteps(steps)) {
        const QString name = step.value(QLatin1String("efuse")).toString();
        const Bytes file = test::vectorBytes(name);
        const auto state = parseRegisterFile(family(), file, name);
        FB_VERIFY_OK(state);
        // EFSR : chip : revision : one piece of base64url for each block, nothing where it is all zero : errors : CRC
        const QStringList token = step.value(QLatin1String("token")).toString().split(QLatin1Char(':'));
        QCOMPARE(token.size(), 5 + static_cast<int>(family().blocks.size()));
        QCOMPARE(state->revision(), token[2].toInt());
        for (const chip::EfuseBlock &block : family().blocks) {
            QByteArray piece = QByteArray::fromBase64(token[3 + block.id].toLatin1(), QByteArray::Base64UrlEncoding);
            piece.append(block.words * 4 - piece.size(), '\0');
            QCOMPARE(toHex(state->block(block.id)), toHex(viewOf(piece)));
        }
        const Bytes again = makeRegisterFile(*state, FileLayout::Vendor);
        QVERIFY(*parseRegisterFile(family(), again, name) == *state);
        for (const chip::EfuseBlock &block : family().blocks) {
            const auto end = static_cast<std::ptrdiff_t>(file.size() - block.readOffset);
            QVERIFY(std::equal(file.begin() + end - block.words * 4, file.begin() + end, again.begin() + end - block.words * 4));
        }
    }
}

void RegisterFileTest::vendorSequencesEndInTheSameRegisters_data()
{
    sequencesOfBothFamilies();
}

void RegisterFileTest::vendorSequencesEndInTheSameRegisters()
{
    FB_NEED_SHARED("vectors/manifest.json");
    QFETCH(QString, steps);
    for (const QJsonObject &step : burnedSteps(steps)) {
        const QString from = step.value(QLatin1String("starts_from")).toString();
        const QString to = step.value(QLatin1String("efuse")).toString();
        const auto start = parseRegisterFile(family(), test::vectorBytes(from), from);
        FB_VERIFY_OK(start);
        const auto wanted = parseRegisterFile(family(), test::vectorBytes(to), to);
        FB_VERIFY_OK(wanted);
        Unit unit(family());
        unit.model.setTrueState(*start);
        for (auto block = family().blocks.rbegin(); block != family().blocks.rend(); ++block) {
            const ByteView data = wanted->block(block->id);
            if (!std::ranges::equal(data, start->block(block->id)))
                unit.burn(block->id, data.first(unit.model.trueState().dataSize(*block)));
        }
        const State shown = unit.model.toState();
        for (const chip::EfuseBlock &block : family().blocks)
            QCOMPARE(toHex(shown.block(block.id)), toHex(wanted->block(block.id)));
        QVERIFY(shown == *wanted);
    }
}

void RegisterFileTest::emulatorBlocksAreJoint()
{
    Bytes file(124);
    file[24] = 0x40; // block 0, word 6: JTAG_DISABLE
    file[28] = 0x11;
    file[123] = 0x22;
    const auto esp32 = parseRegisterFile(*m_esp32, file, QStringLiteral("test"));
    FB_VERIFY_OK(esp32);
    QCOMPARE(esp32->value(u"JTAG_DISABLE"), std::uint64_t{1});
    QCOMPARE(esp32->block(1)[0], std::uint8_t{0x11});
    QCOMPARE(esp32->block(3)[31], std::uint8_t{0x22});
    Bytes unit(1024);
    const Bytes mac{0x01, 0x10, 0x00, 0xF9, 0x55, 0x60};
    std::copy(mac.begin(), mac.end(), unit.begin() + 24); // behind the 24 bytes of block 0
    unit[24 + 24 + 32 + 32] = 0x33;                      // BLOCK_KEY0
    const auto c3 = parseRegisterFile(*m_c3, unit, QStringLiteral("test"));
    FB_VERIFY_OK(c3);
    QCOMPARE(c3->macText(), QStringLiteral("60:55:f9:00:10:01"));
    QCOMPARE(c3->block(4)[0], std::uint8_t{0x33});
    QCOMPARE(makeRegisterFile(*c3, FileLayout::Emulator), unit);
}

void RegisterFileTest::emulatorKeepsThreeQuartersCoded()
{
    State state(*m_esp32);
    state.setRevisionRegisterBit(true);
    state.setValue(u"CODING_SCHEME", 1);
    state.setBlock(3, counting(24));
    const Bytes file = makeRegisterFile(state, FileLayout::Emulator);
    QCOMPARE(toHex(ByteView(file).last(32)), QStringLiteral("000102030405011e060708090a0b012f0c0d0e0f101101321213141516170141"));
    const auto back = parseRegisterFile(*m_esp32, file, QStringLiteral("test"));
    FB_VERIFY_OK(back);
    QVERIFY(*back == state);
    // The vendor's virtual chip keeps the decoded data.
    const Bytes vendor = makeRegisterFile(state, FileLayout::Vendor);
    QCOMPARE(vendor[288 - 1 - 0x78 - 6], std::uint8_t{6});
}

void RegisterFileTest::damagedEmulatorBlockShowsAsError()
{
    State state(*m_esp32);
    state.setValue(u"CODING_SCHEME", 1);
    state.setBlock(3, counting(24));
    Bytes file = makeRegisterFile(state, FileLayout::Emulator);
    file[28 + 7] = 1;      // weight of the first group of BLOCK1
    file[124 - 8] |= 0xE0; // first byte of the last group: three bits too many
    const auto back = parseRegisterFile(*m_esp32, file, QStringLiteral("test"));
    FB_VERIFY_OK(back);
    QCOMPARE(back->errorRegisters().front(), 0x801U);
    QVERIFY(back->hasCodingError(*m_esp32->block(3)));
    QCOMPARE(back->block(3)[18], std::uint8_t{0xF2});
}

QTEST_GUILESS_MAIN(RegisterFileTest)
#include "tst_register_file.moc"
