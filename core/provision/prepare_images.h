// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/prepared_profile.h"

namespace fb::provision {

/** One file of the profile: read, checked, and signed where the profile signs. */
struct LoadedImage
{
    ImageSource source;
    Bytes contents;
};

struct ImageSet
{
    std::vector<LoadedImage> images;  ///< in the profile's order
    std::vector<Bytes> keyDigests;    ///< 32 bytes each, in slot order
    int minimumRevision = 0;          ///< the highest that an image asks for
};

/** Reads every image and key that the profile names; each error names its file. Nothing is laid out yet. */
[[nodiscard]] Result<ImageSet> loadImages(const Profile &profile, const QString &baseFolder, const chip::Chip &chip);

} // namespace fb::provision
