// SPDX-License-Identifier: GPL-3.0-or-later
// chip/: what is known of each chip family, loaded from resources/chips/*.json (schema: chip.schema.json beside them).
// Host and virtual device read the same description; known answers in tests/vectors keep both honest.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QHash>
#include <QStringList>

#include <map>
#include <optional>

namespace fb::chip {

enum class EfuseController { Esp32, Common };              ///< two register-level designs; see facts on each chip
enum class FlashCipher { Esp32, Xts };                     ///< ESP32's tweaked inverted AES, or XTS-AES
/** BitCount: the number of ones counts, e.g. SPI_BOOT_CRYPT_CNT. Pin: pins 32 and 33 are stored as 30 and 31. */
enum class FieldType { Bool, Uint, Bytes, BitCount, Mac, Pin };

/** Where a chip shows that a stored block does not match its check symbols. */
struct BlockErrorBits
{
    std::uint32_t registerOffset = 0;     ///< from the eFuse base; holds the count
    int countShift = -1;                  ///< 3-bit count; -1 where the block has none
    std::uint32_t failRegisterOffset = 0; ///< not always the register of the count
    int failBit = -1;                     ///< -1 where the block has none
};

struct EfuseBlock
{
    int id = 0;
    QString name;        ///< "BLOCK_KEY0"
    QStringList aliases; ///< "BLOCK4", "flash_encryption"
    std::uint32_t readOffset = 0;
    std::uint32_t writeOffset = 0; ///< ESP32: the block's own window; others: 0, the common PGM_DATA window
    int words = 0;                 ///< of 32 bits, as read
    std::optional<int> writeProtectBit;
    std::optional<int> readProtectBit;
    QString purposeField; ///< empty for a block without key purpose
    bool isKey = false;   ///< may hold key material
    BlockErrorBits errors;
};

/** How a stored number reads as a quantity: offset + step * number, the number signed by magnitude or two's complement. */
struct FieldScale
{
    double offset = 0;
    double step = 1;
    bool twosComplement = false;
};

struct EfuseField
{
    QString name;
    QStringList aliases;
    int block = 0;
    int bit = 0;   ///< first bit inside the block, counted from bit 0 of its first read register
    int width = 0; ///< bits
    FieldType type = FieldType::Uint;
    std::optional<int> writeProtectBit;
    std::optional<int> readProtectBit;
    QString category;                 ///< "security", "config", "identity", "calibration", …
    QString meaning;                  ///< one sentence, in our words
    std::map<int, QString> valueNames;
    std::optional<FieldScale> scale;
    bool isKeyPurpose = false;
    bool factory = false; ///< may be set by the maker of chip or module: says nothing of what was provisioned
};

/** A number put together from fields, most significant part first; read-only. */
struct ComputedField
{
    QString name;
    int width = 0; ///< bits
    QString category;
    QString meaning;
    QStringList parts; ///< fields, or RevisionRegisterPart
    std::map<int, int> translation; ///< where not empty: joined parts to value
    int otherwise = 0;              ///< value for what the translation does not list
};

/** In ComputedField::parts: the bit of Chip::revisionRegister. */
inline constexpr QLatin1String RevisionRegisterPart("@revisionRegister");

struct KeyPurpose
{
    QString name; ///< "XTS_AES_128_KEY"; ESP32: the block's role, "flash_encryption"
    int id = -1;  ///< what the purpose field holds; -1 where the family has no purpose fields
    bool byteReversed = false;  ///< bytes go into the block in reverse
    bool readProtected = false; ///< protected by default
    bool isDigest = false;      ///< must stay readable
    bool burnable = true;
    QStringList blocks;      ///< only these; empty: every key block
    QStringList notInBlocks; ///< where the silicon cannot use it
    std::optional<int> minRevision;
    QString revokedBy; ///< digest: the field that revokes it
    QString meaning;

    [[nodiscard]] bool fits(const EfuseBlock &block) const;
};

/** One release setting: this field at this value, for this reason. */
struct ReleaseSetting
{
    QString field;
    std::uint32_t value = 0;
    QString reason;
    bool secureBoot = false;     ///< asked for by secure boot
    bool flashEncryption = false; ///< asked for by flash encryption
};

/** JTAG closed by the soft switch counts like the hard ones, if all its bits are set and an HMAC key can open it again. */
struct SoftJtagRule
{
    QString field;
    std::uint32_t value = 0;
    QStringList purposes; ///< one of them in a key block
    QStringList replaces; ///< fields of ReleaseRules::settings
};

/** What release mode asks of a family, from the two release verifiers (docs/release-mode.md). */
struct ReleaseRules
{
    std::vector<ReleaseSetting> settings;   ///< without enable bits and the download lock
    QStringList writeProtect;               ///< fields whose write-protect bit has to be burned (e.g. DIS_ICACHE, RD_DIS last)
    QString flashCryptCount;                ///< "FLASH_CRYPT_CNT" / "SPI_BOOT_CRYPT_CNT"
    std::uint32_t flashCryptCountValue = 0; ///< 127 / 7
    QString secureBootEnable;               ///< "ABS_DONE_1" / "SECURE_BOOT_EN"
    QString downloadLock;                   ///< burned last: "UART_DOWNLOAD_DIS" / "ENABLE_SECURITY_DOWNLOAD"
    QStringList downloadLocks;              ///< any one of these satisfies the verifier; downloadLock is among them
    std::optional<SoftJtagRule> softJtag;
    int digestSlots = 1;                    ///< key digests the ROM looks at
};

/** SPI flash controller registers (absolute addresses) for the host's own user commands. */
struct SpiRegisters
{
    std::uint32_t base = 0, user = 0, user1 = 0, user2 = 0, mosiLength = 0, misoLength = 0, w0 = 0;
};

/** One register to prepare before programming: bits of `mask` take those of `value`. */
struct EfuseTimingWrite
{
    std::uint32_t registerOffset = 0;
    std::uint32_t value = 0;
    std::uint32_t mask = 0xFFFFFFFF;
};

/** Programming times for one crystal. */
struct EfuseTiming
{
    int crystalMhz = 40;
    std::vector<EfuseTimingWrite> writes;
};

struct Chip
{
    QString id;   ///< "esp32c3"
    QString name; ///< "ESP32-C3"
    std::uint16_t imageChipId = 0;
    std::vector<std::uint32_t> magicValues; ///< READ_REG of 0x40001000
    bool hasSecurityInfo = false;           ///< GET_SECURITY_INFO in ROM
    bool hasSecureDownload = false;
    bool hasEncryptedFlashWrite = false; ///< 5th word of FLASH_BEGIN

