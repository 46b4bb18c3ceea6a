// SPDX-License-Identifier: GPL-3.0-or-later
// A unit put together for the boot model: eFuses, keys and plain regions, from which the flash is made last.
#pragma once

#include "boot/boot.h"
#include "crypto/keys.h"
#include "image/app_image_builder.h"

#include <map>

namespace fb::test {

struct BootUnit
{
    explicit BootUnit(const chip::Chip &family);

    /** Tiny images of our own; two OTA slots, no factory; otadata chooses ota_0. */
    void useOwnImages();
    /** Real or other images by address; signed and encrypted later like the own ones. */
    void put(std::uint32_t address, Bytes plain, bool sign = false);
    [[nodiscard]] image::ImagePlan appPlan() const;
    [[nodiscard]] image::ImagePlan bootloaderPlan() const;

    void burnFlashEncryption();
    void burnSecureBoot();
    void burnDigest(int slot, const crypto::PrivateKey &key);

    /** Signs and encrypts every region as the members below say, and writes it. Do it once. */
    void write();
    [[nodiscard]] boot::Verdict boot() const;

    [[nodiscard]] bool isEsp32() const { return chip.controller == chip::EfuseController::Esp32; }

    const chip::Chip &chip;
    efuse::State eFuses;
    SecretBytes siliconKey;              ///< what is burned
    SecretBytes fileKey;                 ///< what the flash is encrypted with
    crypto::PrivateKey signingKey;
    bool encrypted = false;
    bool isSigned = false;
    int cryptConfig = 0xF;
    bool keyKnown = true;
    struct Region
    {
        Bytes plain;
        bool sign = false;
        bool encrypt = true;
    };
    std::map<std::uint32_t, Region> regions;
    Bytes flash;
    std::uint32_t bootloaderAt = 0;
    std::uint32_t tableAt = 0x8000;
    std::uint32_t otaDataAt = 0xF000;
    std::uint32_t slot0At = 0x20000;
    std::uint32_t slot1At = 0x30000;
};

/** One RSA key for a whole run: making one takes long. */
[[nodiscard]] const crypto::PrivateKey &testKey(int number);

} // namespace fb::test
