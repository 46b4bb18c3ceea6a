// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/transport.h"

#include <QCoreApplication>
#include <QUrl>

namespace fb::link {

namespace {

constexpr QLatin1String TcpScheme("socket");

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::link", text);
}

Error badName(const QString &text)
{
    return {errors::BadPortName, tr("This is not the name of a port."),
            tr("Give a device such as /dev/ttyUSB0 or COM3, or socket://host:port."), text};
}

Result<PortName> parseTcp(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool onlyHostAndPort = url.path().isEmpty() && !url.hasQuery() && !url.hasFragment() && url.userInfo().isEmpty();
    if (!url.isValid() || url.scheme() != TcpScheme || url.host().isEmpty() || url.port() <= 0 || !onlyHostAndPort)
        return badName(text);
    return PortName{PortName::Kind::Tcp, {}, url.host(), static_cast<quint16>(url.port())};
}

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

} // namespace

Result<PortName> PortName::parse(const QString &text)
{
    const QString name = text.trimmed();
    if (name.isEmpty() || hasControlCharacter(name))
        return badName(text);
    if (name.contains(QLatin1String("://")))
        return parseTcp(name);
    return PortName{Kind::Serial, name, {}, 0};
}

QString PortName::toString() const
{
    if (kind == Kind::Serial)
        return path;
    const QString shown = host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(host) : host;
    return QStringLiteral("%1://%2:%3").arg(TcpScheme, shown).arg(tcpPort);
}

} // namespace fb::link
