// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/line_session.h"

#include "models/words.h"

#include <algorithm>

namespace fb::ui {

LineSession::LineSession(Background &background, LineEngineMaker makeEngine, QObject *parent) :
    QObject(parent), m_background(background), m_makeEngine(std::move(makeEngine))
{
}

LineSession::~LineSession()
{
    m_slots.setEngine(nullptr);
}

void LineSession::open(const Services &services)
{
    m_services = services;
    m_engine = m_makeEngine({services.chips, services.journal, services.keys, services.batches});
    connect(m_engine.get(), &LineEngine::prepared, this, [this](const Result<void> &outcome) {
        m_preparing = false;
        m_preparedBatch = outcome.ok() && m_batch ? m_batch->id : 0;
        if (!outcome.ok())
            Q_EMIT refused(errorSentence(outcome.error()));
        Q_EMIT stateChanged();
    });
    connect(m_engine.get(), &LineEngine::finished, this, [this] {
        refresh();
        Q_EMIT unitFinished();
    });
    connect(m_engine.get(), &LineEngine::allFinished, this, &LineSession::stateChanged);
    connect(m_engine.get(), &LineEngine::allFinished, this, &LineSession::allFinished);
    m_engine->setPorts(m_ports);
    m_slots.setEngine(m_engine.get());
    Q_EMIT opened();
    Q_EMIT portsChanged();
    if (!m_wantedBatch.isEmpty())
        chooseBatchNamed(m_wantedBatch);
}

void LineSession::setPorts(const QStringList &ports)
{
    if (isRunning())
        return;
    m_ports = ports;
    if (m_engine) {
        m_engine->setPorts(ports);
        m_slots.reload();
    }
    Q_EMIT portsChanged();
    Q_EMIT stateChanged();
}

void LineSession::chooseBatch(const line::Batch &batch)
{
    if (isRunning())
        return;
    m_batch = batch;
    m_counters = {};
    m_counters.ordered = batch.ordered;
    Q_EMIT batchChanged();
    Q_EMIT stateChanged();
    refresh();
    if (std::exchange(m_startWhenReady, false)) {
        m_agreedBatch = batch.id;
        start();
    }
}

void LineSession::chooseBatchNamed(const QString &name)
{
    m_wantedBatch = name;
    if (!m_services.isOpen())
        return;
    m_background.run(
        this, [batches = m_services.batches, name] { return batches->byName(name); },
        [this](const Result<line::Batch> &batch) {
            if (batch.ok())
                chooseBatch(*batch);
            else
                Q_EMIT refused(errorSentence(batch.error()));
        });
}

void LineSession::chooseBatchScanned(const QString &text)
{
    if (!m_services.isOpen())
        return;
    m_background.run(
        this, [batches = m_services.batches] { return batches->all(); },
        [this, text](const Result<std::vector<line::Batch>> &all) { takeBatches(text, all); });
}

void LineSession::takeBatches(const QString &wanted, const Result<std::vector<line::Batch>> &all)
{
    if (!all.ok()) {
        Q_EMIT refused(errorSentence(all.error()));
        return;
    }
    const auto named = [&wanted](const line::Batch &b) {
        return b.workOrder.compare(wanted, Qt::CaseInsensitive) == 0 || b.name.compare(wanted, Qt::CaseInsensitive) == 0;
    };
    // Several batches may stand on one work order: the one that may be worked on is meant.
    auto found = std::find_if(all->begin(), all->end(), [&](const line::Batch &b) { return named(b) && b.state == line::BatchState::Released; });
    if (found == all->end())
        found = std::find_if(all->begin(), all->end(), named);
    if (found == all->end())
        Q_EMIT refused(tr("No batch has the work order %1. Check the sheet, or ask for the batch to be created.").arg(wanted));
    else if (isRunning())
        Q_EMIT refused(tr("Boards are being made for %1. Wait until they are done, then scan again.").arg(m_batch ? m_batch->name : QString()));
    else
        chooseBatch(*found);
}

void LineSession::refresh()
{
    if (!m_batch || !m_services.isOpen())
        return;
    m_background.run(
        this, [batches = m_services.batches, id = m_batch->id] { return batches->counters(id); },
        [this, id = m_batch->id](const Result<line::BatchCounters> &counters) {
            if (m_batch && m_batch->id == id)
                takeCounters(counters);
        });
    m_background.run(
        this, [batches = m_services.batches, id = m_batch->id] { return batches->byId(id); },
        [this](const Result<line::Batch> &fresh) {
            if (!fresh.ok() || !m_batch || m_batch->id != fresh->id || m_batch->state == fresh->state)
                return;
            m_batch = *fresh;
            Q_EMIT batchChanged();
        });
}

void LineSession::takeCounters(const Result<line::BatchCounters> &counters)
{
    if (!counters.ok())
        return;
    m_counters = *counters;
    Q_EMIT stateChanged();
}

bool LineSession::isRunning() const
{
    return m_preparing || (m_engine && m_engine->isRunning());
}

bool LineSession::canStart() const
{
    return m_engine && m_batch && m_batch->state == line::BatchState::Released && !m_ports.isEmpty() && !m_preparing;
}

void LineSession::start(std::optional<int> slotNumber)
{
    if (!canStart()) {
        Q_EMIT refused(!m_batch          ? tr("Choose a batch first.")
                       : m_ports.isEmpty() ? tr("Add the ports of your fixtures first.")
                       : m_preparing       ? tr("It is starting already.")
                                           : tr("This batch is not released. Release it under Batches."));
        return;
    }
    m_pendingSlot = slotNumber;
    if (m_agreedBatch == m_batch->id) {
        begin();
        return;
    }
    m_background.run(
        this, [preview = m_services.preview, batch = *m_batch] { return preview(batch); },
        [this](const Result<StartPreview> &preview) { takePreview(preview); });
}

void LineSession::takePreview(const Result<StartPreview> &preview)
{
    if (!preview.ok())
        Q_EMIT refused(errorSentence(preview.error()));
    else if (preview->irreversible)
        Q_EMIT questionNeeded(*preview);
    else
        agree();
}

void LineSession::agree()
{
    if (!canStart())
        return;
    m_agreedBatch = m_batch->id;
    begin();
}

void LineSession::startAgreed()
{
    if (!m_batch) {
        m_startWhenReady = true;
        return;
    }
    m_agreedBatch = m_batch->id;
    start();
}

void LineSession::begin()
{
    const std::optional<int> slot = std::exchange(m_pendingSlot, std::nullopt);
    if (slot && m_preparedBatch == m_batch->id) {
        m_engine->startSlot(*slot);
    } else {
        m_preparing = true;
        m_engine->start(*m_batch);
    }
    Q_EMIT stateChanged();
}

void LineSession::cancel()
{
    if (m_engine && isRunning())
        m_engine->cancelAll();
}

} // namespace fb::ui
