// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/burn.h"
#include "efuse/coding.h"
#include "efuse/stage_rules.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace fb::efuse {

using chip::EfuseBlock;
using chip::EfuseField;
using chip::KeyPurpose;

namespace {

constexpr QStringView WriteMask = u"WR_DIS";
constexpr QStringView ReadMask = u"RD_DIS";

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::efuse", text);
}

void setBit(MutableByteView data, int bit)
{
    data[static_cast<std::size_t>(bit / 8)] |= static_cast<std::uint8_t>(1U << (bit % 8));
}

bool testBit(ByteView data, int bit)
{
    return data[static_cast<std::size_t>(bit / 8)] >> (bit % 8) & 1;
}

bool isMask(const EfuseField &field)
{
    return field.name == WriteMask || field.name == ReadMask;
}

/** Collects the bits of one request, checking each against the state; then cuts them into cycles. */
class Stager
{
public:
    explicit Stager(const State &state) : m_state(state), m_chip(state.chip()) {}

    Result<BurnPlan> run(const BurnRequest &request)
    {
        for (const KeyBurn &key : request.keys)
            FB_CHECK(addKey(key));
        for (const FieldBurn &field : request.fields)
            FB_CHECK(addField(field));
        for (const auto &[name, bytes] : request.byteFields)
            FB_CHECK(addBytes(name, bytes));
        for (const QString &name : request.writeProtect)
            FB_CHECK(addWriteProtection(name));
        for (const QString &name : request.readProtect)
            FB_CHECK(addReadProtection(name));
        for (const EfuseBlock &block : m_chip.blocks)
            FB_CHECK(checkCoding(block));
        FB_CHECK(checkCodingStays());
        BurnPlan plan = cutIntoCycles();
        FB_CHECK(checkOutcome(m_state, predict(m_state, plan)));
        return plan;
    }

private:
    // ---- names -------------------------------------------------------------------------------------------------

    Result<void> claim(const QString &name)
    {
        if (m_named.contains(name))
            return Error(errors::NamedTwice, tr("%1 is named twice.").arg(name), tr("Name each field and block once."), name);
        m_named << name;
        return {};
    }

    static Error unknown(const QString &name, const char *advice)
    {
        return {errors::UnknownName, tr("\"%1\" is not known on this chip.").arg(name.left(60)), tr(advice), name.left(60)};
    }

    Result<const EfuseField *> findField(const QString &name) const
    {
        if (const EfuseField *field = m_chip.field(name))
            return field;
        return unknown(name, QT_TRANSLATE_NOOP("fb::efuse", "\"chip show\" lists the fields."));
    }

    // ---- keys --------------------------------------------------------------------------------------------------

    /** The purpose asked for; null for plain data in a family without purposes. */
    Result<const KeyPurpose *> purposeFor(const KeyBurn &key, const EfuseBlock &block) const
    {
        const KeyPurpose *purpose = m_chip.purpose(key.purpose.isEmpty() ? key.block : key.purpose);
        if (!purpose) {
            if (key.purpose.isEmpty() && block.purposeField.isEmpty())
                return nullptr;
            return unknown(key.purpose, QT_TRANSLATE_NOOP("fb::efuse", "\"chip show\" lists the key purposes."));
        }
        if (!purpose->burnable || !purpose->fits(block))
            return Error(errors::PurposeNotInBlock, tr("A key for %1 cannot lie in %2 on this chip.").arg(purpose->name, block.name),
                         tr("Choose another block."), block.name);
        if (purpose->minRevision && m_state.revision() < *purpose->minRevision)
            return Error(errors::RevisionTooOld, tr("This chip is %1, which has no use for %2.").arg(m_state.revisionText(), purpose->name),
                         tr("It needs v%1.%2 or later.").arg(*purpose->minRevision / 100).arg(*purpose->minRevision % 100), block.name);
        return purpose;
    }

