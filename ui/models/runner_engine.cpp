// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/line_engine.h"

namespace fb::ui {

namespace {

class RunnerEngine final : public LineEngine
{
public:
    RunnerEngine(const line::LineRunner::Services &services, StartBatch start) : m_runner(services), m_start(std::move(start))
    {
        connect(&m_runner, &line::LineRunner::prepared, this, &LineEngine::prepared);
        connect(&m_runner, &line::LineRunner::slotChanged, this, &LineEngine::slotChanged);
        connect(&m_runner, &line::LineRunner::finished, this, &LineEngine::finished);
        connect(&m_runner, &line::LineRunner::allFinished, this, &LineEngine::allFinished);
    }

    void setPorts(const QStringList &ports) override { m_runner.setPorts(ports); }
    const std::vector<line::SlotStatus> &slotStatuses() const override { return m_runner.slotStatuses(); }
    bool isRunning() const override { return m_runner.isRunning(); }
    void start(const line::Batch &batch) override
    {
        if (m_start)
            m_start(m_runner, batch);
        else
            m_runner.start(batch, provision::UnitJob().baud, provision::BootCheck::Auto);
    }
    void startSlot(int number) override { m_runner.startSlot(number); }
    void cancelAll() override { m_runner.cancelAll(); }

private:
    line::LineRunner m_runner;
    StartBatch m_start;
};

} // namespace

std::unique_ptr<LineEngine> makeRunnerEngine(const line::LineRunner::Services &services, StartBatch start)
{
    return std::make_unique<RunnerEngine>(services, std::move(start));
}

} // namespace fb::ui
