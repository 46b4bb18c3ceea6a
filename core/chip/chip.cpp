// SPDX-License-Identifier: GPL-3.0-or-later
#include "chip/chip.h"

#include <algorithm>

namespace fb::chip {

namespace {

bool sameName(QStringView a, QStringView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/** The first element whose name, or one of whose aliases, is asked for; a name wins over an alias. */
template<typename T>
const T *findNamed(const std::vector<T> &list, QStringView name)
{
    const auto byName = std::find_if(list.begin(), list.end(), [name](const T &item) { return sameName(item.name, name); });
    if (byName != list.end())
        return &*byName;
    const auto byAlias = std::find_if(list.begin(), list.end(), [name](const T &item) {
        return std::any_of(item.aliases.begin(), item.aliases.end(), [name](const QString &a) { return sameName(a, name); });
    });
    return byAlias == list.end() ? nullptr : &*byAlias;
}

template<typename List, typename Predicate>
auto findWhere(const List &list, Predicate matches) -> decltype(&*list.begin())
{
    const auto found = std::find_if(list.begin(), list.end(), matches);
    return found == list.end() ? nullptr : &*found;
}

} // namespace

bool KeyPurpose::fits(const EfuseBlock &block) const
{
    return block.isKey && (blocks.isEmpty() || blocks.contains(block.name)) && !notInBlocks.contains(block.name);
}

const EfuseBlock *Chip::block(int blockId) const
{
    return findWhere(blocks, [blockId](const EfuseBlock &b) { return b.id == blockId; });
}

const EfuseBlock *Chip::block(QStringView blockName) const
{
    return findNamed(blocks, blockName);
}

const EfuseField *Chip::field(QStringView fieldName) const
{
    return findNamed(fields, fieldName);
}

const ComputedField *Chip::computedField(QStringView fieldName) const
{
    return findWhere(computed, [fieldName](const ComputedField &c) { return sameName(c.name, fieldName); });
}

const KeyPurpose *Chip::purpose(QStringView purposeName) const
{
    return findWhere(purposes, [purposeName](const KeyPurpose &p) { return sameName(p.name, purposeName); });
}

const KeyPurpose *Chip::purpose(int purposeId) const
{
    if (purposeId < 0)
        return nullptr;
    return findWhere(purposes, [purposeId](const KeyPurpose &p) { return p.id == purposeId; });
}

const EfuseTiming *Chip::timing(int crystal) const
{
    return findWhere(timings, [crystal](const EfuseTiming &t) { return t.crystalMhz == crystal; });
}

QStringList Chip::fieldsSharingWriteProtect(int bit) const
{
    QStringList names;
    for (const EfuseField &field : fields) {
        if (field.block == 0 && field.writeProtectBit == bit)
            names << field.name;
    }
    return names;
}

} // namespace fb::chip
