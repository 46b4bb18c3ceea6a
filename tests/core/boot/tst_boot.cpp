// SPDX-License-Identifier: GPL-3.0-or-later
// The boot model with tiny images of our own: a good unit of each family, then one thing wrong at a time. Every single
// fault must have a finding of its own, so that the sentence on the screen names the cause and not a consequence.
#include "boot_unit.h"
#include "image/flash_encryption.h"
#include "image/otadata.h"
#include "image/partition_table.h"
#include "image/signature_v2.h"
#include "testdata.h"

#include <QRandomGenerator>
#include <QTest>

using namespace fb;
using boot::Outcome;
using boot::Verdict;
using test::BootUnit;

namespace {

enum Security { Plain = 0, Encrypted = 1, Signed = 2, Both = 3 };

/** One thing wrong: done before the flash is written, or to the written flash. */
struct Fault
{
    const char *name;
    const char *finding; ///< id of the last bad finding
    int security;        ///< what is burned in the unit
    std::function<void(BootUnit &)> before;
    std::function<void(BootUnit &)> after;
    const char *family = nullptr; ///< both where null
    bool boots = false;           ///< something else starts all the same
};

image::ImagePlan withRevisions(image::ImagePlan plan, std::uint16_t least, std::uint16_t most)
{
    plan.minRevision = least;
    plan.maxRevision = most;
    return plan;
}

void signApart(BootUnit &unit, std::uint32_t address, const crypto::PrivateKey &key)
{
    BootUnit::Region &region = unit.regions[address];
    region.plain = *image::sign(region.plain, std::span(&key, 1));
    region.sign = false;
}

void flip(BootUnit &unit, std::uint32_t address)
{
    unit.flash[address] ^= 0x01;
}

Bytes bigApp(const BootUnit &unit, std::size_t size)
{
    image::ImagePlan plan = unit.appPlan();
    plan.segments[1].data.resize(size, 0x11);
    return image::buildImage(plan);
}

/** All faults, by what they touch. */
std::vector<Fault> bootloaderFaults()
{
    const auto nothing = [](BootUnit &) {};
    return {
        {"bootloader erased", "bootloader.erased", Plain, [](BootUnit &u) { u.regions.erase(u.bootloaderAt); }, nothing},
        {"bootloader erased, encrypted unit", "bootloader.erased", Both, [](BootUnit &u) { u.regions.erase(u.bootloaderAt); }, nothing},
        {"bootloader magic", "bootloader.header", Plain, nothing, [](BootUnit &u) { flip(u, u.bootloaderAt); }},
        {"bootloader data", "bootloader.checksum", Plain, nothing, [](BootUnit &u) { flip(u, u.bootloaderAt + 33); }},
        {"bootloader data, signed", "bootloader.checksum", Signed, nothing, [](BootUnit &u) { flip(u, u.bootloaderAt + 33); }},
        {"padding behind the bootloader", "bootloader.signature.wrong_image_digest", Signed, nothing, [](BootUnit &u) { flip(u, u.bootloaderAt + 0x800); }},
        {"bootloader plain on encrypted unit", "bootloader.plaintext", Encrypted, [](BootUnit &u) { u.regions[u.bootloaderAt].encrypt = false; }, nothing},
        {"other flash key", "bootloader.undecryptable", Encrypted, [](BootUnit &u) { u.fileKey = crypto::randomSecret(32); }, nothing},
        {"other FLASH_CRYPT_CONFIG", "bootloader.crypt_config", Encrypted, [](BootUnit &u) { u.eFuses.setValue(u"FLASH_CRYPT_CONFIG", 0x3); }, nothing, "esp32"},
        {"even crypt count", "bootloader.ciphertext", Encrypted, [](BootUnit &u) { u.eFuses.setValue(u.chip.release.flashCryptCount, 3); }, nothing},
        {"no flash key burned", "rom.flash_encryption.no_key", Encrypted, [](BootUnit &u) { u.eFuses.setValue(u"RD_DIS", 0); }, nothing},
        {"bootloader unsigned", "bootloader.signature.none", Both, [](BootUnit &u) { u.regions[u.bootloaderAt].sign = false; }, nothing},
        {"bootloader signed with another key", "bootloader.signature.untrusted_key", Both, [](BootUnit &u) { signApart(u, u.bootloaderAt, test::testKey(1)); }, nothing},
        {"signature block damaged", "bootloader.signature.malformed", Signed, nothing, [](BootUnit &u) { flip(u, u.bootloaderAt + 0x1000 + 900); }},
        {"no digest burned", "rom.secure_boot.no_digest", Signed, [](BootUnit &u) { u.eFuses.setBlock(u.isEsp32() ? 2 : 5, Bytes(32)); }, nothing},
        {"digest read-protected", "rom.secure_boot.digest_unreadable", Signed, [](BootUnit &u) { u.eFuses.setValue(u"RD_DIS", 2); }, nothing},
        {"bootloader for another chip", "bootloader.wrong_chip", Signed, [](BootUnit &u) {
             image::ImagePlan plan = u.bootloaderPlan();
             plan.chipId = 2;
             u.put(u.bootloaderAt, image::buildImage(plan), true);
         }, nothing},
        {"bootloader for a newer revision", "bootloader.revision", Both, [](BootUnit &u) { u.put(u.bootloaderAt, image::buildImage(withRevisions(u.bootloaderPlan(), 900, 999)), true); }, nothing},
        {"bootloader runs into the table", "bootloader.too_large", Signed, [](BootUnit &u) {
             image::ImagePlan plan = u.bootloaderPlan();
             plan.segments[0].data.resize(u.tableAt - u.bootloaderAt - 0x1000, 0x22);
             u.put(u.bootloaderAt, image::buildImage(plan), true);
         }, nothing},
    };
}

std::vector<Fault> revocationFaults()
{
    const auto nothing = [](BootUnit &) {};
    const auto revoke0 = [](BootUnit &u) {
        u.eFuses.setValue(u"SECURE_BOOT_KEY_REVOKE0", 1);
        u.burnDigest(1, test::testKey(1));
    };
    return {
        {"the signing key is revoked", "bootloader.signature.revoked_key", Both, revoke0, nothing, "esp32c3"},
        {"every key is revoked", "rom.secure_boot.all_revoked", Both, [](BootUnit &u) { u.eFuses.setValue(u"SECURE_BOOT_KEY_REVOKE0", 1); }, nothing, "esp32c3"},
        {"application signed with the revoked key", "app.signature.revoked_key", Both, [revoke0](BootUnit &u) {
             revoke0(u);
             signApart(u, u.bootloaderAt, test::testKey(1));
         }, nothing, "esp32c3"},
    };
}

std::vector<Fault> tableFaults()
{
    const auto nothing = [](BootUnit &) {};
    return {
        {"table erased", "partition_table.erased", Plain, [](BootUnit &u) { u.regions.erase(u.tableAt); }, nothing},
        {"table entry changed", "partition_table.md5", Plain, nothing, [](BootUnit &u) { flip(u, u.tableAt + 8); }},
        {"table row magic", "partition_table.malformed", Plain, nothing, [](BootUnit &u) { flip(u, u.tableAt + 32); }},
        {"table first magic", "partition_table.malformed", Plain, nothing, [](BootUnit &u) { flip(u, u.tableAt); }},
        {"table plain on encrypted unit", "partition_table.plaintext", Both, [](BootUnit &u) { u.regions[u.tableAt].encrypt = false; }, nothing},
        {"table encrypted for another address", "partition_table.undecryptable", Encrypted, [](BootUnit &u) {
             const Bytes moved = *image::encrypted({u.chip.flashCipher, 0xF}, u.fileKey, 0x9000, u.regions[u.tableAt].plain);
             u.regions[u.tableAt] = {moved, false, false};
         }, nothing},
        {"table without MD5", "partition_table.no_md5", Plain, [](BootUnit &u) {
             auto table = *image::parsePartitionTable(u.regions[u.tableAt].plain);
             table.hasMd5 = false;
             u.put(u.tableAt, *image::partitionTableToBinary(table));
         }, nothing},
        {"table for a larger flash", "partition_table.beyond_flash", Plain, [](BootUnit &u) {
             auto table = *image::parsePartitionTable(u.regions[u.tableAt].plain);
             table.entries.back().size = 0x800000;
             u.put(u.tableAt, *image::partitionTableToBinary(table));
         }, nothing},
        {"table without application", "partition_table.no_app", Plain, [](BootUnit &u) {
             auto table = *image::parsePartitionTable(u.regions[u.tableAt].plain);
             table.entries.resize(2);
             u.put(u.tableAt, *image::partitionTableToBinary(table));
         }, nothing},
        {"otadata too small", "otadata.too_small", Plain, [](BootUnit &u) {
             auto table = *image::parsePartitionTable(u.regions[u.tableAt].plain);
             table.entries[1].size = 0x1000;
             u.put(u.tableAt, *image::partitionTableToBinary(table));
         }, nothing},
    };
}

std::vector<Fault> appFaults()
{
    const auto nothing = [](BootUnit &) {};
    return {
        {"otadata erased on encrypted unit", "otadata.erased_on_encrypted", Both, [](BootUnit &u) { u.regions.erase(u.otaDataAt); }, nothing, nullptr, true},
        {"otadata torn", "otadata.invalid", Plain, nothing, [](BootUnit &u) { flip(u, u.otaDataAt + 28); }, nullptr, true},
        {"application erased", "app.erased", Plain, [](BootUnit &u) { u.regions.erase(u.slot0At); }, nothing},
        {"application magic", "app.header", Plain, nothing, [](BootUnit &u) { flip(u, u.slot0At); }},
        {"application data", "app.checksum", Plain, nothing, [](BootUnit &u) { flip(u, u.slot0At + 33); }},
        {"application hash", "app.hash", Plain, nothing, [](BootUnit &u) { flip(u, u.slot0At + static_cast<std::uint32_t>(u.regions[u.slot0At].plain.size()) - 1); }},
        {"application plain on encrypted unit", "app.plaintext", Both, [](BootUnit &u) { u.regions[u.slot0At].encrypt = false; }, nothing},
        {"application encrypted for the other slot", "app.undecryptable", Encrypted, [](BootUnit &u) {
             const Bytes moved = *image::encrypted({u.chip.flashCipher, 0xF}, u.fileKey, u.slot1At, u.regions[u.slot0At].plain);
             u.regions[u.slot0At] = {moved, false, false};
         }, nothing},
        {"application unsigned", "app.signature.none", Both, [](BootUnit &u) { u.regions[u.slot0At].sign = false; }, nothing},
        {"application signed with another key", "app.signature.untrusted_key", Both, [](BootUnit &u) { signApart(u, u.slot0At, test::testKey(1)); }, nothing},
        {"padding behind the application", "app.signature.wrong_image_digest", Signed, nothing, [](BootUnit &u) { flip(u, u.slot0At + 0x800); }},
        {"application for another chip", "app.wrong_chip", Both, [](BootUnit &u) {
             image::ImagePlan plan = u.appPlan();
             plan.chipId = 9;
             u.put(u.slot0At, image::buildImage(plan), true);
         }, nothing},
        {"application for a newer revision", "app.revision", Plain, [](BootUnit &u) { u.put(u.slot0At, image::buildImage(withRevisions(u.appPlan(), 900, 999)), true); }, nothing},
        {"application for older revisions", "app.revision", Plain, [](BootUnit &u) { u.put(u.slot0At, image::buildImage(withRevisions(u.appPlan(), 0, 1)), true); }, nothing},
        {"application too large", "app.too_large", Plain, [](BootUnit &u) { u.put(u.slot0At, bigApp(u, 0x10000), true); }, nothing},
        {"application fits only unsigned", "app.too_large", Signed, [](BootUnit &u) { u.put(u.slot0At, bigApp(u, 0xF800), true); }, nothing},
        {"application too old", "app.rollback", Both, [](BootUnit &u) { u.eFuses.setValue(u"SECURE_VERSION", 0x7); }, nothing, "esp32c3"},
    };
}

std::vector<Fault> allFaults()
{
    std::vector<Fault> all;
    for (const std::vector<Fault> &some : {bootloaderFaults(), revocationFaults(), tableFaults(), appFaults()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

BootUnit goodUnit(const chip::Chip &family, int security)
{
    BootUnit unit(family);
    unit.useOwnImages();
    if (security & Encrypted)
        unit.burnFlashEncryption();
    if (security & Signed)
        unit.burnSecureBoot();
    return unit;
}

QString causeOf(const Verdict &verdict)
{
    for (auto it = verdict.findings.rbegin(); it != verdict.findings.rend(); ++it) {
        if (!it->good)
            return it->id;
    }
    return {};
}

} // namespace

class TestBoot : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void goodUnitsBoot_data();
    void goodUnitsBoot();
    void oneFault_data();
    void oneFault();
    void faultsHaveTheirOwnFindings();
    void readableKeyBlockCountsMoreThanTheGivenKey();
    void unknownKeyIsNoVerdict();
    void unknownKeyButErasedFlash();
    void secondSignatureBlockSuffices();
    void newerSlotStartsAndBrokenOneFallsBack();
    void blankOtaDataIsWritten();
    void rollbackMarksTheEntry();
    void consoleLogHasTheFacts();
    void anyFlashIsSurvived();
    void jsonSaysTheSame();

private:
    const chip::Chip &family(const QString &id) { return **m_catalogue->byId(id); }
    std::optional<chip::Catalogue> m_catalogue;
};

void TestBoot::initTestCase()
{
    auto loaded = chip::Catalogue::load();
    FB_VERIFY_OK(loaded);
    m_catalogue.emplace(*std::move(loaded));
}

void TestBoot::goodUnitsBoot_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<int>("security");
    for (const char *chip : {"esp32", "esp32c3"}) {
        for (int security = Plain; security <= Both; ++security)
            QTest::addRow("%s %d", chip, security) << QString::fromLatin1(chip) << security;
    }
}

void TestBoot::goodUnitsBoot()
{
    QFETCH(QString, chip);
    QFETCH(int, security);
    BootUnit unit = goodUnit(family(chip), security);
    unit.write();
    const Verdict verdict = unit.boot();
    QVERIFY2(verdict.outcome == Outcome::Boots, qPrintable(verdict.sentence()));
    QCOMPARE(verdict.path, QStringLiteral("ota_0"));
    QCOMPARE(verdict.appAddress, unit.slot0At);
    QCOMPARE(causeOf(verdict), QString());
    QVERIFY(verdict.flashWrites.empty());
}

void TestBoot::oneFault_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<int>("index");
    const std::vector<Fault> faults = allFaults();
    for (std::size_t i = 0; i < faults.size(); ++i) {
        for (const char *chip : {"esp32", "esp32c3"}) {
            if (faults[i].family == nullptr || QLatin1String(faults[i].family) == QLatin1String(chip))
                QTest::addRow("%s: %s", chip, faults[i].name) << QString::fromLatin1(chip) << int(i);
        }
    }
}

