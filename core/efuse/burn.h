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
    /** Of Chip::purposes. ESP32 may leave it empty: a role as block name decides ("flash_encryption"), "BLOCK1" is plain data. */
    QString purpose;
    SecretBytes data;
    bool readProtect = false;
    bool writeProtect = true;
};

struct FieldBurn
{
    QString field;
    std::uint64_t value = 0; ///< as stored; see field_text.h for what people write
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
    /**
     * In order of burning. Block 0 may stand three times: settings; then what locks something in (Chip::burnLast); then
     * alone the fields that close register access, so that everything else has been read back before.
     */
    std::vector<BlockBurn> cycles;
    [[nodiscard]] bool isEmpty() const { return cycles.empty(); }
};

namespace errors {
inline constexpr ErrorCode UnknownName{"efuse.unknown_name", ErrorKind::Usage};
inline constexpr ErrorCode NamedTwice{"efuse.named_twice", ErrorKind::Usage};
inline constexpr ErrorCode BadValue{"efuse.bad_value", ErrorKind::BadInput};
inline constexpr ErrorCode WriteProtected{"efuse.write_protected", ErrorKind::SafetyRule};
inline constexpr ErrorCode WouldClear{"efuse.would_clear_bits", ErrorKind::SafetyRule};
inline constexpr ErrorCode BlockNotEmpty{"efuse.block_not_empty", ErrorKind::SafetyRule};
inline constexpr ErrorCode BlockDamaged{"efuse.block_damaged", ErrorKind::SafetyRule};
inline constexpr ErrorCode BlockHidden{"efuse.block_hidden", ErrorKind::SafetyRule};
inline constexpr ErrorCode WeakKey{"efuse.weak_key", ErrorKind::SafetyRule};
inline constexpr ErrorCode CodingUnsupported{"efuse.coding_unsupported", ErrorKind::SafetyRule};
inline constexpr ErrorCode PurposeNotInBlock{"efuse.purpose_not_in_block", ErrorKind::SafetyRule};
inline constexpr ErrorCode PurposeTaken{"efuse.purpose_taken", ErrorKind::SafetyRule};
inline constexpr ErrorCode ReadProtectionLocked{"efuse.read_protection_locked", ErrorKind::SafetyRule};
inline constexpr ErrorCode MustStayReadable{"efuse.must_stay_readable", ErrorKind::SafetyRule};
inline constexpr ErrorCode KeyStillReadable{"efuse.key_still_readable", ErrorKind::SafetyRule};
inline constexpr ErrorCode RevisionTooOld{"efuse.revision_too_old", ErrorKind::SafetyRule};
inline constexpr ErrorCode NoKeyDigest{"efuse.no_key_digest", ErrorKind::SafetyRule};
inline constexpr ErrorCode ControllerBusy{"efuse.controller_busy", ErrorKind::Device};
inline constexpr ErrorCode NoTiming{"efuse.no_timing", ErrorKind::Device};
inline constexpr ErrorCode ReadBackDiffers{"efuse.read_back_differs", ErrorKind::Device};
} // namespace errors

/** Checks the request against the state and turns names into bits; what is burned already is dropped. */
[[nodiscard]] Result<BurnPlan> stage(const State &state, const BurnRequest &request);

/** The state that a read would show after the plan ran: bits OR-ed in, read-protected blocks blanked. Pure. */
[[nodiscard]] State predict(const State &state, const BurnPlan &plan);

/** Fields that the plan would set, with the whole value each would then have: what a person is asked to confirm. */
struct PlannedChange
{
    QString name;  ///< field, or block for a key
    int block = 0;
    bool secret = false; ///< then value and bits are not for showing
    std::uint64_t before = 0, after = 0;
};
[[nodiscard]] std::vector<PlannedChange> changesOf(const State &state, const BurnPlan &plan);

/** Sentences about what is allowed but dangerous: an enable without its key, a key left readable, the same purpose twice. */
[[nodiscard]] QStringList warningsOf(const State &state, const BurnPlan &plan);

/** All bytes alike, two equal halves, or bytes in equal steps: no random number. */
[[nodiscard]] bool isWeakKey(ByteView key);

/** After this cycle the ROM answers no register command any more (secure download mode). */
[[nodiscard]] bool closesRegisterAccess(const chip::Chip &chip, const BlockBurn &cycle);

/** Reads every block, the error registers and the revision bit. */
[[nodiscard]] Result<State> readState(RegisterBus &bus, const chip::Chip &chip);

/**
 * Programs one cycle and reads back: the block, the error registers, and for block 0 the blocks it hides. Coded blocks
 * are coded over what `before` shows together with the new bits, so a cycle that was cut can be finished with the same
 * data. Bits of a block that is not hidden must all be found set afterwards, and its check symbols right, otherwise up
 * to two more tries, then ReadBackDiffers. Never cancelled half-way. A cycle that closesRegisterAccess() cannot be read
 * back: the answer is then the predicted state, and the caller has to ask GET_SECURITY_INFO.
 */
[[nodiscard]] Result<State> burnCycle(RegisterBus &bus, const State &before, const BlockBurn &cycle);

} // namespace fb::efuse
