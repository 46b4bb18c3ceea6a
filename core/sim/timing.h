// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace fb::sim {

using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

/**
 * Ends whatever the virtual unit is doing: its power went, it is reset, or its owner goes. Thrown by Timing::elapse()
 * and caught in the unit's main loop; never leaves this folder.
 */
struct PowerLost
{
};

/** How the parts of a unit let time pass: bytes go on moving on the wire meanwhile. */
class Timing
{
public:
    virtual ~Timing() = default;
    virtual void elapse(nanoseconds duration) = 0;
};

} // namespace fb::sim
