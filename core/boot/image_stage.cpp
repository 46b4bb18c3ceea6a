// SPDX-License-Identifier: GPL-3.0-or-later
// One image in flash: is it there, is it whole, is it for this chip.
#include "boot/walk.h"

#include <QCoreApplication>

namespace fb::boot {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::boot", text);
}

QString hexadecimal(std::uint64_t value)
{
    return QStringLiteral("0x%1").arg(value, 0, 16);
}

bool looksLikeHeader(ByteView head)
{
    return head.size() >= image::ImageHeaderSize && head[0] == image::ImageMagic && head[1] >= 1 && head[1] <= image::MaximumSegments && head[23] <= 1;
}

struct HeaderFault
{
    const char *id;
    QString text;
    QString advice;
};

HeaderFault headerFault(const Walk &walk, const ImageRole &role, Looks looks)
{
    const QString writeAgain = tr("Write the image again.");
    const QString counter = walk.chip.release.flashCryptCount;
    switch (looks) {
    case Looks::Erased:
        return {"erased", tr("%1 is missing: the flash is erased there.").arg(role.name), tr("Write the image.")};
    case Looks::Plaintext:
        return {"plaintext", tr("%1 lies unencrypted in the flash of a unit that decrypts its flash.").arg(role.name),
                tr("Encrypt the image with the key of this unit, at this address, and write it.")};
    case Looks::Ciphertext:
        return {"ciphertext", tr("%1 is encrypted, but flash encryption is off: %2 has an even number of ones.").arg(role.name, counter),
                tr("Write the unencrypted image, or burn one more bit of %1.").arg(counter)};
    case Looks::OtherConfig:
        return {"crypt_config", tr("%1 was encrypted for another FLASH_CRYPT_CONFIG than the one that is burned.").arg(role.name),
                tr("Encrypt the image with the burned FLASH_CRYPT_CONFIG, or burn the missing bits.")};
    case Looks::Undecryptable:
        return {"undecryptable", tr("%1 does not decrypt: it was encrypted with another key or for another address.").arg(role.name),
                tr("Encrypt the image with the key of this unit, at this address, and write it.")};
    case Looks::Foreign: break;
    }
    return {"header", tr("%1 has no valid header.").arg(role.name), writeAgain};
}

void printInvalidHeader(Walk &walk, const ImageRole &role, std::uint32_t address)
{
    const Bytes head = walk.flash.plain(address, 4);
    const QString word = head.size() == 4 ? QStringLiteral("%1").arg(readLe32(head), 8, 16, QLatin1Char('0')) : QStringLiteral("ffffffff");
    walk.print(role.byRom ? QStringLiteral("invalid header: 0x") + word
                          : QStringLiteral("E boot: image at 0x%1 has invalid header 0x%2").arg(address, 0, 16).arg(word));
}

/** Length up to the end of hash or checksum by walking segment headers only; more than `limit` where it does not end before. */
std::uint64_t extentOf(const FlashReader &flash, std::uint32_t address, ByteView head, std::uint64_t limit)
{
    std::uint64_t at = image::ImageHeaderSize;
    for (int i = 0; i < head[1] && at + image::SegmentHeaderSize <= limit; ++i) {
        const Bytes segment = flash.plain(address + static_cast<std::uint32_t>(at), image::SegmentHeaderSize);
        at += segment.size() < image::SegmentHeaderSize ? limit : image::SegmentHeaderSize + readLe32(segment, 4);
    }
    return (at | 15) + 1 + (head[23] == 1 ? 32 : 0);
}

void badImage(Walk &walk, const ImageRole &role, const char *what, const QString &text, const QString &advice, std::uint32_t address)
{
    walk.bad(role.stage, role.id + QLatin1Char('.') + QLatin1String(what), text, advice, address);
}

void printChecksum(Walk &walk, const ImageRole &role, const image::AppImage &image)
{
    const QString format = !role.byRom      ? QStringLiteral("E esp_image: Checksum failed. Calculated 0x%1 read 0x%2")
                           : walk.isEsp32() ? QStringLiteral("csum err:0x%1!=0x%2")
                                            : QStringLiteral("Checksum failure. Calculated 0x%1 stored 0x%2");
    walk.print(format.arg(image.checksumComputed, 2, 16, QLatin1Char('0')).arg(image.checksumStored, 2, 16, QLatin1Char('0')));
}

