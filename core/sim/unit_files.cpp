// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/unit_files.h"

#include "base/files.h"
#include "sim/blank_unit.h"
#include "sim/flash_chip.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <bit>

namespace fb::sim {

namespace {

constexpr std::uint32_t MinFlash = 64 * 1024, MaxFlash = 32 * 1024 * 1024;

Result<void> checkFlashSize(std::size_t size, const QString &where)
{
    if (size >= MinFlash && size <= MaxFlash && std::has_single_bit(size))
        return {};
    return Error(errors::BadFlashSize, QCoreApplication::translate("fb::sim", "A flash of %1 bytes does not exist.").arg(size),
                 QCoreApplication::translate("fb::sim", "Give a power of two from 64 KiB to 32 MiB."), where);
}

} // namespace

Result<efuse::State> UnitFiles::loadEfuses()
{
    const bool exists = !m_options.eFuseFile.isEmpty() && QFileInfo::exists(m_options.eFuseFile);
    Bytes file;
    if (exists) {
        FB_TRY(file, readFile(m_options.eFuseFile));
    }
    if (file.empty()) {
        const Bytes mac = m_options.mac.size() == 6 ? m_options.mac : randomMac();
        return blankUnit(m_chip, mac, revision());
    }
    FB_TRY(efuse::State state, efuse::parseRegisterFile(m_chip, file, m_options.eFuseFile));
    m_layout = efuse::layoutOf(m_chip, file.size()).value_or(efuse::FileLayout::Vendor);
    // This bit is no eFuse, so no file has it: a unit of the last major revision is meant where the eFuses allow it.
    state.setRevisionRegisterBit(revision() >= 300);
    return state;
}

Result<Bytes> UnitFiles::loadFlash() const
{
    if (m_options.flashFile.isEmpty() || !QFileInfo::exists(m_options.flashFile)) {
        FB_CHECK(checkFlashSize(m_options.flashSize, QString()));
        return Bytes(m_options.flashSize, 0xFF);
    }
    FB_TRY(Bytes contents, readFile(m_options.flashFile));
    FB_CHECK(checkFlashSize(contents.size(), m_options.flashFile));
    return contents;
}

Result<void> UnitFiles::save(const efuse::State &eFuses, const Bytes &flash) const
{
    if (!m_options.eFuseFile.isEmpty())
        FB_CHECK(writeFile(m_options.eFuseFile, efuse::makeRegisterFile(eFuses, m_layout), Overwrite::Replace));
    if (!m_options.flashFile.isEmpty())
        FB_CHECK(writeFile(m_options.flashFile, flash, Overwrite::Replace));
    return {};
}

} // namespace fb::sim
