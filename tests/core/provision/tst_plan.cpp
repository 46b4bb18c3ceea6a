// SPDX-License-Identifier: GPL-3.0-or-later
// The planner over blank, half-burned and foreign units: order, refusals, and that a cut anywhere can be planned away.
#include "provision_fixture.h"

#include "crypto/keys.h"
#include "provision/plan.h"

#include <QJsonDocument>

using namespace fb;
using namespace fb::provision;

namespace {

/** What the planner is asked in one test: the unit, and what the station knows of its keys. */
struct Unit
{
    Unit(test::ProvisionFixture &fixture, const QString &family, const QString &preset)
        : prepared(fixture.prepared(family, preset)), snapshot(fixture.blank(*prepared.chip)), keys(randomUnitKeys(prepared))
    {
        facts.keys = &keys;
    }

    Result<Plan> plan() const { return provision::plan(prepared, snapshot, facts); }

    const PreparedProfile &prepared;
    Snapshot snapshot;
    UnitKeys keys;
    KeyFacts facts;
};

int indexOf(const Plan &plan, const char *id)
{
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        if (plan.steps[i].record.id == QLatin1String(id))
            return int(i);
    }
    return -1;
}

int firstIndex(const Plan &plan, Action action)
{
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        if (plan.steps[i].action == action)
            return int(i);
    }
    return -1;
}

int lastIndex(const Plan &plan, Action action)
{
    int last = -1;
    for (std::size_t i = 0; i < plan.steps.size(); ++i)
        last = plan.steps[i].action == action ? int(i) : last;
    return last;
}

bool contains(ByteView whole, ByteView part)
{
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i] & ~whole[i])
            return false;
    }
    return true;
}

/** The unit after the whole plan, as a next visit would find it. */
void finish(Unit &unit, const Plan &plan)
{
    unit.snapshot.eFuses = *plan.predicted;
    unit.facts.sealed = true;
    for (const TargetRegion &region : plan.flash)
        unit.snapshot.regions.push_back({region.name, region.address, std::uint32_t(region.contents.size()), region.md5});
    for (const KeyAssignment &key : plan.keys.keys) {
        if (!key.digest)
            unit.facts.verifiedBlock = key.block->name;
    }
}

/** Protections that a step burns may only freeze or hide what has its final value already. */
void checkProtections(const efuse::State &before, const efuse::State &after, const efuse::State &last)
{
    const chip::Chip &chip = before.chip();
    const auto newly = [&](QStringView mask, std::optional<int> bit) {
        return bit && ((after.value(mask) >> *bit) & 1) && !((before.value(mask) >> *bit) & 1);
    };
    for (const chip::EfuseField &field : chip.fields) {
        if (field.name == QLatin1String("WR_DIS"))
            continue;
        if (newly(u"WR_DIS", field.writeProtectBit))
            QVERIFY2(before.bits(field) == last.bits(field) || !last.isReadable(field), qPrintable(field.name));
    }
    for (const chip::EfuseBlock &block : chip.blocks) {
        if (newly(u"RD_DIS", block.readProtectBit))
            QVERIFY2(!isFilledWith(before.block(block.id), 0), qPrintable(block.name));
    }
}

} // namespace

class TestPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void blankUnit_data() { test::addFamilyAndPresetRows(); }
    void blankUnit();
    void finishedUnitConforms_data() { test::addFamilyAndPresetRows(); }
    void finishedUnitConforms();
    void protectionsFreezeOnlyWhatIsFinal_data() { test::addFamilyAndPresetRows(); }
    void protectionsFreezeOnlyWhatIsFinal();
    void everyCutCanBePlannedAway_data() { test::addFamilyAndPresetRows(); }
    void everyCutCanBePlannedAway();
    void halfBurnedKeyBlockIsLeftBehindAndHidden();
    void halfBurnedKeyBlockIsCompletedWhereTheCodingAllows();
    void refusals_data();
    void refusals();
    void brokenKeyBlocksRunOut();
    void forgottenKeyConformsByWhatWasProven();
    void unknownKeyIsRefused();
    void firmwareThatWouldNotStartIsRefused();
    void planIsPure();

