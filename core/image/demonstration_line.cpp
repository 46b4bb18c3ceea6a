// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/demonstration.h"

#include <algorithm>
#include <string_view>

namespace fb::image {

namespace {

constexpr std::string_view LineStart = "Fuseboard demonstration ";
constexpr std::ptrdiff_t LongestLine = 80;

} // namespace

QString demonstrationLine(ByteView image)
{
    const auto start = std::search(image.begin(), image.end(), LineStart.begin(), LineStart.end(), [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); });
    const auto limit = start + std::min(LongestLine, image.end() - start);
    const auto end = std::find_if(start, limit, [](std::uint8_t c) { return c < 0x20 || c >= 0x7F; });
    return QString::fromLatin1(reinterpret_cast<const char *>(std::to_address(start)), end - start);
}

} // namespace fb::image
