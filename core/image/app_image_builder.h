// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/app_image.h"

namespace fb::image {

/** What buildImage() puts together; the check values are computed. */
struct ImagePlan
{
    struct PlannedSegment
    {
        std::uint32_t loadAddress = 0;
        Bytes data; ///< filled with zeros up to a multiple of 4
    };
    std::uint16_t chipId = 0;
    std::uint32_t entry = 0;
    std::uint8_t flashModeByte = 2;        ///< dio
    std::uint8_t flashSizeFreqByte = 0x20; ///< 4 MB, lowest nibble of the family
    std::uint16_t minRevision = 0;         ///< major * 100 + minor
    std::uint16_t maxRevision = 0xFFFF;
    bool appendHash = true;
    std::vector<PlannedSegment> segments; ///< 1 to 16
};

/** A whole image: header, segments, padding, checksum, SHA-256. */
[[nodiscard]] Bytes buildImage(const ImagePlan &plan);
/** The 256 bytes that an application's first segment begins with; longer texts are cut. */
[[nodiscard]] Bytes makeAppDescriptor(const AppDescriptor &descriptor);

} // namespace fb::image
