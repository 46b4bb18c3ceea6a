// SPDX-License-Identifier: GPL-3.0-or-later
#include "boot_unit.h"

#include "image/flash_encryption.h"
#include "image/otadata.h"
#include "image/partition_table.h"
#include "image/signature_v2.h"

namespace fb::test {

namespace {

constexpr std::uint32_t FlashSize = 4 * 1024 * 1024;

Bytes text(const char *literal)
{
    return toBytes(viewOf(QByteArray(literal)));
}

template<typename T>
T mustBe(Result<T> result)
{
    if (!result.ok())
        qFatal("%s", qPrintable(result.error().toLine()));
    return *std::move(result);
}


} // namespace

const crypto::PrivateKey &testKey(int number)
{
    static std::map<int, crypto::PrivateKey> keys;
    auto found = keys.find(number);
    if (found == keys.end())
        found = keys.emplace(number, mustBe(crypto::PrivateKey::generateRsa3072())).first;
    return found->second;
}

BootUnit::BootUnit(const chip::Chip &family)
    : chip(family), eFuses(family), siliconKey(crypto::randomSecret(32)), fileKey(siliconKey.clone()), signingKey(testKey(0)),
      bootloaderAt(family.bootloaderOffset)
{
    if (family.id == QLatin1String("esp32"))
        eFuses.setRevisionRegisterBit(true);
    for (const char16_t *bit : {u"CHIP_VER_REV1", u"CHIP_VER_REV2"}) {
        if (family.field(bit))
            eFuses.setValue(bit, 1);
    }
    if (family.id == QLatin1String("esp32c3"))
        eFuses.setValue(u"WAFER_VERSION_MINOR_LO", 4);
}

image::ImagePlan BootUnit::bootloaderPlan() const
{
    image::ImagePlan plan;
    plan.chipId = chip.imageChipId;
    plan.entry = 0x40080400;
    plan.segments = {{0x40080400, text("bootloader code")}};
    return plan;
}

image::ImagePlan BootUnit::appPlan() const
{
    image::AppDescriptor descriptor;
    descriptor.version = QStringLiteral("1.0");
    descriptor.project = QStringLiteral("boot-test");
    image::ImagePlan plan;
    plan.chipId = chip.imageChipId;
    plan.entry = 0x40080000;
    plan.segments = {{0x3F400020, image::makeAppDescriptor(descriptor)}, {0x40080000, text("application code")}};
    return plan;
}

void BootUnit::useOwnImages()
{
    const QByteArray csv("nvs,data,nvs,,24K\notadata,data,ota,,8K\nota_0,app,ota_0,0x20000,64K\nota_1,app,ota_1,,64K\n");
    put(bootloaderAt, image::buildImage(bootloaderPlan()), true);
    put(tableAt, mustBe(image::partitionTableToBinary(mustBe(image::partitionTableFromCsv(viewOf(csv), {})))));
    put(otaDataAt, mustBe(image::makeOtaData(0, 2, image::OtaState::Undefined)));
    put(slot0At, image::buildImage(appPlan()), true);
}

void BootUnit::put(std::uint32_t address, Bytes plain, bool sign)
{
    regions[address] = {std::move(plain), sign, true};
}

void BootUnit::burnFlashEncryption()
{
    encrypted = true;
    eFuses.setValue(chip.release.flashCryptCount, chip.release.flashCryptCountValue);
    if (chip.field(u"FLASH_CRYPT_CONFIG"))
        eFuses.setValue(u"FLASH_CRYPT_CONFIG", 0xF);
    else
        eFuses.setValue(u"KEY_PURPOSE_0", static_cast<std::uint64_t>(chip.purpose(u"XTS_AES_128_KEY")->id));
    eFuses.setValue(u"RD_DIS", 1); // the first key block; its contents read as zeros
}

void BootUnit::burnDigest(int slot, const crypto::PrivateKey &key)
{
    const crypto::Sha256 digest = mustBe(image::keyDigestV2(key.publicKey()));
    const int block = isEsp32() ? 2 : 5 + slot;
    eFuses.setBlock(block, digest);
    if (!isEsp32())
        eFuses.setValue(QStringLiteral("KEY_PURPOSE_%1").arg(1 + slot), static_cast<std::uint64_t>(chip.purpose(QStringLiteral("SECURE_BOOT_DIGEST%1").arg(slot))->id));
}

void BootUnit::burnSecureBoot()
{
    isSigned = true;
    burnDigest(0, testKey(0));
    eFuses.setValue(chip.release.secureBootEnable, 1);
}

void BootUnit::write()
{
    flash.clear();
    for (auto &[address, region] : regions) {
        Bytes bytes = isSigned && region.sign ? mustBe(image::sign(region.plain, std::span(&signingKey, 1))) : region.plain;
        bytes.resize(static_cast<std::size_t>(alignUp(bytes.size(), 16)), 0xFF);
        if (encrypted && region.encrypt)
            bytes = mustBe(image::encrypted({chip.flashCipher, cryptConfig}, fileKey, address, bytes));
        flash.resize(std::max(flash.size(), address + bytes.size() + 0x2000), 0xFF);
        std::copy(bytes.begin(), bytes.end(), flash.begin() + address);
    }
}

boot::Verdict BootUnit::boot() const
{
    boot::FlashView view(FlashSize);
    view.add(0, flash);
    return boot::boot({eFuses, view, keyKnown ? &siliconKey : nullptr, std::nullopt});
}

} // namespace fb::test
