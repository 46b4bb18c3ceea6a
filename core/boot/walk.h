// SPDX-License-Identifier: GPL-3.0-or-later
// Inside boot/ only: the walk from reset to application, its stages one after the other.
#pragma once

#include "boot/flash_reader.h"
#include "image/app_image.h"
#include "image/partition_table.h"

namespace fb::boot {

/** What a stage reads from and writes down into. */
struct Walk
{
    explicit Walk(const Input &in) : input(in), eFuses(in.eFuses), chip(in.eFuses.chip()), flash(in) {}

    const Input &input;
    const efuse::State &eFuses;
    const chip::Chip &chip;
    FlashReader flash;
    Verdict verdict;

    void good(const char *stage, const QString &id, const QString &text, std::uint32_t address = 0);
    void bad(const char *stage, const QString &id, const QString &text, const QString &advice, std::uint32_t address = 0);
    void print(const QString &line) { verdict.consoleLog << line; }
    [[nodiscard]] bool isEsp32() const { return chip.controller == chip::EfuseController::Esp32; }
    [[nodiscard]] std::uint32_t tableOffset() const { return input.partitionTableOffset.value_or(chip.partitionTableOffset); }
};

/** An image as it lies in flash, with what lies behind it up to the end of its signature sector. */
struct LoadedImage
{
    std::uint32_t address = 0;
    Bytes bytes; ///< plain; with secure boot on including the signature sector
    image::AppImage image;
};

/** Who is looking at which image; the words go into finding ids and sentences. */
struct ImageRole
{
    const char *stage;   ///< of the findings
    QString id;          ///< first part of finding ids: "bootloader", "app"
    QString name;        ///< translated, as the subject of a sentence: "The bootloader", "The application in ota_0"
    std::uint32_t room;  ///< bytes that the image and its signature may take
    bool byRom = false;  ///< the mask ROM looks; otherwise the second stage
};

/** Reads and checks the image at `address`: header, structure, size, checksum, hash. Nothing where it is bad. */
[[nodiscard]] std::optional<LoadedImage> loadImage(Walk &walk, const ImageRole &role, std::uint32_t address);
/** Chip id and revision as the second stage checks them. */
[[nodiscard]] bool fitsChip(Walk &walk, const ImageRole &role, const LoadedImage &loaded);
/** Secure boot v2: some block is good, and its key is burned and not revoked. True where secure boot is off. */
[[nodiscard]] bool signatureHolds(Walk &walk, const ImageRole &role, const LoadedImage &loaded);

/** Stage 1: flash key, bootloader image, signature. */
[[nodiscard]] bool romStage(Walk &walk);
/** The first lines of the bootloader itself. */
void printSecondStage(Walk &walk, const LoadedImage &bootloader);
/** Stage 2. */
[[nodiscard]] std::optional<image::PartitionTable> tableStage(Walk &walk);
/** Stage 3 and 4: choice of the slot, then applications until one starts. */
void appStage(Walk &walk, const image::PartitionTable &table);

} // namespace fb::boot
