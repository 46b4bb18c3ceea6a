// SPDX-License-Identifier: GPL-3.0-or-later
// From an open port to a chip that answers and is known: reset, sync, identify, raise the rate.
#pragma once

#include "link/reset_strategy.h"
#include "link/rom_session.h"

namespace fb::link {

/** Sets the lines step by step; false where the link has none. */
[[nodiscard]] Result<bool> runResetSteps(RomSession &session, const ResetSteps &steps);

/** Rounds of reset and five SYNCs each, with the real tools' waits. Says what was heard where no chip answers. */
[[nodiscard]] Result<void> synchronise(RomSession &session, const ConnectOptions &options, const Progress &progress);

struct Identity
{
    const chip::Chip *chip = nullptr;
    std::optional<SecurityInfo> security;
};

/** By the magic register, or by GET_SECURITY_INFO where registers may not be read. */
[[nodiscard]] Result<Identity> identify(RomSession &session, const chip::Catalogue &catalogue);

[[nodiscard]] Result<SecurityInfo> requestSecurityInfo(RomSession &session);

/** Asks the ROM for `baud`, follows, and checks that it still answers; goes back to the old rate where it does not. */
[[nodiscard]] Result<void> changeBaud(RomSession &session, const Identity &identity, int baud);

} // namespace fb::link
