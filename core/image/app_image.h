// SPDX-License-Identifier: GPL-3.0-or-later
// image/: what lies in the flash of a unit, as bytes and as values: application and bootloader images, signature
// sectors, flash encryption, partition table, otadata. Every parser takes hostile input.
//
// Format of an image: ESP-IDF, bootloader_support/include/esp_app_format.h, and esptool's firmware image page.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "chip/chip.h"
#include "crypto/keys.h"

#include <optional>

namespace fb::image {

inline constexpr std::uint8_t ImageMagic = 0xE9;
inline constexpr std::size_t ImageHeaderSize = 24;
inline constexpr std::size_t SegmentHeaderSize = 8;
inline constexpr int MaximumSegments = 16;

struct Segment
{
    std::uint32_t loadAddress = 0;
    std::uint32_t length = 0;     ///< bytes of data
    std::size_t headerOffset = 0; ///< from the image start
    std::size_t dataOffset = 0;
};

/** The 256 bytes at the start of an application's first segment (esp_app_desc_t). */
struct AppDescriptor
{
    std::uint32_t secureVersion = 0; ///< compared with the eFuses when anti-rollback is on
    QString version;
    QString project;
    QString time;
    QString date;
    QString idf;
    crypto::Sha256 elfSha256{};
    std::uint16_t minEfuseBlockRevision = 0; ///< major * 100 + minor
    std::uint16_t maxEfuseBlockRevision = 0; ///< 0 in images of IDF before 5.3
    int mmuPageLog2 = 0;                     ///< 0 in images of IDF before 5.4: 64 KiB
};

/** The 80 bytes at the start of a second-stage bootloader's first segment, since IDF 5. */
struct BootloaderDescriptor
{
    int secureVersion = 0;
    std::uint32_t version = 0;
    QString idf;
    QString dateTime;
};

/** Header, segments and check values of one image; the bytes stay with the caller. */
struct AppImage
{
    std::uint8_t flashModeByte = 0;     ///< 0 qio, 1 qout, 2 dio, 3 dout
    std::uint8_t flashSizeFreqByte = 0; ///< high nibble size, low nibble frequency
    std::uint32_t entry = 0;
    std::uint8_t wpPin = 0xEE;
    std::uint16_t chipId = 0;
    std::uint8_t minRevisionOld = 0;       ///< before ESP-IDF 5: major number (ESP32) or minor number (others)
    std::uint16_t minRevision = 0;         ///< major * 100 + minor
    std::uint16_t maxRevision = 0xFFFF;    ///< 0xFFFF and 0: no upper limit
    bool hashAppended = false;
    std::vector<Segment> segments;
    std::size_t length = 0;                ///< header to end of the appended hash (or checksum), without signature
    std::uint8_t checksumStored = 0;
    std::uint8_t checksumComputed = 0;
    crypto::Sha256 hashStored{};           ///< meaningful where hashAppended
    crypto::Sha256 hashComputed{};
    std::optional<AppDescriptor> app;
    std::optional<BootloaderDescriptor> bootloader;

    [[nodiscard]] bool checksumValid() const { return checksumStored == checksumComputed; }
    [[nodiscard]] bool hashValid() const { return !hashAppended || hashStored == hashComputed; }
    /** Offset of the signature sector of secure boot v2: the next multiple of 4096 behind the image. */
    [[nodiscard]] std::size_t signatureOffset() const { return static_cast<std::size_t>(alignUp(length, 4096)); }
    [[nodiscard]] QString flashMode() const;                             ///< "dio", or "0x07"
    [[nodiscard]] QString flashSize() const;                             ///< "4MB"
    [[nodiscard]] QString flashFrequency() const;                        ///< "40m"; families number them differently
    /** Members as in vectors' image-info, `chip` null where the chip id is unknown. */
    [[nodiscard]] QJsonObject toJson(const chip::Chip *chip) const;
};

namespace errors {
inline constexpr ErrorCode BadMagic{"image.bad_magic", ErrorKind::BadInput};
inline constexpr ErrorCode Truncated{"image.truncated", ErrorKind::BadInput};
inline constexpr ErrorCode BadSegments{"image.bad_segments", ErrorKind::BadInput};
inline constexpr ErrorCode BadChecksum{"image.bad_checksum", ErrorKind::BadInput};
inline constexpr ErrorCode BadHash{"image.bad_hash", ErrorKind::BadInput};
inline constexpr ErrorCode WrongChip{"image.wrong_chip", ErrorKind::BadInput};
inline constexpr ErrorCode WrongRevision{"image.wrong_revision", ErrorKind::BadInput};
inline constexpr ErrorCode TooLarge{"image.too_large", ErrorKind::BadInput};
} // namespace errors

/**
 * Reads structure and check values; `data` may go on behind the image (signature, rest of a partition).
 * Errors are of structure only (magic, too many segments, ends early); a wrong checksum or hash is for the caller to
 * judge, with checkIntegrity().
 */
[[nodiscard]] Result<AppImage> parse(ByteView data);
/** From the start of a first segment; nothing where there is none. */
[[nodiscard]] std::optional<AppDescriptor> readAppDescriptor(ByteView segment);
[[nodiscard]] std::optional<BootloaderDescriptor> readBootloaderDescriptor(ByteView segment);
/** Checksum and appended hash. */
[[nodiscard]] Result<void> checkIntegrity(const AppImage &image);
/** Chip id; the message names both chips. */
[[nodiscard]] Result<void> checkChip(const AppImage &image, const chip::Chip &chip);
/** `revision` as efuse::State::revision(): major * 100 + minor. */
[[nodiscard]] Result<void> checkRevision(const AppImage &image, int revision);
/** parse(), then integrity and chip: what a file has to pass before it is used for `chip`. */
[[nodiscard]] Result<AppImage> parseFor(ByteView data, const chip::Chip &chip, const QString &where);

} // namespace fb::image
