// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.h"
#include "link/rom_client.h"

namespace fb::cli {

struct PortOptions
{
    std::string port;
    int baud = 921600;
};

/** --port and --baud. */
void addPortOptions(CLI::App &verb, PortOptions &options, bool required = true);

/** Opens the port, finds the chip, sets the baud rate. */
[[nodiscard]] Result<std::unique_ptr<link::RomClient>> connectUnit(Context &context, const PortOptions &options);

} // namespace fb::cli
