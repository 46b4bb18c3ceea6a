// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/burn.h"

namespace fb::test {

/** One step of a recorded sequence as a request to our own staging. */
struct TranslatedStep
{
    efuse::BurnRequest request;
    QString skipped; ///< why the step is nothing that staging could be asked
    QString refused; ///< refused before staging: the words themselves are wrong
};

/**
 * Words of the vendor tool's command line to a request on `before`. Digests of PEM files are taken from `after`
 * (computing them is tested with the signature vectors).
 */
[[nodiscard]] TranslatedStep translateStep(const efuse::State &before, const efuse::State &after, const QStringList &words);

} // namespace fb::test
