// SPDX-License-Identifier: GPL-3.0-or-later
// Register bits: technical reference manuals of ESP32 ("SPI Controller") and ESP32-C3 (SPI1 as the ROM drives it).
#include "sim/spi_controller.h"

namespace fb::sim {

namespace {

constexpr std::uint32_t CommandRegister = 0x00, AddressRegister = 0x04;
constexpr std::uint32_t AreaSize = 0x100;
constexpr std::uint32_t StartUserCommand = 1U << 18;
constexpr std::uint32_t StartBits = 0xFFFF'0000; ///< canned and user commands: they read as 0 when done
constexpr std::uint32_t UseCommand = 1U << 31, UseAddress = 1U << 30, UseDataIn = 1U << 28, UseDataOut = 1U << 27;
constexpr std::uint32_t CommandByte = 0xFF;
constexpr int AddressLengthShift = 26;
constexpr std::uint32_t LengthMask = 0x3FF; ///< bits to move, less one
constexpr std::size_t BufferBytes = 64;

std::size_t bytesOf(std::uint32_t lengthRegister)
{
    return std::min<std::size_t>(BufferBytes, ((lengthRegister & LengthMask) + 8) / 8);
}

} // namespace

SpiController::SpiController(const chip::Chip &chip, FlashChip &flash) : m_chip(chip), m_flash(flash)
{
    reset();
}

void SpiController::reset()
{
    m_words.clear();
    m_words[m_chip.spi.user - m_chip.spi.base] = UseCommand;
}

bool SpiController::owns(std::uint32_t address) const
{
    return address >= m_chip.spi.base && address - m_chip.spi.base < AreaSize;
}

std::uint32_t SpiController::word(std::uint32_t offset) const
{
    const auto found = m_words.find(offset);
    return found == m_words.end() ? 0 : found->second;
}

std::uint32_t SpiController::read(std::uint32_t address) const
{
    return word(address - m_chip.spi.base);
}

void SpiController::write(std::uint32_t address, std::uint32_t value)
{
    const std::uint32_t offset = address - m_chip.spi.base;
    if (offset != CommandRegister) {
        m_words[offset] = value;
        return;
    }
    m_words[CommandRegister] = value & ~StartBits;
    if ((value & StartUserCommand) != 0)
        runUserCommand();
}

std::uint32_t SpiController::flashAddress() const
{
    const std::uint32_t bits = (word(m_chip.spi.user1 - m_chip.spi.base) >> AddressLengthShift) + 1;
    const std::uint32_t value = word(AddressRegister);
    // ESP32 sends from bit 31 on; later families send the low `bits` bits.
    return m_chip.controller == chip::EfuseController::Esp32 && bits < 32 ? value >> (32 - bits) : value;
}

Bytes SpiController::dataOut() const
{
    Bytes data(bytesOf(word(m_chip.spi.mosiLength - m_chip.spi.base)));
    for (std::size_t i = 0; i < data.size(); ++i)
        data[i] = std::uint8_t(word(m_chip.spi.w0 - m_chip.spi.base + std::uint32_t(i / 4 * 4)) >> (i % 4 * 8));
    return data;
}

void SpiController::storeDataIn(ByteView data)
{
    for (std::size_t i = 0; i < data.size(); ++i) {
        std::uint32_t &target = m_words[m_chip.spi.w0 - m_chip.spi.base + std::uint32_t(i / 4 * 4)];
        const auto shift = i % 4 * 8;
        target = (target & ~(0xFFU << shift)) | std::uint32_t(data[i]) << shift;
    }
}

void SpiController::runUserCommand()
{
    const std::uint32_t user = word(m_chip.spi.user - m_chip.spi.base);
    if ((user & UseCommand) == 0)
        return;
    const auto command = std::uint8_t(word(m_chip.spi.user2 - m_chip.spi.base) & CommandByte);
    const std::size_t readBytes = (user & UseDataIn) != 0 ? bytesOf(word(m_chip.spi.misoLength - m_chip.spi.base)) : 0;
    storeDataIn(m_flash.spiCommand(command, (user & UseAddress) != 0 ? flashAddress() : 0,
                                   (user & UseDataOut) != 0 ? dataOut() : Bytes(), readBytes));
}

} // namespace fb::sim
