// SPDX-License-Identifier: GPL-3.0-or-later
// The two descriptors that ESP-IDF puts at the start of an image's first segment.
#include "image/app_image.h"

#include <algorithm>

namespace fb::image {

namespace {

constexpr std::uint32_t AppMagic = 0xABCD5432;
constexpr std::size_t AppDescriptorSize = 256;
constexpr std::uint8_t BootloaderMagic = 80;
constexpr std::size_t BootloaderDescriptorSize = 80;

/** Up to the first NUL; what a terminal could act on becomes a question mark. */
QString fixedText(ByteView field)
{
    const auto end = std::find(field.begin(), field.end(), std::uint8_t{0});
    QString text = QString::fromUtf8(reinterpret_cast<const char *>(field.data()), end - field.begin());
    std::replace_if(text.begin(), text.end(), [](QChar c) { return !c.isPrint(); }, QLatin1Char('?'));
    return text;
}

bool isPlainText(ByteView field)
{
    const auto end = std::find(field.begin(), field.end(), std::uint8_t{0});
    return end != field.end() && std::all_of(field.begin(), end, [](std::uint8_t c) { return c >= 0x20 && c < 0x7F; });
}

} // namespace

std::optional<AppDescriptor> readAppDescriptor(ByteView segment)
{
    if (segment.size() < AppDescriptorSize || readLe32(segment) != AppMagic)
        return std::nullopt;
    AppDescriptor descriptor;
    descriptor.secureVersion = readLe32(segment, 4);
    descriptor.version = fixedText(segment.subspan(16, 32));
    descriptor.project = fixedText(segment.subspan(48, 32));
    descriptor.time = fixedText(segment.subspan(80, 16));
    descriptor.date = fixedText(segment.subspan(96, 16));
    descriptor.idf = fixedText(segment.subspan(112, 32));
    std::copy_n(segment.begin() + 144, descriptor.elfSha256.size(), descriptor.elfSha256.begin());
    descriptor.minEfuseBlockRevision = readLe16(segment, 176);
    descriptor.maxEfuseBlockRevision = readLe16(segment, 178);
    descriptor.mmuPageLog2 = segment[180];
    return descriptor;
}

// One magic byte is little; a chance hit is told from a descriptor by its reserved bytes and by its texts.
std::optional<BootloaderDescriptor> readBootloaderDescriptor(ByteView segment)
{
    if (segment.size() < BootloaderDescriptorSize || segment[0] != BootloaderMagic || segment[1] != 0 || segment[2] != 0
        || !isPlainText(segment.subspan(8, 32)) || !isPlainText(segment.subspan(40, 24)))
        return std::nullopt;
    BootloaderDescriptor descriptor;
    descriptor.secureVersion = segment[3];
    descriptor.version = readLe32(segment, 4);
    descriptor.idf = fixedText(segment.subspan(8, 32));
    descriptor.dateTime = fixedText(segment.subspan(40, 24));
    return descriptor;
}

} // namespace fb::image
