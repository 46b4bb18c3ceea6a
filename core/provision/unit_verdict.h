// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/records.h"

namespace fb::provision {

/** Writes verdict, sentence and mend into the result: words for the technician at the fixture, without jargon. */
void judge(UnitResult &result, const Result<void> &outcome, bool locked);

} // namespace fb::provision
