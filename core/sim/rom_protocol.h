// SPDX-License-Identifier: GPL-3.0-or-later
// Inside sim/ only: numbers of the ROM's serial protocol (the vendor's page "Serial Protocol").
#pragma once

#include "efuse/state.h"

namespace fb::sim {

namespace Op {
inline constexpr std::uint8_t FlashBegin = 0x02, FlashData = 0x03, FlashEnd = 0x04, MemBegin = 0x05, MemEnd = 0x06, MemData = 0x07,
                              Sync = 0x08, WriteReg = 0x09, ReadReg = 0x0A, SpiSetParams = 0x0B, SpiAttach = 0x0D, ReadFlashSlow = 0x0E,
                              ChangeBaudrate = 0x0F, FlashDeflBegin = 0x10, FlashDeflData = 0x11, FlashDeflEnd = 0x12,
                              SpiFlashMd5 = 0x13, GetSecurityInfo = 0x14;
} // namespace Op

/** Second status byte of a refusal. */
namespace Failure {
inline constexpr std::uint8_t BadFormat = 0x05, BadResult = 0x06, BadChecksum = 0x07, FlashRead = 0x09, FlashReadLength = 0x0A,
                              Deflate = 0x0B, DeflateAdler = 0x0C, BadParameter = 0x64;
} // namespace Failure

/** The 20 bytes of GET_SECURITY_INFO: flags, flash encryption count, key purposes, chip id, version of this interface. */
[[nodiscard]] Bytes makeSecurityInfo(const efuse::State &eFuses);

} // namespace fb::sim
