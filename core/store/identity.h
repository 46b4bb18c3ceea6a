// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/connection.h"

namespace fb::store {

/** A MAC as the database writes it, "7c:df:a1:0e:44:12"; an error where the text is none. */
[[nodiscard]] Result<QString> normalMac(const QString &mac);

/** The unit with this MAC, made where missing, seen now. An error where the MAC belongs to a unit with another chip. */
[[nodiscard]] Result<qint64> touchUnit(Connection &connection, const QString &normalMac, const QString &chip);

/** What a filter finds of a unit, lower case; without `serial` where it is empty. */
[[nodiscard]] QString searchText(const QString &normalMac, const QString &serial, const QString &chip);

} // namespace fb::store
