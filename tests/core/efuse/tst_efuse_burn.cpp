// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/burn.h"
#include "efuse/field_text.h"
#include "efuse/memory_controller.h"
#include "testdata.h"

#include <QRandomGenerator>
#include <QTest>

using namespace fb;
using namespace fb::efuse;

namespace {

SecretBytes randomKey(QRandomGenerator &random, std::size_t size = 32)
{
    SecretBytes key(size);
    for (auto &byte : key.mutableView())
        byte = static_cast<std::uint8_t>(random.bounded(256));
    return key;
}

KeyBurn keyBurn(const QString &block, const QString &purpose, SecretBytes data, bool hide)
{
    KeyBurn key;
    key.block = block;
    key.purpose = purpose;
    key.data = std::move(data);
    key.readProtect = hide;
    return key;
}

/** Writes that a bus saw: shows what the sequences really send. */
class RecordingBus final : public RegisterBus
{
public:
    explicit RecordingBus(RegisterBus &inner) : m_inner(inner) {}
    Result<std::uint32_t> readRegister(std::uint32_t address) override
    {
        ++reads;
        return m_inner.readRegister(address);
    }
    Result<void> writeRegisters(std::span<const RegisterWrite> list) override
    {
        ++packets;
        writes.insert(writes.end(), list.begin(), list.end());
        return m_inner.writeRegisters(list);
    }
    std::optional<int> crystalMhz() const override { return crystal; }

    int reads = 0;
    int packets = 0;
    std::vector<RegisterWrite> writes;
    std::optional<int> crystal;

private:
    RegisterBus &m_inner;
};

} // namespace

class EfuseBurnTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refusals_data();
    void refusals();
    void nothingToBurnIsAnEmptyPlan();
    void cyclesComeInTheSafeOrder();
    void lockComesAloneAndLast();
    void guardOfTheLockWaitsForIt();
    void warningsNameTheDanger();
    void changesAreListedWithoutSecrets();
    void esp32SequenceIsTheDocumentedOne();
    void commonSequenceIsTheDocumentedOne();
    void crystalDecidesTheTiming();
    void cutBurnIsFinishedWithTheSameKey();
    void stuckBitEndsInReadBackDiffers();
    void weakKeysAreTold();
    void predictionEqualsTheBurnedModel_data();
    void predictionEqualsTheBurnedModel();

private:
    [[nodiscard]] const chip::Chip &chip(const char *id) const { return **m_chips.byId(QString::fromLatin1(id)); }
    [[nodiscard]] SecretBytes key() const { return SecretBytes(ByteView(m_key)); }
    BurnRequest randomRequest(const State &state, QRandomGenerator &random) const;

    chip::Catalogue m_chips;
    Bytes m_key;
};

void EfuseBurnTest::initTestCase()
{
    auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    m_chips = std::move(*chips);
    QRandomGenerator random(7);
    m_key = toBytes(randomKey(random).view());
}

