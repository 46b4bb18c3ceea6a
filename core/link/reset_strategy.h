// SPDX-License-Identifier: GPL-3.0-or-later
// How DTR and RTS bring a board into download mode or into its firmware. Each strategy is a list of line changes and
// pauses; whoever has another circuit adds a list.
#pragma once

#include "link/rom_client.h"

#include <chrono>
#include <vector>

namespace fb::link {

struct ResetStep
{
    std::optional<bool> dtr; ///< true: asserted; on the classic circuit it pulls IO0 low
    std::optional<bool> rts; ///< true: asserted; on the classic circuit it holds the chip in reset
    std::chrono::milliseconds pause{0};
};

using ResetSteps = std::vector<ResetStep>;

/** Two transistors cross-coupled: RTS alone resets, DTR alone selects download mode. `bootPause` is longer for slow circuits. */
[[nodiscard]] ResetSteps classicReset(std::chrono::milliseconds bootPause);
/** The chip's own USB-JTAG-Serial unit, which must never see both lines released at once on the way. */
[[nodiscard]] ResetSteps usbJtagSerialReset();
[[nodiscard]] ResetSteps resetIntoFirmwareSteps(bool usb);

/** ResetMode::Auto looks at the USB ids (303a:1001 is USB-JTAG-Serial). `attempt` counts from 0 and varies the pause. */
[[nodiscard]] ResetSteps downloadResetSteps(ResetMode mode, std::pair<quint16, quint16> usbIds, int attempt);
[[nodiscard]] bool isUsbJtagSerial(std::pair<quint16, quint16> usbIds);

} // namespace fb::link
