// SPDX-License-Identifier: GPL-3.0-or-later
// efuse/: the eFuses of one unit as a value: state, field access, codings, burn plans, protection rules, and the
// register sequences of the controllers over any RegisterBus.
#pragma once

#include "chip/chip.h"

namespace fb::efuse {

/** How a block's data is kept: as it is, with 3/4 check bytes, twice, or with Reed-Solomon symbols (burned once only). */
enum class Coding { None, ThreeQuarters, Repeat, ReedSolomon };

/**
 * What a unit's eFuse read registers show at one moment. Block contents are the data after decoding (words as read,
 * little endian, byte i holds bits 8i..8i+7); a read-protected block reads as zeros and says so in isReadable().
 * A value type: copying is cheap enough for planning (under 500 bytes).
 */
class State
{
public:
    /** A blank chip: all bits zero. The description must outlive the state. */
    explicit State(const chip::Chip &chip);

    [[nodiscard]] const chip::Chip &chip() const { return *m_chip; }

    [[nodiscard]] ByteView block(int id) const;
    void setBlock(int id, ByteView data); ///< shorter data is padded with zeros, longer data cut
    /** Error registers as read, in the order of Chip::errorRegisters; ESP32: the one DEC_STATUS. */
    [[nodiscard]] const std::vector<std::uint32_t> &errorRegisters() const { return m_errors; }
    void setErrorRegisters(std::vector<std::uint32_t> values) { m_errors = std::move(values); }
    /** Chip revision from registers that are not eFuses (ESP32's APB_CTL_DATE bit 31). */
    void setRevisionRegisterBit(bool value) { m_revisionBit = value; }
    [[nodiscard]] bool revisionRegisterBit() const { return m_revisionBit; }

    /** Up to 64 bits of a field; 0 for an unknown name (asserts in debug builds). */
    [[nodiscard]] std::uint64_t value(const chip::EfuseField &field) const;
    [[nodiscard]] std::uint64_t value(QStringView fieldName) const;
    [[nodiscard]] std::uint64_t value(const chip::ComputedField &field) const;
    /** Of a field or a computed field; nullopt for an unknown name. */
    [[nodiscard]] std::optional<std::uint64_t> number(QStringView name) const;
    [[nodiscard]] Bytes bits(const chip::EfuseField &field) const; ///< little endian, bit 0 of byte 0 first
    void setValue(QStringView fieldName, std::uint64_t value);     ///< replaces; for building states in tests and plans
    void setBits(const chip::EfuseField &field, ByteView bits);

    /** Block 0 has no coding that software sees; on ESP32 CODING_SCHEME decides, later families have Reed-Solomon. */
    [[nodiscard]] Coding coding(const chip::EfuseBlock &block) const;
    /** Bytes of data that the block holds under its coding. */
    [[nodiscard]] std::size_t dataSize(const chip::EfuseBlock &block) const;

    [[nodiscard]] bool isReadable(const chip::EfuseBlock &block) const;
    [[nodiscard]] bool isWritable(const chip::EfuseBlock &block) const;
    [[nodiscard]] bool isReadable(const chip::EfuseField &field) const;
    [[nodiscard]] bool isWritable(const chip::EfuseField &field) const;
    /** Purpose name of a key block ("USER" where none is burned); empty for a block without purpose. */
    [[nodiscard]] QString purposeOf(const chip::EfuseBlock &block) const;
    /** No bit set, nothing hidden: ready to take a key. */
    [[nodiscard]] bool isEmpty(const chip::EfuseBlock &block) const;
    /** The check symbols of the block do not fit its contents (block 0: the copies differ), as the error registers show. */
    [[nodiscard]] bool hasCodingError(const chip::EfuseBlock &block) const;

    /** Major * 100 + minor. */
    [[nodiscard]] int revision() const;
    [[nodiscard]] QString revisionText() const; ///< "v3.1"
    [[nodiscard]] Bytes mac() const;            ///< 6 bytes in reading order
    [[nodiscard]] QString macText() const;      ///< "7c:df:a1:0e:44:12"
    /** Odd number of ones in FLASH_CRYPT_CNT / SPI_BOOT_CRYPT_CNT. */
    [[nodiscard]] bool flashEncryptionOn() const;
    [[nodiscard]] bool secureBootV2On() const;
    /** No bit differs from a factory-fresh chip outside identity and calibration. */
    [[nodiscard]] bool isVirgin() const;

    bool operator==(const State &other) const;

private:
    [[nodiscard]] bool protectBit(QStringView mask, std::optional<int> bit) const;

    const chip::Chip *m_chip;
    std::vector<Bytes> m_blocks; ///< by position in Chip::blocks
    std::vector<std::uint32_t> m_errors;
    bool m_revisionBit = false;
};

} // namespace fb::efuse
