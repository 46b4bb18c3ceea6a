// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line/line_runner.h"

#include <QObject>

namespace fb::ui {

/** What the line view needs of a line::LineRunner; a seam, so that the view can be driven without units. */
class LineEngine : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void setPorts(const QStringList &ports) = 0; ///< only while idle
    [[nodiscard]] virtual const std::vector<line::SlotStatus> &slotStatuses() const = 0;
    [[nodiscard]] virtual bool isRunning() const = 0;
    virtual void start(const line::Batch &batch) = 0;
    virtual void startSlot(int number) = 0;
    virtual void cancelAll() = 0;

Q_SIGNALS:
    void prepared(const fb::Result<void> &outcome);
    void slotChanged(int number);
    void finished(int number, const fb::provision::UnitResult &result);
    void allFinished();
};

/** Makes the engine once the services are there. */
using LineEngineMaker = std::function<std::unique_ptr<LineEngine>(const line::LineRunner::Services &)>;
/** How a batch is started on the runner; a demonstration puts its own in place. */
using StartBatch = std::function<void(line::LineRunner &, const line::Batch &)>;
/** The real one. */
[[nodiscard]] std::unique_ptr<LineEngine> makeRunnerEngine(const line::LineRunner::Services &services, StartBatch start = {});

} // namespace fb::ui
