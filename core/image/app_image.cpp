// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/app_image.h"

#include <QCoreApplication>

#include <numeric>

namespace fb::image {

namespace {

constexpr std::uint8_t ChecksumSeed = 0xEF;
constexpr std::size_t HashSize = 32;
constexpr int NoRevisionLimit = 0xFFFF;
constexpr std::uint16_t Esp32 = 0; ///< chip number

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::image", text);
}

QString revisionText(int revision)
{
    return QStringLiteral("v%1.%2").arg(revision / 100).arg(revision % 100);
}

QString hexadecimal(std::uint64_t value)
{
    return QStringLiteral("0x%1").arg(value, 0, 16);
}

Error truncated(std::uint64_t needed, std::size_t got)
{
    return {errors::Truncated, tr("The image ends early: %1 bytes are needed, %2 are there.").arg(needed).arg(got),
            tr("Build or download the file again.")};
}

AppImage readHeader(ByteView data)
{
    AppImage image;
    image.flashModeByte = data[2];
    image.flashSizeFreqByte = data[3];
    image.entry = readLe32(data, 4);
    image.wpPin = data[8];
    image.chipId = readLe16(data, 12);
    image.minRevisionOld = data[14];
    image.minRevision = readLe16(data, 15);
    image.maxRevision = readLe16(data, 17);
    image.hashAppended = data[23] == 1;
    return image;
}

Result<void> checkHeader(ByteView data)
{
    if (data.empty())
        return truncated(ImageHeaderSize, 0);
    if (data[0] != ImageMagic)
        return Error(errors::BadMagic, tr("This is no firmware image: it begins with %1 instead of 0xe9.").arg(hexadecimal(data[0])),
                     tr("Give the .bin file that the build made, not encrypted."));
    if (data.size() < ImageHeaderSize)
        return truncated(ImageHeaderSize, data.size());
    if (data[1] == 0 || data[1] > MaximumSegments)
        return Error(errors::BadSegments, tr("The image says that it has %1 segments; 1 to 16 are possible.").arg(data[1]),
                     tr("Build or download the file again."));
    return {};
}

/** Walks the segments; returns the offset behind the last one. */
Result<std::size_t> readSegments(ByteView data, int count, AppImage &image)
{
    std::size_t at = ImageHeaderSize;
    for (int i = 0; i < count; ++i) {
        if (data.size() - at < SegmentHeaderSize)
            return truncated(at + SegmentHeaderSize, data.size());
        const Segment segment{readLe32(data, at), readLe32(data, at + 4), at, at + SegmentHeaderSize};
        if (segment.length > data.size() - segment.dataOffset)
            return Error(errors::Truncated,
                         tr("Segment %1 reaches beyond the end: %2 bytes from offset %3, but the data ends at %4.")
                             .arg(i).arg(segment.length).arg(hexadecimal(segment.dataOffset), hexadecimal(data.size())),
                         tr("Build or download the file again."));
        image.segments.push_back(segment);
        at = segment.dataOffset + segment.length;
    }
    return at;
}

std::uint8_t checksumOf(ByteView data, const std::vector<Segment> &segments)
{
    std::uint8_t sum = ChecksumSeed;
    for (const Segment &segment : segments) {
        const ByteView bytes = data.subspan(segment.dataOffset, segment.length);
        sum = std::accumulate(bytes.begin(), bytes.end(), sum, [](std::uint8_t a, std::uint8_t b) { return std::uint8_t(a ^ b); });
    }
    return sum;
}

/** Checksum byte at the end of the 16-byte row behind the last segment, then the hash where the header promises one. */
Result<void> readTrailer(ByteView data, std::size_t segmentsEnd, AppImage &image)
{
    const std::size_t checksumAt = segmentsEnd | 15;
    image.length = checksumAt + 1 + (image.hashAppended ? HashSize : 0);
    if (image.length > data.size())
        return truncated(image.length, data.size());
    image.checksumStored = data[checksumAt];
    image.checksumComputed = checksumOf(data, image.segments);
    if (image.hashAppended) {
        std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(checksumAt + 1), HashSize, image.hashStored.begin());
        image.hashComputed = crypto::sha256(data.first(checksumAt + 1));
    }
    return {};
}

} // namespace

Result<AppImage> parse(ByteView data)
{
    FB_CHECK(checkHeader(data));
    AppImage image = readHeader(data);
    FB_TRY(const std::size_t segmentsEnd, readSegments(data, data[1], image));
    FB_CHECK(readTrailer(data, segmentsEnd, image));
    const ByteView first = data.subspan(image.segments.front().dataOffset, image.segments.front().length);
    image.app = readAppDescriptor(first);
    image.bootloader = readBootloaderDescriptor(first);
    return image;
}

Result<void> checkIntegrity(const AppImage &image)
{
    const QString advice = tr("The file is damaged: build or download it again.");
    if (!image.checksumValid())
        return Error(errors::BadChecksum, tr("The checksum of the image is wrong: %1 is stored, the data gives %2.")
                                              .arg(hexadecimal(image.checksumStored), hexadecimal(image.checksumComputed)), advice);
    if (!image.hashValid())
        return Error(errors::BadHash, tr("The SHA-256 at the end of the image does not fit its contents."), advice);
    return {};
}

Result<void> checkChip(const AppImage &image, const chip::Chip &chip)
{
    if (image.chipId == chip.imageChipId)
        return {};
    return Error(errors::WrongChip, tr("The image is for the chip number %1; %2 has number %3.").arg(image.chipId).arg(chip.name).arg(chip.imageChipId),
                 tr("Build the firmware for %1, or choose the other chip.").arg(chip.name));
}

Result<void> checkRevision(const AppImage &image, int revision)
{
    // Before ESP-IDF 5 there was one byte: a major number on ESP32, a minor number of v0 on the later families.
    const int old = image.chipId == Esp32 ? image.minRevisionOld * 100 : image.minRevisionOld;
    const int least = image.minRevision != 0 ? image.minRevision : old;
    if (revision < least)
        return Error(errors::WrongRevision, tr("The image wants chip revision %1 or newer; this chip is %2.").arg(revisionText(least), revisionText(revision)),
                     tr("Build the firmware with a lower minimum revision, or use a newer chip."));
    if (image.maxRevision != 0 && image.maxRevision != NoRevisionLimit && revision > image.maxRevision)
        return Error(errors::WrongRevision, tr("The image is good up to chip revision %1; this chip is %2.").arg(revisionText(image.maxRevision), revisionText(revision)),
                     tr("Build the firmware with a newer ESP-IDF that knows this revision."));
    return {};
}

Result<AppImage> parseFor(ByteView data, const chip::Chip &chip, const QString &where)
{
    const auto checked = [&]() -> Result<AppImage> {
        FB_TRY(AppImage image, parse(data));
        FB_CHECK(checkIntegrity(image));
        FB_CHECK(checkChip(image, chip));
        return image;
    };
    Result<AppImage> image = checked();
    return image.ok() ? std::move(image) : Result<AppImage>(image.error().at(where));
}

} // namespace fb::image
