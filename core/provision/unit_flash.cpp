// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/unit_flash.h"

#include "crypto/keys.h"
#include "image/flash_encryption.h"

#include <QCoreApplication>

namespace fb::provision {

namespace {

constexpr std::size_t FlashKeySize = 32;
constexpr std::size_t NvsKeySize = 64;
constexpr std::size_t NvsKeysSector = 4096;

Error keyMissing(const QString &region)
{
    return {fb::errors::Internal, QCoreApplication::translate("fb::provision", "The key for the region \"%1\" is not there.").arg(region)};
}

Result<Bytes> cipherText(const PreparedProfile &prepared, const FlashRegion &region, ByteView plain, const UnitKeys &keys)
{
    if (keys.flash.isEmpty())
        return keyMissing(region.name);
    return image::encrypted({prepared.chip->flashCipher, image::FullCryptConfig}, keys.flash, region.address, plain);
}

Result<Bytes> contentsOf(const PreparedProfile &prepared, const FlashRegion &region, const UnitKeys &keys)
{
    if (!region.perUnit)
        return region.encrypted ? cipherText(prepared, region, region.plain, keys) : Result<Bytes>(region.plain);
    if (keys.nvs.size() != NvsKeySize)
        return keyMissing(region.name);
    const SecretBytes sector = nvsKeysSector(keys.nvs);
    return cipherText(prepared, region, sector.view(), keys); // per-unit secrets never lie in flash in the clear
}

} // namespace

bool needsFlashKey(const PreparedProfile &prepared)
{
    return prepared.profile.flashEncryption;
}

bool needsNvsKey(const PreparedProfile &prepared)
{
    return std::any_of(prepared.regions.begin(), prepared.regions.end(), [](const FlashRegion &region) { return region.kind == FlashRegion::Kind::NvsKeys; });
}

UnitKeys randomUnitKeys(const PreparedProfile &prepared)
{
    UnitKeys keys;
    if (needsFlashKey(prepared))
        keys.flash = crypto::randomSecret(FlashKeySize);
    if (needsNvsKey(prepared))
        keys.nvs = crypto::randomSecret(NvsKeySize);
    return keys;
}

SecretBytes nvsKeysSector(const SecretBytes &nvsKey)
{
    SecretBytes sector(NvsKeysSector);
    const MutableByteView bytes = sector.mutableView();
    std::fill(bytes.begin(), bytes.end(), std::uint8_t(0xFF));
    std::copy(nvsKey.view().begin(), nvsKey.view().end(), bytes.begin());
    writeLe32(bytes, nvsKey.size(), crypto::crc32FromOnes(nvsKey.view()));
    return sector;
}

Result<std::vector<TargetRegion>> unitFlash(const PreparedProfile &prepared, const UnitKeys &keys)
{
    std::vector<TargetRegion> regions;
    for (const FlashRegion &region : prepared.regions) {
        TargetRegion target;
        target.name = region.name;
        target.address = region.address;
        target.encrypted = region.encrypted;
        FB_TRY(target.contents, contentsOf(prepared, region, keys));
        target.md5 = crypto::md5(target.contents);
        target.erased = !region.encrypted && isFilledWith(target.contents, 0xFF);
        regions.push_back(std::move(target));
    }
    return regions;
}

std::vector<RegionRequest> regionsOf(const PreparedProfile &prepared)
{
    std::vector<RegionRequest> wanted;
    for (const FlashRegion &region : prepared.regions)
        wanted.push_back({region.name, region.address, region.perUnit ? static_cast<std::uint32_t>(NvsKeysSector) : static_cast<std::uint32_t>(region.plain.size())});
    return wanted;
}

boot::FlashView viewOfFlash(const std::vector<TargetRegion> &regions, std::uint32_t flashSize)
{
    boot::FlashView view(flashSize);
    for (const TargetRegion &region : regions)
        view.add(region.address, region.contents);
    return view;
}

} // namespace fb::provision