/** The ROM loads what fits its checksum; only secure boot and the second stage insist on the hash. */
bool integrityHolds(Walk &walk, const ImageRole &role, const LoadedImage &loaded)
{
    const QString advice = tr("The image is damaged in flash: write it again.");
    if (!loaded.image.checksumValid()) {
        printChecksum(walk, role, loaded.image);
        badImage(walk, role, "checksum", tr("%1 is damaged: its checksum is wrong.").arg(role.name), advice, loaded.address);
        return false;
    }
    if (loaded.image.hashValid())
        return true;
    const bool fatal = !role.byRom || (walk.eFuses.secureBootV2On() && !walk.isEsp32());
    if (!role.byRom || !walk.isEsp32()) {
        walk.print(role.byRom ? QStringLiteral("SHA-256 comparison failed:") : QStringLiteral("E esp_image: Image hash failed - image is corrupt"));
        badImage(walk, role, "hash", tr("%1 is damaged: its SHA-256 is wrong.").arg(role.name), advice, loaded.address);
    }
    if (!fatal && !walk.isEsp32())
        walk.print(QStringLiteral("Attempting to boot anyway..."));
    return !fatal;
}

} // namespace

std::optional<LoadedImage> loadImage(Walk &walk, const ImageRole &role, std::uint32_t address)
{
    const Bytes head = walk.flash.plain(address, 32);
    if (!looksLikeHeader(head)) {
        const HeaderFault fault = headerFault(walk, role, walk.flash.looksAt(address, looksLikeHeader));
        printInvalidHeader(walk, role, address);
        badImage(walk, role, fault.id, fault.text, fault.advice, address);
        return std::nullopt;
    }
    const std::uint64_t length = extentOf(walk.flash, address, head, role.room);
    const std::uint64_t needed = walk.eFuses.secureBootV2On() ? alignUp(length, 4096) + 4096 : length;
    if (length > role.room || needed > role.room) {
        badImage(walk, role, "too_large", tr("%1 needs at least %2 bytes; there is room for %3.").arg(role.name, hexadecimal(std::min<std::uint64_t>(needed, length)), hexadecimal(role.room)),
                 tr("Make the firmware smaller or its partition larger."), address);
        walk.print(QStringLiteral("E boot: image at %1 does not fit").arg(hexadecimal(address)));
        return std::nullopt;
    }
    LoadedImage loaded{address, walk.flash.plain(address, static_cast<std::size_t>(needed)), {}};
    Result<image::AppImage> parsed = image::parse(loaded.bytes);
    if (!parsed.ok()) {
        badImage(walk, role, "structure", tr("%1 is damaged: %2").arg(role.name, parsed.error().message()), tr("Write the image again."), address);
        return std::nullopt;
    }
    loaded.image = *std::move(parsed);
    if (!integrityHolds(walk, role, loaded))
        return std::nullopt;
    return loaded;
}

bool fitsChip(Walk &walk, const ImageRole &role, const LoadedImage &loaded)
{
    if (const Result<void> chip = image::checkChip(loaded.image, walk.chip); !chip.ok()) {
        walk.print(QStringLiteral("E boot: chip id mismatch, expected %1, found %2").arg(walk.chip.imageChipId).arg(loaded.image.chipId));
        badImage(walk, role, "wrong_chip", tr("%1 is for another chip family.").arg(role.name), chip.error().advice(), loaded.address);
        return false;
    }
    image::AppImage limits = loaded.image;
    const chip::EfuseField *ignoreMaximum = walk.chip.field(u"DISABLE_WAFER_VERSION_MAJOR");
    if (role.byRom || (ignoreMaximum != nullptr && walk.eFuses.value(*ignoreMaximum) != 0))
        limits.maxRevision = 0; // the second stage asks for the maximum of applications only, and an eFuse lifts it
    if (const Result<void> revision = image::checkRevision(limits, walk.eFuses.revision()); !revision.ok()) {
        walk.print(QStringLiteral("E boot: image does not run on chip revision %1").arg(walk.eFuses.revisionText()));
        badImage(walk, role, "revision", tr("%1 does not run on this chip revision. %2").arg(role.name, revision.error().message()), revision.error().advice(), loaded.address);
        return false;
    }
    return true;
}

} // namespace fb::boot