    Result<void> checkKeyData(const KeyBurn &key, const EfuseBlock &block, const KeyPurpose *purpose) const
    {
        const std::size_t size = m_state.dataSize(block);
        if (key.data.size() != size)
            return Error(errors::BadValue, tr("The key has %1 bytes.").arg(key.data.size()), tr("%1 takes exactly %2 bytes.").arg(block.name).arg(size),
                         block.name);
        const bool guards = purpose && (purpose->readProtected || purpose->isDigest);
        if (isFilledWith(key.data.view(), 0) || (guards && isWeakKey(key.data.view())))
            return Error(errors::WeakKey, tr("The key is all zero or a simple pattern."), tr("Use a key from a random number generator."), block.name);
        if (key.readProtect && purpose && !purpose->readProtected && (purpose->isDigest || !block.purposeField.isEmpty()))
            return Error(errors::MustStayReadable, tr("A block for %1 must stay readable.").arg(purpose->name), tr("Leave the read protection out."), block.name);
        return {};
    }

    Result<void> addKey(const KeyBurn &key)
    {
        const EfuseBlock *block = m_chip.block(key.block);
        if (!block || !block->isKey)
            return unknown(key.block, QT_TRANSLATE_NOOP("fb::efuse", "\"chip show\" lists the key blocks."));
        FB_CHECK(claim(block->name));
        FB_TRY(const KeyPurpose *purpose, purposeFor(key, *block));
        FB_CHECK(checkKeyData(key, *block, purpose));
        SecretBytes stored = key.data.clone();
        if (purpose && purpose->byteReversed)
            std::reverse(stored.mutableView().begin(), stored.mutableView().end());
        FB_CHECK(addKeyBits(*block, stored));
        FB_CHECK(addPurpose(*block, purpose));
        if (key.readProtect)
            FB_CHECK(addMaskBit(ReadMask, block->readProtectBit, block->name));
        if (key.writeProtect)
            FB_CHECK(addMaskBit(WriteMask, block->writeProtectBit, block->name));
        return {};
    }

    /** A key goes into an empty block, or lies there already. */
    Result<void> addKeyBits(const EfuseBlock &block, const SecretBytes &stored)
    {
        const ByteView there = m_state.block(block.id).first(stored.size());
        if (m_state.isReadable(block) && std::equal(there.begin(), there.end(), stored.view().begin()))
            return {};
        FB_CHECK(checkBlock(block));
        if (!m_state.isEmpty(block))
            return notEmpty(block);
        SecretBytes &target = bitsOf(block);
        std::copy(stored.view().begin(), stored.view().end(), target.mutableView().begin());
        return {};
    }

    Result<void> addPurpose(const EfuseBlock &block, const KeyPurpose *purpose)
    {
        if (block.purposeField.isEmpty())
            return {};
        const EfuseField &field = *m_chip.field(block.purposeField);
        const auto current = static_cast<int>(m_state.value(field));
        if (current != purpose->id) {
            if (current != 0)
                return purposeTaken(block, field);
            FB_CHECK(addBits(field, static_cast<std::uint64_t>(purpose->id)));
        }
        FB_CHECK(claim(field.name));
        return addMaskBit(WriteMask, field.writeProtectBit, field.name);
    }

    Error purposeTaken(const EfuseBlock &block, const EfuseField &field) const
    {
        return {errors::PurposeTaken, tr("%1 is a block for %2 already.").arg(block.name, m_state.purposeOf(block)), tr("Choose another block."), field.name};
    }

    static Error notEmpty(const EfuseBlock &block)
    {
        return {errors::BlockNotEmpty, tr("%1 holds other data already, and its coding allows no second burn.").arg(block.name),
                tr("Choose an empty block."), block.name};
    }

    // ---- fields ------------------------------------------------------------------------------------------------

    Result<void> addField(const FieldBurn &burn)
    {
        FB_TRY(const EfuseField *field, findField(burn.field));
        FB_CHECK(claim(field->name));
        if (field->width > 64)
            return Error(errors::BadValue, tr("%1 takes bytes, not a number.").arg(field->name), tr("Give %1 bytes.").arg(field->width / 8), field->name);
        if (burn.value == 0)
            return Error(errors::BadValue, tr("The value 0 burns nothing."), tr("Leave the field out."), field->name);
        if (field->width < 64 && burn.value >> field->width)
            return Error(errors::BadValue, tr("%1 has only %2 bits.").arg(field->name).arg(field->width), tr("Give a smaller value."), field->name);
        FB_CHECK(checkSpecialValue(*field, burn.value));
        return addBits(*field, burn.value);
    }