private:
    test::ProvisionFixture m_fixture;
};

void TestPlan::blankUnit()
{
    QFETCH(QString, family);
    QFETCH(QString, preset);
    Unit unit(m_fixture, family, preset);
    auto plan = unit.plan();
    FB_VERIFY_OK(plan);
    QVERIFY(!plan->conforms());
    QCOMPARE(plan->boot.outcome, boot::Outcome::Boots);
    const Profile &profile = unit.prepared.profile;
    QCOMPARE(plan->predicted->flashEncryptionOn(), profile.flashEncryption);
    QCOMPARE(plan->predicted->secureBootV2On(), profile.secureBoot);
    QCOMPARE(indexOf(*plan, "key.seal") >= 0, profile.flashEncryption);
    QCOMPARE(indexOf(*plan, "efuse.lock.download") >= 0, profile.lockDownload);
    QVERIFY(shortfalls(plan->desired, *plan->predicted, true).empty());
    if (!profile.isRelease())
        return;

    const int firstBurn = firstIndex(*plan, Action::BurnEFuses);
    QVERIFY(firstBurn > 0);
    QVERIFY(!profile.flashEncryption || indexOf(*plan, "key.seal") < firstIndex(*plan, Action::WriteFlash));
    QVERIFY(lastIndex(*plan, Action::WriteFlash) < indexOf(*plan, "boot.prove.predicted"));
    QVERIFY(indexOf(*plan, "boot.prove.predicted") < firstBurn);
    QVERIFY(indexOf(*plan, "efuse.burn.settings") < indexOf(*plan, "efuse.burn.enables"));
    QVERIFY(indexOf(*plan, "efuse.burn.enables") < indexOf(*plan, "efuse.protect"));
    if (profile.secureBoot)
        QVERIFY(indexOf(*plan, "efuse.protect") < indexOf(*plan, "efuse.lock.read_protection"));
    QVERIFY(lastIndex(*plan, Action::BurnEFuses) < indexOf(*plan, "evidence.read_back"));
    QVERIFY(indexOf(*plan, "evidence.read_back") < indexOf(*plan, "boot.prove.read_back"));
    QVERIFY(indexOf(*plan, "boot.prove.read_back") < indexOf(*plan, "boot.console"));
    QCOMPARE(indexOf(*plan, "efuse.lock.download"), int(plan->steps.size()) - 1);
    for (const Step &step : plan->steps)
        QVERIFY2(!step.record.reason.isEmpty() && !step.record.title.isEmpty(), qPrintable(step.record.id));
}

void TestPlan::finishedUnitConforms()
{
    QFETCH(QString, family);
    QFETCH(QString, preset);
    Unit unit(m_fixture, family, preset);
    auto first = unit.plan();
    FB_VERIFY_OK(first);
    finish(unit, *first);
    const auto second = unit.plan();
    FB_VERIFY_OK(second);
    for (const Step &step : second->steps)
        QVERIFY2(!changesUnit(step.action) || step.record.outcome == StepOutcome::AlreadyTrue, qPrintable(step.record.id));
    QVERIFY(second->conforms());
    QVERIFY(*second->predicted == unit.snapshot.eFuses);
}

void TestPlan::protectionsFreezeOnlyWhatIsFinal()
{
    QFETCH(QString, family);
    QFETCH(QString, preset);
    Unit unit(m_fixture, family, preset);
    const auto plan = unit.plan();
    FB_VERIFY_OK(plan);
    efuse::State state = unit.snapshot.eFuses;
    for (const Step &step : plan->steps) {
        for (const efuse::BlockBurn &cycle : step.burn.cycles) {
            efuse::BurnPlan single;
            single.cycles.push_back({cycle.block, cycle.bits.clone()});
            const efuse::State after = efuse::predict(state, single);
            checkProtections(state, after, *plan->predicted);
            state = after;
        }
        if (step.expected)
            QVERIFY(state == *step.expected);
    }
    QVERIFY(state == *plan->predicted);
}

