// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.h"
#include "provision/unit_job.h"

namespace fb::cli {

struct RunOptions
{
    std::vector<std::string> profiles, ports;
    std::string batch;
    std::string bootCheck = "auto";
    int baud = 921600;
    bool yes = false;
};

/** `provision run`: every port in a thread of its own, one JSON result a unit. */
[[nodiscard]] Result<int> runProvisioning(Context &context, const RunOptions &options);

} // namespace fb::cli
