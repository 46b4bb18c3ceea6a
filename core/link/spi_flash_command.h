// SPDX-License-Identifier: GPL-3.0-or-later
// Commands to the flash chip itself, sent through the chip's SPI controller by register writes ("user command").
#pragma once

#include "efuse/register_bus.h"
#include "chip/chip.h"

namespace fb::link {

// Bits of the controller's registers, the same on every family.
namespace spibits {
inline constexpr std::uint32_t CommandUser = 1U << 18;  ///< in the command register: run, clears itself
inline constexpr std::uint32_t UserCommand = 1U << 31;  ///< in the user register: phases
inline constexpr std::uint32_t UserAddress = 1U << 30;
inline constexpr std::uint32_t UserDummy = 1U << 29;
inline constexpr std::uint32_t UserMiso = 1U << 28;
inline constexpr std::uint32_t UserMosi = 1U << 27;
inline constexpr int CommandLengthShift = 28;           ///< in the user2 register: command bits - 1
} // namespace spibits

namespace flashcommand {
inline constexpr std::uint8_t ReadJedecId = 0x9F;
inline constexpr std::uint8_t ReadStatus = 0x05;
inline constexpr std::uint8_t ReadStatus2 = 0x35;
inline constexpr std::uint8_t ReadStatus3 = 0x15;
inline constexpr std::uint8_t WriteStatus = 0x01;
inline constexpr std::uint8_t WriteStatus2 = 0x31;
inline constexpr std::uint8_t WriteStatus3 = 0x11;
inline constexpr std::uint8_t WriteEnable = 0x06;
inline constexpr std::uint8_t WriteDisable = 0x04;
inline constexpr std::uint8_t VolatileWriteEnable = 0x50;
inline constexpr std::uint8_t ReadSfdp = 0x5A;
} // namespace flashcommand

/** Manufacturer | type << 8 | capacity << 16. The controller is left as it was. */
[[nodiscard]] Result<std::uint32_t> readJedecId(efuse::RegisterBus &bus, const chip::SpiRegisters &spi);

/** Bytes by the capacity byte of a JEDEC id; none where the maker counts in another way. */
[[nodiscard]] std::optional<std::uint32_t> flashSizeOf(std::uint32_t jedecId);

} // namespace fb::link
