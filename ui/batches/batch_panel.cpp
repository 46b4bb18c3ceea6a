// SPDX-License-Identifier: GPL-3.0-or-later
#include "batches/batch_panel.h"

#include "models/line_figures.h"
#include "models/words.h"

#include <QEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QPushButton>

namespace fb::ui {

namespace {

constexpr int rowCount = 11;

using line::BatchState;

} // namespace

Tone toneOf(BatchState state)
{
    switch (state) {
    case BatchState::Released: return Tone::Pass;
    case BatchState::Held: return Tone::Attention;
    case BatchState::Draft: return Tone::Accent;
    case BatchState::Closed: break;
    }
    return Tone::Neutral;
}

BatchPanel::BatchPanel(QWidget *parent) :
    Card(parent), m_state(new Pill), m_rows(new QFormLayout), m_work(new QPushButton), m_release(new QPushButton), m_hold(new QPushButton),
    m_close(new QPushButton), m_report(new QPushButton)
{
    addToHeading(m_state);
    m_rows->setHorizontalSpacing(size::gap);
    m_rows->setVerticalSpacing(10);
    m_rows->setRowWrapPolicy(QFormLayout::DontWrapRows);
    for (int i = 0; i < rowCount; ++i) {
        m_captions << new TextLabel(TextRole::Body, palette::muted);
        m_values << new TextLabel(TextRole::Body);
        m_rows->addRow(m_captions.last(), m_values.last()->wrapped());
    }
    body()->addLayout(m_rows);
    body()->addStretch(1);
    setButtonKind(*m_work, ButtonKind::Primary);
    for (QPushButton *button : {m_work, m_release, m_hold, m_close, m_report})
        body()->addWidget(button);
    connect(m_work, &QPushButton::clicked, this, &BatchPanel::workAsked);
    connect(m_report, &QPushButton::clicked, this, &BatchPanel::reportAsked);
    connect(m_release, &QPushButton::clicked, this, [this] { Q_EMIT stateAsked(BatchState::Released); });
    connect(m_hold, &QPushButton::clicked, this, [this] { Q_EMIT stateAsked(BatchState::Held); });
    connect(m_close, &QPushButton::clicked, this, [this] { Q_EMIT stateAsked(BatchState::Closed); });
    retranslate();
}

void BatchPanel::setBatch(const line::Batch &batch, const line::BatchCounters &counters)
{
    m_batch = batch;
    m_counters = counters;
    fill();
}

void BatchPanel::changeEvent(QEvent *event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void BatchPanel::retranslate()
{
    const QStringList captions{tr("Work order"), tr("Profiles"), tr("Chips"), tr("Serial numbers"), tr("Passed"), tr("First pass"),
                               tr("Failed"), tr("Set aside"), tr("Units per hour"), tr("Time per unit"), tr("Created")};
    for (int i = 0; i < rowCount; ++i)
        m_captions[i]->setText(captions[i]);
    m_work->setText(tr("Work on it"));
    m_release->setText(tr("Release…"));
    m_hold->setText(tr("Hold…"));
    m_close->setText(tr("Close…"));
    m_report->setText(tr("Open report"));
    m_report->setAccessibleName(tr("Open the report of this batch"));
    m_work->setAccessibleName(tr("Work on this batch at the line"));
    m_release->setAccessibleName(tr("Release this batch"));
    m_hold->setAccessibleName(tr("Hold this batch"));
    m_close->setAccessibleName(tr("Close this batch"));
    fill();
}

void BatchPanel::fill()
{
    const line::BatchCounters &c = m_counters;
    QStringList chips;
    for (const QString &chip : m_batch.chips)
        chips << chipName(chip);
    chips.removeDuplicates();
    const QStringList values{
        m_batch.workOrder,
        profileNames(m_batch.profileFiles),
        chips.join(QStringLiteral(", ")),
        m_batch.serialPrefix + QStringLiteral("…"),
        QStringLiteral("%1 / %2").arg(c.passed).arg(m_batch.ordered),
        QString::number(c.firstPass),
        QString::number(c.failed),
        QString::number(c.setAside),
        c.unitsPerHour > 0 ? QString::number(qRound(c.unitsPerHour)) : QStringLiteral("–"),
        c.meanMilliseconds > 0 ? durationWords(c.meanMilliseconds) : QStringLiteral("–"),
        momentWords(m_batch.createdUtc),
    };
    for (int i = 0; i < rowCount; ++i)
        m_values[i]->setText(values[i].isEmpty() ? QStringLiteral("–") : values[i]);
    setTitle(m_batch.name);
    m_state->set(stateWord(m_batch.state), toneOf(m_batch.state));
    m_work->setVisible(m_batch.state == BatchState::Released);
    m_release->setVisible(m_batch.state == BatchState::Draft || m_batch.state == BatchState::Held);
    m_hold->setVisible(m_batch.state == BatchState::Released);
    m_close->setVisible(m_batch.state != BatchState::Closed && m_batch.state != BatchState::Draft);
}

} // namespace fb::ui
