// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threads.h"

#include <algorithm>
#include <atomic>
#include <vector>
#ifdef __linux__
#include <pthread.h>
#endif

namespace fb {

std::jthread startThread(const QString &name, std::function<void(std::stop_token)> body)
{
    std::jthread thread(std::move(body));
#ifdef __linux__
    pthread_setname_np(thread.native_handle(), name.left(15).toLatin1().constData());
#else
    Q_UNUSED(name)
#endif
    return thread;
}

void parallelFor(std::size_t count, const std::function<void(std::size_t)> &body)
{
    const std::size_t workers = std::min<std::size_t>(count, std::max(1u, std::thread::hardware_concurrency()));
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            body(i);
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < workers; ++i)
        threads.push_back(startThread(QStringLiteral("fb-parallel"), [&](const std::stop_token &) { run(); }));
    run();
}

} // namespace fb