void EfuseBurnTest::refusals_data()
{
    using Make = std::function<Result<BurnPlan>()>;
    QTest::addColumn<Make>("make");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("where");
    const auto row = [this](const char *name, const char *id, const ErrorCode &code, const char *where, auto fill) {
        QTest::newRow(name) << Make([this, id, fill] {
            State state(chip(id));
            BurnRequest request;
            fill(state, request);
            return stage(state, request);
        }) << QString::fromLatin1(code.id) << QString::fromLatin1(where);
    };
    using namespace efuse::errors;
    const auto text = [](const char *t) { return QString::fromLatin1(t); };

    row("field twice", "esp32c3", NamedTwice, "FLASH_TPUW", [=](State &, BurnRequest &r) { r.fields = {{text("FLASH_TPUW"), 1}, {text("flash_tpuw"), 1}}; });
    row("block twice", "esp32c3", NamedTwice, "BLOCK_KEY0", [=, this](State &, BurnRequest &r) {
        r.keys.push_back(keyBurn(text("BLOCK_KEY0"), text("HMAC_UP"), key(), true));
        r.keys.push_back(keyBurn(text("BLOCK4"), text("HMAC_UP"), key(), true));
    });
    row("unknown field", "esp32c3", UnknownName, "NO_SUCH", [=](State &, BurnRequest &r) { r.fields = {{text("NO_SUCH"), 1}}; });
    row("unknown purpose", "esp32c3", UnknownName, "", [=, this](State &, BurnRequest &r) { r.keys.push_back(keyBurn(text("BLOCK_KEY0"), text("NOTHING"), key(), false)); });
    row("not a key block", "esp32c3", UnknownName, "BLOCK_USR_DATA", [=, this](State &, BurnRequest &r) { r.keys.push_back(keyBurn(text("BLOCK_USR_DATA"), text("USER"), key(), false)); });
    row("value 0", "esp32c3", BadValue, "FLASH_TPUW", [=](State &, BurnRequest &r) { r.fields = {{text("FLASH_TPUW"), 0}}; });
    row("value too wide", "esp32c3", BadValue, "FLASH_TPUW", [=](State &, BurnRequest &r) { r.fields = {{text("FLASH_TPUW"), 16}}; });
    row("clearing a bit", "esp32c3", WouldClear, "UART_PRINT_CONTROL", [=](State &s, BurnRequest &r) {
        s.setValue(u"UART_PRINT_CONTROL", 3);
        r.fields = {{text("UART_PRINT_CONTROL"), 1}};
    });
    row("write-protected field", "esp32", WriteProtected, "FLASH_CRYPT_CNT", [=](State &s, BurnRequest &r) {
        s.setValue(u"WR_DIS", 4);
        r.fields = {{text("FLASH_CRYPT_CNT"), 1}};
    });
    row("write-protected WR_DIS", "esp32", WriteProtected, "WR_DIS", [=](State &s, BurnRequest &r) {
        s.setValue(u"WR_DIS", 2);
        r.writeProtect = QStringList{text("BLOCK3")};
    });
    row("other key in the block", "esp32c3", BlockNotEmpty, "BLOCK_KEY0", [=, this](State &s, BurnRequest &r) {
        s.setBlock(4, Bytes(32, 1));
        r.keys.push_back(keyBurn(text("BLOCK_KEY0"), text("HMAC_UP"), key(), true));
    });
    row("other key in a plain block", "esp32", BlockNotEmpty, "BLOCK1", [=, this](State &s, BurnRequest &r) {
        s.setBlock(1, Bytes{1});
        r.keys.push_back(keyBurn(text("flash_encryption"), {}, key(), true));
    });
    row("second data in a coded block", "esp32c3", BlockNotEmpty, "BLOCK_USR_DATA", [=](State &s, BurnRequest &r) {
        s.setBlock(3, Bytes{1});
        r.byteFields = {{text("CUSTOM_MAC"), Bytes{2, 1, 1, 1, 1, 1}}};
    });
    row("half-burned block", "esp32c3", BlockDamaged, "BLOCK_KEY0", [=, this](State &s, BurnRequest &r) {
        s.setErrorRegisters({0, 0, 0, 0, 0, 1U << 12, 0});
        r.keys.push_back(keyBurn(text("BLOCK_KEY0"), text("HMAC_UP"), key(), true));
    });
    row("hidden block", "esp32c3", BlockHidden, "BLOCK_KEY0", [=, this](State &s, BurnRequest &r) {
        s.setValue(u"RD_DIS", 1);
        r.keys.push_back(keyBurn(text("BLOCK_KEY0"), text("HMAC_UP"), key(), true));
    });
    row("zero key", "esp32c3", WeakKey, "BLOCK_KEY0", [=](State &, BurnRequest &r) { r.keys.push_back(keyBurn(text("BLOCK_KEY0"), text("XTS_AES_128_KEY"), SecretBytes(32), true)); });
    row("counting key", "esp32", WeakKey, "BLOCK1", [=](State &, BurnRequest &r) {
        SecretBytes counting(32);
        for (std::size_t i = 0; i < 32; ++i)
            counting.mutableView()[i] = static_cast<std::uint8_t>(i);
        r.keys.push_back(keyBurn(text("flash_encryption"), {}, std::move(counting), true));
    });
    row("key of 31 bytes", "esp32c3", BadValue, "BLOCK_KEY0", [=](State &, BurnRequest &r) { r.keys.push_back(keyBurn(text("BLOCK_KEY0"), text("HMAC_UP"), SecretBytes(31), true)); });
    row("32 bytes under 3/4 coding", "esp32", BadValue, "BLOCK1", [=, this](State &s, BurnRequest &r) {
        s.setValue(u"CODING_SCHEME", 1);
        r.keys.push_back(keyBurn(text("flash_encryption"), {}, key(), true));
    });
    row("repeat coding wanted", "esp32", CodingUnsupported, "CODING_SCHEME", [=](State &, BurnRequest &r) { r.fields = {{text("CODING_SCHEME"), 2}}; });
    row("repeat coding there", "esp32", CodingUnsupported, "BLOCK3", [=](State &s, BurnRequest &r) {
        s.setValue(u"CODING_SCHEME", 2);
        r.fields = {{text("SECURE_VERSION"), 1}};
    });
    row("other coding over data", "esp32", BlockNotEmpty, "CODING_SCHEME", [=](State &s, BurnRequest &r) {
        s.setBlock(3, Bytes{1});
        r.fields = {{text("CODING_SCHEME"), 1}};
    });
    row("field behind the end under 3/4", "esp32", BadValue, "BLOCK3", [=](State &s, BurnRequest &r) {
        s.setValue(u"CODING_SCHEME", 1);
        r.fields = {{text("BLK3_RESERVED_7"), 1}};
    });
    row("XTS in KEY5", "esp32c3", PurposeNotInBlock, "BLOCK_KEY5", [=, this](State &, BurnRequest &r) { r.keys.push_back(keyBurn(text("BLOCK_KEY5"), text("XTS_AES_128_KEY"), key(), true)); });
    row("XTS in KEY5 by its field", "esp32c3", PurposeNotInBlock, "BLOCK_KEY5", [=](State &, BurnRequest &r) { r.fields = {{text("KEY_PURPOSE_5"), 4}}; });
    row("flash key in BLOCK2", "esp32", PurposeNotInBlock, "BLOCK2", [=, this](State &, BurnRequest &r) { r.keys.push_back(keyBurn(text("BLOCK2"), text("flash_encryption"), key(), true)); });
    row("purpose that must not be used", "esp32c3", BadValue, "KEY_PURPOSE_1", [=](State &, BurnRequest &r) { r.fields = {{text("KEY_PURPOSE_1"), 1}}; });
    row("purpose taken", "esp32c3", PurposeTaken, "KEY_PURPOSE_0", [=, this](State &s, BurnRequest &r) {
        s.setValue(u"KEY_PURPOSE_0", 8);
        r.keys.push_back(keyBurn(text("BLOCK_KEY0"), text("XTS_AES_128_KEY"), key(), true));
    });
    row("purpose locked", "esp32c3", WriteProtected, "KEY_PURPOSE_0", [=, this](State &s, BurnRequest &r) {
        s.setValue(u"WR_DIS", 1U << 8);
        r.keys.push_back(keyBurn(text("BLOCK_KEY0"), text("XTS_AES_128_KEY"), key(), true));
    });
    row("RD_DIS locked", "esp32c3", ReadProtectionLocked, "BLOCK_KEY0", [=, this](State &s, BurnRequest &r) {
        s.setValue(u"WR_DIS", 1);
        r.keys.push_back(keyBurn(text("BLOCK_KEY0"), text("XTS_AES_128_KEY"), key(), true));
    });
    row("digest hidden", "esp32c3", MustStayReadable, "BLOCK_KEY0", [=, this](State &, BurnRequest &r) { r.keys.push_back(keyBurn(text("BLOCK_KEY0"), text("SECURE_BOOT_DIGEST0"), key(), true)); });
    row("digest hidden later", "esp32c3", MustStayReadable, "BLOCK_KEY0", [=](State &s, BurnRequest &r) {
        s.setValue(u"KEY_PURPOSE_0", 9);
        r.readProtect = QStringList{text("BLOCK_KEY0")};
    });
    row("digest hidden by the mask", "esp32c3", MustStayReadable, "BLOCK_KEY0", [=](State &s, BurnRequest &r) {
        s.setValue(u"KEY_PURPOSE_0", 9);
        r.fields = {{text("RD_DIS"), 1}};
    });
    row("digest of ESP32 hidden", "esp32", MustStayReadable, "BLOCK2", [=](State &s, BurnRequest &r) {
        s.setRevisionRegisterBit(true);
        s.setValue(u"CHIP_VER_REV1", 1);
        s.setValue(u"CHIP_VER_REV2", 1);
        s.setBlock(2, Bytes(32, 7));
        s.setValue(u"ABS_DONE_1", 1);
        r.readProtect = QStringList{text("BLOCK2")};
    });
    row("settings hidden", "esp32", MustStayReadable, "BLK3_PART_RESERVE", [=](State &, BurnRequest &r) { r.readProtect = QStringList{text("CODING_SCHEME")}; });
    row("data with a change of coding", "esp32", CodingUnsupported, "CODING_SCHEME", [=](State &, BurnRequest &r) { r.fields = {{text("CODING_SCHEME"), 1}, {text("SECURE_VERSION"), 1}}; });
    row("flash key left open for ever", "esp32c3", KeyStillReadable, "BLOCK_KEY0", [=](State &s, BurnRequest &r) {
        s.setValue(u"KEY_PURPOSE_0", 4);
        s.setBlock(4, Bytes(32, 7));
        r.writeProtect = QStringList{text("RD_DIS")};
    });
    row("digest on old silicon", "esp32", RevisionTooOld, "BLOCK2", [=, this](State &, BurnRequest &r) { r.keys.push_back(keyBurn(text("secure_boot_v2"), {}, key(), false)); });
    row("secure boot on old silicon", "esp32", RevisionTooOld, "ABS_DONE_1", [=](State &s, BurnRequest &r) {
        s.setBlock(2, Bytes(32, 7));
        r.fields = {{text("ABS_DONE_1"), 1}};
    });
    row("secure boot without a digest", "esp32c3", NoKeyDigest, "SECURE_BOOT_EN", [=](State &, BurnRequest &r) { r.fields = {{text("SECURE_BOOT_EN"), 1}}; });
    row("last digest revoked", "esp32c3", NoKeyDigest, "SECURE_BOOT_EN", [=](State &s, BurnRequest &r) {
        s.setValue(u"KEY_PURPOSE_0", 9);
        s.setBlock(4, Bytes(32, 7));
        s.setValue(u"SECURE_BOOT_EN", 1);
        r.fields = {{text("SECURE_BOOT_KEY_REVOKE0"), 1}};
    });
    row("multicast address", "esp32c3", BadValue, "CUSTOM_MAC", [=](State &, BurnRequest &r) { r.byteFields = {{text("CUSTOM_MAC"), Bytes{1, 1, 1, 1, 1, 1}}}; });
    row("no such protection", "esp32c3", BadValue, "BLOCK_USR_DATA", [=](State &, BurnRequest &r) { r.readProtect = QStringList{text("BLOCK_USR_DATA")}; });
}

