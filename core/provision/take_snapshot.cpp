// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/burn.h"
#include "image/otadata.h"
#include "image/partition_table.h"
#include "provision/snapshot.h"

#include <QCoreApplication>

namespace fb::provision {

namespace {

constexpr std::uint32_t SlowReadSize = 64; ///< what the ROM reads in one command

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

Snapshot lockedSnapshot(Snapshot snapshot)
{
    snapshot.secureDownload = true;
    const QString why = tr("The unit is locked: its download mode only tells its security flags.");
    snapshot.notReadable.push_back({QStringLiteral("eFuses"), why});
    snapshot.notReadable.push_back({QStringLiteral("flash"), why});
    return snapshot;
}

void noteProtectedBlocks(Snapshot &snapshot)
{
    for (const chip::EfuseBlock &block : snapshot.chip->blocks) {
        if (!snapshot.eFuses.isReadable(block))
            snapshot.notReadable.push_back({block.name, tr("It is read-protected.")});
    }
}

bool isTableEnd(ByteView chunk)
{
    for (std::size_t row = 0; row + image::PartitionRowSize <= chunk.size(); row += image::PartitionRowSize) {
        const std::uint16_t magic = readLe16(chunk, row);
        if (magic != 0x50AA && magic != 0xEBEB)
            return true; // the end mark, or something that is no plain table
    }
    return false;
}

Result<void> readTable(link::RomClient &rom, Snapshot &snapshot, const Progress &progress)
{
    const std::uint32_t start = snapshot.chip->partitionTableOffset;
    for (std::uint32_t at = 0; at < image::PartitionTableSize; at += SlowReadSize) {
        FB_TRY(const Bytes chunk, rom.readFlash(start + at, SlowReadSize, progress));
        snapshot.partitionTable.insert(snapshot.partitionTable.end(), chunk.begin(), chunk.end());
        if (isTableEnd(chunk))
            return {};
    }
    return {};
}

/** Bootloader and otadata beside the table; whole applications take the ROM too long to digest. */
std::vector<RegionRequest> regionsOfTable(Snapshot &snapshot)
{
    const chip::Chip &chip = *snapshot.chip;
    std::vector<RegionRequest> wanted{{QStringLiteral("bootloader"), chip.bootloaderOffset, chip.partitionTableOffset - chip.bootloaderOffset},
                                      {QStringLiteral("partition-table"), chip.partitionTableOffset, image::PartitionTableSector}};
    const Result<image::PartitionTable> table = image::parsePartitionTable(snapshot.partitionTable);
    if (!table.ok()) {
        snapshot.notReadable.push_back({QStringLiteral("partition-table"), snapshot.eFuses.flashEncryptionOn() ? tr("The flash is encrypted.") : tr("There is none, or it is damaged.")});
        return wanted;
    }
    if (const image::Partition *otadata = table->otaData())
        wanted.push_back({otadata->label, otadata->offset, image::OtaDataSize});
    return wanted;
}

Result<void> digestRegions(link::RomClient &rom, const std::vector<RegionRequest> &wanted, Snapshot &snapshot, const Progress &progress)
{
    for (const RegionRequest &request : wanted) {
        FB_CHECK(progress.check());
        if (request.length == 0 || std::uint64_t(request.address) + request.length > snapshot.flashSize)
            continue;
        FB_TRY(Bytes md5, rom.flashMd5(request.address, request.length));
        snapshot.regions.push_back({request.name, request.address, request.length, std::move(md5)});
    }
    return {};
}

} // namespace

Result<Snapshot> takeSnapshot(link::RomClient &rom, const SnapshotWishes &wishes, const Progress &progress)
{
    Snapshot snapshot(rom.chip());
    snapshot.takenUtc = QDateTime::currentDateTimeUtc();
    snapshot.security = rom.securityInfo();
    if (rom.inSecureDownloadMode())
        return lockedSnapshot(std::move(snapshot));
    FB_TRY(snapshot.eFuses, efuse::readState(rom, rom.chip()));
    noteProtectedBlocks(snapshot);
    progress.report(0.3);
    FB_TRY(const link::RomClient::FlashInfo flash, rom.attachFlash());
    snapshot.flashJedecId = flash.jedecId;
    snapshot.flashSize = flash.size;
    std::vector<RegionRequest> wanted = wishes.regions;
    if (wishes.partitionTable) {
        FB_CHECK(readTable(rom, snapshot, progress));
        const std::vector<RegionRequest> more = regionsOfTable(snapshot);
        wanted.insert(wanted.end(), more.begin(), more.end());
    }
    progress.report(0.5);
    FB_CHECK(digestRegions(rom, wanted, snapshot, progress));
    progress.report(1);
    return snapshot;
}

} // namespace fb::provision
