// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/burn.h"
#include "provision/desired.h"
#include "provision/key_blocks.h"
#include "provision/records.h"

namespace fb::provision {

/** What the executor has to do for a step. */
enum class Action {
    CheckUnit,     ///< done by planning itself
    SealKeys,      ///< into the key store, durably
    WriteFlash,    ///< Step::region, then its MD5
    ProveBoot,     ///< the boot model on what the eFuses will be, or are
    BurnEFuses,    ///< Step::burn, then compare with Step::expected
    ReadBack,      ///< everything once more; nothing may be lacking
    ConsoleCheck,  ///< start the firmware and listen, where the link has reset lines
    LockDownload,  ///< the last burn
    DiscardKeys
};

struct Step
{
    StepRecord record;
    Action action = Action::CheckUnit;
    int region = -1;                       ///< WriteFlash: index into Plan::flash
    efuse::BurnPlan burn;                  ///< BurnEFuses, LockDownload
    std::optional<efuse::State> expected;  ///< eFuses as a read shows them after the burn
    bool verifiesFlashKey = false;         ///< this burn's read-back proves the flash key
    bool predicted = false;                ///< ProveBoot: on the prediction, not on the read-back
};

/** Ordered steps, with all that is needed to carry them out. Holds secrets; moved, never copied. */
struct Plan
{
    std::vector<Step> steps;
    std::vector<TargetRegion> flash;        ///< of this unit; empty contents where the key is discarded
    DesiredFuses desired;
    KeyLayout keys;
    std::optional<efuse::State> predicted;  ///< eFuses after the whole plan
    boot::Verdict boot;                     ///< of `predicted` and `flash`

    /** Nothing to write or burn: the unit is as the profile wants it. */
    [[nodiscard]] bool conforms() const;
    /** {"conforms", "steps":[StepRecord + "kind"], "boot": verdict} */
    [[nodiscard]] QJsonObject toJson() const;
};

namespace errors {
inline constexpr ErrorCode AlreadyLocked{"provision.already_locked", ErrorKind::SafetyRule};
inline constexpr ErrorCode RevisionTooLow{"provision.revision_too_low", ErrorKind::SafetyRule};
inline constexpr ErrorCode FlashTooSmall{"provision.flash_too_small", ErrorKind::SafetyRule};
} // namespace errors

[[nodiscard]] QString nameOf(Action action); ///< "check", "key", "flash", "prove", "burn", "read-back", "console", "lock", "discard"
/** Does the step change the unit? Such steps are noted in the journal before and after. */
[[nodiscard]] bool changesUnit(Action action);

/**
 * The difference between what the profile wants and what was read, as steps in the order that can be cut anywhere:
 *
 *  seal keys -> flash as ciphertext, each region digested -> prove the boot -> key blocks, each read back ->
 *  settings -> enables -> protections -> RD_DIS frozen -> everything read back -> prove the boot again ->
 *  start the firmware -> download lock -> forget the key where the profile says so.
 *
 * Every burn is staged and predicted here, so a unit that could not be finished, or would not boot, is refused before
 * anything is burned (WrongChip, RevisionTooLow, FlashTooSmall, ForeignUnit, CannotFinish, BlockDamaged, WouldNotBoot,
 * AlreadyLocked). Steps that are true already stand in the plan as such. Pure.
 */
[[nodiscard]] Result<Plan> plan(const PreparedProfile &prepared, const Snapshot &snapshot, const KeyFacts &facts);

} // namespace fb::provision