void TestBoot::oneFault()
{
    QFETCH(QString, chip);
    QFETCH(int, index);
    const Fault fault = allFaults()[static_cast<std::size_t>(index)];
    BootUnit unit = goodUnit(family(chip), fault.security);
    fault.before(unit);
    unit.write();
    fault.after(unit);
    const Verdict verdict = unit.boot();
    QCOMPARE(causeOf(verdict), QString::fromLatin1(fault.finding));
    QCOMPARE(int(verdict.outcome), int(fault.boots ? Outcome::Boots : Outcome::DoesNotBoot));
    for (const boot::Finding &finding : verdict.findings) {
        QVERIFY(!finding.text.isEmpty());
        QCOMPARE(finding.advice.isEmpty(), finding.good);
    }
    if (!fault.boots)
        QVERIFY(verdict.path.isEmpty());
}

void TestBoot::faultsHaveTheirOwnFindings()
{
    QHash<QString, QStringList> names;
    for (const Fault &fault : allFaults())
        names[QString::fromLatin1(fault.finding)] << QString::fromLatin1(fault.name);
    QVERIFY(names.size() >= 40);
}

void TestBoot::readableKeyBlockCountsMoreThanTheGivenKey()
{
    for (const char *chip : {"esp32", "esp32c3"}) {
        BootUnit unit = goodUnit(family(QString::fromLatin1(chip)), Encrypted);
        const ByteView key = unit.siliconKey.view();
        const Bytes stored(key.rbegin(), key.rend());
        unit.eFuses.setValue(u"RD_DIS", 0);
        unit.eFuses.setBlock(unit.isEsp32() ? 1 : 4, stored);
        unit.write();
        unit.siliconKey = crypto::randomSecret(32); // a wrong belief of the caller
        QVERIFY(unit.boot().outcome == Outcome::Boots);
        unit.keyKnown = false;
        QVERIFY(unit.boot().outcome == Outcome::Boots);
    }
}

