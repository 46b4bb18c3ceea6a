// SPDX-License-Identifier: GPL-3.0-or-later
#include "batches/batches_page.h"

#include "batches/batch_form.h"
#include "base/files.h"
#include "fleet/batch_report.h"
#include "models/words.h"
#include "widgets/notice.h"

#include <QDesktopServices>
#include <QDir>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QUrl>

namespace fb::ui {

using line::BatchState;

namespace {

constexpr int panelWidth = 340;

CellLook lookOf(const QModelIndex &index)
{
    CellLook look;
    if (index.column() == BatchModel::Name)
        look.strong = true;
    else if (index.column() == BatchModel::State)
        look.pill = toneOf(static_cast<BatchState>(index.data(BatchModel::StateRole).toInt()));
    else if (index.column() == BatchModel::Progress)
        look.bar = index.data(BatchModel::FractionRole).toDouble();
    else if (index.column() == BatchModel::Created)
        look.muted = true;
    return look;
}

/** Below the working folder, one file a batch, replaced each time. */
Result<QString> writeReport(const Services &services, const line::Batch &batch)
{
    FB_TRY(const fleet::BatchReport report, fleet::makeReport(batch, *services.batches, *services.devices));
    const QString folder = services.dataFolder + QStringLiteral("/reports");
    QDir().mkpath(folder);
    const QString file = QStringLiteral("%1/batch-%2.html").arg(folder).arg(batch.id);
    FB_CHECK(writeFile(file, viewOf(report.toHtml().toUtf8()), Overwrite::Replace));
    return file;
}

} // namespace

BatchesPage::BatchesPage(LineSession &session, QWidget *parent) :
    Page(parent), m_session(session), m_model(session.background()), m_create(new QPushButton), m_stack(new QStackedWidget),
    m_empty(new EmptyState(QStringLiteral("batches"))), m_table(new Table), m_panel(new BatchPanel)
{
    build();
    connect(this, &BatchesPage::reportWritten, this, [](const QString &file) { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
    retranslate();
}

void BatchesPage::build()
{
    setButtonKind(*m_create, ButtonKind::Primary);
    header()->addAction(m_create);
    m_table->setModel(&m_model);
    m_table->setLooks(lookOf);
    m_table->setWidths({0, 116, 104, 140, 76, 100, 150, 150});
    m_table->setDroppable({BatchModel::Created, BatchModel::Chips, BatchModel::SetAside, BatchModel::WorkOrder});
    auto *card = new Card;
    card->layout()->setContentsMargins(12, 4, 12, 8);
    card->body()->addWidget(m_table);
    auto *board = new QWidget;
    auto *row = new QHBoxLayout(board);
    row->setContentsMargins(size::pageMargin, size::gap, size::pageMargin, size::pageMargin);
    row->setSpacing(size::gap);
    row->addWidget(card, 1);
    row->addWidget(m_panel);
    m_panel->setFixedWidth(panelWidth);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(board);
    content()->addWidget(m_stack);
    connect(m_create, &QPushButton::clicked, this, &BatchesPage::createBatch);
    connect(m_empty->button(), &QPushButton::clicked, this, &BatchesPage::createBatch);
    connect(&m_model, &BatchModel::loaded, this, &BatchesPage::showLoaded);
    connect(&m_model, &BatchModel::failed, this, [this](const QString &sentence) { showNotice(this, sentence); });
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &BatchesPage::showCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            m_current = m_model.batch(current.row()).id;
        showCurrent();
    });
    connect(m_table, &Table::opened, m_panel, &BatchPanel::workAsked);
    connect(m_panel, &BatchPanel::stateAsked, this, [this](BatchState wanted) {
        if (const auto batch = currentBatch())
            askState(*batch, wanted);
    });
    connect(m_panel, &BatchPanel::reportAsked, this, [this] {
        if (const auto batch = currentBatch())
            openReport(*batch);
    });
    connect(m_panel, &BatchPanel::workAsked, this, [this] {
        const auto batch = currentBatch();
        if (!batch || batch->state != BatchState::Released)
            return;
        m_session.chooseBatch(*batch);
        Q_EMIT workAsked();
    });
    connect(&m_session, &LineSession::unitFinished, this, [this] {
        if (m_session.batch())
            m_model.reloadCounters(m_session.batch()->id);
    });
}

void BatchesPage::entered()
{
    m_create->setEnabled(m_session.services().isOpen());
    m_empty->button()->setEnabled(m_create->isEnabled());
    m_model.setStore(m_session.services().batches);
    m_model.reload();
}

void BatchesPage::retranslate()
{
    header()->setTitle(tr("Batches"));
    header()->setSubtitle(tr("Orders of units, and how far each has come"));
    m_create->setText(tr("New batch…"));
    m_create->setAccessibleName(tr("Create a batch"));
    m_empty->setTexts(tr("No batches yet"), tr("A batch says how many units of which profile may be made. Create one, then release it to the line."),
                      tr("Create a batch…"));
    m_table->setAccessibleName(tr("Batches"));
}

void BatchesPage::showLoaded()
{
    m_stack->setCurrentIndex(m_model.rowCount() ? 1 : 0);
    m_create->setVisible(m_model.rowCount() > 0); // the empty page has a button of its own
    select(m_current);
}

void BatchesPage::select(qint64 id)
{
    const int row = std::max(0, m_model.rowOf(id));
    if (row < m_model.rowCount())
        m_table->setCurrentIndex(m_model.index(row, 0));
    showCurrent();
}

std::optional<line::Batch> BatchesPage::currentBatch() const
{
    const int row = m_model.rowOf(m_current);
    return row < 0 ? std::nullopt : std::optional(m_model.batch(row));
}

void BatchesPage::showCurrent()
{
    const int row = m_model.rowOf(m_current);
    m_panel->setVisible(row >= 0);
    if (row >= 0)
        m_panel->setBatch(m_model.batch(row), m_model.counters(row));
}

void BatchesPage::createBatch()
{
    if (!m_session.services().isOpen())
        return;
    auto *form = new BatchForm(this, m_session);
    connect(form, &BatchForm::created, this, [this](qint64 id) {
        m_current = id;
        m_model.reload();
    });
    form->ask();
}

void BatchesPage::askState(const line::Batch &batch, BatchState wanted)
{
    auto *question = new Overlay(this);
    const QString name = batch.name;
    QString action;
    if (wanted == BatchState::Released) {
        question->setTitle(tr("Release “%1”?").arg(name));
        question->setSentence(tr("The line may then make %n unit(s) with these profiles, and not one more.", nullptr, batch.ordered));
        action = tr("Release");
    } else if (wanted == BatchState::Held) {
        question->setTitle(tr("Hold “%1”?").arg(name));
        question->setSentence(tr("No further unit is started until it is released again. Units that are being made are finished."));
        action = tr("Hold");
    } else {
        question->setTitle(tr("Close “%1” for good?").arg(name));
        question->setSentence(tr("A closed batch is never worked on again; units still missing need a new batch. Its records stay."));
        action = tr("Close for good");
    }
    QPushButton *keep = question->addRejectButton(tr("Leave it as it is"));
    QPushButton *go = question->addAcceptButton(action, wanted == BatchState::Closed ? ButtonKind::Danger : ButtonKind::Primary);
    connect(question, &Overlay::accepted, this, [this, id = batch.id, wanted] { setState(id, wanted); });
    question->open(wanted == BatchState::Closed ? keep : go);
}

void BatchesPage::openReport(const line::Batch &batch)
{
    m_session.background().run(
        this, [services = m_session.services(), batch] { return writeReport(services, batch); },
        [this](const Result<QString> &file) {
            if (file.ok())
                Q_EMIT reportWritten(*file);
            else
                showNotice(this, errorSentence(file.error()));
        });
}

void BatchesPage::setState(qint64 id, BatchState wanted)
{
    m_session.background().run(
        this, [store = m_session.services().batches, id, wanted] { return store->setState(id, wanted); },
        [this](const Result<void> &done) {
            if (!done.ok())
                showNotice(this, errorSentence(done.error()));
            m_model.reload();
            m_session.refresh();
        });
}

} // namespace fb::ui
