// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
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
    /** Crystal of the unit in MHz where the bus has measured it: programming times depend on it. */
    [[nodiscard]] virtual std::optional<int> crystalMhz() const { return std::nullopt; }
    /** While held, a cancel waits. Nests; use CancelHold. */
    virtual void holdCancel(bool) {}
};

/** Lives from the first register write of a burn to its read-back, which no cancel may separate. */
class CancelHold
{
public:
    explicit CancelHold(RegisterBus &bus) : m_bus(bus) { m_bus.holdCancel(true); }
    ~CancelHold() { m_bus.holdCancel(false); }
    CancelHold(const CancelHold &) = delete;
    CancelHold &operator=(const CancelHold &) = delete;

private:
    RegisterBus &m_bus;
};

} // namespace fb::efuse
