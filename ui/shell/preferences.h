// SPDX-License-Identifier: GPL-3.0-or-later
// shell/: the window around the pages, what a station remembers, languages, and the start of the program.
#pragma once

#include <QSettings>
#include <QStringList>

namespace fb::ui {

/** What this station remembers between runs: station.ini in the working folder. Nothing of the domain, nothing secret. */
class Preferences
{
public:
    explicit Preferences(const QString &dataFolder);

    [[nodiscard]] const QString &dataFolder() const { return m_dataFolder; }

    [[nodiscard]] QString theme() const;
    void setTheme(const QString &name);
    [[nodiscard]] QString language() const; ///< empty: the system's
    void setLanguage(const QString &code);
    [[nodiscard]] QString stationName() const; ///< the machine's name where none was given
    void setStationName(const QString &name);
    [[nodiscard]] QStringList ports() const;
    void setPorts(const QStringList &ports);
    [[nodiscard]] QString batchName() const;
    void setBatchName(const QString &name);
    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);

private:
    QString m_dataFolder;
    QSettings m_settings;
};

/** Who is at the keyboard, as the operating system knows them. */
[[nodiscard]] QString operatorName();

} // namespace fb::ui
