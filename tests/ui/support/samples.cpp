// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakes.h"

#include "image/partition_table.h"
#include "provision/desired.h"
#include "provision/snapshot.h"

#include <QJsonArray>

namespace fb::test {

using line::SlotState;

std::vector<line::SlotStatus> busyStation()
{
    const auto text = [](const char *words) { return QString::fromUtf8(words); };
    const QString good = text("Locked, boots, label printed");
    const auto serial = [](int n) { return QStringLiteral("WM-%1").arg(n, 6, 10, QLatin1Char('0')); };
    return {
        slot(1, SlotState::Passed, serial(4112), good),
        slot(2, SlotState::Passed, serial(4113), good),
        runningSlot(3, serial(4114), 0.62, text("Writing firmware"), 9),
        runningSlot(4, serial(4115), 0.18, text("Erasing flash"), 21),
        slot(5, SlotState::Failed, serial(4116), text("No answer after the key was burned."), text("Press the board down, then scan it again: it goes on where it stopped.")),
        runningSlot(6, serial(4117), 0.88, text("Checking that it boots"), 3),
        slot(7, SlotState::Passed, serial(4118), good),
        slot(8, SlotState::Empty),
        runningSlot(9, serial(4119), 0.41, text("Writing firmware"), 14),
        runningSlot(10, serial(4120), 0.43, text("Writing firmware"), 14),
        slot(11, SlotState::SetAside, serial(4121), text("Key block 0 is half-written (power was cut)."), text("Put it in the purple bin.")),
        slot(12, SlotState::Passed, serial(4122), good),
        slot(13, SlotState::Cancelled, serial(4125), text("Stopped before the first burn.")),
        runningSlot(14, serial(4123), 0.71, text("Reading fuses back"), 6),
        slot(15, SlotState::Empty),
        slot(16, SlotState::NoPort),
    };
}

namespace {

Bytes sampleTable()
{
    const QByteArray csv = "nvs,data,nvs,0xd000,0x4000\notadata,data,ota,0x11000,0x2000\nnvs_keys,data,nvs_keys,0x13000,0x1000,encrypted\n"
                           "ota_0,app,ota_0,0x20000,0x1e0000\nota_1,app,ota_1,0x200000,0x1e0000\n";
    image::PartitionOptions options;
    options.tableOffset = 0xc000;
    const auto table = image::partitionTableFromCsv(viewOf(csv), options);
    const auto binary = table.ok() ? image::partitionTableToBinary(*table) : Result<Bytes>(Bytes());
    return binary.ok() ? *binary : Bytes();
}

void burnRelease(efuse::State &state)
{
    const chip::Chip &chip = state.chip();
    provision::Profile profile;
    profile.chip = chip.id;
    profile.preset = provision::Preset::Release;
    profile.flashEncryption = true;
    profile.secureBoot = true;
    const provision::DesiredFuses fuses = provision::desiredFuses(profile, chip, 1);
    for (const auto *list : {&fuses.settings, &fuses.enables}) {
        for (const auto &setting : *list)
            state.setValue(setting.field, setting.value);
    }
    std::uint64_t writeProtect = 0;
    const QString digestBlock = chip.field(u"KEY_PURPOSE_0") ? QStringLiteral("BLOCK_KEY1") : chip.digestBlocks.value(0);
    const QStringList frozen = fuses.writeProtect + QStringList{QStringLiteral("RD_DIS"), chip.flashKeyBlocks.first(), digestBlock,
                                                                QStringLiteral("KEY_PURPOSE_0"), QStringLiteral("KEY_PURPOSE_1")};
    for (const QString &name : frozen) {
        const chip::EfuseField *field = chip.field(name);
        const chip::EfuseBlock *block = chip.block(name);
        const auto bit = field ? field->writeProtectBit : block ? block->writeProtectBit : std::nullopt;
        writeProtect |= bit ? std::uint64_t(1) << *bit : 0;
    }
    state.setValue(u"WR_DIS", writeProtect);
    state.setValue(chip.release.downloadLock, 1);
}

void burnKeys(efuse::State &state)
{
    const chip::Chip &chip = state.chip();
    if (const chip::EfuseBlock *key = chip.block(chip.flashKeyBlocks.first()); key && key->readProtectBit)
        state.setValue(u"RD_DIS", std::uint64_t(1) << *key->readProtectBit);
    if (chip.field(u"KEY_PURPOSE_0")) {
        state.setValue(u"KEY_PURPOSE_0", 4);
        state.setValue(u"KEY_PURPOSE_1", 9);
    }
    Bytes digest(32);
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::uint8_t>(i * 73 + 41);
    const chip::EfuseBlock *digestBlock = chip.field(u"KEY_PURPOSE_0") ? chip.block(u"BLOCK_KEY1") : chip.block(chip.digestBlocks.value(0));
    if (const chip::EfuseBlock *block = digestBlock)
        state.setBlock(block->id, digest);
}

fleet::TimelineEntry entry(int seconds, const char *title, const char *origin, bool good = true)
{
    return {QDateTime(QDate(2026, 11, 3), QTime(14, 2, 11), Qt::UTC).addSecs(seconds), QString::fromUtf8(title), QString::fromUtf8(origin), good, {}};
}

} // namespace

fleet::DeviceDetails lockedUnit(const chip::Chip &chip)
{
    provision::Snapshot snapshot(chip);
    snapshot.takenUtc = QDateTime(QDate(2026, 11, 3), QTime(14, 2, 46), Qt::UTC);
    if (const chip::EfuseField *mac = chip.field(u"MAC"))
        snapshot.eFuses.setBits(*mac, Bytes{0x12, 0x44, 0x0e, 0xa1, 0xdf, 0x7c});
    burnRelease(snapshot.eFuses);
    burnKeys(snapshot.eFuses);
    snapshot.flashSize = 4 * 1024 * 1024;
    snapshot.partitionTable = sampleTable();
    snapshot.regions = {{QStringLiteral("bootloader"), chip.bootloaderOffset, 0x6000, Bytes(16, 0x5a)}, {QStringLiteral("ota_0"), 0x20000, 0x1c3000, Bytes(16, 0xc4)}};
    fleet::DeviceDetails details;
    details.row = {1, QStringLiteral("7c:df:a1:0e:44:12"), QStringLiteral("WM-004112"), chip.id, QStringLiteral("Water meter rev C"), QStringLiteral("passed"), snapshot.takenUtc};
    details.before = provision::Snapshot(chip).toJson();
    details.snapshot = snapshot.toJson();
    details.timeline = {entry(0, "Plugged into slot 3, station 2", "line"), entry(1, "Snapshot: blank unit", "read"),
                        entry(2, "Key made, sealed to recovery certificate", "vault"), entry(30, "1.9 MB written, MD5 equal", "flash"),
                        entry(31, "Key block 0 burned, read back protected", "eFuse"), entry(32, "No answer from the unit", "link", false),
                        entry(34, "12 fields burned in one cycle", "eFuse"), entry(35, "Boots: verified by digest 0", "boot"),
                        entry(36, "Download mode secured", "eFuse"), entry(36, "PASS, label printed", "line")};
    QJsonArray steps;
    for (const char *title : {"Write firmware", "Burn the flash key", "Burn settings", "Prove that it boots", "Lock download mode"})
        steps.append(QJsonObject{{QStringLiteral("title"), QString::fromUtf8(title)}, {QStringLiteral("outcome"), QStringLiteral("done")}});
    details.result = {{QStringLiteral("sentence"), QStringLiteral("Locked, boots")}, {QStringLiteral("verdict"), QStringLiteral("passed")}, {QStringLiteral("steps"), steps}};
    return details;
}

} // namespace fb::test
