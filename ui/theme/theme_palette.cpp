// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme_style.h"

#include <QPalette>

namespace fb::ui {

QPalette paletteFrom(const Tokens &t)
{
    QPalette p;
    const std::pair<QPalette::ColorRole, QColor> colours[] = {
        {QPalette::Window, t.background},       {QPalette::WindowText, t.text},
        {QPalette::Base, t.surface},            {QPalette::AlternateBase, t.background},
        {QPalette::Text, t.text},               {palette::muted, t.muted},
        {QPalette::Button, t.surface},          {QPalette::ButtonText, t.text},
        {palette::fail, t.fail},                {palette::accent, t.accent},
        {palette::aside, t.aside},              {QPalette::Highlight, t.accentSoft},
        {QPalette::HighlightedText, t.text},    {QPalette::ToolTipBase, t.surface},
        {QPalette::ToolTipText, t.text},        {QPalette::Light, t.surface},
        {QPalette::Midlight, t.background},     {QPalette::Mid, t.line},
        {QPalette::Dark, t.muted},              {QPalette::Shadow, t.line},
    };
    for (const auto &[role, colour] : colours)
        p.setColor(role, colour);
    const QColor faded = mixed(t.surface, t.muted, 0.6);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, faded);
    return p;
}

QPalette ThemeStyle::standardPalette() const
{
    return paletteFrom(*m_tokens);
}

} // namespace fb::ui
