// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/gui_app.h"

namespace fb::gui {

/** Virtual boards, a batch for them and a table on the terminal, in place of a working folder and real ports. */
[[nodiscard]] Result<Wiring> demoWiring(const Options &options);

} // namespace fb::gui
