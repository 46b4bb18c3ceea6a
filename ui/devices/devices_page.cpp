// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/devices_page.h"

#include "models/words.h"
#include "theme/icons.h"
#include "widgets/notice.h"

#include <QAction>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>

namespace fb::ui {

namespace {

CellLook lookOf(const QModelIndex &index)
{
    CellLook look;
    look.muted = !index.data(DeviceModel::KnownRole).toBool() || index.column() == DeviceModel::LastSeen;
    look.mono = index.column() == DeviceModel::Serial || index.column() == DeviceModel::Mac;
    if (index.column() == DeviceModel::State)
        look.pill = toneOfDeviceState(index.data(DeviceModel::StateRole).toString());
    return look;
}

} // namespace

DevicesPage::DevicesPage(LineSession &session, QWidget *parent) :
    Page(parent), m_session(session), m_model(session.background()), m_back(header()->addBackButton()), m_stack(new QStackedWidget),
    m_search(new QLineEdit), m_table(new Table), m_empty(new EmptyState(QStringLiteral("devices"))), m_listStack(new QStackedWidget),
    m_device(new DeviceView)
{
    m_stack->addWidget(listBoard());
    m_stack->addWidget(m_device);
    content()->addWidget(m_stack);
    m_back->hide();
    connect(m_back, &QPushButton::clicked, this, &DevicesPage::showList);
    m_typing.setSingleShot(true);
    m_typing.setInterval(120);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, [this] { m_model.setFilter(m_search->text().trimmed()); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_model.rowCount() == 1 && m_model.row(0))
            openDevice(m_model.row(0)->mac);
        else if (m_model.rowCount() > 0)
            m_table->setFocus(Qt::TabFocusReason);
    });
    connect(&m_model, &DeviceModel::counted, this, &DevicesPage::showCount);
    connect(&m_model, &DeviceModel::failed, this, [this](const QString &sentence) { showNotice(this, sentence); });
    connect(m_table, &Table::opened, this, [this](const QModelIndex &index) {
        if (const fleet::DeviceRow *row = m_model.row(index.row()))
            openDevice(row->mac);
    });
    connect(&session, &LineSession::unitFinished, this, [this] {
        if (isVisible())
            entered();
    });
    retranslate();
}

QWidget *DevicesPage::listBoard()
{
    auto *board = new QWidget;
    auto *column = new QVBoxLayout(board);
    column->setContentsMargins(size::pageMargin, size::gap, size::pageMargin, size::pageMargin);
    column->setSpacing(size::gap);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(false);
    m_search->setMaximumWidth(520);
    m_search->setMinimumHeight(size::button);
    column->addWidget(m_search);
    m_table->setModel(&m_model);
    m_table->setLooks(lookOf);
    m_table->setWidths({190, 190, 130, 0, 130, 170});
    m_table->setDroppable({DeviceModel::LastSeen, DeviceModel::Chip});
    auto *card = new Card;
    card->layout()->setContentsMargins(12, 4, 12, 8);
    card->body()->addWidget(m_table);
    m_listStack->addWidget(m_empty);
    m_listStack->addWidget(card);
    column->addWidget(m_listStack, 1);
    return board;
}

void DevicesPage::entered()
{
    m_model.setStore(m_session.services().devices);
    m_device->setChips(m_session.services().chips);
    if (m_open.isEmpty())
        m_model.reload();
    else
        openDevice(m_open);
}

QWidget *DevicesPage::firstFocus()
{
    return m_open.isEmpty() && !m_search->isHidden() ? static_cast<QWidget *>(m_search) : this;
}

bool DevicesPage::escape()
{
    if (m_open.isEmpty())
        return false;
    showList();
    return true;
}

void DevicesPage::showList()
{
    m_open.clear();
    m_stack->setCurrentIndex(0);
    updateHeader();
    m_model.reload();
    m_table->setFocus(Qt::OtherFocusReason);
}

void DevicesPage::showCount(qint64 count)
{
    m_count = count;
    m_search->setVisible(count > 0 || !m_model.filter().isEmpty());
    m_listStack->setCurrentIndex(count > 0 ? 1 : 0);
    if (count > 0 && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_model.index(0, 0));
    retranslate();
}

void DevicesPage::openDevice(const QString &macOrSerial)
{
    if (!m_session.services().isOpen())
        return;
    m_session.background().run(
        this, [store = m_session.services().devices, macOrSerial] { return store->details(macOrSerial); },
        [this](const Result<fleet::DeviceDetails> &details) { take(details); });
}

void DevicesPage::openFirst()
{
    if (const fleet::DeviceRow *first = m_model.rowCount() ? m_model.row(0) : nullptr)
        openDevice(first->mac);
}

void DevicesPage::take(const Result<fleet::DeviceDetails> &details)
{
    if (!details.ok()) {
        showNotice(this, errorSentence(details.error()));
        return;
    }
    m_open = details->row.mac;
    m_device->setDetails(*details);
    m_stack->setCurrentWidget(m_device);
    updateHeader();
}

void DevicesPage::updateHeader()
{
    const bool one = !m_open.isEmpty();
    m_back->setVisible(one);
    if (one) {
        const DeviceHeading heading = m_device->heading();
        header()->setTitle(heading.title);
        header()->setSubtitle(heading.subtitle);
        header()->setPill(heading.state, heading.tone);
        return;
    }
    header()->setTitle(tr("Devices"));
    header()->setPill({}, Tone::Neutral);
    const QString number = QLocale().toString(m_count);
    header()->setSubtitle(m_count < 0                  ? tr("Every unit that this database knows")
                          : m_model.filter().isEmpty() ? tr("%1 known", "units").arg(number)
                                                       : tr("%1 found", "units").arg(number));
}

void DevicesPage::retranslate()
{
    m_back->setAccessibleName(tr("Back to all devices"));
    m_back->setToolTip(tr("Back to all devices (Esc)"));
    m_search->setPlaceholderText(tr("Serial number, MAC, batch or chip"));
    m_search->setAccessibleName(tr("Search devices"));
    m_table->setAccessibleName(tr("Devices"));
    if (m_model.filter().isEmpty())
        m_empty->setTexts(tr("No devices yet"), tr("A unit appears here as soon as the line has met it for the first time."));
    else
        m_empty->setTexts(tr("Nothing found"), tr("No unit has “%1” in its serial number, MAC, batch or chip.").arg(m_model.filter()));
    updateHeader();
}

} // namespace fb::ui
