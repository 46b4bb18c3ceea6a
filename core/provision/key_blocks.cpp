// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/key_blocks.h"

#include <QCoreApplication>

namespace fb::provision {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

Error foreign(const QString &message, const chip::EfuseBlock &block)
{
    return {errors::ForeignUnit, message, tr("This unit was burned elsewhere. Take it out of the batch; nothing was changed on it."), block.name};
}

Error damaged(const QString &message, const QString &where)
{
    return {errors::BlockDamaged, message, tr("Set the unit aside: it can never be finished safely."), where};
}

bool isSubset(ByteView part, ByteView whole)
{
    for (std::size_t i = 0; i < part.size(); ++i) {
        if ((part[i] & ~(i < whole.size() ? whole[i] : 0)) != 0)
            return false;
    }
    return true;
}

bool isSame(ByteView a, ByteView b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

/** Contents of the block for this data: in reverse where the purpose says so, zeros behind. */
SecretBytes blockBits(ByteView data, const chip::KeyPurpose &purpose, const chip::EfuseBlock &block)
{
    SecretBytes bits(static_cast<std::size_t>(block.words) * 4);
    const std::size_t size = std::min(data.size(), bits.size());
    for (std::size_t i = 0; i < size; ++i)
        bits.mutableView()[i] = purpose.byteReversed ? data[size - 1 - i] : data[i];
    return bits;
}

enum class Holds { Nothing, Key, PartOfKey, Damage };

struct Finding
{
    Holds what = Holds::Nothing;
    int key = -1; ///< index into KeyLayout::keys
};

class Layouter
{
public:
    Layouter(const PreparedProfile &prepared, const Snapshot &snapshot, const KeyFacts &facts)
        : m_prepared(prepared), m_snapshot(snapshot), m_state(snapshot.eFuses), m_facts(facts), m_chip(*prepared.chip)
    {
    }

    Result<KeyLayout> run()
    {
        FB_CHECK(listKeys());
        for (const chip::EfuseBlock &block : m_chip.blocks) {
            if (mayHoldKeys(block))
                FB_CHECK(take(block));
        }
        for (KeyAssignment &key : m_layout.keys) {
            if (!key.block)
                FB_CHECK(choose(key));
        }
        return std::move(m_layout);
    }

private:
    Result<void> listKeys()
    {
        if (m_prepared.profile.flashEncryption)
            FB_CHECK(addKey(false, 0, m_chip.flashKeyPurpose.isEmpty() ? QStringLiteral("flash_encryption") : m_chip.flashKeyPurpose,
                            m_facts.keys ? m_facts.keys->flash.view() : ByteView()));
        for (std::size_t i = 0; i < m_prepared.keyDigests.size(); ++i) {
            const auto slot = static_cast<int>(i);
            const QString numbered = QStringLiteral("SECURE_BOOT_DIGEST%1").arg(slot);
            FB_CHECK(addKey(true, slot, m_chip.purpose(numbered) ? numbered : QStringLiteral("secure_boot_v2"), m_prepared.keyDigests[i]));
        }
        return {};
    }

    Result<void> addKey(bool digest, int slot, const QString &purposeName, ByteView data)
    {
        const chip::KeyPurpose *purpose = m_chip.purpose(purposeName);
        const chip::EfuseBlock *sample = m_chip.block((digest ? m_chip.digestBlocks : m_chip.flashKeyBlocks).value(0));
        if (!purpose || !sample)
            return Error(errors::CannotFinish, tr("The %1 has no place for a key of the kind %2.").arg(m_chip.name, purposeName), tr("Choose another chip or preset."));
        KeyAssignment key;
        key.digest = digest;
        key.slot = slot;
        key.purpose = purposeName;
        if (!data.empty())
            key.bits = blockBits(data, *purpose, *sample);
        m_layout.keys.push_back(std::move(key));
        return {};
    }

    bool fits(const KeyAssignment &key, const chip::EfuseBlock &block) const
    {
        const QStringList &names = key.digest ? m_chip.digestBlocks : m_chip.flashKeyBlocks;
        return std::any_of(names.begin(), names.end(), [&](const QString &name) { return m_chip.block(name) == &block; });
    }

    bool mayHoldKeys(const chip::EfuseBlock &block) const
    {
        const auto names = [&](const QStringList &list) {
            return std::any_of(list.begin(), list.end(), [&](const QString &name) { return m_chip.block(name) == &block; });
        };
        return !block.purposeField.isEmpty() || names(m_chip.flashKeyBlocks) || names(m_chip.digestBlocks);
    }

    /** A coding without check symbols takes further bits later. */
    bool takesMoreBits() const { return m_chip.controller == chip::EfuseController::Esp32; }

    std::uint64_t purposeBits(const chip::EfuseBlock &block) const
    {
        return block.purposeField.isEmpty() ? 0 : m_state.value(QStringView(block.purposeField));
    }

    Result<void> take(const chip::EfuseBlock &block)
    {
        FB_TRY(const Finding finding, inspect(block));
        if (finding.what == Holds::Damage)
            return takeDamaged(block);
        if (finding.what == Holds::Nothing)
            return purposeBits(block) == 0 ? Result<void>() : foreign(tr("%1 has a purpose but no key.").arg(block.name), block);
        KeyAssignment &key = m_layout.keys[static_cast<std::size_t>(finding.key)];
        if (!purposeFits(key, block))
            return foreign(tr("%1 holds the right key for another purpose.").arg(block.name), block);
        if (key.block)
            return takeDamaged(block); // a second copy; the first one counts
        key.block = &block;
        key.burned = finding.what == Holds::Key;
        return {};
    }

    Result<void> takeDamaged(const chip::EfuseBlock &block)
    {
        if (takesMoreBits() || purposeBits(block) != 0)
            return damaged(tr("%1 was left half-programmed and cannot be completed.").arg(block.name), block.name);
        m_layout.damaged.push_back(&block);
        return {};
    }

    /** Burned right, or cut off so early that only some bits of the purpose are there. */
    bool purposeFits(const KeyAssignment &key, const chip::EfuseBlock &block) const
    {
        const chip::KeyPurpose *purpose = m_chip.purpose(key.purpose);
        return block.purposeField.isEmpty() || (purposeBits(block) & ~static_cast<std::uint64_t>(purpose->id)) == 0;
    }

    Result<Finding> inspect(const chip::EfuseBlock &block) const
    {
        if (m_snapshot.hiddenBlocks.contains(block.id))
            return Error(errors::CannotFinish, tr("The snapshot does not say what %1 holds.").arg(block.name), tr("Plan with the unit on a port."), block.name);
        if (!m_state.isReadable(block))
            return inspectProtected(block);
        return inspectReadable(block, m_state.block(block.id));
    }

    Result<Finding> inspectProtected(const chip::EfuseBlock &block) const
    {
        if (m_facts.givenUp.contains(block.name) && purposeBits(block) == 0)
            return Finding{Holds::Damage, -1};
        for (std::size_t i = 0; i < m_layout.keys.size(); ++i) {
            const KeyAssignment &key = m_layout.keys[i];
            if (!key.digest && fits(key, block) && m_facts.verifiedBlock == block.name)
                return Finding{Holds::Key, static_cast<int>(i)};
        }
        return foreign(tr("%1 holds a key that this station did not burn.").arg(block.name), block);
    }

    Result<Finding> inspectReadable(const chip::EfuseBlock &block, ByteView contents) const
    {
        const bool coding = m_state.hasCodingError(block);
        if (const int key = keyIn(block, contents); key >= 0)
            return Finding{coding ? Holds::Damage : Holds::Key, key};
        if (isFilledWith(contents, 0))
            return Finding{coding ? Holds::Damage : Holds::Nothing, -1};
        const int part = partOfKeyIn(block, contents);
        if (part >= 0)
            return Finding{takesMoreBits() ? Holds::PartOfKey : Holds::Damage, part};
        if (m_facts.openBurns.contains(block.name) || m_facts.givenUp.contains(block.name))
            return Finding{Holds::Damage, -1};
        return foreign(tr("%1 holds a key or digest that is not this unit's.").arg(block.name), block);
    }

    int keyIn(const chip::EfuseBlock &block, ByteView contents) const
    {
        for (std::size_t i = 0; i < m_layout.keys.size(); ++i) {
            const KeyAssignment &key = m_layout.keys[i];
            if (fits(key, block) && !key.bits.isEmpty() && isSame(contents, key.bits.view()))
                return static_cast<int>(i);
        }
        return -1;
    }

    int partOfKeyIn(const chip::EfuseBlock &block, ByteView contents) const
    {
        for (std::size_t i = 0; i < m_layout.keys.size(); ++i) {
            const KeyAssignment &key = m_layout.keys[i];
            if (fits(key, block) && !key.bits.isEmpty() && isSubset(contents, key.bits.view()))
                return static_cast<int>(i);
        }
        return -1;
    }

    bool isFree(const chip::EfuseBlock &block) const
    {
        const auto taken = [&](const KeyAssignment &key) { return key.block == &block; };
        const bool empty = m_state.isReadable(block) && isFilledWith(m_state.block(block.id), 0) && !m_state.hasCodingError(block);
        return empty && purposeBits(block) == 0 && m_state.isWritable(block) && std::none_of(m_layout.keys.begin(), m_layout.keys.end(), taken);
    }

    Result<void> choose(KeyAssignment &key)
    {
        if (key.bits.isEmpty())
            return Error(errors::CannotFinish, tr("The key of this unit is not known any more, so the unit cannot be finished."), tr("Set the unit aside."), m_chip.name);
        for (const QString &name : key.digest ? m_chip.digestBlocks : m_chip.flashKeyBlocks) {
            const chip::EfuseBlock *block = m_chip.block(name);
            if (block && isFree(*block)) {
                key.block = block;
                return {};
            }
        }
        if (!m_layout.damaged.empty())
            return damaged(tr("No key block is left for %1.").arg(key.purpose), key.purpose);
        return Error(errors::CannotFinish, tr("No key block can take %1: all are in use or frozen.").arg(key.purpose),
                     tr("Take the unit out of the batch; nothing was changed on it."), key.purpose);
    }

    const PreparedProfile &m_prepared;
    const Snapshot &m_snapshot;
    const efuse::State &m_state;
    const KeyFacts &m_facts;
    const chip::Chip &m_chip;
    KeyLayout m_layout;
};

} // namespace

Result<KeyLayout> layOutKeys(const PreparedProfile &prepared, const Snapshot &snapshot, const KeyFacts &facts)
{
    return Layouter(prepared, snapshot, facts).run();
}

} // namespace fb::provision