void EfuseBurnTest::refusals()
{
    QFETCH(std::function<Result<BurnPlan>()>, make);
    QFETCH(QString, code);
    QFETCH(QString, where);
    const auto plan = make();
    QVERIFY(!plan.ok());
    QCOMPARE(plan.error().id(), code);
    QCOMPARE(plan.error().where(), where.isEmpty() ? plan.error().where() : where);
    QVERIFY(!plan.error().advice().isEmpty());
}

void EfuseBurnTest::nothingToBurnIsAnEmptyPlan()
{
    State state(chip("esp32c3"));
    state.setBlock(4, m_key);
    state.setValue(u"KEY_PURPOSE_0", 8);
    state.setValue(u"DIS_PAD_JTAG", 1);
    state.setValue(u"WR_DIS", 1U << 2 | 1U << 8 | 1U << 23);
    BurnRequest request;
    request.keys.push_back(keyBurn(QStringLiteral("BLOCK_KEY0"), QStringLiteral("HMAC_UP"), key(), false));
    request.fields = {{QStringLiteral("DIS_PAD_JTAG"), 1}};
    request.writeProtect = QStringList{QStringLiteral("DIS_ICACHE")};
    const auto plan = stage(state, request);
    FB_VERIFY_OK(plan);
    QVERIFY(plan->isEmpty());
    QVERIFY(predict(state, *plan) == state);
}

