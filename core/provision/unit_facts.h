// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/key_blocks.h"
#include "provision/records.h"

namespace fb::provision {

/** What journal and key store know of one unit, with the keys themselves. Movable only. */
struct UnitFacts
{
    UnitKeys keys;          ///< found, or made anew and not sealed yet
    bool keysKnown = false; ///< false: burned in an earlier run and not in the key store any more
    KeyFacts facts;         ///< `facts.keys` is set by keyFacts()

    /** With the pointer to this object's keys; valid as long as the object stays where it is. */
    [[nodiscard]] const KeyFacts &keyFacts();
};

/** What earlier runs noted: verified and abandoned key blocks, open burns, proven flash, a forgotten key. */
[[nodiscard]] KeyFacts factsOf(const std::vector<JournalEntry> &history);

/** A unit that nobody knows: random keys, not sealed. For dry runs without a working folder. */
[[nodiscard]] UnitFacts factsOfNewUnit(const PreparedProfile &prepared);

/** Looks the unit up; makes random keys where it needs some and has none. Changes nothing. */
[[nodiscard]] Result<UnitFacts> lookUp(const QString &mac, const PreparedProfile &prepared, const std::vector<JournalEntry> &history, KeyStore &keys);

} // namespace fb::provision
