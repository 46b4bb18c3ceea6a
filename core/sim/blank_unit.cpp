// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/blank_unit.h"

#include <QRandomGenerator>

namespace fb::sim {

namespace {

constexpr std::uint8_t MacCrcPolynomial = 0x8C; ///< CRC-8, reflected, start 0
constexpr std::uint32_t TypicalOscillator = 0x34;
constexpr std::uint32_t TypicalReference = 0x08;

std::uint8_t crc8(ByteView bytes)
{
    std::uint8_t crc = 0;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = std::uint8_t((crc & 1) != 0 ? crc >> 1 ^ MacCrcPolynomial : crc >> 1);
    }
    return crc;
}

void setIfKnown(efuse::State &state, QStringView name, std::uint64_t value)
{
    if (state.chip().field(name))
        state.setValue(name, value);
}

/** ESP32 counts its major revisions in bits at three places: 0, 1, 3, 7 for 0 to 3. */
void setEsp32Revision(efuse::State &state, int revision)
{
    const int major = revision / 100;
    setIfKnown(state, u"CHIP_VER_REV1", major >= 1);
    setIfKnown(state, u"CHIP_VER_REV2", major >= 2);
    state.setRevisionRegisterBit(major >= 3);
    setIfKnown(state, u"WAFER_VERSION_MINOR", std::uint64_t(revision % 100));
}

void setRevision(efuse::State &state, int revision)
{
    const auto minor = std::uint64_t(revision % 100);
    setIfKnown(state, u"WAFER_VERSION_MAJOR", std::uint64_t(revision / 100));
    setIfKnown(state, u"WAFER_VERSION_MINOR_LO", minor & 7);
    setIfKnown(state, u"WAFER_VERSION_MINOR_HI", minor >> 3);
}

} // namespace

efuse::State blankUnit(const chip::Chip &chip, ByteView mac, int revision)
{
    efuse::State state(chip);
    if (const auto *field = chip.field(chip.macField))
        state.setBits(*field, Bytes(mac.rbegin(), mac.rend()));
    if (chip.controller == chip::EfuseController::Esp32) {
        setEsp32Revision(state, revision);
        setIfKnown(state, u"MAC_CRC", crc8(mac));
        setIfKnown(state, u"CHIP_PACKAGE", 1); // ESP32-D0WD
        setIfKnown(state, u"CHIP_CPU_FREQ_RATED", 1);
        setIfKnown(state, u"CLK8M_FREQ", TypicalOscillator);
        setIfKnown(state, u"ADC_VREF", TypicalReference);
    } else {
        setRevision(state, revision);
        setIfKnown(state, u"BLK_VERSION_MAJOR", 1);
        setIfKnown(state, u"BLK_VERSION_MINOR", 1);
    }
    return state;
}

Bytes randomMac()
{
    Bytes mac{0x7c, 0xdf, 0xa1};
    for (int i = 0; i < 3; ++i)
        mac.push_back(std::uint8_t(QRandomGenerator::global()->bounded(256)));
    return mac;
}

} // namespace fb::sim
