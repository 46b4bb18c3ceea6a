// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stop_token>

namespace fb::app {

/**
 * Turns Ctrl-C and a termination request into a stop token. A second Ctrl-C changes nothing: what runs is on its way
 * to a state from which it can go on. At most one at a time.
 */
class Interrupt
{
public:
    /** `onInterrupt` is called once, from a thread of its own. */
    explicit Interrupt(std::function<void()> onInterrupt = {});
    ~Interrupt();
    [[nodiscard]] std::stop_token token() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace fb::app
