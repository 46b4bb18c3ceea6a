// SPDX-License-Identifier: GPL-3.0-or-later
// The bootloader's choice among factory and OTA slots.
#include "image/otadata.h"

#include <QCoreApplication>

namespace fb::image {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::image", text);
}

/** The valid entry with the higher sequence; the first sector where they are equal; -1 where none is valid. */
int activeEntry(const OtaData &data)
{
    if (data[0].isValid() && data[1].isValid())
        return data[1].sequence > data[0].sequence ? 1 : 0;
    return data[0].isValid() ? 0 : data[1].isValid() ? 1 : -1;
}

/** An application that did not confirm itself since its first start is given up. */
OtaData abortUnconfirmed(OtaData data, OtaChoice &choice)
{
    for (std::size_t i = 0; i < data.size(); ++i) {
        if (data[i].state != std::uint32_t(OtaState::PendingVerify))
            continue;
        data[i].state = std::uint32_t(OtaState::Aborted);
        choice.rewritten[i] = data[i];
    }
    return data;
}

void chooseWithoutEntries(const OtaData &data, const OtaSetup &setup, OtaChoice &choice)
{
    if (setup.factory) {
        choice.reason = tr("No OTA entry is in use: the factory application starts.");
        return;
    }
    choice.slot = 0;
    choice.reason = tr("No OTA entry is in use and there is no factory application: ota_0 starts.");
    if (!data[0].crcOk() && !data[1].crcOk())
        choice.firstEntry = makeOtaEntry(1, OtaState::Valid);
}

void chooseByEntry(const OtaData &data, std::size_t active, const OtaSetup &setup, OtaChoice &choice)
{
    const OtaEntry &entry = data[active];
    choice.slot = static_cast<int>((entry.sequence - 1) % static_cast<std::uint32_t>(setup.slotCount)); // 0 wraps, as there
    choice.reason = tr("OTA entry %1 with sequence %2 chooses slot %3 of %4.").arg(active + 1).arg(entry.sequence).arg(choice.slot).arg(setup.slotCount);
    if (setup.rollback && entry.state == std::uint32_t(OtaState::New)) {
        choice.rewritten[active] = entry;
        choice.rewritten[active]->state = std::uint32_t(OtaState::PendingVerify);
    }
}

void chooseAfterDamage(const OtaSetup &setup, OtaChoice &choice)
{
    choice.otaDataInvalid = true;
    choice.anyApp = !setup.factory;
    choice.reason = setup.factory ? tr("The otadata is damaged: the factory application starts.")
                                  : tr("The otadata is damaged and there is no factory application: all slots are tried.");
}

} // namespace

QString OtaChoice::label() const
{
    if (anyApp)
        return {};
    return slot == FactorySlot ? QStringLiteral("factory") : QStringLiteral("ota_%1").arg(slot);
}

bool rollbackInUse(const OtaData &data)
{
    return std::any_of(data.begin(), data.end(), [](const OtaEntry &entry) {
        return entry.crcOk() && (entry.state == std::uint32_t(OtaState::New) || entry.state == std::uint32_t(OtaState::PendingVerify));
    });
}

OtaChoice chooseSlot(const OtaData &stored, const OtaSetup &setup)
{
    OtaChoice choice;
    const OtaData data = setup.rollback ? abortUnconfirmed(stored, choice) : stored;
    const int active = activeEntry(data);
    if ((data[0].isOutOfUse() && data[1].isOutOfUse()) || setup.slotCount == 0)
        chooseWithoutEntries(data, setup, choice);
    else if (active >= 0)
        chooseByEntry(data, static_cast<std::size_t>(active), setup, choice);
    else
        chooseAfterDamage(setup, choice);
    return choice;
}

} // namespace fb::image