void TestBoot::unknownKeyIsNoVerdict()
{
    BootUnit unit = goodUnit(family(QStringLiteral("esp32c3")), Both);
    unit.write();
    unit.keyKnown = false;
    const Verdict verdict = unit.boot();
    QVERIFY(verdict.outcome == Outcome::Unknown);
    QCOMPARE(causeOf(verdict), QString());
    QCOMPARE(verdict.findings.back().id, QStringLiteral("rom.flash_encryption.key_unknown"));
    QVERIFY(!verdict.sentence().isEmpty());
}

void TestBoot::unknownKeyButErasedFlash()
{
    BootUnit unit = goodUnit(family(QStringLiteral("esp32")), Both);
    unit.regions.clear();
    unit.write();
    unit.keyKnown = false;
    QCOMPARE(causeOf(unit.boot()), QStringLiteral("bootloader.erased"));
}

void TestBoot::secondSignatureBlockSuffices()
{
    const std::vector<crypto::PrivateKey> keys{test::testKey(1), test::testKey(0)};
    for (const bool threeBlocks : {true, false}) { // ESP32-C3 looks at three blocks, ESP32 at the first alone
        BootUnit unit = goodUnit(family(threeBlocks ? QStringLiteral("esp32c3") : QStringLiteral("esp32")), Signed);
        for (const std::uint32_t address : {unit.bootloaderAt, unit.slot0At}) {
            BootUnit::Region &region = unit.regions[address];
            region = {*image::sign(region.plain, keys), false, true};
        }
        unit.write();
        QCOMPARE(unit.boot().outcome == Outcome::Boots, threeBlocks);
    }
}

