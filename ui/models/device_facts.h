// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"
#include "chip/chip.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace fb::ui {

struct FuseFieldFact
{
    QString name, category, meaning;
    QString value; ///< decoded: a value's name, "on"/"off", a number, a MAC; empty where it could not be read
    QString raw;   ///< hex; empty where it could not be read
    int block = 0;
    int bit = -1;  ///< inside the block; -1 where the chip is not known to this build
    int width = 0;
    bool readable = true, writable = true;
};

struct FuseBlockFact
{
    int id = 0;
    QString name, purpose;
    bool readable = true, writable = true, isKey = false;
    bool factory = false;          ///< identity and calibration, burned before the chip was sold
    std::optional<Bytes> data;     ///< nothing where it was not shown
    int bitCount = 0;
    [[nodiscard]] bool isBurned(int bit) const; ///< false where not shown
    [[nodiscard]] bool isEmpty() const;         ///< shown, and no bit is burned
};

/** One stretch of flash, from the partition table and from what was read. */
struct FlashPartFact
{
    QString name, kind; ///< "ota_0", "app"
    std::uint32_t address = 0, size = 0;
    bool encrypted = false; ///< lies there as ciphertext
    QString md5;            ///< hex, of what the unit held; empty where not read
};

/** A snapshot in the form in which views show it. Whatever is missing in the snapshot is missing here; nothing is guessed. */
struct DeviceFacts
{
    bool hasSnapshot = false;
    bool secureDownload = false; ///< locked: it shows nothing but its security summary
    QDateTime takenUtc;
    QString chipId, chipName, revision, mac;
    std::vector<FuseBlockFact> blocks;
    std::vector<FuseFieldFact> fields;
    std::uint32_t flashSize = 0;
    std::vector<FlashPartFact> parts; ///< ascending, without overlap
    std::vector<std::pair<QString, QString>> gaps; ///< what could not be read, and why

    [[nodiscard]] const FuseFieldFact *fieldAt(int block, int bit) const;
};

/** From provision::Snapshot::toJson(); `chips` may be null. Never fails: what does not fit the format is left out. */
[[nodiscard]] DeviceFacts factsFrom(const QJsonObject &snapshot, const chip::Catalogue *chips);

} // namespace fb::ui