    // Identity: names of fields or computed fields; wafer revision = major * 100 + minor.
    QString macField;
    QString revisionMajor;
    QString revisionMinor;
    int newestRevision = 0; ///< a virtual unit starts with this one
    std::uint32_t uartClockDivider = 0; ///< register for the crystal estimate
    int uartClockShift = 0;             ///< fractional bits position as the family has it, 0 where none
    int crystalMhz = 40;
    std::optional<std::uint32_t> revisionRegister; ///< ESP32: APB_CTL_DATE
    int revisionRegisterBit = 31;
    SpiRegisters spi;

    // eFuse
    EfuseController controller = EfuseController::Common;
    std::uint32_t efuseBase = 0;
    std::uint32_t efuseFileSize = 512;      ///< the vendor's virtual register file
    std::uint32_t emulatorFileSize = 1024;  ///< the emulator's file: blocks joint, zeros behind
    QHash<QString, std::uint32_t> efuseRegisters; ///< offsets by name: CONF, CMD, CLK, DAC_CONF, STATUS, PGM_DATA0, CHECK_VALUE0, …
    std::vector<std::uint32_t> errorRegisters;    ///< offsets, in the order of tokens
    int repeatErrorWords = 0;                     ///< the first so many of them show wrong bits of block 0, from word 1 on
    std::uint32_t decodeErrorMask = 0;            ///< ESP32: bits of DEC_STATUS that mean an error
    std::vector<EfuseTiming> timings;
    QStringList burnLast; ///< fields of block 0 that lock something in: burned after everything else is verified
    QStringList registerLocks; ///< fields that close register access with the controller's next load
    std::vector<EfuseBlock> blocks;
    std::vector<EfuseField> fields;
    std::vector<ComputedField> computed;
    std::vector<KeyPurpose> purposes;

    // Flash and boot
    std::uint32_t bootloaderOffset = 0;
    std::uint32_t partitionTableOffset = 0x8000;
    FlashCipher flashCipher = FlashCipher::Xts;
    int signatureBlocks = 3; ///< the ROM looks at this many
    std::optional<int> secureBootV2MinRevision; ///< 300 on ESP32, 3 on ESP32-C3
    QString flashKeyPurpose;  ///< "XTS_AES_128_KEY"; empty on ESP32, whose BLOCK1 is fixed
    QStringList flashKeyBlocks; ///< blocks that may hold the flash key, in order of preference
    QStringList digestBlocks;   ///< blocks that may hold secure boot digests, in order of preference
    ReleaseRules release;

    [[nodiscard]] const EfuseBlock *block(int id) const;
    /** By name or alias, case-insensitive; null where unknown. */
    [[nodiscard]] const EfuseBlock *block(QStringView name) const;
    [[nodiscard]] const EfuseField *field(QStringView name) const;
    [[nodiscard]] const KeyPurpose *purpose(QStringView name) const;
    [[nodiscard]] const KeyPurpose *purpose(int id) const;
    [[nodiscard]] const ComputedField *computedField(QStringView name) const;
    [[nodiscard]] const EfuseTiming *timing(int crystal) const;
    /** Fields that become unwritable with this write-protect bit, blocks not counted. */
    [[nodiscard]] QStringList fieldsSharingWriteProtect(int bit) const;
};

namespace errors {
inline constexpr ErrorCode UnknownChip{"chip.unknown", ErrorKind::Usage};
inline constexpr ErrorCode BadDescription{"chip.bad_description", ErrorKind::Internal};
} // namespace errors

/** Parses and checks one description: unknown members, overlapping fields, protect bits and blocks that do not exist are faults. */
[[nodiscard]] Result<Chip> parseChip(ByteView json, const QString &where);

/** The families of this build, loaded once by whoever owns the program and handed on by reference. */
class Catalogue
{
public:
    /** Loads every description compiled into the program. */
    [[nodiscard]] static Result<Catalogue> load();

    [[nodiscard]] const std::vector<std::unique_ptr<const Chip>> &all() const { return m_chips; }
    [[nodiscard]] Result<const Chip *> byId(QStringView id) const; ///< "esp32c3", "ESP32-C3", "esp32-c3"
    [[nodiscard]] const Chip *byImageChipId(std::uint16_t id) const;
    [[nodiscard]] const Chip *byMagic(std::uint32_t value) const;

private:
    std::vector<std::unique_ptr<const Chip>> m_chips;
};

} // namespace fb::chip
