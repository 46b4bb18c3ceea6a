// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/line_runner.h"

#include "base/threads.h"
#include "line/profile_set.h"
#include "line/remaining_time.h"
#include "line/slot_worker.h"

namespace fb::line {

struct LineRunner::Private
{
    /** One port; its thread is joined before it runs again. */
    struct Slot
    {
        std::stop_source stop;
        std::jthread thread;
        std::shared_ptr<SlotProgress> progress;
        RemainingTime remaining;
    };

    Services services;
    std::vector<SlotStatus> statuses;
    std::vector<std::unique_ptr<Slot>> slotWorkers;
    Batch batch;
    std::shared_ptr<const ProfileSet> profiles;
    int baud = 921600;
    provision::BootCheck bootCheck = provision::BootCheck::Auto;
    std::stop_source prepareStop;
    std::jthread preparer;
    bool preparing = false;
    int running = 0;
};

LineRunner::LineRunner(const Services &services, QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->services = services;
    if (!d->services.provision)
        d->services.provision = provision::provisionUnit;
}

LineRunner::~LineRunner()
{
    d->prepareStop.request_stop();
    cancelAll();
    // The threads of the slots join here, while this object can still receive what they post.
    d->slotWorkers.clear();
}

void LineRunner::setPorts(const QStringList &ports)
{
    Q_ASSERT(!isRunning());
    d->statuses.clear();
    d->slotWorkers.clear();
    for (const QString &port : ports) {
        SlotStatus status;
        status.number = int(d->statuses.size()) + 1;
        status.port = port;
        d->statuses.push_back(status);
        d->slotWorkers.push_back(std::make_unique<Private::Slot>());
    }
}

const std::vector<SlotStatus> &LineRunner::slotStatuses() const
{
    return d->statuses;
}

bool LineRunner::isRunning() const
{
    return d->preparing || d->running > 0;
}

void LineRunner::start(const Batch &batch, int baud, provision::BootCheck bootCheck)
{
    if (d->preparing)
        return;
    d->batch = batch;
    d->baud = baud;
    d->bootCheck = bootCheck;
    d->preparing = true;
    d->prepareStop = {};
    d->preparer = startThread(QStringLiteral("fb-prepare"), [this, batch, chips = d->services.chips](const std::stop_token &) {
        auto loaded = std::make_shared<Result<ProfileSet>>(loadProfiles(batch, *chips));
        QMetaObject::invokeMethod(this, [this, loaded] { onPrepared(*loaded); }, Qt::QueuedConnection);
    });
}

void LineRunner::onPrepared(Result<ProfileSet> &loaded)
{
    d->preparing = false;
    if (!loaded.ok() || d->prepareStop.stop_requested()) {
        Q_EMIT prepared(loaded.ok() ? cancelledError() : loaded.error());
        return;
    }
    d->profiles = std::make_shared<const ProfileSet>(std::move(*loaded));
    Q_EMIT prepared({});
    for (const SlotStatus &status : std::as_const(d->statuses)) {
        if (status.state != SlotState::Running)
            startSlot(status.number);
    }
}

provision::UnitJob LineRunner::jobFor(int number) const
{
    provision::UnitJob job;
    if (const auto port = link::PortName::parse(d->statuses[std::size_t(number) - 1].port); port.ok())
        job.port = *port;
    job.baud = d->baud;
    job.bootCheck = d->bootCheck;
    job.chips = d->services.chips;
    job.journal = d->services.journal;
    job.keys = d->services.keys;
    job.profileFor = [profiles = d->profiles](const chip::Chip &chip) { return profiles->forChip(chip); };
    job.admit = [batches = d->services.batches, id = d->batch.id](const provision::UnitIdentity &unit) {
        return batches->admit(id, unit.mac, unit.chip->id);
    };
    return job;
}

void LineRunner::startSlot(int number)
{
    if (number < 1 || number > int(d->statuses.size()) || !d->profiles)
        return;
    SlotStatus &status = d->statuses[std::size_t(number) - 1];
    if (status.state == SlotState::Running)
        return;
    SlotStatus fresh;
    fresh.number = number;
    fresh.port = status.port;
    fresh.state = SlotState::Running;
    fresh.activity = tr("Connecting");
    status = fresh;
    ++d->running;
    Private::Slot &slot = *d->slotWorkers[std::size_t(number) - 1];
    if (slot.thread.joinable())
        slot.thread.join();
    slot.stop = {};
    slot.progress = std::make_shared<SlotProgress>();
    slot.remaining = {};
    slot.thread = startThread(QStringLiteral("fb-slot-%1").arg(number), bodyOf(number));
    Q_EMIT slotChanged(number);
}

/** What the thread of a slot does; everything it needs is copied here, in the owner's thread. */
std::function<void(std::stop_token)> LineRunner::bodyOf(int number)
{
    Private::Slot &slot = *d->slotWorkers[std::size_t(number) - 1];
    provision::UnitJob job = jobFor(number);
    job.identified = [this, number](const provision::UnitIdentity &unit, const QString &serial) {
        QMetaObject::invokeMethod(this, [this, number, unit, serial] { onIdentified(number, unit, serial); }, Qt::QueuedConnection);
    };
    const auto listener = [this, number, progress = slot.progress](const ProgressState &state) {
        if (progress->put(state))
            QMetaObject::invokeMethod(this, [this, number] { onProgress(number); }, Qt::QueuedConnection);
    };
    return [this, number, job, progress = Progress(listener, slot.stop.get_token()), run = d->services.provision](const std::stop_token &) {
        const provision::UnitResult result = run(job, progress);
        QMetaObject::invokeMethod(this, [this, number, result] { onFinished(number, result); }, Qt::QueuedConnection);
    };
}

void LineRunner::onIdentified(int number, const provision::UnitIdentity &unit, const QString &serial)
{
    SlotStatus &status = d->statuses[std::size_t(number) - 1];
    status.mac = unit.mac;
    status.chipName = unit.chip->name;
    status.serial = serial;
    Q_EMIT slotChanged(number);
}

void LineRunner::onProgress(int number)
{
    Private::Slot &slot = *d->slotWorkers[std::size_t(number) - 1];
    SlotStatus &status = d->statuses[std::size_t(number) - 1];
    const auto [state, elapsedMs] = slot.progress->take();
    if (status.state != SlotState::Running)
        return;
    status.fraction = state.fraction;
    if (!state.activity.isEmpty())
        status.activity = state.activity;
    status.remainingMs = slot.remaining.update(elapsedMs, state.fraction);
    Q_EMIT slotChanged(number);
}

void LineRunner::onFinished(int number, const provision::UnitResult &result)
{
    SlotStatus &status = d->statuses[std::size_t(number) - 1];
    status = ended(status, result);
    --d->running;
    Q_EMIT slotChanged(number);
    Q_EMIT finished(number, result);
    if (d->running == 0)
        Q_EMIT allFinished();
}

void LineRunner::cancelAll()
{
    d->prepareStop.request_stop();
    for (const auto &slot : d->slotWorkers)
        slot->stop.request_stop();
}

} // namespace fb::line
