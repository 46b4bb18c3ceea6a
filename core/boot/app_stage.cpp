// SPDX-License-Identifier: GPL-3.0-or-later
// The choice among the application partitions, and the application itself.
#include "boot/walk.h"
#include "image/demonstration.h"
#include "image/otadata.h"

#include <QCoreApplication>

#include <algorithm>
#include <bit>

namespace fb::boot {

namespace {

using image::OtaChoice;
using image::Partition;
using image::PartitionTable;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::boot", text);
}

/** Anti-rollback: the chip remembers a version as a number of ones. ESP32 keeps it among user data, where it proves nothing. */
int burnedVersion(const Walk &walk)
{
    const chip::EfuseField *field = walk.chip.field(u"SECURE_VERSION");
    return field == nullptr || walk.isEsp32() ? 0 : std::popcount(walk.eFuses.value(*field));
}

bool isNewEnough(Walk &walk, const ImageRole &role, const LoadedImage &loaded)
{
    const auto burned = static_cast<std::uint32_t>(burnedVersion(walk));
    const std::uint32_t version = loaded.image.app ? loaded.image.app->secureVersion : 0;
    if (version >= burned)
        return true;
    walk.print(QStringLiteral("E boot: secure version %1 of the image is below %2 in eFuse").arg(version).arg(burned));
    walk.bad(role.stage, QStringLiteral("app.rollback"),
             tr("%1 has secure version %2, but this unit takes only %3 and newer.").arg(role.name).arg(version).arg(burned),
             tr("Write an application with a secure version of at least %1.").arg(burned), loaded.address);
    return false;
}

/** Our own application prints its line; ESP-IDF's start-up code tells what its descriptor says. */
void printApp(Walk &walk, const LoadedImage &loaded)
{
    if (const QString line = image::demonstrationLine(loaded.bytes); !line.isEmpty()) {
        walk.print(line);
    } else if (loaded.image.app) {
        walk.print(QStringLiteral("I cpu_start: Application information:"));
        walk.print(QStringLiteral("I cpu_start: Project name:     ") + loaded.image.app->project);
        walk.print(QStringLiteral("I cpu_start: App version:      ") + loaded.image.app->version);
    }
}

/** Tries one partition; an empty one that was not chosen is no fault. */
bool tryPartition(Walk &walk, const Partition &entry, bool chosen)
{
    if (!chosen && isFilledWith(walk.flash.raw(entry.offset, 32), 0xFF)) {
        walk.good("app", QStringLiteral("app.slot_empty"), tr("%1 is empty.").arg(entry.label), entry.offset);
        return false;
    }
    const ImageRole role{"app", QStringLiteral("app"), tr("The application in %1").arg(entry.label), entry.size, false};
    const std::optional<LoadedImage> loaded = loadImage(walk, role, entry.offset);
    if (!loaded || !fitsChip(walk, role, *loaded) || !isNewEnough(walk, role, *loaded) || !signatureHolds(walk, role, *loaded))
        return false;
    walk.good("app", QStringLiteral("app.ok"), tr("%1 is good.").arg(role.name), entry.offset);
    walk.print(QStringLiteral("I boot: Loaded app from partition at offset 0x%1").arg(entry.offset, 0, 16));
    printApp(walk, *loaded);
    walk.verdict.outcome = Outcome::Boots;
    walk.verdict.path = entry.label;
    walk.verdict.appAddress = entry.offset;
    return true;
}

/** Partitions in the bootloader's order: from the choice down to factory, then the slots above it, then test. */
std::vector<const Partition *> candidates(const PartitionTable &table, int start)
{
    std::vector<const Partition *> found;
    const auto add = [&](const Partition *entry) {
        if (entry != nullptr)
            found.push_back(entry);
    };
    const auto at = [&](int index) { return index == image::FactorySlot ? table.factory() : table.otaSlot(index); };
    for (int index = start; index >= image::FactorySlot; --index)
        add(at(index));
    for (int index = start + 1; index < table.otaSlotCount(); ++index)
        add(at(index));
    add(table.find(image::partition::App, image::partition::Test));
    return found;
}

void writeEntry(Walk &walk, const Partition &otaData, std::size_t sector, const image::OtaEntry &entry)
{
    const std::uint32_t address = otaData.offset + static_cast<std::uint32_t>(sector * image::OtaDataSector);
    Bytes contents = walk.flash.stored(address, image::otaEntryToBytes(entry));
    contents.resize(image::OtaDataSector, 0xFF); // the sector was erased before
    walk.verdict.flashWrites.emplace_back(address, std::move(contents));
}

/** On an encrypted unit an erased otadata decrypts to garbage, which is damage and not emptiness. */
void reportDamage(Walk &walk, const Partition &otaData, const OtaChoice &choice)
{
    walk.print(choice.anyApp ? QStringLiteral("E boot: ota data partition invalid and no factory, will try all partitions")
                             : QStringLiteral("E boot: ota data partition invalid, falling back to factory"));
    const bool erased = isFilledWith(walk.flash.raw(otaData.offset, image::OtaEntrySize), 0xFF);
    if (erased && walk.flash.encryptionOn())
        walk.bad("otadata", QStringLiteral("otadata.erased_on_encrypted"), tr("The otadata is erased instead of encrypted, which an encrypted unit reads as damage. %1").arg(choice.reason),
                 tr("Write an encrypted blank otadata."), otaData.offset);
    else
        walk.bad("otadata", QStringLiteral("otadata.invalid"), choice.reason, tr("Write a new otadata."), otaData.offset);
}

OtaChoice chooseByOtaData(Walk &walk, const PartitionTable &table, const Partition &otaData)
{
    const Result<image::OtaData> data = image::parseOtaData(walk.flash.plain(otaData.offset, image::OtaDataSize));
    const image::OtaData entries = data.ok() ? *data : image::OtaData{};
    const OtaChoice choice = image::chooseSlot(entries, {table.otaSlotCount(), table.factory() != nullptr, image::rollbackInUse(entries)});
    for (std::size_t sector = 0; sector < choice.rewritten.size(); ++sector) {
        if (choice.rewritten[sector])
            writeEntry(walk, otaData, sector, *choice.rewritten[sector]);
    }
    if (choice.otaDataInvalid)
        reportDamage(walk, otaData, choice);
    else
        walk.good("otadata", QStringLiteral("otadata.ok"), choice.reason, otaData.offset);
    return choice;
}

/** The chosen partition is the cause, whatever was wrong with those tried after it. */
void giveUp(Walk &walk, const std::optional<Finding> &cause)
{
    if (!cause)
        walk.bad("app", QStringLiteral("app.none"), tr("There is no application partition that the bootloader would try."), tr("Add factory or OTA partitions."));
    else if (walk.verdict.findings.back().address != cause->address)
        walk.bad("app", cause->id, tr("No other application starts either. %1").arg(cause->text), cause->advice, cause->address);
}

} // namespace

void appStage(Walk &walk, const PartitionTable &table)
{
    const Partition *otaData = table.otaData();
    if (otaData != nullptr && otaData->size < image::OtaDataSize) {
        walk.print(QStringLiteral("E boot: ota_info partition is too small"));
        walk.bad("otadata", QStringLiteral("otadata.too_small"), tr("The otadata partition is smaller than two sectors."), tr("Give it 0x2000 bytes in the partition table."), otaData->offset);
        return;
    }
    const OtaChoice choice = otaData != nullptr ? chooseByOtaData(walk, table, *otaData) : OtaChoice{};
    std::optional<Finding> cause; ///< why the chosen partition does not start
    for (const Partition *entry : candidates(table, choice.slot)) {
        if (tryPartition(walk, *entry, !cause)) {
            if (choice.firstEntry && entry->otaSlot())
                writeEntry(walk, *otaData, 0, image::makeOtaEntry(static_cast<std::uint32_t>(*entry->otaSlot()) + 1, image::OtaState::Valid));
            return;
        }
        if (!cause)
            cause = walk.verdict.findings.back();
    }
    walk.print(QStringLiteral("E boot: No bootable app partitions in the partition table"));
    giveUp(walk, cause);
}

} // namespace fb::boot
