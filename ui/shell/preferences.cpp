// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/preferences.h"

#include <QSysInfo>

namespace fb::ui {

namespace {

const QString themeKey = QStringLiteral("look/theme");
const QString languageKey = QStringLiteral("look/language");
const QString geometryKey = QStringLiteral("look/window");
const QString stationKey = QStringLiteral("station/name");
const QString portsKey = QStringLiteral("line/ports");
const QString batchKey = QStringLiteral("line/batch");

} // namespace

Preferences::Preferences(const QString &dataFolder) :
    m_dataFolder(dataFolder), m_settings(dataFolder + QStringLiteral("/station.ini"), QSettings::IniFormat)
{
}

QString Preferences::theme() const
{
    return m_settings.value(themeKey).toString();
}

void Preferences::setTheme(const QString &name)
{
    m_settings.setValue(themeKey, name);
}

QString Preferences::language() const
{
    return m_settings.value(languageKey).toString();
}

void Preferences::setLanguage(const QString &code)
{
    m_settings.setValue(languageKey, code);
}

QString Preferences::stationName() const
{
    const QString given = m_settings.value(stationKey).toString().trimmed();
    return given.isEmpty() ? QSysInfo::machineHostName() : given;
}

void Preferences::setStationName(const QString &name)
{
    m_settings.setValue(stationKey, name.trimmed());
}

QStringList Preferences::ports() const
{
    return m_settings.value(portsKey).toStringList();
}

void Preferences::setPorts(const QStringList &ports)
{
    m_settings.setValue(portsKey, ports);
}

QString Preferences::batchName() const
{
    return m_settings.value(batchKey).toString();
}

void Preferences::setBatchName(const QString &name)
{
    m_settings.setValue(batchKey, name);
}

QByteArray Preferences::windowGeometry() const
{
    return m_settings.value(geometryKey).toByteArray();
}

void Preferences::setWindowGeometry(const QByteArray &geometry)
{
    m_settings.setValue(geometryKey, geometry);
}

QString operatorName()
{
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return name;
}

} // namespace fb::ui
