// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

namespace fb::cli {

void addChipCommands(CLI::App &, Context &) {}

} // namespace fb::cli
