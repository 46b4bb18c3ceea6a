// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

#include <functional>
#include <stop_token>

namespace fb {

/** What a long job says of itself at one moment; `fraction` runs from 0 to 1 over the whole job. */
struct ProgressState
{
    double fraction = 0;
    QString activity; ///< translated, one short sentence part, for example "Writing firmware"
};

/**
 * The one progress-and-cancel type of every long job. A job takes a Progress, gives each of its parts a weighted
 * share(), and asks check() at least once per block of work. Cheap to copy; a copy reports to the same listener.
 */
class Progress
{
public:
    using Listener = std::function<void(const ProgressState &)>;

    /** A job that nobody watches and nobody can cancel. */
    Progress() = default;
    Progress(Listener listener, std::stop_token stop);

    /** A part that fills [from, to] of this one, both from 0 to 1. */
    [[nodiscard]] Progress share(double from, double to) const;
    /** Same share, other words. */
    [[nodiscard]] Progress named(const QString &activity) const;
    /** The same reports without cancel: for steps that must run to their end once begun. */
    [[nodiscard]] Progress uncancellable() const;

    void report(double fraction) const;
    [[nodiscard]] bool cancelled() const { return m_stop.stop_requested(); }
    /** The cancelled error where the user has asked to stop. */
    [[nodiscard]] Result<void> check() const;
    [[nodiscard]] std::stop_token stopToken() const { return m_stop; }

private:
    Listener m_listener;
    std::stop_token m_stop;
    double m_from = 0;
    double m_to = 1;
    QString m_activity;
};

} // namespace fb