void EfuseBurnTest::cyclesComeInTheSafeOrder()
{
    State state(chip("esp32"));
    BurnRequest request;
    request.fields = {{QStringLiteral("FLASH_CRYPT_CNT"), 127}, {QStringLiteral("FLASH_CRYPT_CONFIG"), 15}, {QStringLiteral("SECURE_VERSION"), 1}};
    request.keys.push_back(keyBurn(QStringLiteral("flash_encryption"), {}, key(), true));
    const auto plan = stage(state, request);
    FB_VERIFY_OK(plan);
    QCOMPARE(plan->cycles.size(), std::size_t{4});
    QCOMPARE(plan->cycles[0].block, 3);
    QCOMPARE(plan->cycles[1].block, 1);
    Bytes reversed(m_key.rbegin(), m_key.rend());
    QCOMPARE(toBytes(plan->cycles[1].bits.view()), reversed);
    State settings(state);
    settings.setBlock(0, plan->cycles[2].bits.view());
    QCOMPARE(settings.value(u"FLASH_CRYPT_CONFIG"), std::uint64_t{15});
    QCOMPARE(settings.value(u"FLASH_CRYPT_CNT"), std::uint64_t{0});
    State last(state);
    last.setBlock(0, plan->cycles[3].bits.view());
    QCOMPARE(last.value(u"FLASH_CRYPT_CNT"), std::uint64_t{127});
    QCOMPARE(last.value(u"RD_DIS"), std::uint64_t{1});
    QCOMPARE(last.value(u"WR_DIS"), std::uint64_t{1U << 7});
}