void TestBoot::newerSlotStartsAndBrokenOneFallsBack()
{
    BootUnit unit = goodUnit(family(QStringLiteral("esp32c3")), Both);
    unit.put(unit.slot1At, image::buildImage(unit.appPlan()), true);
    unit.put(unit.otaDataAt, *image::makeOtaData(1, 2, image::OtaState::Valid));
    unit.write();
    QCOMPARE(unit.boot().path, QStringLiteral("ota_1"));
    flip(unit, unit.slot1At + 40);
    const Verdict verdict = unit.boot();
    QVERIFY(verdict.outcome == Outcome::Boots);
    QCOMPARE(verdict.path, QStringLiteral("ota_0"));
    QVERIFY(!causeOf(verdict).isEmpty()); // the broken slot is reported although the unit starts
}

void TestBoot::blankOtaDataIsWritten()
{
    for (const int security : {Plain, Both}) {
        BootUnit unit = goodUnit(family(QStringLiteral("esp32")), security);
        unit.put(unit.otaDataAt, image::blankOtaData());
        unit.write();
        const Verdict verdict = unit.boot();
        QVERIFY(verdict.outcome == Outcome::Boots);
        QCOMPARE(verdict.flashWrites.size(), std::size_t(1));
        QCOMPARE(verdict.flashWrites[0].first, unit.otaDataAt);
        Bytes entry = toBytes(ByteView(verdict.flashWrites[0].second).first(32));
        QVERIFY(isFilledWith(ByteView(verdict.flashWrites[0].second).subspan(32), 0xFF));
        if (security == Both)
            entry = *image::decrypted({unit.chip.flashCipher, 0xF}, unit.siliconKey, unit.otaDataAt, entry);
        QCOMPARE(toHex(entry), toHex(image::otaEntryToBytes(image::makeOtaEntry(1, image::OtaState::Valid))));
        std::copy(verdict.flashWrites[0].second.begin(), verdict.flashWrites[0].second.end(), unit.flash.begin() + unit.otaDataAt);
        QVERIFY(unit.boot().outcome == Outcome::Boots); // and the written entry boots again
    }
}

