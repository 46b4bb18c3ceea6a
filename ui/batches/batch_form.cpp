// SPDX-License-Identifier: GPL-3.0-or-later
#include "batches/batch_form.h"

#include "models/words.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace fb::ui {

namespace {

constexpr int mostUnits = 10'000'000;

} // namespace

BatchForm::BatchForm(QWidget *owner, LineSession &session) :
    Overlay(owner, 620), m_session(session), m_name(new QLineEdit), m_workOrder(new QLineEdit),
    m_prefix(new QLineEdit(line::Batch().serialPrefix)), m_quantity(new QSpinBox), m_profileList(new TextLabel(TextRole::Body)),
    m_fault(new TextLabel(TextRole::Body, palette::fail)), m_pick(new QPushButton(tr("Add…"))), m_clear(new QPushButton(tr("Clear")))
{
    setTitle(tr("New batch"));
    setSentence(tr("It begins as a draft: nothing is made before you release it."));
    body()->addWidget(fields());
    m_fault->hide();
    body()->addWidget(m_fault->wrapped());
    addRejectButton(tr("Cancel"));
    m_create = addAcceptButton(tr("Create draft"), ButtonKind::Primary);
    showProfiles();
    check();
}

void BatchForm::ask()
{
    open(m_name);
}

QWidget *BatchForm::fields()
{
    auto *widget = new QWidget;
    auto *form = new QFormLayout(widget);
    form->setContentsMargins(0, 4, 0, 0);
    form->setHorizontalSpacing(size::gap);
    form->setVerticalSpacing(12);
    m_quantity->setRange(1, mostUnits);
    m_quantity->setValue(100);
    m_quantity->setGroupSeparatorShown(true);
    for (QLineEdit *field : {m_name, m_workOrder, m_prefix})
        field->setMaxLength(80);
    const auto add = [form](const QString &caption, QWidget *field) {
        auto *label = new TextLabel(TextRole::Large);
        label->setText(caption);
        label->setBuddy(field);
        label->setMinimumHeight(size::field);
        field->setAccessibleName(caption);
        form->addRow(label, field);
    };
    add(tr("Name"), m_name);
    add(tr("Work order"), m_workOrder);
    add(tr("Number of units"), m_quantity);
    add(tr("Serial numbers begin with"), m_prefix);
    add(tr("Profiles, one a chip family"), profileRow());
    for (QLineEdit *field : {m_name, m_workOrder, m_prefix})
        connect(field, &QLineEdit::textChanged, this, &BatchForm::check);
    return widget;
}

QWidget *BatchForm::profileRow()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    m_pick->setAccessibleName(tr("Add profile files"));
    m_clear->setAccessibleName(tr("Remove all profiles"));
    setButtonKind(*m_clear, ButtonKind::Quiet);
    line->addWidget(m_profileList->wrapped(), 1);
    line->addWidget(m_clear);
    line->addWidget(m_pick);
    connect(m_pick, &QPushButton::clicked, this, &BatchForm::chooseProfiles);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_profiles.clear();
        showProfiles();
    });
    return row;
}

void BatchForm::chooseProfiles()
{
    auto *dialog = new QFileDialog(this, tr("Profiles"), QString(), tr("Profiles (*.json)"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &files) {
        for (const QString &file : files)
            addProfile(file);
    });
    dialog->open();
}

void BatchForm::addProfile(const QString &file)
{
    const QString path = QFileInfo(file).absoluteFilePath();
    if (!m_profiles.contains(path))
        m_profiles << path;
    showProfiles();
}

void BatchForm::showProfiles()
{
    QStringList names;
    for (const QString &file : std::as_const(m_profiles))
        names << QFileInfo(file).fileName();
    m_profileList->setText(names.isEmpty() ? tr("None yet") : names.join(u'\n'));
    m_clear->setVisible(!names.isEmpty());
    check();
}

void BatchForm::check()
{
    m_fault->hide();
    if (m_create)
        m_create->setEnabled(!m_busy && !m_name->text().trimmed().isEmpty() && !m_profiles.isEmpty());
}

void BatchForm::accept()
{
    if (!m_create->isEnabled())
        return;
    line::Batch draft;
    draft.name = m_name->text().trimmed();
    draft.workOrder = m_workOrder->text().trimmed();
    draft.ordered = m_quantity->value();
    draft.serialPrefix = m_prefix->text().trimmed();
    draft.profileFiles = m_profiles;
    m_busy = true;
    m_create->setEnabled(false);
    m_session.background().run(
        this,
        [draft, make = m_session.services().withProfiles, store = m_session.services().batches]() -> Result<line::Batch> {
            FB_TRY(const line::Batch whole, make(draft));
            return store->create(whole);
        },
        [this](const Result<line::Batch> &batch) { take(batch); });
}

void BatchForm::take(const Result<line::Batch> &batch)
{
    m_busy = false;
    check();
    if (batch.ok()) {
        Q_EMIT created(batch->id);
        m_create->setEnabled(true);
        Overlay::accept();
        return;
    }
    m_fault->setText(errorSentence(batch.error()));
    m_fault->show();
}

} // namespace fb::ui
