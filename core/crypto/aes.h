// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"

#include <memory>

namespace fb::crypto {

enum class AesDirection { Encrypt, Decrypt };

/**
 * AES on single 16-byte blocks (ECB, no padding): the raw engine from which the chips' own modes are built.
 * One object per thread. The expanded key is wiped with the object.
 */
class AesBlocks
{
public:
    /** `key` has 16, 24 or 32 bytes. */
    AesBlocks(ByteView key, AesDirection direction);
    ~AesBlocks();
    AesBlocks(const AesBlocks &) = delete;
    AesBlocks &operator=(const AesBlocks &) = delete;

    /** Another key of the same size, far cheaper than another object. */
    void rekey(ByteView key);
    /** In place; the size is a multiple of 16 and below 1 GiB. */
    void run(MutableByteView blocks);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace fb::crypto