void TestPlan::everyCutCanBePlannedAway()
{
    QFETCH(QString, family);
    QFETCH(QString, preset);
    std::mt19937 random(20261120);
    Unit model(m_fixture, family, preset);
    const auto whole = model.plan();
    FB_VERIFY_OK(whole);
    for (std::size_t cut = 0; cut < whole->steps.size(); ++cut) {
        for (int round = 0; round < 12 && !whole->steps[cut].burn.isEmpty(); ++round) {
            Unit unit(m_fixture, family, preset);
            unit.keys.flash = model.keys.flash.clone();
            unit.keys.nvs = model.keys.nvs.clone();
            unit.facts.sealed = true;
            efuse::State &state = unit.snapshot.eFuses;
            for (std::size_t i = 0; i < cut; ++i) {
                state = whole->steps[i].expected.value_or(state);
                if (whole->steps[i].verifiesFlashKey)
                    unit.facts.verifiedBlock = whole->steps[i].record.readBack.value(QLatin1String("block")).toString();
            }
            // The cycle that was cut: some of its bits, in a coded block with the chip's report of it.
            const std::vector<efuse::BlockBurn> &cycles = whole->steps[cut].burn.cycles;
            const std::size_t reached = random() % cycles.size();
            for (std::size_t c = 0; c <= reached; ++c) {
                efuse::BurnPlan part;
                part.cycles.push_back({cycles[c].block, cycles[c].bits.clone()});
                if (c == reached) {
                    for (std::uint8_t &byte : part.cycles[0].bits.mutableView())
                        byte = static_cast<std::uint8_t>(byte & random());
                }
                state = efuse::predict(state, part);
            }
            const auto again = unit.plan();
            QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(whole->steps[cut].record.id + QStringLiteral(": ") + again.error().toLine()));
            QVERIFY(shortfalls(again->desired, *again->predicted, true).empty());
            for (const chip::EfuseBlock &block : state.chip().blocks)
                QVERIFY2(contains(again->predicted->block(block.id), state.block(block.id)) || !again->predicted->isReadable(block), qPrintable(block.name));
            finish(unit, *again);
            for (const chip::EfuseBlock *block : again->keys.damaged)
                unit.facts.givenUp << block->name;
            const auto third = unit.plan();
            FB_VERIFY_OK(third);
            QVERIFY(third->conforms());
        }
    }
}

void TestPlan::halfBurnedKeyBlockIsLeftBehindAndHidden()
{
    Unit unit(m_fixture, QStringLiteral("esp32c3"), QStringLiteral("release"));
    const auto first = unit.plan();
    FB_VERIFY_OK(first);
    const chip::EfuseBlock &block = *first->keys.keys.front().block;
    Bytes half = toBytes(first->keys.keys.front().bits.view());
    std::fill(half.begin() + 16, half.end(), std::uint8_t(0));
    unit.snapshot.eFuses.setBlock(block.id, half);
    const auto second = unit.plan();
    FB_VERIFY_OK(second);
    QVERIFY(second->keys.keys.front().block != &block);
    QCOMPARE(second->keys.damaged.size(), std::size_t(1));
    QCOMPARE(second->keys.damaged.front(), &block);
    QVERIFY2(!second->predicted->isReadable(block), "half of the key would stay readable");
    QCOMPARE(second->predicted->purposeOf(block), QStringLiteral("USER"));
    QCOMPARE(second->boot.outcome, boot::Outcome::Boots);
}

void TestPlan::halfBurnedKeyBlockIsCompletedWhereTheCodingAllows()
{
    Unit unit(m_fixture, QStringLiteral("esp32"), QStringLiteral("release"));
    const auto first = unit.plan();
    FB_VERIFY_OK(first);
    const KeyAssignment &key = first->keys.keys.front();
    Bytes half = toBytes(key.bits.view());
    std::fill(half.begin(), half.begin() + 9, std::uint8_t(0));
    unit.snapshot.eFuses.setBlock(key.block->id, half);
    const auto second = unit.plan();
    FB_VERIFY_OK(second);
    const Step &step = second->steps[std::size_t(indexOf(*second, "efuse.burn.flash_key"))];
    QCOMPARE(step.burn.cycles.size(), std::size_t(1));
    QVERIFY(isFilledWith(step.burn.cycles[0].bits.view().subspan(9), 0)); // only what is missing
    QCOMPARE(toBytes(step.expected->block(key.block->id)), toBytes(key.bits.view()));
}