void EfuseBurnTest::lockComesAloneAndLast()
{
    const chip::Chip &c3 = chip("esp32c3");
    BurnRequest request;
    request.fields = {{QStringLiteral("ENABLE_SECURITY_DOWNLOAD"), 1}, {QStringLiteral("SPI_BOOT_CRYPT_CNT"), 7}, {QStringLiteral("DIS_PAD_JTAG"), 1}};
    const auto plan = stage(State(c3), request);
    FB_VERIFY_OK(plan);
    QCOMPARE(plan->cycles.size(), std::size_t{3});
    QVERIFY(!closesRegisterAccess(c3, plan->cycles[0]));
    QVERIFY(!closesRegisterAccess(c3, plan->cycles[1]));
    QVERIFY(closesRegisterAccess(c3, plan->cycles[2]));
    State lock(c3);
    lock.setBlock(0, plan->cycles[2].bits.view());
    QCOMPARE(lock.value(u"ENABLE_SECURITY_DOWNLOAD"), std::uint64_t{1});
    QCOMPARE(lock.value(u"SPI_BOOT_CRYPT_CNT"), std::uint64_t{0});
    QCOMPARE(lock.value(u"DIS_PAD_JTAG"), std::uint64_t{0});
}

/** Write protection of a field comes into force with the load between the cycles. */
void EfuseBurnTest::guardOfTheLockWaitsForIt()
{
    const chip::Chip &c3 = chip("esp32c3");
    BurnRequest request;
    request.fields = {{QStringLiteral("ENABLE_SECURITY_DOWNLOAD"), 1}};
    request.writeProtect = QStringList{QStringLiteral("ENABLE_SECURITY_DOWNLOAD"), QStringLiteral("DIS_ICACHE")};
    const auto plan = stage(State(c3), request);
    FB_VERIFY_OK(plan);
    ControllerModel model(c3);
    ModelBus bus(model);
    State state(c3);
    for (const BlockBurn &cycle : plan->cycles) {
        const auto after = burnCycle(bus, state, cycle);
        FB_VERIFY_OK(after);
        state = *after;
    }
    QCOMPARE(model.trueState().value(u"ENABLE_SECURITY_DOWNLOAD"), std::uint64_t{1});
    QCOMPARE(model.trueState().value(u"WR_DIS"), std::uint64_t{1U << 18 | 1U << 2});
}

