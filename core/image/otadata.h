// SPDX-License-Identifier: GPL-3.0-or-later
// otadata: two sectors, one 32-byte record at the start of each (ESP-IDF, esp_flash_partitions.h): sequence, label,
// state, CRC over the sequence only. The choice is that of bootloader_utility.c and bootloader_common_loader.c.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QJsonObject>

#include <array>
#include <optional>

namespace fb::image {

inline constexpr std::size_t OtaDataSize = 0x2000;
inline constexpr std::size_t OtaDataSector = 0x1000;
inline constexpr std::size_t OtaEntrySize = 32;

enum class OtaState : std::uint32_t {
    New = 0, PendingVerify = 1, Valid = 2, Invalid = 3, Aborted = 4, Undefined = 0xFFFFFFFF
};

struct OtaEntry
{
    std::uint32_t sequence = 0xFFFFFFFF;
    Bytes label = Bytes(20, 0xFF);
    std::uint32_t state = 0xFFFFFFFF; ///< OtaState, or whatever is stored
    std::uint32_t crc = 0xFFFFFFFF;   ///< as stored

    [[nodiscard]] bool isErased() const { return sequence == 0xFFFFFFFF; }
    [[nodiscard]] bool crcOk() const;
    /** Erased, or marked as not to be started; says nothing of the CRC. */
    [[nodiscard]] bool isOutOfUse() const;
    /** Sequence set, CRC right, state neither invalid nor aborted. */
    [[nodiscard]] bool isValid() const;
    [[nodiscard]] QString stateName() const; ///< "pending-verify", "unknown"
};

using OtaData = std::array<OtaEntry, 2>;

/** What the bootloader knows besides: the slots of the partition table and how it was built. */
struct OtaSetup
{
    int slotCount = 0;
    bool factory = false;
    bool rollback = false; ///< CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE
};

inline constexpr int FactorySlot = -1;

struct OtaChoice
{
    int slot = FactorySlot;             ///< where the bootloader begins to look
    bool anyApp = false;                ///< no factory and otadata of no use: every app partition is tried in turn
    bool otaDataInvalid = false;        ///< neither blank nor usable: the bootloader says "ota data partition invalid"
    QString reason;                     ///< one sentence, translated
    std::array<std::optional<OtaEntry>, 2> rewritten; ///< what the bootloader writes back before it starts the app
    /** What the bootloader writes into the first sector once the slot has proved good: {slot + 1, valid}. */
    std::optional<OtaEntry> firstEntry;
    [[nodiscard]] QString label() const; ///< "factory", "ota_1"; empty where anyApp
};

namespace errors {
inline constexpr ErrorCode OtaDataMalformed{"otadata.malformed", ErrorKind::BadInput};
inline constexpr ErrorCode OtaSlotRange{"otadata.slot_out_of_range", ErrorKind::Usage};
} // namespace errors

/** Needs 0x2000 bytes at least. */
[[nodiscard]] Result<OtaData> parseOtaData(ByteView sectors);
/** A state that only a bootloader and an application built with rollback leave behind. */
[[nodiscard]] bool rollbackInUse(const OtaData &data);
[[nodiscard]] OtaChoice chooseSlot(const OtaData &data, const OtaSetup &setup);
/** Right CRC over the sequence. */
[[nodiscard]] OtaEntry makeOtaEntry(std::uint32_t sequence, OtaState state);
[[nodiscard]] Bytes otaEntryToBytes(const OtaEntry &entry); ///< 32 bytes
/** 0x2000 bytes: first sector chooses `slot`, second erased. */
[[nodiscard]] Result<Bytes> makeOtaData(int slot, int slotCount, OtaState state);
[[nodiscard]] Bytes blankOtaData(); ///< 0x2000 bytes 0xFF
[[nodiscard]] QJsonObject otaDataToJson(const OtaData &data);

} // namespace fb::image
