// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/state.h"

#include <algorithm>
#include <bit>

namespace fb::efuse {

using chip::EfuseBlock;
using chip::EfuseField;

namespace {

constexpr QStringView WriteProtectMask = u"WR_DIS";
constexpr QStringView ReadProtectMask = u"RD_DIS";

bool bitAt(ByteView data, int bit)
{
    return (data[static_cast<std::size_t>(bit / 8)] >> (bit % 8)) & 1;
}

void setBitAt(Bytes &data, int bit, bool value)
{
    const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
    std::uint8_t &byte = data[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<std::uint8_t>(value ? byte | mask : byte & ~mask);
}

/** Bits of `block` that the maker of chip or module may have set. */
Bytes factoryBits(const chip::Chip &chip, const EfuseBlock &block)
{
    Bytes mask(static_cast<std::size_t>(block.words) * 4);
    bool onlyFactory = true;
    bool any = false;
    for (const EfuseField &field : chip.fields) {
        if (field.block != block.id)
            continue;
        any = true;
        onlyFactory = onlyFactory && field.factory;
        for (int bit = field.bit; field.factory && bit < field.bit + field.width; ++bit)
            setBitAt(mask, bit, true);
    }
    return any && onlyFactory ? Bytes(mask.size(), 0xFF) : mask;
}

/** Bits of block 0 that belong to no field: they say nothing. */
Bytes unknownBits(const chip::Chip &chip, const EfuseBlock &block)
{
    Bytes mask(static_cast<std::size_t>(block.words) * 4, block.id == 0 ? 0xFF : 0x00);
    for (const EfuseField &field : chip.fields) {
        for (int bit = field.bit; field.block == 0 && block.id == 0 && bit < field.bit + field.width; ++bit)
            setBitAt(mask, bit, false);
    }
    return mask;
}

/** True where the write-protect bit guards nothing but what the maker of the chip has set. */
bool guardsFactoryDataOnly(const chip::Chip &chip, int bit)
{
    bool guards = false;
    for (const EfuseField &field : chip.fields) {
        if (field.writeProtectBit != bit)
            continue;
        guards = true;
        if (!field.factory)
            return false;
    }
    return guards;
}

Bytes toleratedBits(const chip::Chip &chip, const EfuseBlock &block)
{
    Bytes mask = factoryBits(chip, block);
    const Bytes unknown = unknownBits(chip, block);
    for (std::size_t i = 0; i < mask.size(); ++i)
        mask[i] |= unknown[i];
    const EfuseField *writeMask = chip.field(WriteProtectMask);
    for (int bit = 0; writeMask && block.id == writeMask->block && bit < writeMask->width; ++bit) {
        if (guardsFactoryDataOnly(chip, bit))
            setBitAt(mask, writeMask->bit + bit, true);
    }
    return mask;
}

} // namespace

State::State(const chip::Chip &chip) : m_chip(&chip), m_errors(chip.errorRegisters.size())
{
    for (const EfuseBlock &block : chip.blocks)
        m_blocks.emplace_back(static_cast<std::size_t>(block.words) * 4);
}

ByteView State::block(int id) const
{
    return m_blocks.at(static_cast<std::size_t>(id));
}

void State::setBlock(int id, ByteView data)
{
    Bytes &target = m_blocks.at(static_cast<std::size_t>(id));
    std::fill(target.begin(), target.end(), std::uint8_t{0});
    std::copy_n(data.begin(), std::min(data.size(), target.size()), target.begin());
}

Bytes State::bits(const EfuseField &field) const
{
    const ByteView data = block(field.block);
    Bytes out(static_cast<std::size_t>(field.width + 7) / 8);
    for (int bit = 0; bit < field.width; ++bit)
        setBitAt(out, bit, bitAt(data, field.bit + bit));
    return out;
}

void State::setBits(const EfuseField &field, ByteView bits)
{
    Bytes &target = m_blocks.at(static_cast<std::size_t>(field.block));
    const int given = static_cast<int>(bits.size()) * 8;
    for (int bit = 0; bit < field.width; ++bit)
        setBitAt(target, field.bit + bit, bit < given && bitAt(bits, bit));
}

std::uint64_t State::value(const EfuseField &field) const
{
    const ByteView data = block(field.block);
    std::uint64_t out = 0;
    for (int bit = std::min(field.width, 64) - 1; bit >= 0; --bit)
        out = out << 1 | static_cast<std::uint64_t>(bitAt(data, field.bit + bit));
    return out;
}

std::uint64_t State::value(QStringView fieldName) const
{
    const EfuseField *field = m_chip->field(fieldName);
    Q_ASSERT(field);
    return field ? value(*field) : 0;
}

std::uint64_t State::value(const chip::ComputedField &field) const
{
    std::uint64_t joined = 0;
    for (const QString &part : field.parts) {
        if (part == chip::RevisionRegisterPart) {
            joined = joined << 1 | static_cast<std::uint64_t>(m_revisionBit);
        } else if (const EfuseField *source = m_chip->field(part)) {
            joined = joined << source->width | value(*source);
        }
    }
    if (field.translation.empty())
        return joined;
    const auto found = field.translation.find(static_cast<int>(joined));
    return static_cast<std::uint64_t>(found == field.translation.end() ? field.otherwise : found->second);
}

std::optional<std::uint64_t> State::number(QStringView name) const
{
    if (const chip::ComputedField *computed = m_chip->computedField(name))
        return value(*computed);
    if (const EfuseField *field = m_chip->field(name))
        return value(*field);
    return std::nullopt;
}

void State::setValue(QStringView fieldName, std::uint64_t newValue)
{
    const EfuseField *field = m_chip->field(fieldName);
    Q_ASSERT(field);
    if (!field)
        return;
    Bytes little(8);
    for (std::size_t i = 0; i < little.size(); ++i)
        little[i] = static_cast<std::uint8_t>(newValue >> (8 * i));
    setBits(*field, little);
}

Coding State::coding(const EfuseBlock &block) const
{
    if (block.id == 0)
        return Coding::None;
    if (m_chip->controller == chip::EfuseController::Common)
        return Coding::ReedSolomon;
    switch (number(u"CODING_SCHEME").value_or(0)) {
    case 1: return Coding::ThreeQuarters;
    case 2: return Coding::Repeat;
    default: return Coding::None;
    }
}

std::size_t State::dataSize(const EfuseBlock &block) const
{
    const auto whole = static_cast<std::size_t>(block.words) * 4;
    switch (coding(block)) {
    case Coding::ThreeQuarters: return whole * 3 / 4;
    case Coding::Repeat: return whole / 2;
    default: return whole;
    }
}

bool State::protectBit(QStringView mask, std::optional<int> bit) const
{
    const EfuseField *field = m_chip->field(mask);
    return bit && field && (value(*field) >> *bit & 1);
}

bool State::isReadable(const EfuseBlock &block) const
{
    return !protectBit(ReadProtectMask, block.readProtectBit);
}

bool State::isWritable(const EfuseBlock &block) const
{
    return !protectBit(WriteProtectMask, block.writeProtectBit);
}

bool State::isReadable(const EfuseField &field) const
{
    return !protectBit(ReadProtectMask, field.readProtectBit);
}

bool State::isWritable(const EfuseField &field) const
{
    return !protectBit(WriteProtectMask, field.writeProtectBit);
}

QString State::purposeOf(const EfuseBlock &block) const
{
    if (block.purposeField.isEmpty())
        return {};
    const auto id = static_cast<int>(value(block.purposeField));
    const chip::KeyPurpose *purpose = m_chip->purpose(id);
    return purpose ? purpose->name : QString::number(id);
}

bool State::isEmpty(const EfuseBlock &block) const
{
    return isReadable(block) && isFilledWith(this->block(block.id), 0);
}

bool State::hasCodingError(const EfuseBlock &block) const
{
    const auto registerAt = [this](std::uint32_t offset) {
        const auto &offsets = m_chip->errorRegisters;
        const auto found = std::find(offsets.begin(), offsets.end(), offset);
        const auto index = static_cast<std::size_t>(found - offsets.begin());
        return index < m_errors.size() ? m_errors[index] : 0;
    };
    if (block.id == 0) {
        const auto repeat = std::min(m_errors.size(), static_cast<std::size_t>(m_chip->repeatErrorWords));
        return std::any_of(m_errors.begin(), m_errors.begin() + static_cast<std::ptrdiff_t>(repeat), [](auto e) { return e != 0; });
    }
    if (m_chip->decodeErrorMask != 0)
        return coding(block) != Coding::None && registerAt(block.errors.registerOffset) & m_chip->decodeErrorMask;
    const bool counted = block.errors.countShift >= 0 && (registerAt(block.errors.registerOffset) >> block.errors.countShift & 7);
    const bool failed = block.errors.failBit >= 0 && (registerAt(block.errors.failRegisterOffset) >> block.errors.failBit & 1);
    return counted || failed;
}

int State::revision() const
{
    return static_cast<int>(number(m_chip->revisionMajor).value_or(0) * 100 + number(m_chip->revisionMinor).value_or(0));
}

QString State::revisionText() const
{
    return QStringLiteral("v%1.%2").arg(revision() / 100).arg(revision() % 100);
}

Bytes State::mac() const
{
    const EfuseField *field = m_chip->field(m_chip->macField);
    Bytes stored = field ? bits(*field) : Bytes(6);
    stored.resize(6);
    std::reverse(stored.begin(), stored.end()); // the factory address lies with its last byte first
    return stored;
}

QString State::macText() const
{
    return QString::fromLatin1(toQByteArray(mac()).toHex(':'));
}

bool State::flashEncryptionOn() const
{
    return std::popcount(number(m_chip->release.flashCryptCount).value_or(0)) % 2 == 1;
}

bool State::secureBootV2On() const
{
    return number(m_chip->release.secureBootEnable).value_or(0) != 0;
}

bool State::isVirgin() const
{
    for (const EfuseBlock &block : m_chip->blocks) {
        const Bytes tolerated = toleratedBits(*m_chip, block);
        const ByteView data = this->block(block.id);
        for (std::size_t i = 0; i < data.size(); ++i) {
            if (data[i] & ~tolerated[i])
                return false;
        }
    }
    return true;
}

bool State::operator==(const State &other) const
{
    return m_chip == other.m_chip && m_blocks == other.m_blocks && m_errors == other.m_errors && m_revisionBit == other.m_revisionBit;
}

} // namespace fb::efuse