    Result<void> checkSpecialValue(const EfuseField &field, std::uint64_t value) const
    {
        if (field.isKeyPurpose)
            return checkPurposeValue(field, value);
        if (field.name != QStringLiteral("CODING_SCHEME") || value == m_state.value(field))
            return {};
        if (value == 2)
            return Error(errors::CodingUnsupported, tr("Repeat coding is not supported."), tr("Use 0 or 1."), field.name);
        for (const EfuseBlock &block : m_chip.blocks) {
            if (block.id != 0 && !m_state.isEmpty(block))
                return Error(errors::BlockNotEmpty, tr("%1 holds data in the present coding.").arg(block.name),
                             tr("The coding can be changed on a blank chip only."), field.name);
        }
        return {};
    }

    Result<void> checkPurposeValue(const EfuseField &field, std::uint64_t value) const
    {
        const KeyPurpose *purpose = m_chip.purpose(static_cast<int>(value));
        if (!purpose || !purpose->burnable)
            return Error(errors::BadValue, tr("%1 is no key purpose of this chip.").arg(value), tr("\"chip show\" lists the key purposes."), field.name);
        for (const EfuseBlock &block : m_chip.blocks) {
            if (block.purposeField != field.name)
                continue;
            if (!purpose->fits(block))
                return Error(errors::PurposeNotInBlock, tr("A key for %1 cannot lie in %2 on this chip.").arg(purpose->name, block.name),
                             tr("Choose another block."), block.name);
            if (m_state.value(field) != 0 && m_state.value(field) != value)
                return purposeTaken(block, field);
        }
        return {};
    }

    Result<void> addBytes(const QString &name, const Bytes &bytes)
    {
        FB_TRY(const EfuseField *field, findField(name));
        FB_CHECK(claim(field->name));
        const EfuseBlock &block = *m_chip.block(field->block);
        const bool whole = field->width == block.words * 32;
        const std::size_t size = whole ? m_state.dataSize(block) : static_cast<std::size_t>(field->width + 7) / 8;
        if (bytes.size() != size)
            return Error(errors::BadValue, tr("%1 bytes were given.").arg(bytes.size()), tr("%1 takes exactly %2 bytes.").arg(field->name).arg(size), field->name);
        if (isFilledWith(bytes, 0))
            return Error(errors::BadValue, tr("The value 0 burns nothing."), tr("Leave the field out."), field->name);
        if (field->type == chip::FieldType::Mac && (bytes[0] & 1))
            return Error(errors::BadValue, tr("This is a multicast address."), tr("The first byte of a unit's address is even."), field->name);
        return addBits(*field, bytes);
    }

    Result<void> addBits(const EfuseField &field, std::uint64_t value)
    {
        Bytes bytes(8);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
        return addBits(field, bytes);
    }

    /** The field's value becomes `value`; WR_DIS and RD_DIS only gain bits. */
    Result<void> addBits(const EfuseField &field, ByteView value)
    {
        const EfuseBlock &block = *m_chip.block(field.block);
        const ByteView there = m_state.block(field.block);
        std::vector<int> missing;
        for (int bit = 0; bit < field.width; ++bit) {
            const bool wanted = bit / 8 < static_cast<int>(value.size()) && testBit(value, bit);
            const bool set = testBit(there, field.bit + bit);
            if (set && !wanted && !isMask(field))
                return Error(errors::WouldClear, tr("Bit %1 of %2 is burned already and cannot be cleared.").arg(bit).arg(field.name),
                             tr("Bits can only be added."), field.name);
            if (wanted && !set)
                missing.push_back(field.bit + bit);
        }
        if (missing.empty())
            return {};
        if (!m_state.isWritable(field))
            return writeProtected(field.name);
        FB_CHECK(checkBlock(block));
        for (const int bit : missing)
            setBit(bitsOf(block).mutableView(), bit);
        return {};
    }

    // ---- protections -------------------------------------------------------------------------------------------

