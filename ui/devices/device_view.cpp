// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/device_view.h"

#include "devices/check_line.h"
#include "models/words.h"

#include <QEvent>
#include <QGridLayout>
#include <QLineEdit>
#include <QResizeEvent>
#include <QStackedWidget>

namespace fb::ui {

namespace {

void clear(QVBoxLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

/** provision::StepOutcome by its stored name. */
Shape shapeOfOutcome(const QString &outcome)
{
    if (outcome == QLatin1String("done") || outcome == QLatin1String("already-true"))
        return Shape::Tick;
    if (outcome == QLatin1String("failed"))
        return Shape::Cross;
    const bool open = outcome == QLatin1String("not-possible") || outcome == QLatin1String("intended");
    return open ? Shape::HalfDisc : Shape::DashedRing;
}

} // namespace

Tone toneOfDeviceState(const QString &state)
{
    if (state == QLatin1String("passed"))
        return Tone::Pass;
    if (state == QLatin1String("failed"))
        return Tone::Fail;
    return state == QLatin1String("set-aside") ? Tone::Aside : Tone::Accent;
}

DeviceView::DeviceView(QWidget *parent) :
    QScrollArea(parent), m_board(new QWidget), m_grid(new QGridLayout(m_board)), m_securitySentence(new TextLabel(TextRole::Large)),
    m_securitySource(new TextLabel(TextRole::Body, palette::muted)), m_runSentence(new TextLabel(TextRole::Large)),
    m_fuseNone(new TextLabel(TextRole::Large, palette::muted)), m_flashNone(new TextLabel(TextRole::Large, palette::muted)),
    m_legend(new TextLabel(TextRole::Body, palette::muted)), m_historyNone(new TextLabel(TextRole::Large, palette::muted)),
    m_securityPill(new Pill), m_rules(new QVBoxLayout), m_steps(new QVBoxLayout), m_fuseStack(new QStackedWidget), m_fuseChoice(new Segments(2)), m_map(new FuseMap),
    m_fieldSearch(new QLineEdit), m_fieldTable(new Table), m_flashBar(new FlashBar), m_partTable(new Table),
    m_timeline(new TimelineView(m_timelineModel)), m_securityCard(makeSecurityCard()), m_runCard(makeRunCard()), m_fuseCard(makeFuseCard()),
    m_flashCard(makeFlashCard()), m_historyCard(makeHistoryCard())
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setWidget(m_board);
    m_grid->setContentsMargins(size::pageMargin, size::gap, size::pageMargin, size::pageMargin);
    m_grid->setSpacing(size::gap);
    place();
    retranslate();
}

Card *DeviceView::makeSecurityCard()
{
    auto *card = new Card;
    m_rules->setSpacing(10);
    card->body()->addWidget(m_securitySentence->wrapped());
    card->body()->addLayout(m_rules);
    card->body()->addWidget(m_securitySource->wrapped());
    card->addToHeading(m_securityPill);
    return card;
}

Card *DeviceView::makeRunCard()
{
    auto *card = new Card;
    m_steps->setSpacing(8);
    card->body()->addWidget(m_runSentence->wrapped());
    card->body()->addLayout(m_steps);
    card->body()->addStretch(1);
    return card;
}

Card *DeviceView::makeFuseCard()
{
    auto *card = new Card;
    card->addToHeading(m_fuseChoice);
    auto *picture = new QWidget;
    auto *pictureRows = new QVBoxLayout(picture);
    pictureRows->setContentsMargins(0, 0, 0, 0);
    pictureRows->addWidget(m_fuseNone->wrapped());
    pictureRows->addWidget(m_map);
    pictureRows->addWidget(m_legend->wrapped());
    pictureRows->addStretch(1);
    auto *fields = new QWidget;
    auto *fieldRows = new QVBoxLayout(fields);
    fieldRows->setContentsMargins(0, 0, 0, 0);
    fieldRows->addWidget(m_fieldSearch);
    fieldRows->addWidget(m_fieldTable, 1);
    m_fieldFilter.setSourceModel(&m_fieldModel);
    m_fieldFilter.setFilterRole(FuseFieldModel::SearchRole);
    m_fieldFilter.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_fieldTable->setModel(&m_fieldFilter);
    m_fieldTable->setLooks([](const QModelIndex &index) {
        CellLook look;
        look.mono = index.column() == FuseFieldModel::Name || index.column() == FuseFieldModel::Raw || index.column() == FuseFieldModel::Block;
        look.muted = index.column() == FuseFieldModel::Meaning || index.column() == FuseFieldModel::Block;
        return look;
    });
    m_fieldTable->setWidths({230, 150, 130, 96, 96, 0});
    m_fieldTable->setDroppable({FuseFieldModel::Meaning, FuseFieldModel::Block, FuseFieldModel::Raw}, 120);
    m_fieldTable->setMinimumHeight(480);
    connect(m_fieldSearch, &QLineEdit::textChanged, &m_fieldFilter, &QSortFilterProxyModel::setFilterFixedString);
    m_fuseStack->addWidget(picture);
    m_fuseStack->addWidget(fields);
    connect(m_fuseChoice, &Segments::chosen, m_fuseStack, &QStackedWidget::setCurrentIndex);
    card->body()->addWidget(m_fuseStack);
    return card;
}

Card *DeviceView::makeFlashCard()
{
    auto *card = new Card;
    card->body()->addWidget(m_flashNone->wrapped());
    card->body()->addWidget(m_flashBar);
    m_partTable->setModel(&m_partModel);
    m_partTable->setSelectionMode(QAbstractItemView::NoSelection);
    m_partTable->setLooks([](const QModelIndex &index) {
        CellLook look;
        look.mono = index.column() == FlashPartModel::Address || index.column() == FlashPartModel::Md5;
        look.muted = index.column() == FlashPartModel::Kind;
        return look;
    });
    m_partTable->setWidths({0, 90, 96, 90, 96, 150});
    m_partTable->setDroppable({FlashPartModel::Kind, FlashPartModel::Md5}, 120);
    card->body()->addWidget(m_partTable);
    card->body()->addStretch(1);
    return card;
}

Card *DeviceView::makeHistoryCard()
{
    auto *card = new Card;
    card->body()->addWidget(m_historyNone->wrapped());
    card->body()->addWidget(m_timeline, 1);
    return card;
}

void DeviceView::setDetails(const fleet::DeviceDetails &details)
{
    m_details = details;
    m_facts = factsFrom(tellingSnapshot(details), m_chips);
    m_timelineModel.setEntries(details.timeline);
    fill();
}

void DeviceView::showFields(bool fields)
{
    m_fuseChoice->setCurrent(fields ? 1 : 0);
    m_fuseStack->setCurrentIndex(fields ? 1 : 0);
}

DeviceHeading DeviceView::heading() const
{
    const fleet::DeviceRow &row = m_details.row;
    QStringList parts;
    const QString chip = m_facts.chipName.isEmpty() ? chipName(row.chip) : m_facts.chipName;
    parts << (m_facts.revision.isEmpty() ? chip : chip + QLatin1Char(' ') + m_facts.revision) << row.mac;
    if (!row.batchName.isEmpty())
        parts << row.batchName;
    return {row.serial.isEmpty() ? row.mac : row.serial, parts.join(QStringLiteral("  ·  ")), deviceStateWord(row.state), toneOfDeviceState(row.state)};
}

void DeviceView::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void DeviceView::retranslate()
{
    m_securityCard->setTitle(tr("Locked for release"));
    m_runCard->setTitle(tr("Last run"));
    m_fuseCard->setTitle(tr("eFuses"));
    m_fuseCard->setRemark(tr("each cell a bit; hover for the field"));
    m_fuseChoice->setTexts({tr("Picture"), tr("Fields")}, tr("eFuses"));
    m_legend->setText(tr("■ burned    □ not burned    ▨ hidden or not shown"));
    m_fuseNone->setText(tr("No eFuses have been read from this unit yet."));
    m_flashNone->setText(tr("No partition table has been read from this unit yet."));
    m_historyNone->setText(tr("Nothing on record yet."));
    m_historyCard->setTitle(tr("History"));
    m_fieldSearch->setPlaceholderText(tr("Field, value or meaning"));
    m_fieldSearch->setAccessibleName(tr("Search eFuse fields"));
    m_fieldTable->setAccessibleName(tr("eFuse fields"));
    m_partTable->setAccessibleName(tr("Flash regions"));
    m_timeline->setAccessibleName(tr("History"));
    m_map->setAccessibleName(tr("eFuse blocks as a picture; the same is under Fields as a table"));
    if (!m_details.row.mac.isEmpty())
        setDetails(m_details);
}

void DeviceView::fill()
{
    fillSecurity();
    fillRun();
    fillFuses();
    fillFlash();
    m_historyNone->setVisible(m_details.timeline.empty());
}

void DeviceView::fillSecurity()
{
    const SecurityStory story = securityStory(m_details, m_chips);
    m_securitySentence->setText(story.sentence);
    m_securitySource->setText(story.source);
    m_securitySource->setVisible(!story.source.isEmpty());
    m_securityPill->set(!story.known ? tr("not read") : story.locked ? tr("locked") : tr("not locked"),
                        !story.known ? Tone::Neutral : story.locked ? Tone::Pass : Tone::Attention);
    clear(m_rules);
    for (const RuleLine &rule : story.rules)
        m_rules->addWidget(new CheckLine(rule.met ? ui::Shape::Tick : ui::Shape::Cross, rule.text, rule.fuse));
}

void DeviceView::fillRun()
{
    const QJsonObject &result = m_details.result;
    const QString sentence = result.value(QLatin1String("sentence")).toString();
    const QString mend = result.value(QLatin1String("mend")).toString();
    m_runSentence->setText(sentence.isEmpty() ? tr("No run has ended on this unit yet.") : mend.isEmpty() ? sentence : sentence + QLatin1Char(' ') + mend);
    clear(m_steps);
    for (const QJsonValue &value : result.value(QLatin1String("steps")).toArray()) {
        const QJsonObject step = value.toObject();
        auto *line = new CheckLine(shapeOfOutcome(step.value(QLatin1String("outcome")).toString()), step.value(QLatin1String("title")).toString(), {});
        line->setToolTip(step.value(QLatin1String("reason")).toString().toHtmlEscaped());
        m_steps->addWidget(line);
    }
}

void DeviceView::fillFuses()
{
    m_map->setFacts(m_facts);
    m_fieldModel.setFields(m_facts.fields);
    const bool any = !m_facts.blocks.empty();
    m_fuseNone->setVisible(!any);
    m_map->setVisible(any);
    m_legend->setVisible(any);
}

void DeviceView::fillFlash()
{
    m_flashCard->setTitle(m_facts.flashSize ? tr("Flash, %1").arg(sizeWords(m_facts.flashSize)) : tr("Flash"));
    m_flashBar->setFacts(m_facts);
    m_partModel.setParts(m_facts.parts);
    const bool any = !m_facts.parts.empty();
    m_flashNone->setVisible(!any);
    m_flashBar->setVisible(any);
    m_partTable->setVisible(any);
    m_partTable->setFixedHeight(size::row * (1 + std::min(12, static_cast<int>(m_facts.parts.size()))) + 8);
}

void DeviceView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    place();
}

