// SPDX-License-Identifier: GPL-3.0-or-later
// models/: what the views show, without a widget: item models, the reading of snapshots, the words of states.
#pragma once

#include <QObject>
#include <QPointer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace fb::ui {

/**
 * One thread for everything that may wait: database, files. Jobs run in the order asked; an answer is delivered in the
 * thread that owns this object, and only while its receiver lives. Destruction drops what has not begun and waits for
 * what has.
 */
class Background : public QObject
{
    Q_OBJECT
public:
    explicit Background(QObject *parent = nullptr);
    ~Background() override;

    /** `work` runs in the worker and must not touch `receiver`; `deliver` gets its value in the receiver's thread. */
    template<typename Work, typename Deliver>
    void run(QObject *receiver, Work work, Deliver deliver)
    {
        post([this, guard = QPointer<QObject>(receiver), work = std::move(work), deliver = std::move(deliver)] {
            auto value = std::make_shared<std::invoke_result_t<Work>>(work());
            return [guard, value, deliver] {
                if (guard)
                    deliver(std::move(*value));
            };
        });
    }

    /** Nothing runs, waits or is about to be delivered. */
    [[nodiscard]] bool isIdle() const;

Q_SIGNALS:
    void idle();

private:
    using Answer = std::function<void()>;
    using Job = std::function<Answer()>;

    void post(Job job);
    void work(const std::stop_token &stop);
    void deliverAnswers();

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_jobs;
    std::deque<Answer> m_answers;
    int m_open = 0; ///< asked and not yet delivered
    std::jthread m_thread;
};

} // namespace fb::ui
