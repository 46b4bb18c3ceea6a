// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/unit_job.h"

namespace fb::provision {

namespace errors {
inline constexpr ErrorCode LockUnproven{"provision.lock_unproven", ErrorKind::Device};
} // namespace errors

/** A unit that no longer says who it is, on the port of a job. */
struct LockedUnit
{
    const UnitJob &job;
    link::RomClient &rom;
    UnitResult &result;
    const PreparedProfile *prepared = nullptr; ///< set where the unit was recognised
};

/**
 * Closes the run of a unit whose power went in the middle of its download lock: everything else had been verified before
 * the lock was begun, and the journal says on which port. Taken for that unit only where exactly one open lock of this
 * chip was begun on this port and what the unit still shows agrees: its security flags, or the ROM's own words that its
 * download mode is closed. Says in the result how it was recognised.
 *
 * `connectError` is the error of a unit that does not answer at all; it is given back where no lock is open here.
 * Returns the number of the run that was begun for it. Errors: AlreadyLocked, LockUnproven, `connectError`.
 */
[[nodiscard]] Result<qint64> finishLocked(LockedUnit &unit, const std::optional<Error> &connectError);

} // namespace fb::provision