void TestPlan::refusals_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<int>("change");
    QTest::addColumn<QString>("errorId");
    const auto row = [](const char *name, const char *family, int change, const char *id) {
        QTest::newRow(name) << QString::fromLatin1(family) << change << QString::fromLatin1(id);
    };
    row("other chip", "esp32c3", 0, "provision.wrong_chip");
    row("revision too low, ESP32", "esp32", 1, "provision.revision_too_low");
    row("revision too low, C3", "esp32c3", 1, "provision.revision_too_low");
    row("flash too small", "esp32", 2, "provision.flash_too_small");
    row("locked", "esp32c3", 3, "provision.already_locked");
    row("foreign key", "esp32", 4, "provision.foreign_unit");
    row("foreign key, C3", "esp32c3", 4, "provision.foreign_unit");
    row("hidden foreign key", "esp32", 5, "provision.foreign_unit");
    row("hidden foreign key, C3", "esp32c3", 5, "provision.foreign_unit");
    row("digest of another key", "esp32", 6, "provision.foreign_unit");
    row("digest of another key, C3", "esp32c3", 6, "provision.foreign_unit");
    row("secure boot v1", "esp32", 7, "provision.foreign_unit");
    row("RD_DIS frozen too early", "esp32", 8, "provision.cannot_finish");
    row("RD_DIS frozen too early, C3", "esp32c3", 8, "provision.cannot_finish");
    row("settings frozen", "esp32c3", 9, "provision.cannot_finish");
    row("crypt count frozen", "esp32", 10, "provision.cannot_finish");
    row("other coding", "esp32", 11, "provision.cannot_finish");
    row("key block frozen empty", "esp32", 12, "provision.cannot_finish");
    row("foreign setting", "esp32c3", 13, "provision.foreign_unit");
    row("purpose without key", "esp32c3", 14, "provision.foreign_unit");
    row("foreign digest in a spare block", "esp32c3", 15, "provision.foreign_unit");
    row("digest hidden", "esp32", 16, "provision.foreign_unit");
}

void TestPlan::refusals()
{
    QFETCH(QString, family);
    QFETCH(int, change);
    QFETCH(QString, errorId);
    Unit unit(m_fixture, family, QStringLiteral("release"));
    const bool classic = family == QLatin1String("esp32");
    efuse::State &state = unit.snapshot.eFuses;
    const int keyBlock = classic ? 1 : 4;
    const int digestBlock = classic ? 2 : 5;
    const Bytes foreign = toBytes(crypto::randomSecret(32).view());
    switch (change) {
    case 0: unit.snapshot = m_fixture.blank(m_fixture.chipOf(QStringLiteral("esp32"))); break;
    case 1: test::ProvisionFixture::setRevision(state, classic ? 100 : 2); break;
    case 2: unit.snapshot.flashSize = 2 * 1024 * 1024; break;
    case 3: unit.snapshot.secureDownload = true; break;
    case 4: state.setBlock(keyBlock, foreign); break;
    case 5:
        state.setValue(u"RD_DIS", 1);
        if (!classic)
            state.setValue(u"KEY_PURPOSE_0", 4);
        break;
    case 6:
        state.setBlock(digestBlock, foreign);
        if (!classic)
            state.setValue(u"KEY_PURPOSE_1", 9);
        break;
    case 7: state.setValue(u"ABS_DONE_0", 1); break;
    case 8: state.setValue(u"WR_DIS", 1); break;
    case 9: state.setValue(u"WR_DIS", 1 << 2); break;
    case 10: state.setValue(u"WR_DIS", 1 << 2); break;
    case 11: state.setValue(u"CODING_SCHEME", 1); break;
    case 12: state.setValue(u"WR_DIS", 1 << 7); break;
    case 13: state.setValue(u"DIS_TWAI", 1); break;
    case 14: state.setValue(u"KEY_PURPOSE_3", 8); break;
    case 15:
        state.setBlock(9, foreign);
        state.setValue(u"KEY_PURPOSE_5", 10);
        break;
    case 16: state.setValue(u"RD_DIS", 2); break;
    default: break;
    }
    const auto refused = unit.plan();
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().id() == errorId, qPrintable(refused.error().toLine()));
    QVERIFY(!refused.error().advice().isEmpty());
}

