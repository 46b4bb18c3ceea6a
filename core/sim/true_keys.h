// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "efuse/state.h"

#include <optional>

namespace fb::sim {

/** The flash encryption key of a unit in file order, from its true eFuses; none where no block holds one. */
[[nodiscard]] std::optional<SecretBytes> flashKeyOf(const efuse::State &trueEfuses);

} // namespace fb::sim
