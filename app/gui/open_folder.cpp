// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/open_folder.h"

#include "line/profile_set.h"
#include "models/start_preview.h"

namespace fb::gui {

namespace {

struct Opened
{
    chip::Catalogue chips;
    std::unique_ptr<store::Database> database;
};

} // namespace

ui::Services servicesOver(store::Database &database, const chip::Catalogue &chips, const QString &dataFolder, std::shared_ptr<void> owner)
{
    ui::Services services;
    services.owner = std::move(owner);
    services.dataFolder = dataFolder;
    services.chips = &chips;
    services.journal = &database.journal();
    services.keys = &database.keys();
    services.batches = &database.batches();
    services.devices = &database.devices();
    services.preview = [&chips](const line::Batch &batch) { return ui::previewOf(batch, chips); };
    services.withProfiles = [&chips](const line::Batch &draft) { return line::withProfiles(draft, chips); };
    return services;
}

Result<ui::Services> openFolder(const QString &dataFolder)
{
    auto opened = std::make_shared<Opened>();
    FB_TRY(opened->chips, chip::Catalogue::load());
    FB_TRY(opened->database, store::Database::open(dataFolder));
    return servicesOver(*opened->database, opened->chips, dataFolder, opened);
}

} // namespace fb::gui
