// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/spi_flash_command.h"

#include "link/transport.h"

#include <QCoreApplication>

namespace fb::link {

namespace {

constexpr int PollLimit = 20;

Result<void> waitForCommand(efuse::RegisterBus &bus, const chip::SpiRegisters &spi)
{
    for (int i = 0; i < PollLimit; ++i) {
        FB_TRY(const std::uint32_t command, bus.readRegister(spi.base));
        if ((command & spibits::CommandUser) == 0)
            return {};
    }
    return Error(errors::NoFlash, QCoreApplication::translate("fb::link", "The SPI controller does not finish a command to the flash."),
                 QCoreApplication::translate("fb::link", "Switch the unit off and on, then repeat."));
}

} // namespace

Result<std::uint32_t> readJedecId(efuse::RegisterBus &bus, const chip::SpiRegisters &spi)
{
    constexpr std::uint32_t IdBits = 24;
    FB_TRY(const std::uint32_t userBefore, bus.readRegister(spi.user));
    FB_TRY(const std::uint32_t user2Before, bus.readRegister(spi.user2));
    const efuse::RegisterWrite run[] = {
        {spi.misoLength, IdBits - 1},
        {spi.user, spibits::UserCommand | spibits::UserMiso},
        {spi.user2, (7U << spibits::CommandLengthShift) | flashcommand::ReadJedecId},
        {spi.w0, 0},
        {spi.base, spibits::CommandUser},
    };
    FB_CHECK(bus.writeRegisters(run));
    FB_CHECK(waitForCommand(bus, spi));
    FB_TRY(const std::uint32_t id, bus.readRegister(spi.w0));
    const efuse::RegisterWrite restore[] = {{spi.user, userBefore}, {spi.user2, user2Before}};
    FB_CHECK(bus.writeRegisters(restore));
    return id & 0xFFFFFF;
}

std::optional<std::uint32_t> flashSizeOf(std::uint32_t jedecId)
{
    const std::uint32_t capacity = jedecId >> 16;
    if (capacity >= 0x12 && capacity <= 0x1C) // power of two: 256 KiB to 256 MiB
        return 1U << capacity;
    if (capacity >= 0x20 && capacity <= 0x22) // 64 to 256 MiB
        return 1U << (capacity - 0x20 + 26);
    if (capacity >= 0x32 && capacity <= 0x3A) // second counting of some makers
        return 1U << (capacity - 0x20);
    return std::nullopt;
}

} // namespace fb::link