void EfuseBurnTest::warningsNameTheDanger()
{
    const State blank(chip("esp32c3"));
    const auto warned = [&blank](const char *field, std::uint64_t value) {
        BurnRequest request;
        request.fields = {{QString::fromLatin1(field), value}};
        const auto plan = stage(blank, request);
        return plan.ok() ? warningsOf(blank, *plan).join(u' ') : QString();
    };
    QVERIFY(warned("SPI_BOOT_CRYPT_CNT", 1).contains(QStringLiteral("without a key")));
    QVERIFY(warned("KEY_PURPOSE_2", 8).contains(QStringLiteral("BLOCK_KEY2")));
    QVERIFY(warned("DIS_DOWNLOAD_MODE", 1).contains(QStringLiteral("DIS_DOWNLOAD_MODE")));
    QCOMPARE(warned("FLASH_TPUW", 3), QString());
    BurnRequest twice;
    QRandomGenerator random(3);
    twice.keys.push_back(keyBurn(QStringLiteral("BLOCK_KEY0"), QStringLiteral("XTS_AES_128_KEY"), randomKey(random), true));
    twice.keys.push_back(keyBurn(QStringLiteral("BLOCK_KEY1"), QStringLiteral("XTS_AES_128_KEY"), randomKey(random), false));
    const auto plan = stage(blank, twice);
    FB_VERIFY_OK(plan);
    const QStringList warnings = warningsOf(blank, *plan);
    QCOMPARE(warnings.size(), 2);
    QVERIFY(warnings[0].contains(QStringLiteral("BLOCK_KEY1")));
    QVERIFY(warnings[1].contains(QStringLiteral("XTS_AES_128_KEY")));
}

void EfuseBurnTest::changesAreListedWithoutSecrets()
{
    const State blank(chip("esp32c3"));
    BurnRequest request;
    request.keys.push_back(keyBurn(QStringLiteral("BLOCK_KEY0"), QStringLiteral("HMAC_UP"), key(), true));
    request.fields = {{QStringLiteral("FLASH_TPUW"), 9}};
    const auto plan = stage(blank, request);
    FB_VERIFY_OK(plan);
    QStringList names;
    for (const PlannedChange &change : changesOf(blank, *plan)) {
        names << change.name;
        QCOMPARE(change.secret, change.name == QStringLiteral("BLOCK_KEY0"));
        if (change.name == QStringLiteral("FLASH_TPUW"))
            QCOMPARE(change.after, std::uint64_t{9});
    }
    QCOMPARE(names, QStringList({QStringLiteral("WR_DIS"), QStringLiteral("RD_DIS"), QStringLiteral("KEY_PURPOSE_0"), QStringLiteral("FLASH_TPUW"),
                                 QStringLiteral("BLOCK_KEY0")}));
}

/** Offsets, opcodes and clock settings as the register summary of the ESP32 gives them. */
void EfuseBurnTest::esp32SequenceIsTheDocumentedOne()
{
    const chip::Chip &esp32 = chip("esp32");
    ControllerModel model(esp32);
    ModelBus inner(model);
    RecordingBus bus(inner);
    BlockBurn cycle;
    cycle.block = 1;
    cycle.bits = key();
    FB_VERIFY_OK(burnCycle(bus, State(esp32), cycle));
    std::map<std::uint32_t, std::uint32_t> atProgram;
    QStringList commands;
    std::uint32_t opcode = 0;
    for (const RegisterWrite &write : bus.writes) {
        if (write.address == 0x3FF5A0FC)
            opcode = write.value;
        if (write.address == 0x3FF5A104)
            commands << QStringLiteral("%1/%2").arg(opcode, 0, 16).arg(write.value);
        if (commands.isEmpty())
            atProgram[write.address] = write.value & write.mask;
    }
    QCOMPARE(commands, QStringList({QStringLiteral("5a5a/2"), QStringLiteral("5aa5/1")}));
    QCOMPARE(atProgram[0x3FF5A118], 80U);
    QCOMPARE(atProgram[0x3FF5A0F8], 0xFFA0U);
    QCOMPARE(atProgram[0x3FF5A098], readLe32(m_key, 0));
    QCOMPARE(atProgram[0x3FF5A0B4], readLe32(m_key, 28));
    QCOMPARE(atProgram[0x3FF5A01C], 0U);
    QCOMPARE(atProgram[0x3FF5A0F4], 0U);
    QVERIFY2(bus.packets <= 5, "register writes must travel together");
}