void TestBoot::rollbackMarksTheEntry()
{
    BootUnit unit = goodUnit(family(QStringLiteral("esp32c3")), Plain);
    unit.put(unit.otaDataAt, *image::makeOtaData(0, 2, image::OtaState::New));
    unit.write();
    const Verdict verdict = unit.boot();
    QCOMPARE(verdict.path, QStringLiteral("ota_0"));
    QCOMPARE(verdict.flashWrites.size(), std::size_t(1));
    QCOMPARE(readLe32(verdict.flashWrites[0].second, 24), std::uint32_t(image::OtaState::PendingVerify));
}

void TestBoot::consoleLogHasTheFacts()
{
    BootUnit unit = goodUnit(family(QStringLiteral("esp32")), Both);
    unit.write();
    const QStringList good = unit.boot().consoleLog;
    QVERIFY(good.contains(QStringLiteral("secure boot verification succeeded")));
    QVERIFY(good.contains(QStringLiteral("I cpu_start: Project name:     boot-test")));
    flip(unit, unit.bootloaderAt);
    QVERIFY(unit.boot().consoleLog.join(QLatin1Char('\n')).contains(QStringLiteral("invalid header: 0x")));

    BootUnit foreign = goodUnit(family(QStringLiteral("esp32c3")), Both);
    signApart(foreign, foreign.bootloaderAt, test::testKey(1));
    foreign.write();
    QVERIFY(foreign.boot().consoleLog.join(QLatin1Char('\n')).contains(QStringLiteral("signed with untrusted key")));
}

