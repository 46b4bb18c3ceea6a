// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "link/rom_session.h"

namespace fb::link {

/** MD5 as the chip computes it over its flash, 16 bytes. */
[[nodiscard]] Result<Bytes> requestFlashMd5(RomSession &session, std::uint32_t address, std::uint32_t length);

/** Answers carry no checksum, so what was read is compared with the chip's MD5, and read again where it differs. */
[[nodiscard]] Result<Bytes> readFlashChecked(RomSession &session, std::uint32_t address, std::uint32_t length, const Progress &progress);

} // namespace fb::link
