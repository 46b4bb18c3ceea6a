// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/start_question.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace fb::ui {

namespace {

constexpr int shownChanges = 7;

/** Fuse and new value in two columns with a line under each row. */
class ChangeTable : public QWidget
{
public:
    ChangeTable(const std::vector<FuseChange> &changes, const QString &more) : m_grid(new QGridLayout(this))
    {
        m_grid->setContentsMargins(size::grid, 0, size::grid, 0);
        m_grid->setHorizontalSpacing(size::gap);
        m_grid->setVerticalSpacing(11);
        m_grid->setColumnStretch(0, 3);
        m_grid->setColumnStretch(1, 2);
        for (int row = 0; row < std::min<int>(shownChanges, static_cast<int>(changes.size())); ++row)
            addRow(row, changes[static_cast<std::size_t>(row)]);
        if (!more.isEmpty()) {
            auto *rest = new TextLabel(TextRole::Body, palette::muted);
            rest->setText(more);
            m_grid->addWidget(rest, shownChanges, 0, 1, 2);
        }
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        for (int row = 0; row < m_grid->rowCount(); ++row) {
            if (const QLayoutItem *item = m_grid->itemAtPosition(row, 1))
                painter.fillRect(QRect(0, item->geometry().bottom() + 6, width(), 1), currentTokens().line);
        }
    }

private:
    void addRow(int row, const FuseChange &change)
    {
        auto *fuse = new ElidedLabel(TextRole::Mono);
        fuse->setText(change.fuse);
        auto *becomes = new TextLabel(TextRole::Body);
        becomes->setText(change.becomes);
        m_grid->addWidget(fuse, row, 0);
        m_grid->addWidget(becomes->wrapped(), row, 1);
    }
    QGridLayout *m_grid;
};

TextLabel *heading(const QString &text)
{
    auto *label = new TextLabel(TextRole::Strong);
    label->setText(text);
    return label;
}

} // namespace

StartQuestion::StartQuestion(QWidget *owner, const StartPreview &preview, const QString &batchName, int boards) :
    Overlay(owner, 820), m_batchName(batchName), m_field(new QLineEdit)
{
    setTitle(tr("Lock up to %n board(s) at a time for “%1”?", nullptr, boards).arg(batchName));
    setSentence(tr("Burned fuses can never be undone: each board is then good for this product only."));
    auto *columns = new QHBoxLayout;
    columns->setSpacing(size::pageMargin);
    columns->addWidget(changesColumn(preview), 1, Qt::AlignTop);
    columns->addWidget(lossColumn(preview), 1, Qt::AlignTop);
    body()->addLayout(columns);
    body()->addWidget(typingRow());
    addRejectButton(tr("Keep as they are"));
    m_burn = addAcceptButton(tr("Burn and lock"), ButtonKind::Danger);
    m_burn->setEnabled(false);
}

void StartQuestion::ask()
{
    open(m_field);
}

QWidget *StartQuestion::changesColumn(const StartPreview &preview)
{
    auto *column = new QWidget;
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addWidget(heading(tr("What changes")));
    const int more = static_cast<int>(preview.changes.size()) - shownChanges;
    rows->addWidget(new ChangeTable(preview.changes, more > 0 ? tr("%n more", nullptr, more) : QString()));
    return column;
}

QWidget *StartQuestion::lossColumn(const StartPreview &preview)
{
    auto *column = new QWidget;
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(12);
    rows->addWidget(heading(tr("What becomes impossible")));
    for (const QString &sentence : preview.impossible) {
        auto *label = new TextLabel(TextRole::Large);
        label->setText(sentence);
        rows->addWidget(label->wrapped());
    }
    rows->addSpacing(4);
    rows->addWidget(heading(tr("Proof that it will boot")));
    auto *proof = new TextLabel(TextRole::Large);
    proof->setText(tr("The boot model proves each board before its first fuse is burned; a board that would not boot is left as it is."));
    rows->addWidget(proof->wrapped());
    return column;
}

QWidget *StartQuestion::typingRow()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 4, 0, 0);
    auto *label = new TextLabel(TextRole::Large);
    label->setText(tr("Type “%1” to go on:").arg(m_batchName));
    label->setBuddy(m_field);
    m_field->setFont(fontFor(TextRole::Mono));
    m_field->setAccessibleName(label->text());
    m_field->setMinimumWidth(220);
    line->addWidget(label);
    line->addWidget(m_field);
    line->addStretch(1);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &typed) { m_burn->setEnabled(typed.trimmed() == m_batchName); });
    return row;
}

} // namespace fb::ui
