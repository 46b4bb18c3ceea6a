// SPDX-License-Identifier: GPL-3.0-or-later
#include "chip/chip_checks.h"

#include <QCoreApplication>
#include <QSet>


namespace fb::chip {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::chip", text);
}

class Checker
{
public:
    Checker(const Chip &chip, QString where) : m_chip(chip), m_where(std::move(where)) {}

    Result<void> run()
    {
        checkRegisters();
        checkBlocks();
        checkFields();
        checkComputed();
        checkPurposes();
        checkRelease();
        checkLists();
        return m_error ? Result<void>(*m_error) : Result<void>();
    }

private:
    void fail(const QString &message, const QString &subject)
    {
        if (!m_error)
            m_error = Error(errors::BadDescription, message, tr("Mend the description; the schema stands beside it."),
                            m_where + QStringLiteral("/") + subject);
    }

    void need(bool condition, const char *message, const QString &subject)
    {
        if (!condition)
            fail(tr(message), subject);
    }

    void needField(const QString &name)
    {
        need(m_chip.field(name), QT_TRANSLATE_NOOP("fb::chip", "A field is named that does not exist."), name);
    }

    void needNumber(const QString &name)
    {
        need(m_chip.field(name) || m_chip.computedField(name),
             QT_TRANSLATE_NOOP("fb::chip", "A field is named that does not exist."), name);
    }

    void needBlock(const QString &name)
    {
        need(m_chip.block(name), QT_TRANSLATE_NOOP("fb::chip", "A block is named that does not exist."), name);
    }

    void needUnique(QSet<QString> &seen, const QString &name, const QStringList &aliases)
    {
        for (const QString &one : aliases + QStringList(name)) {
            need(!seen.contains(one.toUpper()), QT_TRANSLATE_NOOP("fb::chip", "A name stands twice."), one);
            seen.insert(one.toUpper());
        }
    }

    void checkRegisters()
    {
        const QStringList esp32{QStringLiteral("CLK"), QStringLiteral("CONF"), QStringLiteral("CMD"), QStringLiteral("DAC_CONF"),
                                QStringLiteral("DEC_STATUS")};
        const QStringList common{QStringLiteral("CONF"), QStringLiteral("CMD"), QStringLiteral("STATUS"),
                                 QStringLiteral("PGM_DATA0"), QStringLiteral("CHECK_VALUE0")};
        for (const QString &name : m_chip.controller == EfuseController::Esp32 ? esp32 : common)
            need(m_chip.efuseRegisters.contains(name), QT_TRANSLATE_NOOP("fb::chip", "The controller needs this register."), name);
        need(m_chip.timing(m_chip.crystalMhz), QT_TRANSLATE_NOOP("fb::chip", "There is no timing for the usual crystal."),
             QStringLiteral("efuse/timing"));
        need(m_chip.repeatErrorWords <= static_cast<int>(m_chip.errorRegisters.size()),
             QT_TRANSLATE_NOOP("fb::chip", "There are fewer error registers than named."), QStringLiteral("efuse/repeatErrorWords"));
        for (const std::uint32_t offset : m_chip.errorRegisters)
            need(offset + 4 <= m_chip.efuseFileSize, QT_TRANSLATE_NOOP("fb::chip", "The register lies outside the register file."),
                 QStringLiteral("efuse/errorRegisters"));
        std::uint32_t joint = 0;
        for (const EfuseBlock &block : m_chip.blocks)
            joint += static_cast<std::uint32_t>(block.words) * 4;
        need(joint <= m_chip.emulatorFileSize, QT_TRANSLATE_NOOP("fb::chip", "The blocks do not fit the emulator's file."),
             QStringLiteral("efuse/emulatorFileSize"));
    }

    void checkProtectBits(const QString &subject, std::optional<int> write, std::optional<int> read)
    {
        const EfuseField *writeMask = m_chip.field(u"WR_DIS");
        const EfuseField *readMask = m_chip.field(u"RD_DIS");
        const bool masks = writeMask && readMask && writeMask->block == 0 && readMask->block == 0;
        need(masks, QT_TRANSLATE_NOOP("fb::chip", "WR_DIS and RD_DIS must be fields of block 0."), subject);
        if (masks)
            need(write.value_or(0) < writeMask->width && read.value_or(0) < readMask->width,
                 QT_TRANSLATE_NOOP("fb::chip", "A protect bit lies outside WR_DIS or RD_DIS."), subject);
    }

    void checkBlocks()
    {
        QSet<QString> names;
        QSet<std::uint32_t> taken;
        need(!m_chip.blocks.empty(), QT_TRANSLATE_NOOP("fb::chip", "There are no blocks."), QStringLiteral("efuse/blocks"));
        int expected = 0;
        for (const EfuseBlock &block : m_chip.blocks) {
            need(block.id == expected++, QT_TRANSLATE_NOOP("fb::chip", "Blocks must be numbered from 0 without a gap."), block.name);
            needUnique(names, block.name, block.aliases);
            checkProtectBits(block.name, block.writeProtectBit, block.readProtectBit);
            for (int word = 0; word < block.words; ++word) {
                const std::uint32_t offset = block.readOffset + 4 * static_cast<std::uint32_t>(word);
                need(offset + 4 <= m_chip.efuseFileSize && !taken.contains(offset),
                     QT_TRANSLATE_NOOP("fb::chip", "Read registers overlap or lie outside the register file."), block.name);
                taken.insert(offset);
            }
            if (!block.purposeField.isEmpty()) {
                needField(block.purposeField);
                const EfuseField *field = m_chip.field(block.purposeField);
                need(field && field->isKeyPurpose, QT_TRANSLATE_NOOP("fb::chip", "The field is not marked as key purpose."),
                     block.purposeField);
            }
        }
    }

