// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/coding.h"
#include "efuse/register_file.h"
#include "testdata.h"

#include <QRandomGenerator>
#include <QTest>

#include <numeric>

using namespace fb;
using namespace fb::efuse;

namespace {

Bytes hex(const char *text)
{
    Bytes out;
    return fromHex(QString::fromLatin1(text), out) ? out : Bytes();
}

Bytes counting(std::size_t size)
{
    Bytes out(size);
    std::iota(out.begin(), out.end(), std::uint8_t{0});
    return out;
}

Bytes randomBytes(QRandomGenerator &random, std::size_t size)
{
    Bytes out(size);
    for (auto &byte : out)
        byte = static_cast<std::uint8_t>(random.bounded(256));
    return out;
}

} // namespace

class EfuseCodingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reedSolomonKnownAnswers_data();
    void reedSolomonKnownAnswers();
    void reedSolomonMendsUpToSixBytes();
    void reedSolomonTellsHalfWrittenBlocks();
    void threeQuartersKnownAnswers();
    void threeQuartersNamesTheWrongGroup();
    void threeQuartersMendOneBit();
    void threeQuartersLeaveWhatTheyCannotMend();
    void repeatStoresTwice();
    void shortDataIsPadded();
    void registerFilesRoundTrip_data();
    void registerFilesRoundTrip();
    void registerFilesOfTheWrongSizeAreRefused();
    void vendorFileIsReadBackwards();
};

void EfuseCodingTest::reedSolomonKnownAnswers_data()
{
    QTest::addColumn<Bytes>("data");
    QTest::addColumn<QByteArray>("parity");
    Bytes one(32);
    one[0] = 1;
    QTest::newRow("counting") << counting(32) << QByteArray("a04c470d3ffcb203dae9f413");
    QTest::newRow("ones") << Bytes(32, 0xFF) << QByteArray("13a36292597404257375e0aa");
    QTest::newRow("single bit") << one << QByteArray("e10f626eafecc5fbc6e0972f");
    QTest::newRow("pattern") << Bytes(32, 0xA5) << QByteArray("0c0d643f09c9268c7b4ec3c6");
    QTest::newRow("zero") << Bytes(32) << QByteArray("000000000000000000000000");
}

void EfuseCodingTest::reedSolomonKnownAnswers()
{
    QFETCH(Bytes, data);
    QFETCH(QByteArray, parity);
    QCOMPARE(toHex(reedSolomonParity(data)).toLatin1(), parity);
    const SecretBytes stored = encodeBlock(Coding::ReedSolomon, data, 32);
    QCOMPARE(stored.size(), std::size_t{44});
    const DecodedBlock back = decodeBlock(Coding::ReedSolomon, stored.view());
    QCOMPARE(toBytes(back.data.view()), data);
    QCOMPARE(back.wrongSymbols, 0);
    QVERIFY(!back.failed);
}

void EfuseCodingTest::reedSolomonMendsUpToSixBytes()
{
    QRandomGenerator random(20261);
    for (int round = 0; round < 400; ++round) {
        const Bytes data = randomBytes(random, 32);
        Bytes stored = toBytes(encodeBlock(Coding::ReedSolomon, data, 32).view());
        const int wrong = random.bounded(7);
        std::vector<std::size_t> places(stored.size());
        std::iota(places.begin(), places.end(), std::size_t{0});
        std::shuffle(places.begin(), places.end(), random);
        for (int i = 0; i < wrong; ++i)
            stored[places[static_cast<std::size_t>(i)]] ^= static_cast<std::uint8_t>(1 + random.bounded(255));
        const DecodedBlock back = decodeBlock(Coding::ReedSolomon, stored);
        QCOMPARE(toBytes(back.data.view()), data);
        QCOMPARE(back.wrongSymbols, wrong);
        QVERIFY(!back.failed);
    }
}

void EfuseCodingTest::reedSolomonTellsHalfWrittenBlocks()
{
    QRandomGenerator random(20262);
    for (int round = 0; round < 100; ++round) {
        const Bytes stored = toBytes(encodeBlock(Coding::ReedSolomon, randomBytes(random, 32), 32).view());
        Bytes half = stored;
        std::fill(half.begin() + 20, half.end(), std::uint8_t{0}); // power went after 20 bytes
        const DecodedBlock back = decodeBlock(Coding::ReedSolomon, half);
        QVERIFY(back.failed);
        QCOMPARE(toBytes(back.data.view()), Bytes(half.begin(), half.begin() + 32));
    }
}

void EfuseCodingTest::threeQuartersKnownAnswers()
{
    const SecretBytes stored = encodeBlock(Coding::ThreeQuarters, counting(24), 24);
    QCOMPARE(toBytes(stored.view()), hex("000102030405011e 060708090a0b012f 0c0d0e0f10110132 1213141516170141"));
    QCOMPARE(toBytes(encodeBlock(Coding::ThreeQuarters, Bytes(24, 0xFF), 24).view()),
             hex("ffffffffffff00a8 ffffffffffff00a8 ffffffffffff00a8 ffffffffffff00a8"));
    QCOMPARE(toBytes(decodeBlock(Coding::ThreeQuarters, stored.view()).data.view()), counting(24));
    QCOMPARE(decodeBlock(Coding::ThreeQuarters, stored.view()).wrongGroups, 0U);
}

