// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/settings_page.h"

#include <QDesktopServices>
#include <QDir>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>

namespace fb::ui {

namespace {

constexpr int columnWidth = 760;

const QList<ThemeChoice> themeOrder{ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark};

/** Index 0 is "as the system", then Languages::codes(). */
int languageIndex(const QString &stored)
{
    return stored.isEmpty() ? 0 : static_cast<int>(Languages::codes().indexOf(Languages::nearest(stored))) + 1;
}

} // namespace

SettingsPage::SettingsPage(Preferences &preferences, ThemeController &theme, Languages &languages, QWidget *parent) :
    Page(parent), m_preferences(preferences), m_theme(theme), m_languages(languages), m_themeChoice(new Segments(3)),
    m_languageChoice(new Segments(1 + static_cast<int>(Languages::codes().size()))), m_station(new QLineEdit), m_openFolder(new QPushButton),
    m_themeLabel(new TextLabel(TextRole::Large)), m_languageLabel(new TextLabel(TextRole::Large)), m_stationLabel(new TextLabel(TextRole::Large)),
    m_stationHelp(new TextLabel(TextRole::Body, palette::muted)), m_folder(new TextLabel(TextRole::Mono)),
    m_folderHelp(new TextLabel(TextRole::Body, palette::muted)), m_about(new TextLabel(TextRole::Large)), m_lookCard(lookCard()),
    m_stationCard(stationCard()), m_folderCard(folderCard()), m_aboutCard(aboutCard())
{
    auto *board = new QWidget;
    auto *column = new QVBoxLayout(board);
    column->setContentsMargins(size::pageMargin, size::gap, size::pageMargin, size::pageMargin);
    column->setSpacing(size::gap);
    for (Card *card : {m_lookCard, m_stationCard, m_folderCard, m_aboutCard}) {
        card->setMaximumWidth(columnWidth);
        column->addWidget(card);
    }
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setWidget(board);
    content()->addWidget(scroll);
    retranslate();
}

Card *SettingsPage::lookCard()
{
    auto *card = new Card;
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(size::pageMargin);
    form->setVerticalSpacing(size::gap);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(m_themeLabel, m_themeChoice);
    form->addRow(m_languageLabel, m_languageChoice);
    m_themeLabel->setMinimumHeight(size::button);
    m_languageLabel->setMinimumHeight(size::button);
    card->body()->addLayout(form);
    m_themeChoice->setCurrent(static_cast<int>(themeOrder.indexOf(m_theme.choice())));
    m_languageChoice->setCurrent(languageIndex(m_preferences.language()));
    connect(m_themeChoice, &Segments::chosen, this, &SettingsPage::chooseTheme);
    connect(m_languageChoice, &Segments::chosen, this, &SettingsPage::chooseLanguage);
    return card;
}

Card *SettingsPage::stationCard()
{
    auto *card = new Card;
    auto *row = new QHBoxLayout;
    row->setSpacing(size::pageMargin);
    m_station->setMaximumWidth(280);
    m_station->setMaxLength(40);
    m_station->setText(m_preferences.stationName());
    m_stationLabel->setBuddy(m_station);
    row->addWidget(m_stationLabel);
    row->addWidget(m_station, 1);
    row->addStretch(1);
    card->body()->addLayout(row);
    card->body()->addWidget(m_stationHelp->wrapped());
    connect(m_station, &QLineEdit::editingFinished, this, [this] {
        m_preferences.setStationName(m_station->text());
        Q_EMIT stationNamed();
    });
    return card;
}

Card *SettingsPage::folderCard()
{
    auto *card = new Card;
    auto *row = new QHBoxLayout;
    m_folder->setText(QDir::toNativeSeparators(m_preferences.dataFolder()));
    m_folder->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_folder->wrapped(), 1);
    row->addWidget(m_openFolder);
    card->body()->addLayout(row);
    card->body()->addWidget(m_folderHelp->wrapped());
    connect(m_openFolder, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_preferences.dataFolder())); });
    return card;
}

Card *SettingsPage::aboutCard()
{
    auto *card = new Card;
    card->body()->addWidget(m_about->wrapped());
    return card;
}

void SettingsPage::chooseTheme(int index)
{
    m_preferences.setTheme(nameOf(themeOrder[index]));
    m_theme.choose(themeOrder[index]);
}

void SettingsPage::chooseLanguage(int index)
{
    const QString code = index == 0 ? QString() : Languages::codes().at(index - 1);
    m_preferences.setLanguage(code);
    m_languages.use(code);
}

void SettingsPage::retranslate()
{
    header()->setTitle(tr("Settings"));
    header()->setSubtitle(tr("For this station; they take effect at once"));
    m_lookCard->setTitle(tr("Look and language"));
    m_themeLabel->setText(tr("Theme"));
    m_themeChoice->setTexts({tr("As the system"), tr("Light"), tr("Dark")}, tr("Theme"));
    m_languageLabel->setText(tr("Language"));
    QStringList names{tr("As the system")};
    for (const QString &code : Languages::codes())
        names << Languages::ownName(code);
    m_languageChoice->setTexts(names, tr("Language"));
    m_stationCard->setTitle(tr("Station"));
    m_stationLabel->setText(tr("Name"));
    m_station->setAccessibleName(tr("Name of this station"));
    m_stationHelp->setText(tr("Shown at the lower left, so that photographs and reports say which station they are from."));
    m_folderCard->setTitle(tr("Working folder"));
    m_openFolder->setText(tr("Open"));
    m_openFolder->setAccessibleName(tr("Open the working folder"));
    m_folderHelp->setText(tr("The database, the records of every unit and the sealed keys lie here. Start the program with --data to use another folder."));
    m_aboutCard->setTitle(tr("About"));
    m_about->setText(tr("Fuseboard %1 with Qt %2. Free software under the GNU General Public License, version 3 or later; it comes without any warranty.")
                         .arg(QStringLiteral(FUSEBOARD_VERSION), QString::fromLatin1(qVersion())));
}

} // namespace fb::ui
