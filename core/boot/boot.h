// SPDX-License-Identifier: GPL-3.0-or-later
// boot/: what the mask ROM and the second-stage bootloader would do with these eFuses and these flash contents.
// The virtual devices boot by it, the planner proves by it, support staff read it.
#pragma once

#include "base/secret.h"
#include "efuse/state.h"

#include <QJsonObject>

#include <optional>

namespace fb::boot {

/** The flash as it is on the unit (ciphertext where it is encrypted). Bytes outside every region read as 0xFF. */
class FlashView
{
public:
    explicit FlashView(std::uint32_t size) : m_size(size) {}
    /** The caller keeps the memory alive; regions must not overlap. */
    void add(std::uint32_t address, ByteView contents);
    [[nodiscard]] std::uint32_t size() const { return m_size; }
    /** Copies; bytes beyond the flash end are cut. */
    [[nodiscard]] Bytes read(std::uint32_t address, std::size_t length) const;

private:
    struct Region
    {
        std::uint32_t address;
        ByteView contents;
    };
    std::vector<Region> m_regions;
    std::uint32_t m_size;
};

struct Input
{
    const efuse::State &eFuses;
    const FlashView &flash;
    /** Needed where flash encryption is on; key file order (32 or 64 bytes). Null: unknown. */
    const SecretBytes *flashKey = nullptr;
    /** Where the bootloader was built to look; usually Chip::partitionTableOffset. */
    std::optional<std::uint32_t> partitionTableOffset = std::nullopt;
};

enum class Outcome { Boots, DoesNotBoot, Unknown };

/** One thing the ROM or bootloader looked at. A bad one need not stop the boot: another slot may start. */
struct Finding
{
    QString stage;   ///< "rom", "bootloader", "partition-table", "otadata", "app"
    bool good = true;
    QString id;      ///< stable: "bootloader.signature.untrusted_key"
    QString text;    ///< one sentence, translated
    QString advice;  ///< what to do, empty where good
    std::uint32_t address = 0;
};

struct Verdict
{
    Outcome outcome = Outcome::Unknown;
    QString path;    ///< label of the partition that starts: "factory", "ota_0"; empty where none
    std::uint32_t appAddress = 0;
    std::vector<Finding> findings; ///< in the order of looking; the last bad one is the cause
    QStringList consoleLog;        ///< what the chip would print on its UART, untranslated
    std::vector<std::pair<std::uint32_t, Bytes>> flashWrites; ///< what the bootloader would write (otadata), ciphertext where encrypted
    [[nodiscard]] QJsonObject toJson() const;
    /** The cause in one sentence, or how it boots. */
    [[nodiscard]] QString sentence() const;
};

[[nodiscard]] Verdict boot(const Input &input);

} // namespace fb::boot
