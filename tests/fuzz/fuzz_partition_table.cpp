// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/partition_table.h"

// As binary and as CSV: what one form reads, the other must be able to write and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto binary = fb::image::parsePartitionTable({data, size});
    if (binary.ok()) {
        (void)fb::image::checkPartitionRules(*binary, {});
        (void)fb::image::partitionTableFromCsv(fb::viewOf(fb::image::partitionTableToCsv(*binary)), {});
    }
    const auto csv = fb::image::partitionTableFromCsv({data, size}, {});
    if (csv.ok()) {
        const auto written = fb::image::partitionTableToBinary(*csv);
        if (written.ok() && !fb::image::parsePartitionTable(*written).ok())
            __builtin_trap();
    }
    return 0;
}
