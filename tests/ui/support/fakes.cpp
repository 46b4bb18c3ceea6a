// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakes.h"

#include <algorithm>

namespace fb::test {

namespace {

Error unknownBatch(const QString &name)
{
    return {line::errors::NoSuchBatch, QStringLiteral("There is no batch of this name."), QStringLiteral("Check its spelling."), name};
}

fleet::DeviceRow rowNumber(qint64 number)
{
    const QStringList states{QStringLiteral("passed"), QStringLiteral("passed"), QStringLiteral("passed"), QStringLiteral("failed"),
                             QStringLiteral("set-aside"), QStringLiteral("admitted")};
    fleet::DeviceRow row;
    row.id = number;
    row.serial = QStringLiteral("WM-%1").arg(number, 7, 10, QLatin1Char('0'));
    row.mac = QStringLiteral("7c:df:a1:%1:%2:%3")
                  .arg(number >> 16 & 255, 2, 16, QLatin1Char('0'))
                  .arg(number >> 8 & 255, 2, 16, QLatin1Char('0'))
                  .arg(number & 255, 2, 16, QLatin1Char('0'));
    row.chip = number % 3 ? QStringLiteral("esp32c3") : QStringLiteral("esp32");
    row.batchName = QStringLiteral("Water meter rev C");
    row.state = states[number % states.size()];
    row.lastSeenUtc = QDateTime(QDate(2026, 11, 3), QTime(14, 2), Qt::UTC).addSecs(-number * 60);
    return row;
}

} // namespace

line::Batch FakeBatches::add(const QString &name, const QString &workOrder, line::BatchState state, int ordered, const line::BatchCounters &counters)
{
    const std::scoped_lock lock(m_lock);
    line::Batch batch;
    batch.id = static_cast<qint64>(m_batches.size()) + 1;
    batch.name = name;
    batch.workOrder = workOrder;
    batch.state = state;
    batch.ordered = ordered;
    batch.serialPrefix = QStringLiteral("WM-");
    batch.profileFiles = {QStringLiteral("/profiles/release-7.json")};
    batch.chips = {QStringLiteral("esp32c3")};
    batch.createdUtc = QDateTime(QDate(2026, 11, 2), QTime(9, 30), Qt::UTC);
    m_batches.push_back(batch);
    m_counters[batch.id] = counters;
    m_counters[batch.id].ordered = ordered;
    return batch;
}

Result<line::Batch> FakeBatches::create(const line::Batch &draft)
{
    if (byName(draft.name).ok())
        return Error(line::errors::NameTaken, QStringLiteral("Another batch has this name."), QStringLiteral("Choose another name."), draft.name);
    line::Batch made = add(draft.name, draft.workOrder, line::BatchState::Draft, draft.ordered);
    const std::scoped_lock lock(m_lock);
    m_batches.back().serialPrefix = draft.serialPrefix;
    m_batches.back().profileFiles = draft.profileFiles;
    return m_batches.back();
}

Result<std::vector<line::Batch>> FakeBatches::all()
{
    const std::scoped_lock lock(m_lock);
    return m_batches;
}

Result<line::Batch> FakeBatches::byName(const QString &name)
{
    const std::scoped_lock lock(m_lock);
    for (const line::Batch &batch : m_batches) {
        if (batch.name == name)
            return batch;
    }
    return unknownBatch(name);
}

Result<line::Batch> FakeBatches::byId(qint64 id)
{
    const std::scoped_lock lock(m_lock);
    if (id < 1 || id > static_cast<qint64>(m_batches.size()))
        return unknownBatch(QString::number(id));
    return m_batches[static_cast<std::size_t>(id - 1)];
}

Result<void> FakeBatches::setState(qint64 id, line::BatchState state)
{
    const std::scoped_lock lock(m_lock);
    m_batches[static_cast<std::size_t>(id - 1)].state = state;
    return {};
}

Result<line::BatchCounters> FakeBatches::counters(qint64 id)
{
    ++countersAsked;
    const std::scoped_lock lock(m_lock);
    return m_counters[id];
}

Result<QString> FakeBatches::admit(qint64, const QString &, const QString &)
{
    return QStringLiteral("WM-1");
}

Result<std::vector<fleet::DeviceRow>> FakeDevices::page(const QString &filter, qint64 offset, qint64 limit)
{
    ++pagesAsked;
    std::vector<fleet::DeviceRow> rows;
    if (!filter.isEmpty())
        return count(filter).ok() && *count(filter) ? std::vector{rowNumber(filter.toLongLong())} : rows;
    for (qint64 i = offset; i < std::min(offset + limit, m_count); ++i)
        rows.push_back(rowNumber(m_count - i));
    return rows;
}

/** A filter that is a number finds the one unit of that number. */
Result<qint64> FakeDevices::count(const QString &filter)
{
    if (filter.isEmpty())
        return m_count;
    bool isNumber = false;
    const qint64 number = filter.toLongLong(&isNumber);
    return isNumber && number >= 1 && number <= m_count ? 1 : 0;
}

Result<std::vector<fleet::BatchUnit>> FakeDevices::unitsOfBatch(qint64)
{
    return std::vector<fleet::BatchUnit>();
}

Result<fleet::DeviceDetails> FakeDevices::details(const QString &)
{
    return single;
}

void FakeEngine::setPorts(const QStringList &ports)
{
    m_slots.clear();
    for (const QString &port : ports) {
        line::SlotStatus status;
        status.number = static_cast<int>(m_slots.size()) + 1;
        status.port = port;
        m_slots.push_back(status);
    }
}

void FakeEngine::start(const line::Batch &batch)
{
    started << batch.name;
    m_running = true;
    Q_EMIT prepared({});
    for (line::SlotStatus &status : m_slots) {
        status.state = line::SlotState::Running;
        Q_EMIT slotChanged(status.number);
    }
}

void FakeEngine::startSlot(int number)
{
    startedSlots << number;
    m_running = true;
    m_slots[static_cast<std::size_t>(number - 1)].state = line::SlotState::Running;
    Q_EMIT slotChanged(number);
}

void FakeEngine::cancelAll()
{
    ++cancels;
    for (line::SlotStatus &status : m_slots) {
        if (status.state == line::SlotState::Running)
            status.state = line::SlotState::Cancelled;
        Q_EMIT slotChanged(status.number);
    }
    finish();
}

void FakeEngine::set(int number, const line::SlotStatus &status)
{
    m_running = m_running || status.state == line::SlotState::Running;
    m_slots[static_cast<std::size_t>(number - 1)] = status;
    Q_EMIT slotChanged(number);
}

void FakeEngine::finish()
{
    m_running = false;
    Q_EMIT allFinished();
}

line::SlotStatus slot(int number, line::SlotState state, const QString &serial, const QString &sentence, const QString &mend)
{
    line::SlotStatus status;
    status.number = number;
    status.port = QStringLiteral("/dev/ttyUSB%1").arg(number - 1);
    status.state = state;
    status.serial = serial;
    status.sentence = sentence;
    status.mend = mend;
    if (!serial.isEmpty()) {
        status.chipName = QStringLiteral("ESP32-C3");
        status.mac = QStringLiteral("7c:df:a1:0e:44:%1").arg(number, 2, 16, QLatin1Char('0'));
    }
    return status;
}

line::SlotStatus runningSlot(int number, const QString &serial, double fraction, const QString &activity, int secondsLeft)
{
    line::SlotStatus status = slot(number, line::SlotState::Running, serial);
    status.fraction = fraction;
    status.activity = activity;
    status.remainingMs = secondsLeft * 1000;
    return status;
}

ui::StartPreview releasePreview()
{
    ui::StartPreview preview;
    preview.irreversible = true;
    preview.changes = {{QStringLiteral("BLOCK_KEY0"), QStringLiteral("a new key for each board")},
                       {QStringLiteral("SPI_BOOT_CRYPT_CNT"), QStringLiteral("0 → 7")},
                       {QStringLiteral("SECURE_BOOT_EN"), QStringLiteral("0 → 1")},
                       {QStringLiteral("DIS_PAD_JTAG"), QStringLiteral("0 → 1")},
                       {QStringLiteral("DIS_USB_JTAG"), QStringLiteral("0 → 1")},
                       {QStringLiteral("DIS_DIRECT_BOOT"), QStringLiteral("0 → 1")},
                       {QStringLiteral("SOFT_DIS_JTAG"), QStringLiteral("0 → 7")},
                       {QStringLiteral("DIS_DOWNLOAD_ICACHE"), QStringLiteral("0 → 1")},
                       {QStringLiteral("ENABLE_SECURITY_DOWNLOAD"), QStringLiteral("0 → 1")}};
    preview.impossible = QStringList{QStringLiteral("Running firmware that this key has not signed"), QStringLiteral("Reading the flash in plain text"),
                                     QStringLiteral("Debugging by JTAG"), QStringLiteral("Adding another hidden key later")};
    return preview;
}

} // namespace fb::test
