// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/connector.h"
#include "link/rom_client.h"

namespace fb::link {

struct RomClient::Impl
{
    Impl(std::unique_ptr<Transport> transport, const chip::Catalogue &chips) : session(std::move(transport)), catalogue(chips) {}

    RomSession session;
    const chip::Catalogue &catalogue;
    Identity identity;
    int cancelHolds = 0;
    bool hasResetLines = false;
    bool connected = false;

    [[nodiscard]] bool secureDownload() const { return identity.security && identity.security->secureDownload(); }
    /** The error of commands that secure download mode refuses. */
    [[nodiscard]] Result<void> needOpenRegisters() const;
    void restoreBaud();
};

} // namespace fb::link