    Result<void> addWriteProtection(const QString &name)
    {
        if (const EfuseField *field = m_chip.field(name))
            return addMaskBit(WriteMask, field->writeProtectBit, field->name);
        if (const EfuseBlock *block = m_chip.block(name))
            return addMaskBit(WriteMask, block->writeProtectBit, block->name);
        return unknown(name, QT_TRANSLATE_NOOP("fb::efuse", "\"chip show\" lists fields and blocks."));
    }

    Result<void> addReadProtection(const QString &name)
    {
        const EfuseBlock *block = m_chip.block(name);
        const EfuseField *field = m_chip.field(name);
        if (!block && !field)
            return unknown(name, QT_TRANSLATE_NOOP("fb::efuse", "\"chip show\" lists fields and blocks."));
        if (block)
            FB_CHECK(checkMayHide(*block));
        return addMaskBit(ReadMask, block ? block->readProtectBit : field->readProtectBit, block ? block->name : field->name);
    }

    /** Only what holds a secret may be hidden: the purpose burned, or the one that this request burns. */
    Result<void> checkMayHide(const EfuseBlock &block) const
    {
        if (block.purposeField.isEmpty() || !m_state.isReadable(block))
            return {};
        BurnPlan staged;
        staged.cycles.push_back(cycleFor(*m_chip.block(0)));
        const KeyPurpose *purpose = m_chip.purpose(predict(m_state, staged).purposeOf(block));
        if (purpose && purpose->readProtected)
            return {};
        return Error(errors::MustStayReadable, tr("%1 is a block for %2 and must stay readable.").arg(block.name, purpose ? purpose->name : tr("an unknown purpose")),
                     tr("Only keys are hidden."), block.name);
    }

    Result<void> addMaskBit(QStringView maskName, std::optional<int> bit, const QString &subject)
    {
        const EfuseField &mask = *m_chip.field(maskName);
        if (!bit)
            return Error(errors::BadValue, tr("%1 has no such protection.").arg(subject), tr("\"chip show\" lists the protect bits."), subject);
        if (m_state.value(mask) >> *bit & 1)
            return {};
        if (m_state.isWritable(mask)) {
            setBit(bitsOf(*m_chip.block(mask.block)).mutableView(), mask.bit + *bit);
            return {};
        }
        if (maskName == ReadMask)
            return Error(errors::ReadProtectionLocked, tr("RD_DIS is write-protected: %1 can never be hidden.").arg(subject),
                         tr("Use another unit, or a purpose that needs no read protection."), subject);
        return writeProtected(mask.name);
    }

    // ---- blocks ------------------------------------------------------------------------------------------------

    static Error writeProtected(const QString &subject)
    {
        return {errors::WriteProtected, tr("%1 is write-protected.").arg(subject), tr("Its value is final."), subject};
    }

    /** May the block take new bits at all? */
    Result<void> checkBlock(const EfuseBlock &block) const
    {
        if (!m_state.isWritable(block))
            return writeProtected(block.name);
        if (!m_state.isReadable(block))
            return Error(errors::BlockHidden, tr("%1 is hidden; what it holds cannot be told.").arg(block.name), tr("Choose another block."), block.name);
        if (block.id != 0 && m_state.hasCodingError(block))
            return Error(errors::BlockDamaged, tr("%1 was half burned, its check symbols do not fit.").arg(block.name), tr("Choose another block."), block.name);
        if (m_state.coding(block) == Coding::Repeat)
            return Error(errors::CodingUnsupported, tr("%1 has repeat coding, which is not supported.").arg(block.name), tr("Use another unit."), block.name);
        return {};
    }

    /** A coded block, or coded group, that holds anything takes nothing else. */
    Result<void> checkCoding(const EfuseBlock &block) const
    {
        const auto found = m_bits.find(block.id);
        if (found == m_bits.end() || m_state.coding(block) == Coding::None)
            return {};
        const ByteView there = m_state.block(block.id);
        const ByteView added = found->second.view();
        if (!isFilledWith(added.subspan(m_state.dataSize(block)), 0))
            return Error(errors::BadValue, tr("With this coding %1 ends after %2 bytes.").arg(block.name).arg(m_state.dataSize(block)),
                         tr("Burn less, or use a unit without this coding."), block.name);
        const std::size_t step = m_state.coding(block) == Coding::ThreeQuarters ? ThreeQuarterGroup : added.size();
        for (std::size_t at = 0; at + step <= added.size(); at += step) {
            if (!isFilledWith(added.subspan(at, step), 0) && !isFilledWith(there.subspan(at, step), 0))
                return notEmpty(block);
        }
        return {};
    }