void TestPlan::brokenKeyBlocksRunOut()
{
    Unit unit(m_fixture, QStringLiteral("esp32c3"), QStringLiteral("release"));
    const auto bits = toBytes(unit.plan()->keys.keys.front().bits.view());
    for (int block = 4; block <= 8; ++block) { // all that may hold the flash key
        Bytes half = bits;
        std::fill(half.begin() + 4 * (block - 3), half.end(), std::uint8_t(0));
        unit.snapshot.eFuses.setBlock(block, half);
    }
    const auto refused = unit.plan();
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().is(provision::errors::BlockDamaged), qPrintable(refused.error().toLine()));
}

void TestPlan::forgottenKeyConformsByWhatWasProven()
{
    Profile profile = m_fixture.profile(QStringLiteral("esp32"), QStringLiteral("release"));
    profile.keyCustody = KeyCustody::HostDiscarded;
    const PreparedProfile prepared = m_fixture.make(profile);
    Snapshot snapshot = m_fixture.blank(*prepared.chip);
    const UnitKeys keys = randomUnitKeys(prepared);
    KeyFacts facts;
    facts.keys = &keys;
    const auto first = provision::plan(prepared, snapshot, facts);
    FB_VERIFY_OK(first);
    QCOMPARE(first->steps.back().record.id, QStringLiteral("key.discard"));
    snapshot.eFuses = *first->predicted;
    for (const TargetRegion &region : first->flash)
        snapshot.regions.push_back({region.name, region.address, std::uint32_t(region.contents.size()), region.md5});
    KeyFacts gone;
    gone.discarded = true;
    gone.verifiedBlock = QStringLiteral("BLOCK1");
    gone.provenFlash = snapshot.regions;
    const auto second = provision::plan(prepared, snapshot, gone);
    FB_VERIFY_OK(second);
    QVERIFY(second->conforms());
    snapshot.regions[0].md5[0] ^= 1;
    const auto changed = provision::plan(prepared, snapshot, gone);
    QVERIFY(!changed.ok());
    QVERIFY(changed.error().is(provision::errors::CannotFinish));
}

void TestPlan::unknownKeyIsRefused()
{
    Unit unit(m_fixture, QStringLiteral("esp32c3"), QStringLiteral("release"));
    const auto first = unit.plan();
    FB_VERIFY_OK(first);
    finish(unit, *first);
    unit.facts.keys = nullptr;
    unit.facts.sealed = false;
    unit.snapshot.regions.clear();
    const auto refused = unit.plan();
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().is(provision::errors::CannotFinish), qPrintable(refused.error().toLine()));
}

void TestPlan::firmwareThatWouldNotStartIsRefused()
{
    const PreparedProfile &good = m_fixture.prepared(QStringLiteral("esp32c3"), QStringLiteral("release"));
    PreparedProfile bad = good;
    for (FlashRegion &region : bad.regions) {
        if (region.name == QLatin1String("ota_0"))
            region.plain[region.plain.size() / 2] ^= 1; // as if damaged behind the checks of the files
    }
    const Snapshot snapshot = m_fixture.blank(*bad.chip);
    const UnitKeys keys = randomUnitKeys(bad);
    KeyFacts facts;
    facts.keys = &keys;
    const auto refused = provision::plan(bad, snapshot, facts);
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().is(provision::errors::WouldNotBoot), qPrintable(refused.error().toLine()));
}

void TestPlan::planIsPure()
{
    Unit unit(m_fixture, QStringLiteral("esp32"), QStringLiteral("release"));
    const QJsonObject first = unit.plan()->toJson();
    QCOMPARE(unit.plan()->toJson(), first);
    const QByteArray text = QJsonDocument(first).toJson();
    QVERIFY(!text.contains(toHex(unit.keys.flash.view()).toUtf8()));
}

QTEST_GUILESS_MAIN(TestPlan)
#include "tst_plan.moc"
