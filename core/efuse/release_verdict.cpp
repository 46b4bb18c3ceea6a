// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/release_verdict.h"

#include "efuse/key_roles.h"

#include <QCoreApplication>

#include <algorithm>

namespace fb::efuse {

using chip::EfuseBlock;
using chip::EfuseField;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::efuse", text);
}

class Judge
{
public:
    explicit Judge(const State &state) : m_state(state), m_chip(state.chip()) {}

    std::vector<ReleaseFinding> run()
    {
        m_part = ReleasePart::FlashEncryption;
        judgeFlashEncryption();
        m_part = ReleasePart::SecureBoot;
        judgeSecureBoot();
        return std::move(m_findings);
    }

private:
    void add(const QString &rule, bool satisfied, const QString &field, const QString &sentence)
    {
        const QString prefix = m_part == ReleasePart::SecureBoot ? QStringLiteral("secure_boot.") : QStringLiteral("flash_encryption.");
        m_findings.push_back({prefix + rule, m_part, sentence, satisfied, field});
    }

    void judgeFlashEncryption()
    {
        const QString &count = m_chip.release.flashCryptCount;
        const bool on = m_state.flashEncryptionOn();
        add(QStringLiteral("on"), on, count, on ? tr("Flash encryption is on.") : tr("Flash encryption is off."));
        judgeCount(count);
        judgeFlashKeys();
        judgeSettings();
        for (const QString &name : m_chip.release.writeProtect) {
            if (name != QStringLiteral("RD_DIS"))
                judgeFrozen(name, tr("The group of %1 is frozen, so the cache settings that flash encryption rests on stay.").arg(name),
                            tr("The group of %1 is not write-protected.").arg(name));
        }
    }

    void judgeCount(const QString &count)
    {
        const EfuseField &field = *m_chip.field(count);
        const bool final = m_state.value(field) == m_chip.release.flashCryptCountValue || !m_state.isWritable(field);
        add(QStringLiteral("final"), final && m_state.flashEncryptionOn(), count,
            final ? tr("%1 can no longer be changed.").arg(count) : tr("%1 can still be changed, so flash encryption can be switched off again.").arg(count));
    }

    void judgeFlashKeys()
    {
        bool any = false;
        for (const EfuseBlock &block : m_chip.blocks) {
            if (!servesFlashKey(m_state, block))
                continue;
            any = true;
            const bool hidden = !m_state.isReadable(block);
            add(QStringLiteral("key_hidden"), hidden, block.name,
                hidden ? tr("Nobody can read the flash key in %1.").arg(block.name) : tr("The flash key in %1 can be read.").arg(block.name));
            judgeKeyFrozen(block);
        }
        if (!any)
            add(QStringLiteral("key"), false, m_chip.flashKeyBlocks.value(0), tr("No block holds a flash key."));
    }

    void judgeKeyFrozen(const EfuseBlock &block)
    {
        const bool frozen = !m_state.isWritable(block);
        add(QStringLiteral("key_frozen"), frozen, block.name,
            frozen ? tr("%1 is write-protected.").arg(block.name) : tr("%1 is not write-protected: its key can be spoilt.").arg(block.name));
        if (!block.purposeField.isEmpty())
            judgeFrozen(block.purposeField, tr("%1 is write-protected.").arg(block.purposeField),
                        tr("%1 is not write-protected: the key could be turned into another kind.").arg(block.purposeField));
    }

    void judgeFrozen(const QString &name, const QString &yes, const QString &no)
    {
        const bool frozen = !m_state.isWritable(*m_chip.field(name));
        add(QStringLiteral("frozen.") + name.toLower(), frozen, name, frozen ? yes : no);
    }

    /** The soft switch stands for the hard ones, if all of it is set and a key exists that its owner can open it with. */
    [[nodiscard]] bool softJtagReplaces(const QString &field) const
    {
        const auto &soft = m_chip.release.softJtag;
        if (!soft || !soft->replaces.contains(field) || m_state.value(soft->field) != soft->value)
            return false;
        return std::any_of(m_chip.blocks.begin(), m_chip.blocks.end(), [&](const EfuseBlock &block) {
            return soft->purposes.contains(m_state.purposeOf(block)) && (!m_state.isReadable(block) || isBurned(m_state, block));
        });
    }

    void judgeSettings()
    {
        for (const chip::ReleaseSetting &setting : m_chip.release.settings) {
            if (m_part == ReleasePart::SecureBoot ? !setting.secureBoot : !setting.flashEncryption)
                continue;
            const bool set = m_state.value(setting.field) == setting.value;
            const bool satisfied = set || softJtagReplaces(setting.field);
            const QString reason = tr(setting.reason.toUtf8().constData());
            add(setting.field.toLower(), satisfied, setting.field,
                satisfied ? tr("%1 is set.").arg(setting.field) : tr("%1 is not %2. %3").arg(setting.field).arg(setting.value).arg(reason));
        }
    }

    void judgeSecureBoot()
    {
        const QString &enable = m_chip.release.secureBootEnable;
        const bool on = m_state.secureBootV2On();
        add(QStringLiteral("on"), on, enable, on ? tr("Secure boot is on.") : tr("Secure boot is off."));
        judgeDigests();
        judgeSettings();
        judgeFrozen(QStringLiteral("RD_DIS"), tr("RD_DIS is frozen: nobody can hide a key digest."),
                    tr("RD_DIS is not write-protected: hiding the key digest would end the unit."));
        judgeDownloadLock();
    }

    /** Frozen digests count; the purpose has to be frozen too where there is one. */
    void judgeDigests()
    {
        const auto usable = [this](const EfuseBlock &block) {
            const bool digest = m_chip.digestBlocks.contains(block.name) && (block.purposeField.isEmpty() || holdsDigest(m_state, block));
            const bool frozen = !m_state.isWritable(block) && (block.purposeField.isEmpty() || !m_state.isWritable(*m_chip.field(block.purposeField)));
            return digest && frozen && m_state.isReadable(block) && isBurned(m_state, block) && !isRevoked(m_state, block);
        };
        const auto found = std::find_if(m_chip.blocks.begin(), m_chip.blocks.end(), usable);
        const bool any = found != m_chip.blocks.end();
        add(QStringLiteral("digest"), any, any ? found->name : m_chip.digestBlocks.value(0),
            any ? tr("%1 holds the digest of a signing key, readable and frozen.").arg(found->name)
                : tr("No block holds the digest of a signing key that is readable, frozen and not revoked."));
    }

    void judgeDownloadLock()
    {
        const auto &locks = m_chip.release.downloadLocks;
        const auto found = std::find_if(locks.begin(), locks.end(), [this](const QString &name) { return m_state.value(name) != 0; });
        const bool locked = found != locks.end();
        add(QStringLiteral("download_lock"), locked, locked ? *found : m_chip.release.downloadLock,
            locked ? tr("%1 restricts the serial download mode.").arg(*found) : tr("The serial download mode is open to everybody with a cable."));
    }

    const State &m_state;
    const chip::Chip &m_chip;
    ReleasePart m_part = ReleasePart::FlashEncryption;
    std::vector<ReleaseFinding> m_findings;
};

} // namespace

std::vector<ReleaseFinding> releaseVerdict(const State &state)
{
    return Judge(state).run();
}

bool isReleased(const std::vector<ReleaseFinding> &findings, ReleasePart part)
{
    return std::all_of(findings.begin(), findings.end(), [part](const ReleaseFinding &finding) { return finding.part != part || finding.satisfied; });
}

} // namespace fb::efuse
