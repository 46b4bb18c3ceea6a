// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "base/secret.h"
#include "efuse/register_bus.h"
#include "efuse/state.h"

namespace fb::efuse {

/** A key or digest for one block, bytes in file order (reversal by purpose is the stager's work). */
struct KeyBurn
{
    QString block;   ///< name or alias
    QString purpose; ///< empty on ESP32: decided by the block ("flash_encryption" reverses, "secure_boot_v2" does not)
    SecretBytes data;
    bool readProtect = false;
    bool writeProtect = true;
};

struct FieldBurn
{
    QString field;
    std::uint64_t value = 0;
};

/** What somebody wants burned; names, not bits. */
struct BurnRequest
{
    std::vector<KeyBurn> keys;
    std::vector<FieldBurn> fields;
    std::vector<std::pair<QString, Bytes>> byteFields; ///< for fields wider than 64 bits
    QStringList writeProtect; ///< fields or blocks
    QStringList readProtect;
};

/** New bits for one block; only those that are not set yet. */
struct BlockBurn
{
    int block = 0;
    SecretBytes bits; ///< words * 4 bytes, little endian, data before coding
};

/** Staged and checked: one programming cycle per block, key blocks before block 0, protections and enables last. */
struct BurnPlan
{
    std::vector<BlockBurn> cycles; ///< in order of burning; block 0 may stand twice (settings, then the postponed bits)
    [[nodiscard]] bool isEmpty() const { return cycles.empty(); }
};

namespace errors {
inline constexpr ErrorCode UnknownName{"efuse.unknown_name", ErrorKind::Usage};
inline constexpr ErrorCode BadValue{"efuse.bad_value", ErrorKind::BadInput};
inline constexpr ErrorCode WriteProtected{"efuse.write_protected", ErrorKind::SafetyRule};
inline constexpr ErrorCode WouldClear{"efuse.would_clear_bits", ErrorKind::SafetyRule};
inline constexpr ErrorCode BlockNotEmpty{"efuse.block_not_empty", ErrorKind::SafetyRule};
inline constexpr ErrorCode WeakKey{"efuse.weak_key", ErrorKind::SafetyRule};
inline constexpr ErrorCode CodingUnsupported{"efuse.coding_unsupported", ErrorKind::SafetyRule};
inline constexpr ErrorCode RuleBroken{"efuse.rule", ErrorKind::SafetyRule};
inline constexpr ErrorCode ControllerBusy{"efuse.controller_busy", ErrorKind::Device};
inline constexpr ErrorCode ReadBackDiffers{"efuse.read_back_differs", ErrorKind::Device};
} // namespace errors

/** Checks the request against the state and turns names into bits; what is burned already is dropped. */
[[nodiscard]] Result<BurnPlan> stage(const State &state, const BurnRequest &request);

/** The state that a read would show after the plan ran: bits OR-ed in, read-protected blocks blanked. Pure. */
[[nodiscard]] State predict(const State &state, const BurnPlan &plan);

/** Reads every block, the error registers and the revision bit. */
[[nodiscard]] Result<State> readState(RegisterBus &bus, const chip::Chip &chip);

/**
 * Programs one cycle and reads back. Bits of a block that is not read-protected must all be found set afterwards,
 * otherwise up to two more tries (codings permitting), then ReadBackDiffers. Never cancelled half-way.
 */
[[nodiscard]] Result<State> burnCycle(RegisterBus &bus, const State &before, const BlockBurn &cycle);

} // namespace fb::efuse
