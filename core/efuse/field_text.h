// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/burn.h"

#include <QJsonValue>

namespace fb::efuse {

/**
 * A field's value as people read it: words where the description has them, true or false, a number (scaled to its
 * quantity), "aa:bb:…" for addresses with the outcome of their check, bytes in hexadecimal; '?' where it is hidden.
 */
[[nodiscard]] QJsonValue fieldValue(const State &state, const chip::EfuseField &field);
/** The same as text, also for computed fields; empty for an unknown name. */
[[nodiscard]] QString fieldText(const State &state, QStringView name);
/** The same text for a stored value that a field might have. */
[[nodiscard]] QString valueText(const chip::Chip &chip, const chip::EfuseField &field, std::uint64_t value);

/**
 * NAME and VALUE of a command line into the request: numbers (decimal or 0x), names of key purposes, pin numbers,
 * "aa:bb:cc:dd:ee:ff", hexadecimal bytes with byte 0 first.
 */
[[nodiscard]] Result<void> addFieldText(BurnRequest &request, const chip::Chip &chip, const QString &name, const QString &value);

/** The maker's own MAC address ("aa:bb:cc:dd:ee:ff"); on ESP32 with its check byte and version. */
[[nodiscard]] Result<void> addCustomMac(BurnRequest &request, const chip::Chip &chip, const QString &mac);

/** Check byte of ESP32 addresses: reflected polynomial 0x8C, start 0. */
[[nodiscard]] std::uint8_t macCrc(ByteView mac);

} // namespace fb::efuse