/** Three columns as in a wide window, two in a middling one, one where there is no room for more. */
void DeviceView::place()
{
    const int columns = width() >= 1320 ? 3 : width() >= 860 ? 2 : 1;
    if (columns == m_columns)
        return;
    m_columns = columns;
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    QList<QList<Card *>> stacks{{m_securityCard, m_runCard}, {m_fuseCard, m_flashCard}, {m_historyCard}};
    if (columns == 2)
        stacks = {{m_securityCard, m_runCard, m_historyCard}, {m_fuseCard, m_flashCard}};
    else if (columns == 1)
        stacks = {{m_securityCard, m_fuseCard, m_flashCard, m_runCard, m_historyCard}};
    const QList<int> shares = columns == 3 ? QList<int>{10, 13, 7} : columns == 2 ? QList<int>{9, 13} : QList<int>{1};
    for (int column = 0; column < 3; ++column) {
        m_grid->setColumnStretch(column, column < stacks.size() ? shares[column] : 0);
        if (column >= stacks.size())
            continue;
        auto *stack = new QVBoxLayout;
        stack->setSpacing(size::gap);
        for (qsizetype i = 0; i < stacks[column].size(); ++i)
            stack->addWidget(stacks[column][i], i + 1 == stacks[column].size() ? 1 : 0);
        m_grid->addLayout(stack, 0, column);
    }
}

} // namespace fb::ui