    void checkFields()
    {
        QSet<QString> names;
        std::map<int, QSet<int>> taken;
        for (const EfuseField &field : m_chip.fields) {
            needUnique(names, field.name, field.aliases);
            checkProtectBits(field.name, field.writeProtectBit, field.readProtectBit);
            const EfuseBlock *block = m_chip.block(field.block);
            if (!block || field.bit + field.width > block->words * 32) {
                fail(tr("The field lies outside its block."), field.name);
                continue;
            }
            if (field.width == block->words * 32)
                continue;
            for (int bit = field.bit; bit < field.bit + field.width; ++bit) {
                need(!taken[field.block].contains(bit), QT_TRANSLATE_NOOP("fb::chip", "Two fields overlap."), field.name);
                taken[field.block].insert(bit);
            }
        }
    }

    void checkComputed()
    {
        for (const ComputedField &computed : m_chip.computed) {
            need(!m_chip.field(computed.name), QT_TRANSLATE_NOOP("fb::chip", "A name stands twice."), computed.name);
            for (const QString &part : computed.parts) {
                if (part != RevisionRegisterPart)
                    needField(part);
            }
        }
        needField(m_chip.macField);
        needNumber(m_chip.revisionMajor);
        needNumber(m_chip.revisionMinor);
    }

    void checkPurposes()
    {
        QSet<QString> names;
        QSet<int> ids;
        for (const KeyPurpose &purpose : m_chip.purposes) {
            needUnique(names, purpose.name, {});
            need(purpose.id < 0 || !ids.contains(purpose.id), QT_TRANSLATE_NOOP("fb::chip", "Two key purposes share a number."),
                 purpose.name);
            need(!(purpose.isDigest && purpose.readProtected),
                 QT_TRANSLATE_NOOP("fb::chip", "A key digest must stay readable."), purpose.name);
            ids.insert(purpose.id);
            if (!purpose.revokedBy.isEmpty())
                needField(purpose.revokedBy);
            for (const QString &block : purpose.blocks + purpose.notInBlocks)
                needBlock(block);
        }
    }

    void checkRelease()
    {
        const ReleaseRules &rules = m_chip.release;
        for (const ReleaseSetting &setting : rules.settings) {
            needField(setting.field);
            const EfuseField *field = m_chip.field(setting.field);
            need(field && field->width <= 32 && setting.value != 0 && (static_cast<std::uint64_t>(setting.value) >> field->width) == 0,
                 QT_TRANSLATE_NOOP("fb::chip", "The value does not fit the field."), setting.field);
        }
        for (const QString &name : rules.writeProtect) {
            needField(name);
            need(m_chip.field(name) && m_chip.field(name)->writeProtectBit.has_value(),
                 QT_TRANSLATE_NOOP("fb::chip", "The field has no write-protect bit."), name);
        }
        for (const QString &name : rules.downloadLocks + QStringList{rules.flashCryptCount, rules.secureBootEnable})
            needField(name);
        need(rules.downloadLocks.contains(rules.downloadLock), QT_TRANSLATE_NOOP("fb::chip", "The download lock is not in the list of locks."),
             rules.downloadLock);
        if (rules.softJtag) {
            needField(rules.softJtag->field);
            for (const QString &name : rules.softJtag->replaces)
                needField(name);
            for (const QString &name : rules.softJtag->purposes)
                needPurpose(name);
        }
    }

    void needPurpose(const QString &name)
    {
        need(m_chip.purpose(name), QT_TRANSLATE_NOOP("fb::chip", "A key purpose is named that does not exist."), name);
    }

    void checkLists()
    {
        for (const QString &name : m_chip.burnLast + m_chip.registerLocks) {
            needField(name);
            need(m_chip.field(name) && m_chip.field(name)->block == 0,
                 QT_TRANSLATE_NOOP("fb::chip", "Only fields of block 0 can be burned last."), name);
        }
        for (const QString &name : m_chip.flashKeyBlocks + m_chip.digestBlocks) {
            needBlock(name);
            need(m_chip.block(name) && m_chip.block(name)->isKey, QT_TRANSLATE_NOOP("fb::chip", "The block is not a key block."), name);
        }
        if (m_chip.flashKeyPurpose.isEmpty())
            return;
        needPurpose(m_chip.flashKeyPurpose);
        for (const QString &name : m_chip.flashKeyBlocks) {
            const KeyPurpose *purpose = m_chip.purpose(m_chip.flashKeyPurpose);
            need(purpose && m_chip.block(name) && purpose->fits(*m_chip.block(name)),
                 QT_TRANSLATE_NOOP("fb::chip", "The flash key cannot lie in this block."), name);
        }
    }

    const Chip &m_chip;
    QString m_where;
    std::optional<Error> m_error;
};

} // namespace

Result<void> checkChip(const Chip &chip, const QString &where)
{
    return Checker(chip, where).run();
}

} // namespace fb::chip
