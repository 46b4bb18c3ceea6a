// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chip/chip.h"

#include <QJsonObject>

#include <map>

namespace fb::provision {

enum class Preset { Development, Release, ReleaseFlashEncryption, ReleaseSecureBoot };
enum class KeyCustody { HostKept, HostDiscarded }; ///< per-unit flash key: kept sealed, or forgotten after verification

struct ImageSource
{
    QString role;      ///< "bootloader", "partition-table", "app", "data"
    QString file;      ///< relative to the profile; "builtin:demo" for the demonstration firmware
    QString partition; ///< label, for app and data; empty: the default boot slot
    QString sha256;    ///< hex; checked where given
};

/** The desired state of a unit (schema: resources/profiles/profile.schema.json). */
struct Profile
{
    QString name;
    QString chip; ///< "esp32c3"
    Preset preset = Preset::Development;
    int minimumRevision = 0; ///< major * 100 + minor
    std::uint32_t flashSize = 4 * 1024 * 1024;
    std::vector<ImageSource> images;
    bool flashEncryption = false;
    KeyCustody keyCustody = KeyCustody::HostKept;
    bool secureBoot = false;
    QStringList signingKeys; ///< private key PEM files, slot order; empty where images come signed
    QStringList publicKeys;  ///< PEM files for digests where images come signed
    bool lockDownload = true;
    /** Further fields beyond the family's release rules, by name. */
    std::map<QString, std::uint64_t> eFuses;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] bool isRelease() const { return preset != Preset::Development; }
};

namespace errors {
inline constexpr ErrorCode BadProfile{"profile.bad", ErrorKind::BadInput};
inline constexpr ErrorCode Contradiction{"profile.contradiction", ErrorKind::BadInput};
inline constexpr ErrorCode BadImage{"profile.bad_image", ErrorKind::BadInput};
inline constexpr ErrorCode ImageTooLarge{"profile.image_too_large", ErrorKind::BadInput};
inline constexpr ErrorCode WrongChip{"provision.wrong_chip", ErrorKind::SafetyRule};
inline constexpr ErrorCode ForeignUnit{"provision.foreign_unit", ErrorKind::SafetyRule};
inline constexpr ErrorCode CannotFinish{"provision.cannot_finish", ErrorKind::SafetyRule};
inline constexpr ErrorCode WouldNotBoot{"provision.would_not_boot", ErrorKind::SafetyRule};
inline constexpr ErrorCode BootCheckFailed{"provision.boot_check_failed", ErrorKind::Device};
inline constexpr ErrorCode BlockDamaged{"provision.block_damaged", ErrorKind::SafetyRule};
} // namespace errors

[[nodiscard]] Result<Profile> parseProfile(ByteView json, const QString &where, const chip::Catalogue &chips);
/** A profile of the preset with the demonstration firmware, to be edited. */
[[nodiscard]] Profile presetProfile(const chip::Chip &chip, Preset preset);
/** Contradictions inside the profile, before any unit sees it; empty where there are none. */
[[nodiscard]] std::vector<Error> contradictions(const Profile &profile, const chip::Chip &chip);

inline constexpr const char *DemoFirmware = "builtin:demo"; ///< ImageSource::file of the demonstration firmware

[[nodiscard]] QString nameOf(Preset preset); ///< "development", "release", "release-fe", "release-sb"
[[nodiscard]] std::optional<Preset> presetNamed(QStringView name);

} // namespace fb::provision
