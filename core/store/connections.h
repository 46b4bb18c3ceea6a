// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/connection.h"

#include <QThreadStorage>

#include <mutex>

namespace fb::store {

/**
 * A connection of its own for each thread that asks: opened on first use, closed when the thread ends. The thread that
 * destroys this object closes its own; every other thread has ended by then.
 */
class Connections
{
public:
    explicit Connections(QString file) : m_file(std::move(file)) {}
    ~Connections() { m_ofThread.setLocalData(nullptr); }
    Connections(const Connections &) = delete;
    Connections &operator=(const Connections &) = delete;

    [[nodiscard]] Result<Connection *> ofThisThread();
    [[nodiscard]] const QString &file() const { return m_file; }

    /** body(connection) without a transaction: for a single SELECT. */
    template<typename Body>
    auto read(Body body) -> decltype(body(std::declval<Connection &>()))
    {
        FB_TRY(Connection *connection, ofThisThread());
        return body(*connection);
    }

    /** body(connection) in one write transaction, on stable storage when it returns a value, undone when an error. */
    template<typename Body>
    auto write(Body body) -> decltype(body(std::declval<Connection &>()))
    {
        FB_TRY(Connection *connection, ofThisThread());
        const std::scoped_lock turn(m_writers);
        return inTransaction(*connection, [&] { return body(*connection); });
    }

private:
    QString m_file;
    QThreadStorage<Connection *> m_ofThread; // deletes a thread's connection when that thread ends
    std::mutex m_writers; // threads of one program queue here, instead of polling the database's own lock
};

} // namespace fb::store
