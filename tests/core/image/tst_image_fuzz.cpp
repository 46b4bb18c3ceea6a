// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of damaged inputs: a parser may refuse them, but never read outside them (the sanitizer builds watch).
#include "image/app_image.h"
#include "image/otadata.h"
#include "image/partition_table.h"
#include "image/signature_v2.h"
#include "testdata.h"

#include <QRandomGenerator>
#include <QTest>

using namespace fb;
using namespace fb::image;

namespace {

constexpr int Rounds = 4000;

/** Some bytes changed, cut, doubled or set to a value that parsers trip over. */
Bytes damaged(const Bytes &good, QRandomGenerator &random)
{
    static constexpr std::uint8_t Nasty[] = {0x00, 0xFF, 0x7F, 0x80, 0x01, 0xE9, 0xAA, 0xEB};
    Bytes bytes = good;
    const int changes = 1 + static_cast<int>(random.bounded(8));
    for (int i = 0; i < changes && !bytes.empty(); ++i) {
        // Half of the hits go to the first 64 bytes, where headers are.
        const std::size_t limit = random.bounded(2) == 0 ? std::min<std::size_t>(bytes.size(), 64) : bytes.size();
        const std::size_t at = random.bounded(static_cast<quint32>(limit));
        bytes[at] = random.bounded(2) == 0 ? Nasty[random.bounded(8)] : static_cast<std::uint8_t>(random.generate());
    }
    if (random.bounded(4) == 0)
        bytes.resize(random.bounded(static_cast<quint32>(bytes.size() + 1)));
    bytes.shrink_to_fit(); // so that reading one byte too far is seen
    return bytes;
}

template<typename Try>
void tryAll(const Bytes &good, quint32 seed, const Try &attempt)
{
    QRandomGenerator random(seed);
    for (int round = 0; round < Rounds; ++round)
        attempt(damaged(good, random));
}

} // namespace

class TestImageFuzz : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void images();
    void partitionTables();
    void partitionCsv();
    void otaData();
    void signatureSectors();
};

void TestImageFuzz::images()
{
    FB_NEED_SHARED("vectors/manifest.json");
    int good = 0;
    tryAll(test::readAll(test::sharedPath(QStringLiteral("vectors/app_image/esp32_app.bin"))), 1, [&](const Bytes &bytes) {
        const auto image = parse(bytes);
        if (!image.ok())
            return;
        ++good;
        QVERIFY(image->length <= bytes.size());
        for (const Segment &segment : image->segments)
            QVERIFY(segment.dataOffset + segment.length <= bytes.size());
        (void)image->toJson(nullptr);
    });
    QVERIFY(good > 0); // some damage leaves the structure whole, otherwise nothing was tried
}

void TestImageFuzz::partitionTables()
{
    PartitionOptions withoutMd5; // the row would refuse nearly every damage before the rest is looked at
    withoutMd5.md5 = false;
    const auto table = partitionTableFromCsv(viewOf("nvs,data,nvs,,24K\notadata,data,ota,,8K\nota_0,app,ota_0,,1M\nota_1,app,ota_1,,1M\n"), withoutMd5);
    FB_VERIFY_OK(table);
    int good = 0;
    tryAll(*partitionTableToBinary(*table), 2, [&](const Bytes &bytes) {
        const auto parsed = parsePartitionTable(bytes);
        if (!parsed.ok())
            return;
        ++good;
        (void)checkPartitionRules(*parsed, {});
        (void)partitionTableFromCsv(viewOf(partitionTableToCsv(*parsed)), {});
        (void)parsed->toJson();
    });
    QVERIFY(good > 0);
}

void TestImageFuzz::partitionCsv()
{
    const QByteArray csv("# Name, Type\nnvs,data,nvs,0x9000,24K,encrypted:readonly\nota_0,app,ota_0,,-2M,\nx,0x40,7,,1M\n");
    tryAll(toBytes(viewOf(csv)), 3, [&](const Bytes &bytes) {
        const auto table = partitionTableFromCsv(bytes, {});
        if (table.ok())
            FB_VERIFY_OK(partitionTableToBinary(*table));
    });
}

void TestImageFuzz::otaData()
{
    const auto made = makeOtaData(1, 2, OtaState::New);
    FB_VERIFY_OK(made);
    tryAll(*made, 4, [](const Bytes &bytes) {
        const auto data = parseOtaData(bytes);
        if (!data.ok())
            return;
        for (int slotCount = 0; slotCount < 3; ++slotCount)
            QVERIFY(chooseSlot(*data, {slotCount, true, true}).slot < std::max(slotCount, 1));
    });
}

void TestImageFuzz::signatureSectors()
{
    const auto key = crypto::PrivateKey::generateRsa3072();
    const auto file = sign(Bytes(100, 7), std::span(&*key, 1));
    FB_VERIFY_OK(file);
    const Bytes sector = toBytes(ByteView(*file).last(SignatureSectorSize));
    tryAll(sector, 5, [](Bytes bytes) {
        if (bytes.size() >= SignatureBlockSize) // let the damage through to what lies behind the checksum
            writeLe32(bytes, 1196, crypto::crc32(ByteView(bytes).first(1196)));
        for (const SignatureBlock &block : parseSignatureSector(bytes))
            (void)verifyBlock(block, block.imageDigest);
    });
}

QTEST_GUILESS_MAIN(TestImageFuzz)
#include "tst_image_fuzz.moc"
