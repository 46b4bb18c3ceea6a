// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/app_image.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto image = fb::image::parse({data, size});
    if (image.ok())
        (void)image->toJson(nullptr);
    return 0;
}
