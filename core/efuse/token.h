// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/state.h"

namespace fb::efuse {

/**
 * The vendor's EFSR token: one line with everything a read of the eFuses shows, to pass on by mail or label.
 * "EFSR:<chip>:<revision, three digits>:<one field a block>:<error registers>:<CRC-32>", fields in base64url without
 * padding, empty where all zero; the CRC-32 (little endian) covers everything up to and with the last colon before it.
 */
[[nodiscard]] QString makeToken(const State &state);

/** Refuses unknown chips, wrong lengths and wrong check sums; EFSW and EFSRW, which carry keys to burn, are not read. */
[[nodiscard]] Result<State> parseToken(const chip::Catalogue &chips, const QString &token);

namespace errors {
inline constexpr ErrorCode BadToken{"efuse.bad_token", ErrorKind::BadInput};
} // namespace errors

} // namespace fb::efuse
