// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/unit_link.h"
#include "efuse/burn.h"

namespace fb::cli {

/** A unit whose eFuses have been read. */
struct EfuseUnit
{
    std::unique_ptr<link::RomClient> rom;
    efuse::State state;
};

struct BurnOptions
{
    PortOptions port;
    bool planOnly = false;
    bool yes = false;
};

/** --port, --baud, --plan, --yes. */
void addBurnOptions(CLI::App &verb, BurnOptions &options);

/** Connects and reads; a unit in secure download mode answers no register command and is refused. */
[[nodiscard]] Result<EfuseUnit> readUnit(Context &context, const PortOptions &port);

/**
 * Stages the request, shows what it would change, asks for the word BURN, burns cycle by cycle with read-back, and
 * answers. Not confirmed: the cancelled error. With --plan it ends after showing.
 */
[[nodiscard]] Result<int> burnRequest(Context &context, const BurnOptions &options, EfuseUnit unit, const efuse::BurnRequest &request);

namespace errors {
inline constexpr ErrorCode NoRegisters{"efuse.secure_download", ErrorKind::Device};
} // namespace errors

} // namespace fb::cli
