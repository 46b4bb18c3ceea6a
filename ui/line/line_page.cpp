// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/line_page.h"

#include "line/batch_chooser.h"
#include "line/ports_editor.h"
#include "line/scan_filter.h"
#include "line/start_question.h"
#include "models/line_figures.h"
#include "models/slot_words.h"
#include "models/words.h"
#include "theme/icons.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

namespace fb::ui {

LinePage::LinePage(LineSession &session, QWidget *parent) :
    Page(parent), m_session(session), m_start(new QPushButton), m_batchButton(new QPushButton), m_portsButton(new QPushButton),
    m_stack(new QStackedWidget), m_noBatch(new EmptyState(QStringLiteral("barcode"))), m_noPorts(new EmptyState(QStringLiteral("port"))),
    m_grid(new SlotGrid(session.slotModel())), m_next(new NextBar)
{
    build();
    connectSession();
    retranslate();
}

void LinePage::build()
{
    setButtonKind(*m_start, ButtonKind::Primary);
    m_start->setMinimumWidth(96);
    header()->addAction(m_start);
    m_batchButton->setIcon(icon(QStringLiteral("batches")));
    m_portsButton->setIcon(icon(QStringLiteral("port")));
    m_next->addButton(m_batchButton);
    m_next->addButton(m_portsButton);
    for (QWidget *page : {static_cast<QWidget *>(m_noBatch), static_cast<QWidget *>(m_noPorts), static_cast<QWidget *>(m_grid)})
        m_stack->addWidget(page);
    content()->addWidget(m_stack, 1);
    content()->addWidget(m_next);
    connect(m_batchButton, &QPushButton::clicked, this, &LinePage::chooseBatch);
    connect(m_noBatch->button(), &QPushButton::clicked, this, &LinePage::chooseBatch);
    connect(m_portsButton, &QPushButton::clicked, this, &LinePage::editPorts);
    connect(m_noPorts->button(), &QPushButton::clicked, this, &LinePage::editPorts);
    connect(m_grid, &SlotGrid::activated, this, &LinePage::tileActivated);
    auto *scanner = new ScanFilter(this);
    connect(scanner, &ScanFilter::scanned, this, &LinePage::takeScan);
}

void LinePage::connectSession()
{
    connect(m_start, &QPushButton::clicked, this, [this] { m_session.isRunning() ? m_session.cancel() : m_session.start(); });
    connect(&m_session, &LineSession::opened, this, &LinePage::updateState);
    connect(&m_session, &LineSession::batchChanged, this, &LinePage::updateState);
    connect(&m_session, &LineSession::portsChanged, this, &LinePage::updateState);
    connect(&m_session, &LineSession::stateChanged, this, &LinePage::updateState);
    connect(&m_session, &LineSession::questionNeeded, this, &LinePage::ask);
    connect(&m_session, &LineSession::refused, m_next, &NextBar::setRemark);
    connect(&m_session.slotModel(), &QAbstractItemModel::dataChanged, this, [this] {
        updateNext();
        updateHeader();
    });
}

void LinePage::entered()
{
    m_session.refresh();
    updateState();
}

void LinePage::act()
{
    if (!m_session.isRunning())
        m_session.start();
}

bool LinePage::escape()
{
    if (!m_session.isRunning())
        return false;
    m_session.cancel();
    return true;
}

void LinePage::retranslate()
{
    m_batchButton->setText(tr("Batch…"));
    m_batchButton->setAccessibleName(tr("Choose a batch"));
    m_portsButton->setText(tr("Ports…"));
    m_portsButton->setAccessibleName(tr("Ports of the slots"));
    m_noBatch->setTexts(tr("Scan a work order"), tr("The barcode on the work order chooses the batch. Without a scanner, choose it from the list."),
                        tr("Choose a batch…"));
    m_noPorts->setTexts(tr("No ports yet"), tr("Each fixture is a slot, and each slot a port: tell once which ports this station has."),
                        tr("Add ports…"));
    m_grid->setAccessibleName(tr("Slots"));
    updateState();
}

void LinePage::updateState()
{
    const bool running = m_session.isRunning();
    m_start->setText(running ? tr("Cancel") : tr("Start"));
    m_start->setAccessibleName(running ? tr("Cancel all slots") : tr("Start all slots"));
    m_start->setToolTip(running ? tr("Stop all slots (Esc). A burn that has begun is finished first.") : tr("Start all slots (F5)"));
    setButtonKind(*m_start, running ? ButtonKind::Normal : ButtonKind::Primary);
    m_start->setEnabled(running || m_session.canStart());
    m_batchButton->setEnabled(!running && m_session.services().isOpen());
    m_portsButton->setEnabled(!running);
    QWidget *shown = m_grid;
    if (!m_session.batch())
        shown = m_noBatch;
    else if (m_session.ports().isEmpty())
        shown = m_noPorts;
    m_stack->setCurrentWidget(shown);
    m_noBatch->button()->setEnabled(m_session.services().isOpen());
    updateHeader();
    updateNext();
}

void LinePage::updateHeader()
{
    const auto &batch = m_session.batch();
    header()->setTitle(batch ? batch->name : tr("Line"));
    header()->setSubtitle(batch ? batchSubtitle(*batch) : tr("No batch chosen"));
    QList<Figure> figures;
    if (batch) {
        for (const LineFigure &figure : lineFigures(m_session.counters()))
            figures << Figure{figure.value, figure.caption, figure.weight};
    }
    header()->setFigures(figures);
}

void LinePage::updateNext()
{
    LineSituation situation;
    situation.open = m_session.services().isOpen();
    situation.hasBatch = m_session.batch().has_value();
    situation.batchReleased = situation.hasBatch && m_session.batch()->state == line::BatchState::Released;
    situation.preparing = m_session.isPreparing();
    situation.left = situation.hasBatch ? m_session.counters().ordered - m_session.counters().passed : -1;
    m_next->setNext(nextSentence(situation, m_session.slotModel().all()));
}

void LinePage::chooseBatch()
{
    if (!m_session.isRunning() && m_session.services().isOpen())
        (new BatchChooser(this, m_session))->ask();
}

void LinePage::editPorts()
{
    if (m_session.isRunning())
        return;
    auto *editor = new PortsEditor(this, m_session.ports(), serialPorts());
    connect(editor, &Overlay::accepted, this, [this, editor] { m_session.setPorts(editor->ports()); });
    editor->ask();
}

void LinePage::ask(const StartPreview &preview)
{
    if (!m_session.batch() || Overlay::openOn(window()))
        return;
    auto *question = new StartQuestion(this, preview, m_session.batch()->name, static_cast<int>(m_session.ports().size()));
    connect(question, &Overlay::accepted, &m_session, &LineSession::agree);
    question->ask();
}

void LinePage::takeScan(const QString &text)
{
    const bool atWork = m_session.batch().has_value() && !m_session.ports().isEmpty();
    if (const auto slot = atWork ? slotIn(text, static_cast<int>(m_session.ports().size())) : std::nullopt)
        tileActivated(*slot);
    else
        m_session.chooseBatchScanned(text);
}

void LinePage::tileActivated(int number)
{
    if (m_session.slotModel().status(number - 1).state == line::SlotState::Running)
        m_next->setRemark(tr("Slot %1 is being worked on: leave its board in place.").arg(number));
    else
        m_session.start(number);
}

void LinePage::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || Overlay::openOn(window()))
        return Page::keyPressEvent(event);
    // Upon a focused button Enter means that button; anywhere else it means Start.
    if (auto *button = qobject_cast<QPushButton *>(window()->focusWidget()))
        button->click();
    else
        act();
}

} // namespace fb::ui
