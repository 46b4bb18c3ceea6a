// SPDX-License-Identifier: GPL-3.0-or-later
#include "boot/boot.h"

#include <algorithm>

namespace fb::boot {

void FlashView::add(std::uint32_t address, ByteView contents)
{
    m_regions.push_back({address, contents});
}

Bytes FlashView::read(std::uint32_t address, std::size_t length) const
{
    const std::size_t available = address < m_size ? std::min<std::size_t>(length, m_size - address) : 0;
    Bytes bytes(available, 0xFF);
    const std::uint64_t end = std::uint64_t(address) + available;
    for (const Region &region : m_regions) {
        const std::uint64_t from = std::max<std::uint64_t>(address, region.address);
        const std::uint64_t to = std::min<std::uint64_t>(end, region.address + region.contents.size());
        if (from < to)
            std::copy_n(region.contents.begin() + static_cast<std::ptrdiff_t>(from - region.address), to - from,
                        bytes.begin() + static_cast<std::ptrdiff_t>(from - address));
    }
    return bytes;
}

} // namespace fb::boot
