// SPDX-License-Identifier: GPL-3.0-or-later
#include "chip/chip.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace fb::chip {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::chip", text);
}

/** "ESP32-C3" and "esp32_c3" mean esp32c3. */
QString normalised(QStringView id)
{
    QString text = id.toString().toLower();
    text.remove(u'-').remove(u'_').remove(u' ');
    return text;
}

Result<Chip> loadOne(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error(errors::BadDescription, tr("A chip description is missing from the program."), {}, path);
    const QByteArray text = file.readAll();
    return parseChip(viewOf(text), path);
}

} // namespace

Result<Catalogue> Catalogue::load()
{
    Catalogue catalogue;
    const QDir folder(QStringLiteral(":/chips"));
    const QStringList names = folder.entryList(QDir::Files, QDir::Name);
    for (const QString &name : names) {
        FB_TRY(Chip chip, loadOne(folder.filePath(name)));
        if (catalogue.byId(chip.id).ok() || catalogue.byImageChipId(chip.imageChipId))
            return Error(errors::BadDescription, tr("Two chip descriptions share an identity."), {}, name);
        for (const std::uint32_t magic : chip.magicValues) {
            if (catalogue.byMagic(magic))
                return Error(errors::BadDescription, tr("Two chip descriptions share an identity."), {}, name);
        }
        catalogue.m_chips.push_back(std::make_unique<const Chip>(std::move(chip)));
    }
    if (catalogue.m_chips.empty())
        return Error(errors::BadDescription, tr("A chip description is missing from the program."), {}, folder.path());
    return catalogue;
}

Result<const Chip *> Catalogue::byId(QStringView id) const
{
    const QString wanted = normalised(id);
    QStringList known;
    for (const auto &chip : m_chips) {
        if (chip->id == wanted)
            return chip.get();
        known << chip->id;
    }
    return Error(errors::UnknownChip, tr("\"%1\" is not a chip that this program knows.").arg(id.toString().left(40)),
                 tr("Known are: %1.").arg(known.join(QStringLiteral(", "))));
}

const Chip *Catalogue::byImageChipId(std::uint16_t id) const
{
    for (const auto &chip : m_chips) {
        if (chip->imageChipId == id)
            return chip.get();
    }
    return nullptr;
}

const Chip *Catalogue::byMagic(std::uint32_t value) const
{
    for (const auto &chip : m_chips) {
        if (std::find(chip->magicValues.begin(), chip->magicValues.end(), value) != chip->magicValues.end())
            return chip.get();
    }
    return nullptr;
}

} // namespace fb::chip
