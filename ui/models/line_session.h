// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/background.h"
#include "models/line_engine.h"
#include "models/services.h"
#include "models/slot_model.h"
#include "models/start_preview.h"

#include <optional>

namespace fb::ui {

/** What is going on at this station: the batch at work, its ports and counters, and whether its burns were agreed to. */
class LineSession : public QObject
{
    Q_OBJECT
public:
    LineSession(Background &background, LineEngineMaker makeEngine, QObject *parent = nullptr);
    ~LineSession() override;

    /** Once the working folder is open; takes up the ports and the batch that were asked for before. */
    void open(const Services &services);
    [[nodiscard]] const Services &services() const { return m_services; }
    [[nodiscard]] Background &background() const { return m_background; }

    [[nodiscard]] SlotModel &slotModel() { return m_slots; }
    [[nodiscard]] const QStringList &ports() const { return m_ports; }
    void setPorts(const QStringList &ports); ///< ignored while running

    [[nodiscard]] const std::optional<line::Batch> &batch() const { return m_batch; }
    [[nodiscard]] const line::BatchCounters &counters() const { return m_counters; }
    void chooseBatch(const line::Batch &batch); ///< ignored while running
    void chooseBatchNamed(const QString &name);
    /** By work order or name; the answer comes as batchChanged() or refused(). */
    void chooseBatchScanned(const QString &text);
    void refresh();

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] bool isPreparing() const { return m_preparing; }
    /** A batch, ports, nothing running: start() would do something. */
    [[nodiscard]] bool canStart() const;

    /**
     * Asks the preview first: emits questionNeeded() where boards would be changed for good and nobody has agreed for
     * this batch yet; agree() then starts. Emits refused() where it cannot start.
     */
    void start(std::optional<int> slotNumber = std::nullopt);
    void agree();
    /** Whoever names the batch on the command line has agreed by that. */
    void startAgreed();
    void cancel();

Q_SIGNALS:
    void opened();
    void batchChanged();
    void portsChanged();
    void stateChanged(); ///< running, preparing, counters
    void questionNeeded(const fb::ui::StartPreview &preview);
    void refused(const QString &sentence);
    void allFinished();  ///< every slot has ended
    void unitFinished(); ///< the database knows more

private:
    void begin();
    void takePreview(const Result<StartPreview> &preview);
    void takeCounters(const Result<line::BatchCounters> &counters);
    void takeBatches(const QString &wanted, const Result<std::vector<line::Batch>> &all);

    Background &m_background;
    LineEngineMaker m_makeEngine;
    Services m_services;
    std::unique_ptr<LineEngine> m_engine;
    SlotModel m_slots;
    QStringList m_ports;
    std::optional<line::Batch> m_batch;
    QString m_wantedBatch;
    line::BatchCounters m_counters;
    std::optional<int> m_pendingSlot;
    qint64 m_agreedBatch = 0;
    qint64 m_preparedBatch = 0; ///< the engine holds its profiles
    bool m_startWhenReady = false;
    bool m_preparing = false;
};

} // namespace fb::ui
