// SPDX-License-Identifier: GPL-3.0-or-later
// The one place where threads are made, so that each has a name, and each ends with its owner.
#pragma once

#include <QString>

#include <functional>
#include <stop_token>
#include <thread>

namespace fb {

/** Runs `body` in a new thread called `name` (15 characters show in a debugger). Joins when the jthread goes. */
[[nodiscard]] std::jthread startThread(const QString &name, std::function<void(std::stop_token)> body);

/** Calls body(i) for i in [0, count) spread over the processor's cores; returns when all are done. */
void parallelFor(std::size_t count, const std::function<void(std::size_t)> &body);

} // namespace fb
