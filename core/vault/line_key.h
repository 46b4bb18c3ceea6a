// SPDX-License-Identifier: GPL-3.0-or-later
// vault/: private material at rest: the key of a station's line compartment and what is sealed under it.
#pragma once

#include "base/result.h"
#include "base/secret.h"

namespace fb::vault {

namespace errors {
inline constexpr ErrorCode LineKeyMissing{"vault.line_key_missing", ErrorKind::BadInput};
inline constexpr ErrorCode LineKeyDamaged{"vault.line_key_damaged", ErrorKind::BadInput};
inline constexpr ErrorCode LineKeyExposed{"vault.line_key_exposed", ErrorKind::NotPermitted};
inline constexpr ErrorCode WrongLineKey{"vault.wrong_line_key", ErrorKind::BadInput};
} // namespace errors

/**
 * The key under which a station seals what the line needs: 32 random bytes in a file of mode 0600 beside the database.
 * From it come three keys of one purpose each: sealing (AES-256-GCM), fingerprints (HMAC-SHA-256) and the check value.
 * Immutable, so safe to use from many threads.
 */
class LineKey
{
public:
    static constexpr std::size_t Size = 32;

    /** Reads an existing file; refuses one of another size, or that other users of the machine may read. */
    [[nodiscard]] static Result<LineKey> load(const QString &path);
    /** Makes a new one, on stable storage when it returns; never replaces a file. The caller holds the database's lock. */
    [[nodiscard]] static Result<LineKey> create(const QString &path);

    /** `context` says whose key it is ("mac|purpose"); it is authenticated, so a sealed key does not open elsewhere. */
    [[nodiscard]] Bytes seal(const SecretBytes &plain, const QString &context) const;
    [[nodiscard]] Result<SecretBytes> unseal(ByteView sealed, const QString &context) const;

    /** 64 hex digits: equal for equal keys, and of no use to find the key without this line key. */
    [[nodiscard]] QString fingerprintOf(const SecretBytes &key) const;
    /** 64 hex digits that tell this line key from others; kept in the database. */
    [[nodiscard]] QString checkValue() const;
    /** A copy for a safe place; created exclusively with mode 0600. */
    [[nodiscard]] Result<void> saveCopy(const QString &path) const;

private:
    explicit LineKey(SecretBytes master);
    SecretBytes m_master, m_sealing, m_fingerprinting, m_checking;
};

} // namespace fb::vault
