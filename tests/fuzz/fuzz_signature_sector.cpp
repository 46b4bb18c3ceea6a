// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/signature_v2.h"

// The checksum of each block is made right first, otherwise nothing behind it would ever be reached.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fb::Bytes sector(data, data + size);
    for (std::size_t at = 0; at + fb::image::SignatureBlockSize <= sector.size(); at += fb::image::SignatureBlockSize)
        fb::writeLe32(sector, at + 1196, fb::crypto::crc32(fb::ByteView(sector).subspan(at, 1196)));
    for (const fb::image::SignatureBlock &block : fb::image::parseSignatureSector(sector))
        (void)fb::image::verifyBlock(block, block.imageDigest);
    (void)fb::image::verifySigned(sector);
    return 0;
}
