// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"

#include <QDebug>

#include <cstddef>

namespace fb {

/**
 * Key material from birth to death: kept in locked memory where the system allows, wiped when it goes, movable but
 * copied only by an explicit clone(). It has no way into a QString, a stream or JSON; only view() hands the bytes to
 * the functions that compute with them.
 */
class SecretBytes
{
public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size);
    /** Copies, then leaves the source to its owner; use moveFrom() to wipe the source as well. */
    explicit SecretBytes(ByteView source);
    [[nodiscard]] static SecretBytes moveFrom(Bytes &source);

    SecretBytes(SecretBytes &&other) noexcept;
    SecretBytes &operator=(SecretBytes &&other) noexcept;
    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;
    ~SecretBytes();

    [[nodiscard]] SecretBytes clone() const { return SecretBytes(view()); }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] ByteView view() const { return {m_data, m_size}; }
    [[nodiscard]] MutableByteView mutableView() { return {m_data, m_size}; }
    /** Constant-time in the contents. */
    [[nodiscard]] bool equals(const SecretBytes &other) const;

private:
    void release();
    std::uint8_t *m_data = nullptr;
    std::size_t m_size = 0;
};

/** Overwrites memory in a way that the optimiser keeps. */
void wipe(MutableByteView memory);

} // namespace fb

QDebug operator<<(QDebug, const fb::SecretBytes &) = delete;