void EfuseBurnTest::commonSequenceIsTheDocumentedOne()
{
    const chip::Chip &c3 = chip("esp32c3");
    ControllerModel model(c3);
    ModelBus inner(model);
    RecordingBus bus(inner);
    BlockBurn cycle;
    cycle.block = 4;
    cycle.bits = SecretBytes(ByteView(Bytes(32, 0xA5)));
    FB_VERIFY_OK(burnCycle(bus, State(c3), cycle));
    std::map<std::uint32_t, std::uint32_t> last;
    std::map<std::uint32_t, std::uint32_t> atProgram;
    QStringList commands;
    for (const RegisterWrite &write : bus.writes) {
        last[write.address] = write.value & write.mask;
        if (write.address == 0x600089D4) {
            if (commands.isEmpty())
                atProgram = last;
            commands << QStringLiteral("%1/%2").arg(last[0x600089CC], 0, 16).arg(write.value);
        }
    }
    QCOMPARE(commands, QStringList({QStringLiteral("5a5a/18"), QStringLiteral("5aa5/1")}));
    QCOMPARE(atProgram[0x600089E8], 0xFFU << 9 | 0x28);
    QCOMPARE(atProgram[0x600089F0], 0x3000U << 8);
    QCOMPARE(atProgram[0x600089F4], 0x190U);
    QCOMPARE(atProgram[0x6000881C], 0xA5A5A5A5U);
    QCOMPARE(atProgram[0x60008820], 0x3F640D0CU); // check symbols 0c 0d 64 3f, the known answer for 32 bytes of a5
    QCOMPARE(last[0x60008800], 0U);               // the key does not stay in the window
    QCOMPARE(last[0x60008820], 0U);
    QVERIFY2(bus.packets <= 5, "register writes must travel together");
}

void EfuseBurnTest::crystalDecidesTheTiming()
{
    const chip::Chip &esp32 = chip("esp32");
    ControllerModel model(esp32);
    ModelBus inner(model);
    RecordingBus bus(inner);
    BlockBurn cycle;
    cycle.block = 3;
    cycle.bits = key();
    bus.crystal = 26;
    FB_VERIFY_OK(burnCycle(bus, State(esp32), cycle));
    QCOMPARE(bus.writes[0].value & bus.writes[0].mask, 52U);
    QCOMPARE(bus.writes[1].value & bus.writes[1].mask, 250U | 255U << 8);
    bus.crystal = 33;
    bus.writes.clear();
    const auto refused = burnCycle(bus, State(esp32), cycle);
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().is(efuse::errors::NoTiming));
    QVERIFY(bus.writes.empty());
}

void EfuseBurnTest::cutBurnIsFinishedWithTheSameKey()
{
    for (const char *id : {"esp32", "esp32c3"}) {
        const chip::Chip &family = chip(id);
        const chip::EfuseBlock &block = *family.block(family.flashKeyBlocks.first());
        BlockBurn cycle;
        cycle.block = block.id;
        cycle.bits = key();
        for (int bits : {0, 1, 20, 60, 100}) {
            ControllerModel model(family);
            ModelBus bus(model);
            model.setPowerCutAfterBits(bits);
            QVERIFY(!burnCycle(bus, State(family), cycle).ok());
            model.powerUp();
            const auto damaged = readState(bus, family);
            FB_VERIFY_OK(damaged);
            const auto mended = burnCycle(bus, *damaged, cycle);
            FB_VERIFY_OK(mended);
            QCOMPARE(toBytes(mended->block(block.id)), m_key);
            QVERIFY(!mended->hasCodingError(block));
        }
    }
}

