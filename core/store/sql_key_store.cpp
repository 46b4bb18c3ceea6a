// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sql_key_store.h"

#include "store/database.h"
#include "store/identity.h"

#include <QCoreApplication>

namespace fb::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

Result<void> checkKey(const QString &mac, const QString &purpose, const SecretBytes &key)
{
    if (purpose.isEmpty() || purpose.contains(u'|'))
        return Error(errors::KeyUnusable, tr("A key needs a purpose."), {}, mac);
    if (key.size() < 16 || isFilledWith(key.view(), key.view().front()))
        return Error(errors::KeyUnusable, tr("The key for %1 is empty, too short or made of one repeated byte; it was not stored.").arg(purpose),
                     tr("Nothing was burned. Check the machine's random number generator."), mac);
    return {};
}

Error conflict(const QString &message, const QString &mac)
{
    return {errors::KeyConflict, message, tr("Nothing was burned. Set the unit aside and find out where the other key came from."), mac};
}

/** The key is there already: fine where it is the same and still opens. */
Result<void> checkSame(const Row &present, const QString &fingerprint, const vault::LineKey &lineKey, const QString &mac, const QString &purpose)
{
    if (present.text(1) != fingerprint)
        return conflict(tr("The unit has a key for %1 already, and it is another one.").arg(purpose), mac);
    if (present.isNull(0))
        return Error(errors::KeyUnusable, tr("The key for %1 was discarded after it had been verified; it is not stored again.").arg(purpose), {}, mac);
    FB_CHECK(lineKey.unseal(viewOf(present.blob(0)), sealContext(mac, purpose)));
    return {};
}

} // namespace

QString sealContext(const QString &normalMac, const QString &purpose)
{
    return normalMac + u'|' + purpose;
}

Result<std::optional<SecretBytes>> SqlKeyStore::find(const QString &mac, const QString &purpose)
{
    FB_TRY(const QString unit, normalMac(mac));
    FB_TRY(const auto row, m_connections.read([&](Connection &connection) {
        return connection.row(QStringLiteral("SELECT sealed FROM unit_key WHERE mac = ? AND purpose = ?"), {unit, purpose});
    }));
    if (!row || row->isNull(0))
        return std::optional<SecretBytes>();
    auto key = m_lineKey.unseal(viewOf(row->blob(0)), sealContext(unit, purpose));
    if (!key.ok())
        return key.error().at(unit + QStringLiteral(" ") + purpose);
    return std::optional<SecretBytes>(*std::move(key));
}

Result<void> SqlKeyStore::seal(const QString &mac, const QString &purpose, const SecretBytes &key)
{
    FB_TRY(const QString unit, normalMac(mac));
    FB_CHECK(checkKey(unit, purpose, key));
    const QString fingerprint = m_lineKey.fingerprintOf(key);
    return m_connections.write([&](Connection &connection) -> Result<void> {
        FB_TRY(const auto own, connection.row(QStringLiteral("SELECT sealed, fingerprint FROM unit_key WHERE mac = ? AND purpose = ?"), {unit, purpose}));
        if (own)
            return checkSame(*own, fingerprint, m_lineKey, unit, purpose);
        FB_TRY(const auto other, connection.row(QStringLiteral("SELECT mac, purpose FROM unit_key WHERE fingerprint = ?"), {fingerprint}));
        if (other)
            return conflict(tr("The same key is in use already: unit %1, %2.").arg(other->text(0), other->text(1)), unit);
        const Bytes sealed = m_lineKey.seal(key, sealContext(unit, purpose));
        FB_CHECK(connection.run(QStringLiteral("INSERT INTO unit_key (mac, purpose, sealed, fingerprint, created_ms) VALUES (?, ?, ?, ?, ?)"),
                                {unit, purpose, toQByteArray(sealed), fingerprint, stored(QDateTime::currentDateTimeUtc())}));
        return {};
    });
}

Result<void> SqlKeyStore::discard(const QString &mac, const QString &purpose)
{
    FB_TRY(const QString unit, normalMac(mac));
    FB_CHECK(m_connections.write([&](Connection &connection) {
        return connection.run(QStringLiteral("UPDATE unit_key SET sealed = NULL, discarded_ms = ? WHERE mac = ? AND purpose = ? AND sealed IS NOT NULL"),
                              {stored(QDateTime::currentDateTimeUtc()), unit, purpose});
    }));
    return m_connections.read([](Connection &connection) { return connection.forgetHistory(); });
}

} // namespace fb::store
