// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace fb::efuse {

struct RegisterWrite
{
    std::uint32_t address = 0;
    std::uint32_t value = 0;
    std::uint32_t mask = 0xFFFFFFFF;
    std::uint32_t delayAfterUs = 0; ///< done by the chip before it answers
};

/** 32-bit registers at absolute addresses: the ROM over a link, or a virtual device's memory. */
class RegisterBus
{
public:
    virtual ~RegisterBus() = default;
    [[nodiscard]] virtual Result<std::uint32_t> readRegister(std::uint32_t address) = 0;
    /** In order; a bus that can batch does so. */
    [[nodiscard]] virtual Result<void> writeRegisters(std::span<const RegisterWrite> writes) = 0;
};

} // namespace fb::efuse
