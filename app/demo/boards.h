// SPDX-License-Identifier: GPL-3.0-or-later
// app/demo/: the main job shown on virtual boards: eight units of two families, provisioned side by side from real
// firmware, each then powered up to prove that it boots. Wiring only; every rule is core's.
#pragma once

#include "chip/chip.h"
#include "sim/virtual_device.h"

#include <QStringList>

#include <vector>

namespace fb::demo {

struct Board
{
    const chip::Chip *chip = nullptr;
    QString mac; ///< "7c:df:a1:0e:44:10"
    std::unique_ptr<sim::VirtualDevice> device;
};

/**
 * Starts `perFamily` boards of each family, families in turn. eFuses and flash live in `folder`, so boards that were
 * stopped come back as they were; a board that is not there yet is blank.
 */
[[nodiscard]] Result<std::vector<Board>> startBoards(const QString &folder, const chip::Catalogue &chips, int perFamily);

[[nodiscard]] QStringList portsOf(const std::vector<Board> &boards);

/** Switches the board on outside download mode and reads its console; the answer is the log, an error where it does not boot. */
[[nodiscard]] Result<QString> proveBoot(Board &board, const chip::Catalogue &chips, bool secureBoot);

namespace errors {
inline constexpr ErrorCode BoardDoesNotBoot{"demo.board_does_not_boot", ErrorKind::Device};
} // namespace errors

} // namespace fb::demo
