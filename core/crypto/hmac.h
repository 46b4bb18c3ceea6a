// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/keys.h"

namespace fb::crypto {

/** HMAC-SHA-256 (RFC 2104). */
[[nodiscard]] Sha256 hmacSha256(const SecretBytes &key, ByteView message);

/** A 32-byte key for one purpose out of a 32-byte master key: HMAC-SHA-256(master, purpose), as HKDF-Expand's first block without its counter. */
[[nodiscard]] SecretBytes deriveKey(const SecretBytes &master, const char *purpose);

} // namespace fb::crypto
