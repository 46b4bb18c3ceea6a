// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "chip/chip.h"
#include "fleet/device.h"
#include "line/batch.h"
#include "provision/records.h"

#include <functional>
#include <memory>

namespace fb::ui {

struct StartPreview;

/** What the views work on once the working folder is open. All pointers live as long as `owner`. */
struct Services
{
    std::shared_ptr<void> owner;
    QString dataFolder; ///< reports go below it
    const chip::Catalogue *chips = nullptr;
    provision::Journal *journal = nullptr;
    provision::KeyStore *keys = nullptr;
    line::BatchStore *batches = nullptr;
    fleet::DeviceStore *devices = nullptr;
    /** What starting this batch would change for good; called in the worker. */
    std::function<Result<StartPreview>(const line::Batch &)> preview;

    /** Reads a draft's profiles, checks them and notes their chips and hashes; called in the worker. */
    std::function<Result<line::Batch>(const line::Batch &)> withProfiles;

    [[nodiscard]] bool isOpen() const { return owner != nullptr; }
};

/** Opens the working folder; called in the worker, so that the window is there before the database is. */
using ServicesLoader = std::function<Result<Services>(const QString &dataFolder)>;

} // namespace fb::ui
