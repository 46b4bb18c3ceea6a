// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme_controller.h"

#include "theme/fonts.h"
#include "theme/theme_style.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QScopedValueRollback>

namespace fb::ui {

namespace {

/**
 * What the platform asks for, looked at for a moment without our own palette. Qt 6.4 has no better public answer. A
 * platform that says nothing leaves the style's palette, which is why that one must be the light one meanwhile.
 */
bool systemIsDark(ThemeStyle &style)
{
    style.setTokens(lightTokens());
    QApplication::setPalette(QPalette());
    const QPalette system = QApplication::palette();
    return system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness();
}

} // namespace

QString nameOf(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light: return QStringLiteral("light");
    case ThemeChoice::Dark: return QStringLiteral("dark");
    case ThemeChoice::System: break;
    }
    return QStringLiteral("system");
}

ThemeChoice themeChoiceNamed(const QString &name)
{
    if (name == QLatin1String("light"))
        return ThemeChoice::Light;
    return name == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

ThemeController::ThemeController(QObject *parent) : QObject(parent)
{
    QApplication::setStyle(new ThemeStyle);
    QApplication::setFont(fontFor(TextRole::Body));
    QApplication::setFont(fontFor(TextRole::Button), "QPushButton");
    QApplication::setFont(fontFor(TextRole::Large), "QLineEdit");
    QApplication::setFont(fontFor(TextRole::Large), "QSpinBox");
    apply();
    qApp->installEventFilter(this);
}

ThemeController::~ThemeController() = default;

void ThemeController::choose(ThemeChoice choice)
{
    m_choice = choice;
    apply();
}

void ThemeController::apply()
{
    const QScopedValueRollback guard(m_applying, true);
    auto *style = qobject_cast<ThemeStyle *>(QApplication::style());
    if (!style)
        return;
    m_dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && systemIsDark(*style));
    style->setTokens(m_dark ? darkTokens() : lightTokens());
    QApplication::setPalette(paletteFrom(style->tokens()));
    Q_EMIT changed();
}

bool ThemeController::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && m_choice == ThemeChoice::System && !m_applying && watched->isWindowType())
        QMetaObject::invokeMethod(this, &ThemeController::apply, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

} // namespace fb::ui
