// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "chip/chip.h"
#include "line/batch.h"
#include "provision/profile.h"

#include <vector>

namespace fb::ui {

/** One line of "what changes": a fuse and what it becomes. */
struct FuseChange
{
    QString fuse;   ///< "SPI_BOOT_CRYPT_CNT"
    QString becomes; ///< "0 → 7", "a new key for each board"
};

/** What starting a batch does to each board for good, as a question to the one who starts it. */
struct StartPreview
{
    bool irreversible = false; ///< false: nothing is burned, no question is asked
    std::vector<FuseChange> changes;
    QStringList impossible; ///< sentences: what can never be done with the board again
};

/** Reads the batch's profiles. An error names the file and the mend. Slow: for the worker. */
[[nodiscard]] Result<StartPreview> previewOf(const line::Batch &batch, const chip::Catalogue &chips);
/** The same for one profile, without files. */
[[nodiscard]] StartPreview previewOf(const provision::Profile &profile, const chip::Chip &chip);

} // namespace fb::ui
