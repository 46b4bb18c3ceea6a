// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.h"

namespace fb::cli {

// One function a verb group, each in a file of its own; run.cpp calls them all.
void addBatchCommands(CLI::App &root, Context &context);
void addBenchCommands(CLI::App &root, Context &context);
void addChipCommands(CLI::App &root, Context &context);
void addDeviceDetectCommands(CLI::App &root, Context &context);
void addEfuseCommands(CLI::App &root, Context &context);
void addFlashCommands(CLI::App &root, Context &context);
void addKeyCommands(CLI::App &root, Context &context);
void addImageCommands(CLI::App &root, Context &context);
void addImageSignCommands(CLI::App &imageGroup, Context &context); ///< called by addImageCommands()
void addPartitionCommands(CLI::App &root, Context &context);
void addOtaDataCommands(CLI::App &root, Context &context);
void addProfileCommands(CLI::App &root, Context &context);
void addProvisionCommands(CLI::App &root, Context &context);
void addSnapshotCommands(CLI::App &root, Context &context);
void addFleetCommands(CLI::App &root, Context &context);
void addStoreCommands(CLI::App &root, Context &context);
void addSimCommands(CLI::App &root, Context &context);

} // namespace fb::cli
