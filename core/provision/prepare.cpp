// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/prepared_profile.h"

#include "crypto/keys.h"
#include "image/otadata.h"
#include "provision/prepare_images.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace fb::provision {

namespace {

constexpr std::uint32_t NvsKeysLength = 0x1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

/** Where an image goes and how much room is there. */
struct Place
{
    QString name;
    std::uint32_t address = 0;
    std::uint32_t room = 0;
    bool encrypted = false;
};

Error unknownPartition(const ImageSource &source, const QString &label)
{
    return {errors::UnknownPartition, tr("The partition table has no partition \"%1\" for this image.").arg(label),
            tr("Mend the label, or use the partition table that belongs to the firmware."), source.file};
}

/** The slot that starts on a unit whose otadata is blank. */
const image::Partition *defaultBootSlot(const image::PartitionTable &table)
{
    return table.factory() ? table.factory() : table.otaSlot(0);
}

Result<Place> placeOf(const ImageSource &source, const chip::Chip &chip, const image::PartitionTable &table)
{
    if (source.role == QLatin1String("bootloader"))
        return Place{source.role, chip.bootloaderOffset, chip.partitionTableOffset - chip.bootloaderOffset, true};
    if (source.role == QLatin1String("partition-table"))
        return Place{source.role, chip.partitionTableOffset, image::PartitionTableSector, true};
    const image::Partition *partition = source.partition.isEmpty() ? defaultBootSlot(table) : table.byLabel(source.partition);
    if (!partition)
        return unknownPartition(source, source.partition.isEmpty() ? QStringLiteral("factory") : source.partition);
    if (partition->isApp() != (source.role == QLatin1String("app")))
        return Error(errors::UnknownPartition, tr("The partition \"%1\" is not meant for an image of the role \"%2\".").arg(partition->label, source.role),
                     tr("Choose another partition or role."), source.file);
    return Place{partition->label, partition->offset, partition->size, partition->isEncryptedOnEncryptedUnit()};
}

Result<void> checkRoom(const LoadedImage &image, const Place &place)
{
    if (image.contents.size() <= place.room)
        return {};
    return Error(errors::ImageTooLarge, tr("The image takes %1 bytes, but \"%2\" has room for %3.").arg(image.contents.size()).arg(place.name).arg(place.room),
                 tr("Make the image smaller, or its partition larger in the partition table."), image.source.file);
}

/** Ciphertext is made of 16-byte blocks, 32 on ESP32; the ROM writes 4 bytes at least. */
void padForWriting(Bytes &contents, bool encrypted)
{
    contents.resize(static_cast<std::size_t>(alignUp(contents.size(), encrypted ? 32 : 4)), 0xFF);
}

Result<void> layOutImages(PreparedProfile &prepared, std::vector<LoadedImage> &images)
{
    for (LoadedImage &image : images) {
        FB_TRY(const Place place, placeOf(image.source, *prepared.chip, prepared.table));
        FB_CHECK(checkRoom(image, place));
        FlashRegion region;
        region.name = place.name;
        region.address = place.address;
        region.encrypted = place.encrypted && prepared.profile.flashEncryption;
        region.plain = std::move(image.contents);
        padForWriting(region.plain, region.encrypted);
        prepared.regions.push_back(std::move(region));
    }
    return {};
}

bool hasRegionAt(const PreparedProfile &prepared, std::uint32_t address)
{
    return std::any_of(prepared.regions.begin(), prepared.regions.end(), [address](const FlashRegion &region) { return region.address == address; });
}

void addDataRegion(PreparedProfile &prepared, const image::Partition *partition, FlashRegion::Kind kind)
{
    if (!partition || hasRegionAt(prepared, partition->offset))
        return;
    const bool encrypted = prepared.profile.flashEncryption;
    FlashRegion region;
    region.kind = kind;
    region.name = partition->label;
    region.address = partition->offset;
    region.perUnit = kind == FlashRegion::Kind::NvsKeys;
    region.encrypted = encrypted && kind != FlashRegion::Kind::ErasedNvs;
    if (kind == FlashRegion::Kind::BlankOtaData)
        region.plain = image::blankOtaData();
    else if (kind == FlashRegion::Kind::ErasedNvs)
        region.plain = Bytes(partition->size, 0xFF);
    prepared.regions.push_back(std::move(region));
}

void addDataRegions(PreparedProfile &prepared)
{
    namespace kinds = image::partition;
    addDataRegion(prepared, prepared.table.otaData(), FlashRegion::Kind::BlankOtaData);
    addDataRegion(prepared, prepared.table.find(kinds::Data, kinds::Nvs), FlashRegion::Kind::ErasedNvs);
    // Without flash encryption the keys would lie in plain flash; the firmware makes its own then, or none.
    if (prepared.profile.flashEncryption)
        addDataRegion(prepared, prepared.table.find(kinds::Data, kinds::NvsKeys), FlashRegion::Kind::NvsKeys);
}

std::uint64_t endOf(const FlashRegion &region)
{
    return std::uint64_t(region.address) + (region.perUnit ? NvsKeysLength : region.plain.size());
}

Result<void> checkLayout(PreparedProfile &prepared)
{
    std::vector<FlashRegion> &regions = prepared.regions;
    std::sort(regions.begin(), regions.end(), [](const FlashRegion &a, const FlashRegion &b) { return a.address < b.address; });
    for (std::size_t i = 0; i + 1 < regions.size(); ++i) {
        if (endOf(regions[i]) > regions[i + 1].address)
            return Error(errors::ImageTooLarge, tr("\"%1\" and \"%2\" overlap in flash.").arg(regions[i].name, regions[i + 1].name),
                         tr("Mend the partition table or the size of the image."), prepared.profile.name);
    }
    if (!regions.empty() && endOf(regions.back()) > prepared.profile.flashSize)
        return Error(errors::ImageTooLarge, tr("\"%1\" ends behind the end of the flash.").arg(regions.back().name),
                     tr("Mend flashSize in the profile, or the partition table."), prepared.profile.name);
    return {};
}

Result<image::PartitionTable> readTable(const std::vector<LoadedImage> &images, const Profile &profile, const chip::Chip &chip)
{
    const auto found = std::find_if(images.begin(), images.end(), [](const LoadedImage &i) { return i.source.role == QLatin1String("partition-table"); });
    if (found == images.end())
        return Error(errors::Contradiction, tr("No partition table is named."), {}, profile.name);
    Result<image::PartitionTable> table = image::parsePartitionTable(found->contents);
    if (!table.ok())
        return table.error().at(found->source.file);
    image::PartitionOptions options;
    options.tableOffset = chip.partitionTableOffset;
    options.flashSize = profile.flashSize;
    options.secureBootVersion = profile.secureBoot ? 2 : 0;
    if (const Result<void> rules = image::checkPartitionRules(*table, options); !rules.ok())
        return rules.error().at(found->source.file);
    return table;
}

/** Independent of when and where it was prepared: signatures are reproducible, key files count by their digests. */
QString hashOf(const PreparedProfile &prepared)
{
    QJsonObject canonical = prepared.profile.toJson();
    for (const char *path : {"signingKeys", "publicKeys", "images", "name"})
        canonical.remove(QLatin1String(path));
    Bytes text = toBytes(viewOf(QJsonDocument(canonical).toJson(QJsonDocument::Compact)));
    for (const Bytes &digest : prepared.keyDigests)
        text.insert(text.end(), digest.begin(), digest.end());
    for (const FlashRegion &region : prepared.regions) {
        const QByteArray head = QStringLiteral("%1@%2%3").arg(region.name).arg(region.address).arg(region.encrypted ? 'e' : 'p').toUtf8();
        const crypto::Sha256 digest = crypto::sha256(ByteView(region.plain));
        text.insert(text.end(), head.begin(), head.end());
        text.insert(text.end(), digest.begin(), digest.end());
    }
    return toHex(crypto::sha256(ByteView(text)));
}

} // namespace

Result<PreparedProfile> prepare(const Profile &profile, const QString &baseFolder, const chip::Catalogue &chips)
{
    PreparedProfile prepared;
    prepared.profile = profile;
    FB_TRY(prepared.chip, chips.byId(profile.chip));
    if (const std::vector<Error> faults = contradictions(profile, *prepared.chip); !faults.empty())
        return faults.front();
    FB_TRY(ImageSet set, loadImages(profile, baseFolder, *prepared.chip));
    FB_TRY(prepared.table, readTable(set.images, profile, *prepared.chip));
    prepared.keyDigests = std::move(set.keyDigests);
    prepared.minimumRevision = std::max(profile.minimumRevision, set.minimumRevision);
    FB_CHECK(layOutImages(prepared, set.images));
    addDataRegions(prepared);
    FB_CHECK(checkLayout(prepared));
    prepared.hash = hashOf(prepared);
    return prepared;
}

} // namespace fb::provision