// Whatever lies in the flash, the model answers.
void TestBoot::anyFlashIsSurvived()
{
    QRandomGenerator random(7);
    for (const char *chip : {"esp32", "esp32c3"}) {
        BootUnit unit = goodUnit(family(QString::fromLatin1(chip)), Plain);
        unit.write();
        const Bytes good = unit.flash;
        for (int round = 0; round < 1500; ++round) {
            unit.flash = round % 50 == 0 ? Bytes(good.size(), static_cast<std::uint8_t>(random.generate())) : good;
            for (std::uint32_t start : {unit.bootloaderAt, unit.tableAt, unit.otaDataAt, unit.slot0At}) {
                for (quint32 i = random.bounded(4); i > 0; --i)
                    unit.flash[start + random.bounded(400)] = static_cast<std::uint8_t>(random.generate());
            }
            QVERIFY(unit.boot().outcome != Outcome::Unknown);
        }
        unit.flash.clear(); // a view without any contents
        QCOMPARE(causeOf(unit.boot()), QStringLiteral("bootloader.erased"));
    }
}

void TestBoot::jsonSaysTheSame()
{
    BootUnit unit = goodUnit(family(QStringLiteral("esp32")), Plain);
    unit.write();
    const QJsonObject json = unit.boot().toJson();
    QCOMPARE(json.value(QLatin1String("outcome")).toString(), QStringLiteral("boots"));
    QCOMPARE(json.value(QLatin1String("path")).toString(), QStringLiteral("ota_0"));
    QVERIFY(json.contains(QLatin1String("findings")) && json.contains(QLatin1String("console")));
}

QTEST_GUILESS_MAIN(TestBoot)
#include "tst_boot.moc"
