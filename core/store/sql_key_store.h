// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/records.h"
#include "store/connections.h"
#include "vault/line_key.h"

namespace fb::store {

/**
 * Unit keys in the table unit_key, each sealed under the line key with "mac|purpose" as context. The unique keyed
 * fingerprint stays when a key is discarded, so that the same key never serves a second unit.
 */
class SqlKeyStore final : public provision::KeyStore
{
public:
    SqlKeyStore(Connections &connections, const vault::LineKey &lineKey) : m_connections(connections), m_lineKey(lineKey) {}

    [[nodiscard]] Result<std::optional<SecretBytes>> find(const QString &mac, const QString &purpose) override;
    [[nodiscard]] Result<void> seal(const QString &mac, const QString &purpose, const SecretBytes &key) override;
    [[nodiscard]] Result<void> discard(const QString &mac, const QString &purpose) override;

private:
    Connections &m_connections;
    const vault::LineKey &m_lineKey;
};

/** What a sealed key is bound to. */
[[nodiscard]] QString sealContext(const QString &normalMac, const QString &purpose);

} // namespace fb::store
