// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/state.h"

namespace fb::efuse {

/**
 * Files with the eFuses of one unit, in the layouts of two other tools, so that units can be exchanged with them:
 * - the vendor's virtual chip: the whole register area (288 bytes on ESP32, 512 later) as one big-endian number, that
 *   is byte-reversed; reversed back, the little-endian word at offset o is the register at base + o;
 * - the emulator: the data of all blocks one after the other from block 0 on, zeros behind (124 bytes on ESP32, 1024
 *   on ESP32-C3).
 * Both hold decoded data without check symbols, but for the emulator's blocks of an ESP32 with 3/4 or repeat coding,
 * which hold the words as programmed; wrong check bytes then show in the error register. A read-protected block is kept as the state holds it: the vendor's tool
 * leaves zeros there, a virtual device or emulator its true contents.
 */
enum class FileLayout { Vendor, Emulator };

/** Tells the layouts apart by their size; an empty file is a blank unit. */
[[nodiscard]] Result<State> parseRegisterFile(const chip::Chip &chip, ByteView file, const QString &where);
[[nodiscard]] std::optional<FileLayout> layoutOf(const chip::Chip &chip, std::size_t fileSize);

/** Error registers are kept in the vendor layout only. */
[[nodiscard]] Bytes makeRegisterFile(const State &state, FileLayout layout);

namespace errors {
inline constexpr ErrorCode BadFile{"efuse.bad_file", ErrorKind::BadInput};
} // namespace errors

} // namespace fb::efuse