    /** Data is coded as the chip is now; a change of coding in the same run would make it unreadable. */
    Result<void> checkCodingStays() const
    {
        const EfuseField *scheme = m_chip.field(u"CODING_SCHEME");
        const auto settings = m_bits.find(0);
        if (!scheme || settings == m_bits.end() || m_bits.size() == 1)
            return {};
        for (int bit = scheme->bit; bit < scheme->bit + scheme->width; ++bit) {
            if (testBit(settings->second.view(), bit))
                return Error(errors::CodingUnsupported, tr("Other blocks cannot be burned together with a change of their coding."),
                             tr("Burn CODING_SCHEME first, alone."), scheme->name);
        }
        return {};
    }

    SecretBytes &bitsOf(const EfuseBlock &block)
    {
        SecretBytes &bits = m_bits[block.id];
        if (bits.isEmpty())
            bits = SecretBytes(static_cast<std::size_t>(block.words) * 4);
        return bits;
    }

    [[nodiscard]] BlockBurn cycleFor(const EfuseBlock &block) const
    {
        const auto found = m_bits.find(block.id);
        BlockBurn cycle;
        cycle.block = block.id;
        cycle.bits = found == m_bits.end() ? SecretBytes(static_cast<std::size_t>(block.words) * 4) : found->second.clone();
        return cycle;
    }

    // ---- order -------------------------------------------------------------------------------------------------

    BurnPlan cutIntoCycles() const
    {
        BurnPlan plan;
        for (auto it = m_bits.rbegin(); it != m_bits.rend() && it->first != 0; ++it)
            plan.cycles.push_back(cycleFor(*m_chip.block(it->first)));
        BlockBurn settings = cycleFor(*m_chip.block(0));
        BlockBurn last = takeFields(settings, m_chip.burnLast);
        BlockBurn locks = takeFields(last, m_chip.registerLocks);
        moveGuards(last, locks);
        for (BlockBurn *cycle : {&settings, &last, &locks}) {
            if (!isFilledWith(cycle->bits.view(), 0))
                plan.cycles.push_back(std::move(*cycle));
        }
        return plan;
    }

    /** Moves the bits of these fields out of `from` into a cycle of their own. */
    BlockBurn takeFields(BlockBurn &from, const QStringList &names) const
    {
        BlockBurn taken;
        taken.bits = SecretBytes(from.bits.size());
        for (const QString &name : names) {
            const EfuseField &field = *m_chip.field(name);
            for (int bit = field.bit; bit < field.bit + field.width; ++bit)
                moveBit(from, taken, bit);
        }
        return taken;
    }

    static void moveBit(BlockBurn &from, BlockBurn &to, int bit)
    {
        if (!testBit(from.bits.view(), bit))
            return;
        setBit(to.bits.mutableView(), bit);
        from.bits.mutableView()[static_cast<std::size_t>(bit / 8)] &= static_cast<std::uint8_t>(~(1U << (bit % 8)));
    }

    /** A write protection of the locks may not come into force before them. */
    void moveGuards(BlockBurn &from, BlockBurn &locks) const
    {
        const EfuseField &mask = *m_chip.field(WriteMask);
        for (const QString &name : m_chip.registerLocks) {
            const EfuseField &field = *m_chip.field(name);
            if (field.writeProtectBit && testBit(locks.bits.view(), field.bit))
                moveBit(from, locks, mask.bit + *field.writeProtectBit);
        }
    }

    const State &m_state;
    const chip::Chip &m_chip;
    std::map<int, SecretBytes> m_bits; ///< by block: bits to add
    QStringList m_named;
};

} // namespace

Result<BurnPlan> stage(const State &state, const BurnRequest &request)
{
    return Stager(state).run(request);
}

} // namespace fb::efuse
