// SPDX-License-Identifier: GPL-3.0-or-later
// base/: what every other folder needs and nothing of the domain: bytes, errors, results, secrets, logging,
// progress and cancel, threads, files.
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <span>
#include <vector>

namespace fb {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using MutableByteView = std::span<std::uint8_t>;

/** A view over the bytes of a QByteArray; valid as long as the array is neither changed nor destroyed. */
[[nodiscard]] ByteView viewOf(const QByteArray &bytes);
[[nodiscard]] Bytes toBytes(ByteView view);
[[nodiscard]] QByteArray toQByteArray(ByteView view);

/** Lower-case hexadecimal without separators. Never call it on a secret. */
[[nodiscard]] QString toHex(ByteView view);
/** Even number of hexadecimal digits, white space and colons allowed between bytes; nullopt-like empty on error. */
[[nodiscard]] bool fromHex(QStringView text, Bytes &out);

/** Little-endian readers and writers; the caller has checked that offset + width fits. */
[[nodiscard]] std::uint16_t readLe16(ByteView view, std::size_t offset = 0);
[[nodiscard]] std::uint32_t readLe32(ByteView view, std::size_t offset = 0);
void writeLe16(MutableByteView view, std::size_t offset, std::uint16_t value);
void writeLe32(MutableByteView view, std::size_t offset, std::uint32_t value);
void appendLe16(Bytes &out, std::uint16_t value);
void appendLe32(Bytes &out, std::uint32_t value);

/** True where every byte equals `value`; true for an empty view. */
[[nodiscard]] bool isFilledWith(ByteView view, std::uint8_t value);

[[nodiscard]] constexpr std::uint64_t alignUp(std::uint64_t value, std::uint64_t alignment)
{
    return (value + alignment - 1) / alignment * alignment;
}

} // namespace fb