void EfuseBurnTest::stuckBitEndsInReadBackDiffers()
{
    const chip::Chip &esp32 = chip("esp32");
    ControllerModel model(esp32);
    ModelBus bus(model);
    int bit = 0;
    while (!(m_key[static_cast<std::size_t>(bit / 8)] >> (bit % 8) & 1))
        ++bit;
    model.setStuckBits({{1, bit}});
    BlockBurn cycle;
    cycle.block = 1;
    cycle.bits = key();
    const auto burned = burnCycle(bus, State(esp32), cycle);
    QVERIFY(!burned.ok());
    QVERIFY(burned.error().is(efuse::errors::ReadBackDiffers));
    QCOMPARE(burned.error().where(), QStringLiteral("BLOCK1"));
}

void EfuseBurnTest::weakKeysAreTold()
{
    QVERIFY(isWeakKey(Bytes(32, 0xFF)));
    QVERIFY(isWeakKey({}));
    Bytes halves(32);
    for (std::size_t i = 0; i < 32; ++i)
        halves[i] = static_cast<std::uint8_t>((i % 16) * (i % 16));
    QVERIFY(isWeakKey(halves));
    Bytes falling(32);
    for (std::size_t i = 0; i < 32; ++i)
        falling[i] = static_cast<std::uint8_t>(250 - 3 * i);
    QVERIFY(isWeakKey(falling));
    QVERIFY(!isWeakKey(m_key));
}

void EfuseBurnTest::predictionEqualsTheBurnedModel_data()
{
    QTest::addColumn<QString>("id");
    for (const auto &chip : m_chips.all())
        QTest::newRow(qPrintable(chip->id)) << chip->id;
}

BurnRequest EfuseBurnTest::randomRequest(const State &state, QRandomGenerator &random) const
{
    const chip::Chip &family = state.chip();
    BurnRequest request;
    const auto pick = [&random](const auto &list) -> const auto & { return list[static_cast<std::size_t>(random.bounded(static_cast<int>(list.size())))]; };
    for (int i = random.bounded(4); i > 0; --i) {
        const chip::EfuseField &field = pick(family.fields);
        if (field.width <= 32)
            request.fields.push_back({field.name, (state.value(field) | random.generate()) & ((std::uint64_t{1} << field.width) - 1)});
        else
            request.byteFields.emplace_back(field.name, toBytes(randomKey(random, static_cast<std::size_t>(field.width) / 8).view()));
    }
    if (random.bounded(2)) {
        const chip::EfuseBlock &block = pick(family.blocks);
        const chip::KeyPurpose &purpose = pick(family.purposes);
        KeyBurn burn = keyBurn(block.name, purpose.name, randomKey(random, state.dataSize(block)), random.bounded(2) == 0);
        burn.writeProtect = random.bounded(2) == 0;
        request.keys.push_back(std::move(burn));
    }
    if (random.bounded(4) == 0)
        request.writeProtect << pick(family.fields).name;
    if (random.bounded(6) == 0)
        request.readProtect << pick(family.blocks).name;
    return request;
}

/** Whatever staging lets through, the chip ends where the prediction said, and what it refuses changes nothing. */
void EfuseBurnTest::predictionEqualsTheBurnedModel()
{
    QFETCH(QString, id);
    const chip::Chip &family = **m_chips.byId(id);
    QRandomGenerator random(20264);
    int staged = 0;
    for (int unit = 0; unit < 150; ++unit) {
        ControllerModel model(family);
        ModelBus bus(model);
        State state(family);
        for (int round = 0; round < 12; ++round) {
            const BurnRequest request = randomRequest(state, random);
            const auto plan = stage(state, request);
            if (!plan.ok())
                continue;
            const State expected = predict(state, *plan);
            for (const BlockBurn &cycle : plan->cycles) {
                const auto after = burnCycle(bus, state, cycle);
                FB_VERIFY_OK(after);
                state = *after;
            }
            const auto read = readState(bus, family);
            FB_VERIFY_OK(read);
            QVERIFY(*read == expected);
            QVERIFY(state == expected);
            staged += plan->isEmpty() ? 0 : 1;
        }
    }
    QVERIFY2(staged > 200, qPrintable(QString::number(staged)));
}

QTEST_GUILESS_MAIN(EfuseBurnTest)
#include "tst_efuse_burn.moc"
