// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/app_image_builder.h"

#include <algorithm>

namespace fb::image {

namespace {

constexpr std::uint8_t ChecksumSeed = 0xEF;
constexpr std::uint8_t NoWriteProtectPin = 0xEE;
constexpr std::uint16_t Esp32 = 0; ///< chip number
constexpr std::uint32_t AppMagic = 0xABCD5432;
constexpr std::size_t DescriptorSize = 256;

Bytes headerOf(const ImagePlan &plan)
{
    Bytes header{ImageMagic, static_cast<std::uint8_t>(plan.segments.size()), plan.flashModeByte, plan.flashSizeFreqByte};
    appendLe32(header, plan.entry);
    header.push_back(NoWriteProtectPin);
    header.resize(12, 0); // pin drive strengths
    appendLe16(header, plan.chipId);
    header.push_back(static_cast<std::uint8_t>(plan.chipId == Esp32 ? plan.minRevision / 100 : std::min<int>(plan.minRevision, 0xFF)));
    appendLe16(header, plan.minRevision);
    appendLe16(header, plan.maxRevision);
    header.resize(ImageHeaderSize - 1, 0);
    header.push_back(plan.appendHash ? 1 : 0);
    return header;
}

void putText(Bytes &out, std::size_t offset, std::size_t size, const QString &text)
{
    const QByteArray bytes = text.toUtf8().left(static_cast<qsizetype>(size) - 1);
    std::copy(bytes.begin(), bytes.end(), out.begin() + static_cast<std::ptrdiff_t>(offset));
}

} // namespace

Bytes buildImage(const ImagePlan &plan)
{
    Bytes image = headerOf(plan);
    std::uint8_t checksum = ChecksumSeed;
    for (const ImagePlan::PlannedSegment &segment : plan.segments) {
        appendLe32(image, segment.loadAddress);
        appendLe32(image, static_cast<std::uint32_t>(alignUp(segment.data.size(), 4)));
        for (const std::uint8_t byte : segment.data)
            checksum ^= byte;
        image.insert(image.end(), segment.data.begin(), segment.data.end());
        image.resize(static_cast<std::size_t>(alignUp(image.size(), 4)), 0);
    }
    image.resize(image.size() | 15, 0);
    image.push_back(checksum);
    if (plan.appendHash) {
        const crypto::Sha256 hash = crypto::sha256(image);
        image.insert(image.end(), hash.begin(), hash.end());
    }
    return image;
}

Bytes makeAppDescriptor(const AppDescriptor &descriptor)
{
    Bytes out(DescriptorSize, 0);
    writeLe32(out, 0, AppMagic);
    writeLe32(out, 4, descriptor.secureVersion);
    putText(out, 16, 32, descriptor.version);
    putText(out, 48, 32, descriptor.project);
    putText(out, 80, 16, descriptor.time);
    putText(out, 96, 16, descriptor.date);
    putText(out, 112, 32, descriptor.idf);
    std::copy(descriptor.elfSha256.begin(), descriptor.elfSha256.end(), out.begin() + 144);
    writeLe16(out, 176, descriptor.minEfuseBlockRevision);
    writeLe16(out, 178, descriptor.maxEfuseBlockRevision);
    out[180] = static_cast<std::uint8_t>(descriptor.mmuPageLog2);
    return out;
}

} // namespace fb::image
