// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/tokens.h"

#include <QObject>
#include <QString>

namespace fb::ui {

enum class ThemeChoice { System, Light, Dark };

[[nodiscard]] QString nameOf(ThemeChoice choice); ///< "system", "light", "dark": as stored in the settings
[[nodiscard]] ThemeChoice themeChoiceNamed(const QString &name); ///< unknown names mean System

/** Puts the theme on the application and keeps it in step with the system while the choice is System. */
class ThemeController : public QObject
{
    Q_OBJECT
public:
    explicit ThemeController(QObject *parent = nullptr);
    ~ThemeController() override;

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    void choose(ThemeChoice choice);

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    ThemeChoice m_choice = ThemeChoice::System;
    bool m_dark = false;
    bool m_applying = false;
};

} // namespace fb::ui