void EfuseCodingTest::threeQuartersNamesTheWrongGroup()
{
    Bytes stored = toBytes(encodeBlock(Coding::ThreeQuarters, counting(24), 24).view());
    stored[17] ^= 0x40;
    QCOMPARE(decodeBlock(Coding::ThreeQuarters, stored).wrongGroups, 0b0100U);
}

void EfuseCodingTest::threeQuartersMendOneBit()
{
    QRandomGenerator random(20264);
    for (int round = 0; round < 50; ++round) {
        const Bytes data = randomBytes(random, 24);
        const Bytes stored = toBytes(encodeBlock(Coding::ThreeQuarters, data, 24).view());
        for (std::size_t bit = 0; bit < 256; ++bit) {
            Bytes wrong = stored;
            wrong[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            const DecodedBlock back = decodeBlock(Coding::ThreeQuarters, wrong);
            QCOMPARE(toBytes(back.data.view()), data); // a wrong check byte leaves the data alone
            QCOMPARE(back.wrongGroups, 1U << (bit / 64));
        }
    }
}

void EfuseCodingTest::threeQuartersLeaveWhatTheyCannotMend()
{
    Bytes stored = toBytes(encodeBlock(Coding::ThreeQuarters, counting(24), 24).view());
    stored[0] ^= 0x03;
    stored[31] ^= 0xFF;
    const DecodedBlock back = decodeBlock(Coding::ThreeQuarters, stored);
    QCOMPARE(back.wrongGroups, 0b1001U);
    QCOMPARE(back.data.view()[0], std::uint8_t{3});
    QCOMPARE(wrongGroupBits(1, 0b1001), 0x009U);
    QCOMPARE(wrongGroupBits(3, 0b1001), 0x900U);
    QCOMPARE(wrongGroupBits(0, 0b1001), 0U);
}

void EfuseCodingTest::repeatStoresTwice()
{
    const SecretBytes stored = encodeBlock(Coding::Repeat, counting(16), 16);
    QCOMPARE(stored.size(), std::size_t{32});
    QVERIFY(std::ranges::equal(stored.view().first(16), stored.view().last(16)));
    QCOMPARE(toBytes(decodeBlock(Coding::Repeat, stored.view()).data.view()), counting(16));
}

void EfuseCodingTest::shortDataIsPadded()
{
    const Bytes data{1, 2, 3};
    QCOMPARE(encodeBlock(Coding::None, data, 28).size(), std::size_t{28});
    const SecretBytes coded = encodeBlock(Coding::ReedSolomon, data, 24); // a block of six words is coded like one of eight
    QCOMPARE(coded.size(), std::size_t{44});
    QCOMPARE(coded.view()[2], std::uint8_t{3});
    QCOMPARE(coded.view()[31], std::uint8_t{0});
}

void EfuseCodingTest::registerFilesRoundTrip_data()
{
    QTest::addColumn<QString>("id");
    const auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    for (const auto &chip : chips->all())
        QTest::newRow(qPrintable(chip->id)) << chip->id;
}

void EfuseCodingTest::registerFilesRoundTrip()
{
    QFETCH(QString, id);
    const auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    const chip::Chip &chip = **chips->byId(id);
    QRandomGenerator random(20263);
    State state(chip);
    state.setRevisionRegisterBit(chip.revisionRegister.has_value());
    for (const chip::EfuseBlock &block : chip.blocks)
        state.setBlock(block.id, randomBytes(random, static_cast<std::size_t>(block.words) * 4));
    for (const FileLayout layout : {FileLayout::Vendor, FileLayout::Emulator}) {
        const Bytes file = makeRegisterFile(state, layout);
        QCOMPARE(layoutOf(chip, file.size()), layout);
        const auto back = parseRegisterFile(chip, file, QStringLiteral("test"));
        FB_VERIFY_OK(back);
        QVERIFY(*back == state);
    }
    const auto blank = parseRegisterFile(chip, {}, QStringLiteral("test"));
    FB_VERIFY_OK(blank);
    QVERIFY(blank->isVirgin());
}

void EfuseCodingTest::registerFilesOfTheWrongSizeAreRefused()
{
    const auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    const chip::Chip &chip = **chips->byId(u"esp32c3");
    for (const std::size_t size : {1, 123, 288, 511, 513, 1025}) {
        const auto state = parseRegisterFile(chip, Bytes(size), QStringLiteral("unit.bin"));
        QVERIFY(!state.ok());
        QVERIFY(state.error().is(efuse::errors::BadFile));
        QCOMPARE(state.error().where(), QStringLiteral("unit.bin"));
    }
}

void EfuseCodingTest::vendorFileIsReadBackwards()
{
    const auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    Bytes file(288);
    file[288 - 1 - 0x18] = 0x20; // register at 0x18, bit 5
    const auto state = parseRegisterFile(**chips->byId(u"esp32"), file, QStringLiteral("test"));
    FB_VERIFY_OK(state);
    QCOMPARE(state->value(u"ABS_DONE_1"), std::uint64_t{1});
    QVERIFY(state->secureBootV2On());
}

QTEST_GUILESS_MAIN(EfuseCodingTest)
#include "tst_efuse_coding.moc"
