// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chip/chip.h"
#include "fleet/device.h"

namespace fb::ui {

/** One rule of release mode and what this unit says to it. */
struct RuleLine
{
    bool met = false;
    QString text; ///< what is so, or what is missing and why that matters
    QString fuse; ///< "DIS_USB_JTAG = 1"; for experts
};

/** The security state of a unit, asked of its last snapshot that shows any. */
struct SecurityStory
{
    bool known = false;
    bool locked = false;       ///< every rule says yes
    QString sentence;          ///< the state in plain words
    QString source;            ///< when it was read, and how many rules say yes
    std::vector<RuleLine> rules;
};

[[nodiscard]] SecurityStory securityStory(const fleet::DeviceDetails &details, const chip::Catalogue *chips);
/** The snapshot that says most of the unit: the last one with eFuses in it, since a locked unit shows none. */
[[nodiscard]] QJsonObject tellingSnapshot(const fleet::DeviceDetails &details);

} // namespace fb::ui
