// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line/profile_set.h"
#include "provision/unit_job.h"

#include <QObject>

#include <memory>

namespace fb::line {

enum class SlotState { NoPort, Empty, Running, Passed, Failed, SetAside, Cancelled };

/** What a tile shows of one slot. */
struct SlotStatus
{
    int number = 0; ///< from 1
    QString port;
    SlotState state = SlotState::Empty;
    QString serial, mac, chipName;
    QString activity;   ///< while running: "Writing firmware"
    double fraction = 0;
    qint64 remainingMs = -1; ///< -1: not known yet
    QString sentence;   ///< result or reason, one sentence
    QString mend;       ///< what to do, one sentence; empty where passed
    QString errorId;
};

/**
 * Provisions the units on a set of ports side by side, a thread a slot. Lives in the GUI or CLI thread; signals arrive
 * there. Every slot ends with exactly one finished().
 */
class LineRunner : public QObject
{
    Q_OBJECT
public:
    struct Services
    {
        const chip::Catalogue *chips = nullptr;
        provision::Journal *journal = nullptr;
        provision::KeyStore *keys = nullptr;
        BatchStore *batches = nullptr;
        /** How one unit is done; null: provision::provisionUnit. Tests put their own here. */
        std::function<provision::UnitResult(const provision::UnitJob &, const Progress &)> provision = {};
    };

    LineRunner(const Services &services, QObject *parent = nullptr);
    ~LineRunner() override; ///< cancels and waits

    void setPorts(const QStringList &ports); ///< one slot each; only while idle
    [[nodiscard]] const std::vector<SlotStatus> &slotStatuses() const;
    [[nodiscard]] bool isRunning() const;

    /** Reads and prepares the batch's profiles (in a worker), then starts every slot that is not running. */
    void start(const Batch &batch, int baud, provision::BootCheck bootCheck);
    void startSlot(int number); ///< one slot again, same batch
    void cancelAll();

Q_SIGNALS:
    void prepared(const fb::Result<void> &outcome); ///< an error: nothing was started
    void slotChanged(int number);
    void finished(int number, const fb::provision::UnitResult &result);
    void allFinished();

private:
    void onPrepared(Result<ProfileSet> &loaded);
    void onIdentified(int number, const provision::UnitIdentity &unit, const QString &serial);
    void onProgress(int number);
    void onFinished(int number, const provision::UnitResult &result);
    [[nodiscard]] provision::UnitJob jobFor(int number) const;
    [[nodiscard]] std::function<void(std::stop_token)> bodyOf(int number);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace fb::line
