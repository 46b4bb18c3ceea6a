// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind the views in tests: stores in memory, and a line whose units do what the test says.
#pragma once

#include "models/line_engine.h"
#include "models/services.h"
#include "models/start_preview.h"

#include <atomic>
#include <map>
#include <mutex>

namespace fb::test {

class FakeBatches : public line::BatchStore
{
public:
    line::Batch add(const QString &name, const QString &workOrder, line::BatchState state, int ordered, const line::BatchCounters &counters = {});

    [[nodiscard]] Result<line::Batch> create(const line::Batch &draft) override;
    [[nodiscard]] Result<std::vector<line::Batch>> all() override;
    [[nodiscard]] Result<line::Batch> byName(const QString &name) override;
    [[nodiscard]] Result<line::Batch> byId(qint64 id) override;
    [[nodiscard]] Result<void> setState(qint64 id, line::BatchState state) override;
    [[nodiscard]] Result<line::BatchCounters> counters(qint64 id) override;
    [[nodiscard]] Result<QString> admit(qint64 batch, const QString &mac, const QString &chip) override;

    std::atomic<int> countersAsked = 0;

private:
    std::mutex m_lock;
    std::vector<line::Batch> m_batches;
    std::map<qint64, line::BatchCounters> m_counters;
};

/** As many units as asked for, computed from their number. */
class FakeDevices : public fleet::DeviceStore
{
public:
    explicit FakeDevices(qint64 count) : m_count(count) {}
    fleet::DeviceDetails single; ///< what details() answers

    [[nodiscard]] Result<std::vector<fleet::DeviceRow>> page(const QString &filter, qint64 offset, qint64 limit) override;
    [[nodiscard]] Result<qint64> count(const QString &filter) override;
    [[nodiscard]] Result<std::vector<fleet::BatchUnit>> unitsOfBatch(qint64 batch) override;
    [[nodiscard]] Result<fleet::DeviceDetails> details(const QString &macOrSerial) override;

    std::atomic<int> pagesAsked = 0;

private:
    qint64 m_count;
};

class FakeEngine : public ui::LineEngine
{
    Q_OBJECT
public:
    void setPorts(const QStringList &ports) override;
    [[nodiscard]] const std::vector<line::SlotStatus> &slotStatuses() const override { return m_slots; }
    [[nodiscard]] bool isRunning() const override { return m_running; }
    void start(const line::Batch &batch) override;
    void startSlot(int number) override;
    void cancelAll() override;

    void set(int number, const line::SlotStatus &status); ///< as the runner would report it
    void finish();

    QList<QString> started; ///< names of batches
    QList<int> startedSlots;
    int cancels = 0;

private:
    std::vector<line::SlotStatus> m_slots;
    bool m_running = false;
};

[[nodiscard]] line::SlotStatus slot(int number, line::SlotState state, const QString &serial = {}, const QString &sentence = {}, const QString &mend = {});
[[nodiscard]] line::SlotStatus runningSlot(int number, const QString &serial, double fraction, const QString &activity, int secondsLeft);
/** Sixteen slots in every state, as a station looks in the middle of a day. */
[[nodiscard]] std::vector<line::SlotStatus> busyStation();

[[nodiscard]] ui::StartPreview releasePreview();
/** A unit of the family, locked for release, as the database would tell of it. */
[[nodiscard]] fleet::DeviceDetails lockedUnit(const chip::Chip &chip);

} // namespace fb::test
