// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/plan.h"
#include "provision/unit_job.h"

namespace fb::provision {

/** All that a plan is carried out with. `snapshot` and `result` grow while it runs. */
struct Execution
{
    link::RomClient &rom;
    const PreparedProfile &prepared;
    Plan &plan;
    Snapshot &snapshot;      ///< becomes what was read last
    const UnitKeys *keys;    ///< null where they are not known
    Journal &journal;
    KeyStore &keyStore;
    qint64 run = 0;
    QString mac;
    BootCheck bootCheck = BootCheck::Auto;
    int baud = 921600;
    UnitResult &result;      ///< steps, bootCheck, consoleLog
};

/** Names of keys in the key store. */
inline constexpr QLatin1String FlashKeyPurpose("flash");
inline constexpr QLatin1String NvsKeyPurpose("nvs");

/** Step ids that other runs look for in the journal. */
namespace steps {
inline constexpr QLatin1String BurnFlashKey("efuse.burn.flash_key");
inline constexpr QLatin1String Protect("efuse.protect");
inline constexpr QLatin1String ReadBack("evidence.read_back");
inline constexpr QLatin1String LockDownload("efuse.lock.download");
inline constexpr QLatin1String DiscardKey("key.discard");
inline constexpr QLatin1String Console("boot.console");
} // namespace steps

/**
 * Carries the plan out step by step. Every burn is noted in the journal before it, and after it with what was read
 * back. Cancelled between steps and inside flash writes, never inside a burn. Each step's record ends up in
 * `result.steps`, also those that were not reached.
 *
 * The download lock's completion is noted last of all, after the key was forgotten where the profile wants that: an open
 * intent of the lock therefore means "not everything was done", and a locked unit is found again by it.
 */
[[nodiscard]] Result<void> execute(const Execution &execution, const Progress &progress);

/** Forgets every key of a unit; doing it twice is fine. */
[[nodiscard]] Result<void> discardKeys(KeyStore &keys, const QString &mac);

} // namespace fb::provision
