// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/profile.h"

namespace fb::demo {

/**
 * Writes a release profile for each family into `folder`, with a signing key made on first use. Firmware is the
 * hello-world set below `imagesFolder` where that is there, otherwise the built-in demonstration firmware.
 * Returns the paths of the profiles.
 */
[[nodiscard]] Result<QStringList> writeProfiles(const QString &folder, const QString &imagesFolder, const chip::Catalogue &chips);

} // namespace fb::demo
