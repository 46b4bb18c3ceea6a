// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bytes.h"

#include <algorithm>

namespace fb {

ByteView viewOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

Bytes toBytes(ByteView view)
{
    return {view.begin(), view.end()};
}

QByteArray toQByteArray(ByteView view)
{
    return {reinterpret_cast<const char *>(view.data()), static_cast<qsizetype>(view.size())};
}

QString toHex(ByteView view)
{
    return QString::fromLatin1(
        QByteArray::fromRawData(reinterpret_cast<const char *>(view.data()), static_cast<qsizetype>(view.size())).toHex());
}

bool fromHex(QStringView text, Bytes &out)
{
    out.clear();
    int high = -1;
    for (const QChar c : text) {
        if (c.isSpace() || c == u':')
            continue;
        const char32_t u = c.toLower().unicode();
        const int digit = u >= U'0' && u <= U'9' ? int(u - U'0') : u >= U'a' && u <= U'f' ? int(u - U'a') + 10 : -1;
        if (digit < 0)
            return false;
        if (high < 0) {
            high = digit;
        } else {
            out.push_back(static_cast<std::uint8_t>(high << 4 | digit));
            high = -1;
        }
    }
    return high < 0;
}

std::uint16_t readLe16(ByteView view, std::size_t offset)
{
    return static_cast<std::uint16_t>(view[offset] | view[offset + 1] << 8);
}

std::uint32_t readLe32(ByteView view, std::size_t offset)
{
    return std::uint32_t(readLe16(view, offset)) | std::uint32_t(readLe16(view, offset + 2)) << 16;
}

void writeLe16(MutableByteView view, std::size_t offset, std::uint16_t value)
{
    view[offset] = static_cast<std::uint8_t>(value);
    view[offset + 1] = static_cast<std::uint8_t>(value >> 8);
}

void writeLe32(MutableByteView view, std::size_t offset, std::uint32_t value)
{
    writeLe16(view, offset, static_cast<std::uint16_t>(value));
    writeLe16(view, offset + 2, static_cast<std::uint16_t>(value >> 16));
}

void appendLe16(Bytes &out, std::uint16_t value)
{
    out.resize(out.size() + 2);
    writeLe16(out, out.size() - 2, value);
}

void appendLe32(Bytes &out, std::uint32_t value)
{
    out.resize(out.size() + 4);
    writeLe32(out, out.size() - 4, value);
}

bool isFilledWith(ByteView view, std::uint8_t value)
{
    return std::all_of(view.begin(), view.end(), [value](std::uint8_t b) { return b == value; });
}

} // namespace fb
