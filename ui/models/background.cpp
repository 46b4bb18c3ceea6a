// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/background.h"

#include "base/threads.h"

namespace fb::ui {

Background::Background(QObject *parent) :
    QObject(parent), m_thread(startThread(QStringLiteral("fb-ui-work"), [this](const std::stop_token &stop) { work(stop); }))
{
}

Background::~Background()
{
    m_thread.request_stop();
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

bool Background::isIdle() const
{
    const std::scoped_lock lock(m_mutex);
    return m_open == 0;
}

void Background::post(Job job)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs.push_back(std::move(job));
        ++m_open;
    }
    m_wake.notify_one();
}

void Background::work(const std::stop_token &stop)
{
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); }) || stop.stop_requested())
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        Answer answer = job();
        {
            const std::scoped_lock lock(m_mutex);
            m_answers.push_back(std::move(answer));
        }
        QMetaObject::invokeMethod(this, &Background::deliverAnswers, Qt::QueuedConnection);
    }
}

void Background::deliverAnswers()
{
    std::deque<Answer> ready;
    {
        const std::scoped_lock lock(m_mutex);
        ready.swap(m_answers);
    }
    for (const Answer &answer : ready)
        answer();
    bool nowIdle = false;
    {
        const std::scoped_lock lock(m_mutex);
        m_open -= static_cast<int>(ready.size());
        nowIdle = !ready.empty() && m_open == 0;
    }
    if (nowIdle)
        Q_EMIT idle();
}

} // namespace fb::ui
