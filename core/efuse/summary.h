// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/state.h"

#include <QJsonObject>

namespace fb::efuse {

/**
 * Everything that is known of a unit's eFuses: {"chip", "revision", "revision_text", "mac", "token", "blocks": [...],
 * "key_blocks": [...], "fields": {NAME: {...}}}. A field has the members of espefuse's JSON summary (name, value,
 * raw_value, readable, writeable, description, category, block, word, pos, efuse_type, bit_len) and "protected_by"
 * (its protect bits and whether they are burned) and "shared_with" (fields under the same write-protect bit).
 * Hidden contents show as '?'; a key that is readable shows, as the chip shows it to anybody.
 */
[[nodiscard]] QJsonObject summaryJson(const State &state);

/** The same as a table for a terminal, by category. */
[[nodiscard]] QString summaryText(const State &state);

} // namespace fb::efuse
