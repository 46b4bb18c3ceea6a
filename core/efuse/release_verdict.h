// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/state.h"

namespace fb::efuse {

enum class ReleasePart { FlashEncryption, SecureBoot };

/** One condition of release mode, as the vendor's two release verifiers ask for it (docs/release-mode.md). */
struct ReleaseFinding
{
    QString rule;     ///< stable: "flash_encryption.key_hidden"
    ReleasePart part = ReleasePart::FlashEncryption;
    QString sentence; ///< what is so, or what is missing and why that matters
    bool satisfied = false;
    QString field;    ///< field or block to look at
};

/** Every condition of both parts, met or not, in the order in which people should read them. */
[[nodiscard]] std::vector<ReleaseFinding> releaseVerdict(const State &state);

/** True where all conditions of the part are met: release mode; else the part is off, or only in development mode. */
[[nodiscard]] bool isReleased(const std::vector<ReleaseFinding> &findings, ReleasePart part);

} // namespace fb::efuse
