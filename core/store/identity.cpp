// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/identity.h"

#include "store/database.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace fb::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

} // namespace

Result<QString> normalMac(const QString &mac)
{
    static const QRegularExpression form(QStringLiteral("^([0-9a-f]{2}:){5}[0-9a-f]{2}$"));
    const QString lower = mac.trimmed().toLower();
    if (!form.match(lower).hasMatch())
        return Error(errors::BadIdentity, tr("\"%1\" is not a MAC address.").arg(mac), tr("It has six bytes in hexadecimal with colons between them."));
    return lower;
}

Result<qint64> touchUnit(Connection &connection, const QString &normalMac, const QString &chip)
{
    const QVariant now = stored(QDateTime::currentDateTimeUtc());
    FB_CHECK(connection.run(QStringLiteral("INSERT INTO unit (mac, chip, state, first_seen_ms, last_seen_ms, search) "
                                           "VALUES (?, ?, 'admitted', ?, ?, ?) "
                                           "ON CONFLICT (mac) DO UPDATE SET last_seen_ms = excluded.last_seen_ms"),
                            {normalMac, chip, now, now, searchText(normalMac, {}, chip)}));
    FB_TRY(const Row unit, connection.only(QStringLiteral("SELECT id, chip FROM unit WHERE mac = ?"), {normalMac}));
    if (unit.text(1) != chip)
        return Error(errors::IdentityTaken,
                     tr("The MAC %1 belongs to a unit with the chip %2; this one has %3.").arg(normalMac, unit.text(1), chip),
                     tr("Set the unit aside: two units with one MAC must not leave the line."), normalMac);
    return unit.number(0);
}

QString searchText(const QString &normalMac, const QString &serial, const QString &chip)
{
    const QString bare = QString(normalMac).remove(u':');
    return QString(normalMac + u' ' + bare + u' ' + serial + u' ' + chip).toLower();
}

} // namespace fb::store
