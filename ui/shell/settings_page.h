// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/languages.h"
#include "shell/page.h"
#include "shell/preferences.h"
#include "theme/theme_controller.h"
#include "widgets/card.h"
#include "widgets/segments.h"

class QLineEdit;

namespace fb::ui {

/** Look, language, name of the station, where the data lies, and what program this is. */
class SettingsPage : public Page
{
    Q_OBJECT
public:
    SettingsPage(Preferences &preferences, ThemeController &theme, Languages &languages, QWidget *parent = nullptr);

    [[nodiscard]] Segments *themeChoice() const { return m_themeChoice; }
    [[nodiscard]] Segments *languageChoice() const { return m_languageChoice; }

Q_SIGNALS:
    void stationNamed();

protected:
    void retranslate() override;

private:
    Card *lookCard();
    Card *stationCard();
    Card *folderCard();
    Card *aboutCard();
    void chooseTheme(int index);
    void chooseLanguage(int index);

    Preferences &m_preferences;
    ThemeController &m_theme;
    Languages &m_languages;
    Segments *m_themeChoice;
    Segments *m_languageChoice;
    QLineEdit *m_station;
    QPushButton *m_openFolder;
    TextLabel *m_themeLabel, *m_languageLabel, *m_stationLabel, *m_stationHelp, *m_folder, *m_folderHelp, *m_about;
    Card *m_lookCard, *m_stationCard, *m_folderCard, *m_aboutCard;
};

} // namespace fb::ui
