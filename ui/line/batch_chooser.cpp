// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/batch_chooser.h"

#include "models/words.h"
#include "widgets/two_line_delegate.h"

#include <QListView>
#include <QPushButton>
#include <QStandardItemModel>

#include <algorithm>

namespace fb::ui {

BatchChooser::BatchChooser(QWidget *owner, LineSession &session) :
    Overlay(owner, 560), m_session(session), m_model(new QStandardItemModel(this)), m_list(new QListView), m_none(new TextLabel(TextRole::Large, palette::muted))
{
    setTitle(tr("Choose a batch"));
    setSentence(tr("Only released batches can be worked on. Scanning a work order does the same."));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Released batches"));
    m_none->setText(tr("There is no released batch. Create one under Batches and release it."));
    m_none->hide();
    body()->addWidget(m_none->wrapped());
    body()->addWidget(m_list);
    addRejectButton(tr("Cancel"));
    m_choose = addAcceptButton(tr("Choose"), ButtonKind::Primary);
    m_choose->setEnabled(false);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { m_choose->setEnabled(current.isValid()); });
    connect(m_list, &QAbstractItemView::doubleClicked, this, [this] { accept(); });
    connect(this, &Overlay::accepted, this, [this] {
        const int row = m_list->currentIndex().row();
        if (row >= 0)
            m_session.chooseBatch(m_batches[static_cast<std::size_t>(row)]);
    });
}

void BatchChooser::ask()
{
    open(m_list);
    m_session.background().run(
        this, [batches = m_session.services().batches] { return batches->all(); },
        [this](const Result<std::vector<line::Batch>> &all) { take(all); });
}

void BatchChooser::take(const Result<std::vector<line::Batch>> &all)
{
    if (!all.ok()) {
        m_none->setText(errorSentence(all.error()));
        m_none->show();
        return;
    }
    for (const line::Batch &batch : *all) {
        if (batch.state != line::BatchState::Released)
            continue;
        m_batches.push_back(batch);
        auto *item = new QStandardItem(batch.name);
        item->setData(tr("Work order %1  ·  %2  ·  %n unit(s)", nullptr, batch.ordered).arg(batch.workOrder, profileNames(batch.profileFiles)),
                      TwoLineDelegate::SecondRole);
        m_model->appendRow(item);
    }
    m_list->setFixedHeight(58 * std::clamp(m_model->rowCount(), 1, 5) + 2);
    m_none->setVisible(m_batches.empty());
    m_list->setVisible(!m_batches.empty());
    if (!m_batches.empty())
        m_list->setCurrentIndex(m_model->index(0, 0));
}

} // namespace fb::ui
