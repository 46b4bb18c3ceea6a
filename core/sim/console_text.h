// SPDX-License-Identifier: GPL-3.0-or-later
// Inside sim/ only: what mask ROMs print on their UART after a reset, as they were seen to do it.
#pragma once

#include "efuse/state.h"

#include <QStringList>

namespace fb::sim {

[[nodiscard]] QStringList resetLines(const chip::Chip &chip, bool softwareReset, bool download);
[[nodiscard]] QString waitingForDownload();

/** Where eFuses have closed the download mode. */
struct DownloadRefusal
{
    QString line;
    bool repeats = false; ///< printed over and over
};
[[nodiscard]] bool isDownloadDisabled(const efuse::State &eFuses);
[[nodiscard]] DownloadRefusal downloadRefusal(const chip::Chip &chip);

} // namespace fb::sim
