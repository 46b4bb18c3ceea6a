// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/reset_strategy.h"

namespace fb::link {

namespace {

using namespace std::chrono_literals;

constexpr std::pair<quint16, quint16> UsbJtagSerialIds{0x303A, 0x1001};
constexpr auto ResetPulse = 100ms;
constexpr auto BootPause = 50ms;
constexpr auto SlowBootPause = 550ms; ///< boards with a large capacitor at EN

} // namespace

ResetSteps classicReset(std::chrono::milliseconds bootPause)
{
    return {{false, true, ResetPulse}, {true, false, bootPause}, {false, std::nullopt, 0ms}};
}

ResetSteps usbJtagSerialReset()
{
    return {{false, false, 100ms}, {true, false, 100ms}, {std::nullopt, true, 0ms}, {false, true, 100ms}, {false, false, 0ms}};
}

ResetSteps resetIntoFirmwareSteps(bool usb)
{
    const auto pulse = usb ? 200ms : ResetPulse;
    return {{false, true, pulse}, {false, false, usb ? 200ms : 0ms}};
}

bool isUsbJtagSerial(std::pair<quint16, quint16> usbIds)
{
    return usbIds == UsbJtagSerialIds;
}

ResetSteps downloadResetSteps(ResetMode mode, std::pair<quint16, quint16> usbIds, int attempt)
{
    const bool usb = mode == ResetMode::UsbJtagSerial || (mode == ResetMode::Auto && isUsbJtagSerial(usbIds));
    if (mode == ResetMode::None)
        return {};
    return usb ? usbJtagSerialReset() : classicReset(attempt % 2 == 0 ? BootPause : SlowBootPause);
}

} // namespace fb::link
