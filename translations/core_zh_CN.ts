<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
    <context>
        <name>core</name>
        <message>
            <source>"%1" and "%2" overlap in flash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" ends behind the end of the flash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" is neither a known name nor a number from 0 to 255.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" is no flag.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" is no number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" is no value for %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" is not a MAC address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" is not a chip revision.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" is not a chip that this program knows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" is not a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" is not a word allowed here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" is not known here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" is not known on this chip.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"%1" reads back differently from what was written.</source>
            <translation>“%1”回读与写入不同。</translation>
        </message>
        <message>
            <source>"%1" would have to be written anew, but the key of this unit was forgotten as its profile wanted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"batch list" shows those that there are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"chip show" lists fields and blocks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"chip show" lists the fields.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"chip show" lists the key blocks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"chip show" lists the key purposes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>"chip show" lists the protect bits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 bytes were given.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 can no longer be changed.</source>
            <translation>%1 不能再更改。</translation>
        </message>
        <message>
            <source>%1 can still be changed, so flash encryption can be switched off again.</source>
            <translation>%1 仍可更改，闪存加密可能再被关闭。</translation>
        </message>
        <message>
            <source>%1 closes the serial download mode: afterwards this program can no longer read or change the unit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 does not decrypt: it was encrypted with another key or for another address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 does not hold what was burned.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 does not read back as it was burned.</source>
            <translation>%1 回读与烧写不一致。</translation>
        </message>
        <message>
            <source>%1 does not run on this chip revision. %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has %2 bits; %3 does not fit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has a purpose but no key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has no such protection.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has no valid header.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has only %2 bits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has repeat coding, which is not supported.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has secure version %2, but this unit takes only %3 and newer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has to be %2 in a release.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 holds a key or digest that is not this unit's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 holds a key that this station did not burn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 holds data in the present coding.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 holds other data already, and its coding allows no second burn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 holds the digest of a secure boot key; hidden, the chip would never start again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 holds the digest of a signing key, readable and frozen.</source>
            <translation>%1 含有签名密钥摘要，可读且已固定。</translation>
        </message>
        <message>
            <source>%1 holds the flash key and could never be hidden again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 holds the right key for another purpose.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is %2 on this unit, which neither the factory nor this profile does.</source>
            <translation>此产品的 %1 为 %2，既非出厂也非此配置所为。</translation>
        </message>
        <message>
            <source>%1 is a block for %2 already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is a block for %2 and must stay readable.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is a setting and must stay readable.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is burned by its own rules and cannot be set here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is damaged: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is damaged: its SHA-256 is wrong.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is damaged: its checksum is wrong.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is encrypted, but flash encryption is off: %2 has an even number of ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is for another chip family.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is frozen with the wrong purpose.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is good.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is hidden; what it holds cannot be told.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is missing: the flash is erased there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is named twice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is no key purpose of this chip.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is not %2. %3</source>
            <translation>%1 不是 %2。%3</translation>
        </message>
        <message>
            <source>%1 is not a setting that every unit shares.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is not possible on this unit any more: %2</source>
            <translation>此产品不能再进行 %1：%2</translation>
        </message>
        <message>
            <source>%1 is not signed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is not write-protected: its key can be spoilt.</source>
            <translation>%1 未写保护：密钥可能被破坏。</translation>
        </message>
        <message>
            <source>%1 is not write-protected: the key could be turned into another kind.</source>
            <translation>%1 未写保护：密钥用途可能被更改。</translation>
        </message>
        <message>
            <source>%1 is read-protected but can still be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is set.</source>
            <translation>%1 已设置。</translation>
        </message>
        <message>
            <source>%1 is signed with key %2, which is revoked in this unit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is signed with key %2, which this unit trusts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is signed, but not with a key that this unit trusts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is write-protected and holds no key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is write-protected.</source>
            <translation>%1 已写保护。</translation>
        </message>
        <message>
            <source>%1 keys are named, but the %2 has room for %3.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 lies unencrypted in the flash of a unit that decrypts its flash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 needs at least %2 bytes; there is room for %3.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 reads %2 instead of %3.</source>
            <translation>%1 读到 %2，应为 %3。</translation>
        </message>
        <message>
            <source>%1 restricts the serial download mode.</source>
            <translation>%1 限制串口下载模式。</translation>
        </message>
        <message>
            <source>%1 takes bytes, not a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 takes exactly %2 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 was changed after signing, or carries the signature of another image.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 was encrypted for another FLASH_CRYPT_CONFIG than the one that is burned.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 was half burned, its check symbols do not fit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 was left half-programmed and cannot be completed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 would get the purpose %2 without a key in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 would not become %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: begun, its end was never noted</source>
            <translation>%1：已开始，未记录结束</translation>
        </message>
        <message>
            <source>%1: end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: failed</source>
            <translation>%1：失败</translation>
        </message>
        <message>
            <source>%1: not possible</source>
            <translation>%1：不可能</translation>
        </message>
        <message>
            <source>, check symbols do not fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>0x%1 is not a multiple of the flash sector, 4096 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A batch of %1 units makes no sense.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A block for %1 must stay readable.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A block is named that does not exist.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A chip description is missing from the program.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A debugger could read decrypted memory and run any code.</source>
            <translation>调试器可以读取解密内存并运行任意代码。</translation>
        </message>
        <message>
            <source>A debugger on USB could read decrypted memory and run any code.</source>
            <translation>USB 调试器可以读取解密内存并运行任意代码。</translation>
        </message>
        <message>
            <source>A debugger on the pins could read decrypted memory and run any code.</source>
            <translation>引脚调试器可以读取解密内存并运行任意代码。</translation>
        </message>
        <message>
            <source>A development unit whose download mode is closed cannot be developed on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A development unit whose key is forgotten cannot be flashed again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A direction is toDevice or fromDevice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A field is named that does not exist.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A file with eFuses of this chip cannot have %1 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A flash key of %1 bytes does not exist on this family.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A flash of %1 bytes does not exist.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A key digest must stay readable.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A key for %1 cannot lie in %2 on this chip.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A key needs a purpose.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A key purpose is named that does not exist.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A key that is burned must never be lost, so it is stored safely first.</source>
            <translation>烧写的密钥绝不能丢失，因此先安全保存。</translation>
        </message>
        <message>
            <source>A length of %1 bytes is no multiple of 16.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A list of whole numbers from 0 is expected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A member is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A name stands twice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A part of the token is not as it should be.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A partition of this kind is always written to and cannot be readonly.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A partition table is a multiple of 32 bytes long; this has %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A power cut has either a burn or a flashByte.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A probability is a number from 0 to 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A protect bit lies outside WR_DIS or RD_DIS.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A register is named that does not exist.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A release with secure boot that leaves the download mode open is not accepted by the chip maker's release check.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A row for a recovery bootloader needs to know where it lies.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A row of type bootloader needs to know where the bootloader lies.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A signature sector holds 1 to 3 signatures; %1 are there and %2 shall be added.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A signature that fails revokes its key at once; one bad image can end the unit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A signed image is a multiple of 4096 bytes long; this file has %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A unit passes by what was read from it, not by what was sent.</source>
            <translation>产品是否合格取决于回读，而非发送的内容。</translation>
        </message>
        <message>
            <source>Add "%1".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add an image with the role "app".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add an image with the role "bootloader".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add an image with the role "partition-table".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add factory or OTA partitions.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add signatures with --append, or sign the unsigned image.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All %1 units of the batch "%2" have been made.</source>
            <translation>批次“%2”的 %1 件已全部生产。</translation>
        </message>
        <message>
            <source>An NVS partition of less than 0x3000 bytes can only be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An application partition needs a subtype.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An image is not described by an object.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An nvs_keys partition needs 0x1000 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An otadata partition has 0x2000 bytes; this one has %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another program holds the database; close it and try again.</source>
            <translation>其他程序占用数据库；请关闭后重试。</translation>
        </message>
        <message>
            <source>Another program uses the database.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another unit answers now.</source>
            <translation>现在应答的是另一件产品。</translation>
        </message>
        <message>
            <source>Anti-rollback version; the number of ones counts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask its firmware, or look at the records of its provisioning.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask who leads the line to release it.</source>
            <translation>请产线负责人放行。</translation>
        </message>
        <message>
            <source>Bit %1 of %2 is burned already and cannot be cleared.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bits can only be added.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blocks are missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blocks must be numbered from 0 without a gap.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Board does not answer</source>
            <translation>电路板无应答</translation>
        </message>
        <message>
            <source>Boot check</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring back the files as they were, or make a new batch.</source>
            <translation>请恢复原文件，或新建批次。</translation>
        </message>
        <message>
            <source>Build it again or choose another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Build or download the file again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Build the firmware for %1, or choose the other chip.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Build the firmware with a lower minimum revision, or use a newer chip.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Build the firmware with a newer ESP-IDF that knows this revision.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Burn CODING_SCHEME first, alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Burn less, or use a unit without this coding.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Burn the digest of a signing key first, and leave one unrevoked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Burn the digest of the signing key</source>
            <translation>烧写签名密钥摘要</translation>
        </message>
        <message>
            <source>Burn the digest of the signing key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Burn the key with which the flash was encrypted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Burn the security settings</source>
            <translation>烧写安全设置</translation>
        </message>
        <message>
            <source>Burn the unit's key</source>
            <translation>烧写产品密钥</translation>
        </message>
        <message>
            <source>Burned already, not by us</source>
            <translation>已被他人烧写</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot be finished</source>
            <translation>无法完成</translation>
        </message>
        <message>
            <source>Check cable and fixture and plug it in again; it goes on where it stopped.</source>
            <translation>请检查线缆和夹具并重新插入；会从停止处继续。</translation>
        </message>
        <message>
            <source>Check cable and fixture, then plug it in again.</source>
            <translation>请检查线缆和夹具，然后重新插入。</translation>
        </message>
        <message>
            <source>Check cable and power, bring the unit into download mode, then repeat.</source>
            <translation>请检查线缆和电源，使产品进入下载模式后重试。</translation>
        </message>
        <message>
            <source>Check cable and power, hold the BOOT button while you press RESET, then repeat.</source>
            <translation>请检查线缆和电源，按住 BOOT 再按 RESET，然后重试。</translation>
        </message>
        <message>
            <source>Check each profile before the batch is made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check host and port, and that the fixture or virtual board is running.</source>
            <translation>请检查主机和端口，并确认夹具或虚拟电路板在运行。</translation>
        </message>
        <message>
            <source>Check power, cable and seat, then plug it in again.</source>
            <translation>请检查电源、线缆和接触，然后重新插入。</translation>
        </message>
        <message>
            <source>Check that it is a board of the ESP32 family, switch it off and on in download mode, use a shorter cable.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that it is the file you meant.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that the board carries a supported chip; see chip list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that the folder exists and that you may write to it.</source>
            <translation>请确认文件夹存在且可写。</translation>
        </message>
        <message>
            <source>Check that you may write to the database file and its folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the board's flash chip, or mend flashSize in the profile.</source>
            <translation>请检查电路板的闪存芯片，或修正配置中的 flashSize。</translation>
        </message>
        <message>
            <source>Check the disk and make another copy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the fixture and its network, then repeat.</source>
            <translation>请检查夹具及其网络后重试。</translation>
        </message>
        <message>
            <source>Check the fixture, then repeat.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the folder, its rights and the free space.</source>
            <translation>请检查文件夹、权限和剩余空间。</translation>
        </message>
        <message>
            <source>Check the module, its flash wiring and its supply voltage.</source>
            <translation>请检查模块、闪存接线和电压。</translation>
        </message>
        <message>
            <source>Check the passphrase; upper and lower case count.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the path and that you may read it.</source>
            <translation>请检查路径和读取权限。</translation>
        </message>
        <message>
            <source>Check the path of the backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the path, its rights and the free space.</source>
            <translation>请检查路径、权限和剩余空间。</translation>
        </message>
        <message>
            <source>Check the power supply and the cable, then plug the unit in again; if it happens twice, its flash is bad.</source>
            <translation>请检查电源和线缆后重新插入；若再次发生，闪存已损坏。</translation>
        </message>
        <message>
            <source>Check the supply and plug it in again; if it happens twice, set it aside.</source>
            <translation>请检查供电并重新插入；若再次发生，请隔离。</translation>
        </message>
        <message>
            <source>Check the unit</source>
            <translation>检查产品</translation>
        </message>
        <message>
            <source>Check the working folder (--data).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chip</source>
            <translation>芯片</translation>
        </message>
        <message>
            <source>Chip damaged by an interrupted burn</source>
            <translation>烧写中断导致芯片损坏</translation>
        </message>
        <message>
            <source>Chip did not take what was burned</source>
            <translation>芯片未接受烧写</translation>
        </message>
        <message>
            <source>Chip too old for this product</source>
            <translation>芯片版本过旧</translation>
        </message>
        <message>
            <source>Chip, revision, flash and what is burned already must fit the profile.</source>
            <translation>芯片、版本、闪存和已烧写的内容必须符合配置。</translation>
        </message>
        <message>
            <source>Choose a file that "store backup" has made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a folder you may write to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a lower rate and bring the unit into download mode again.</source>
            <translation>请选择更低的速率并使产品重新进入下载模式。</translation>
        </message>
        <message>
            <source>Choose a lower rate.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a shorter name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an empty block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another chip or preset.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another name or remove it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another name; keys are never overwritten.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another partition or role.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another working folder; this file was left as it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the preset that says what you want, or change the switch.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close it on this station and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close other programs that use the port, then plug the board in again.</source>
            <translation>请关闭占用端口的其他程序，然后重新插入电路板。</translation>
        </message>
        <message>
            <source>Close the download mode</source>
            <translation>关闭下载模式</translation>
        </message>
        <message>
            <source>Close the other program that has the port open; on Linux your user needs the group dialout.</source>
            <translation>请关闭占用端口的程序；在 Linux 上用户需属于 dialout 组。</translation>
        </message>
        <message>
            <source>Closes the download mode for good.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Closes the serial download mode for good; works from revision 3.0 on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connecting</source>
            <translation>正在连接</translation>
        </message>
        <message>
            <source>Connection lost</source>
            <translation>连接中断</translation>
        </message>
        <message>
            <source>Copy the token again, from "EFSR" to its end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Debug ports and read-out close; keys get their purposes.</source>
            <translation>关闭调试和读取；为密钥设定用途。</translation>
        </message>
        <message>
            <source>Direct boot would start code that no bootloader has checked.</source>
            <translation>直接启动会运行未经引导程序检查的代码。</translation>
        </message>
        <message>
            <source>Do not change boards while one is being worked on.</source>
            <translation>处理过程中请勿更换电路板。</translation>
        </message>
        <message>
            <source>Encrypt it with the burned FLASH_CRYPT_CONFIG and write it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Encrypt it with the key of this unit and write it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Encrypt the image with the burned FLASH_CRYPT_CONFIG, or burn the missing bits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Encrypt the image with the key of this unit, at this address, and write it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every block of flash gets its own variant of the key.</source>
            <translation>每个闪存块使用密钥的不同变体。</translation>
        </message>
        <message>
            <source>Every key digest in the eFuses is revoked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fields are name, type, subtype, offset, size, flags.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fill the data up to 16 bytes before encrypting it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flags are encrypted and readonly, with a colon between.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flash chip too small</source>
            <translation>闪存太小</translation>
        </message>
        <message>
            <source>Flash does not keep what is written</source>
            <translation>闪存写入后不能保持</translation>
        </message>
        <message>
            <source>Flash encryption is off.</source>
            <translation>闪存加密已关闭。</translation>
        </message>
        <message>
            <source>Flash encryption is on and cannot be switched off.</source>
            <translation>闪存加密已开启且无法关闭。</translation>
        </message>
        <message>
            <source>Flash encryption is on and the key is not at hand, so the contents of the flash cannot be judged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flash encryption is on while the number of ones is odd; all three ones make it final.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flash encryption is on, but no flash key is burned: the unit decrypts with an empty key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flash encryption is on.</source>
            <translation>闪存加密已开启。</translation>
        </message>
        <message>
            <source>Flash encryption is on; for development it can be switched off once.</source>
            <translation>闪存加密已开启；开发时可关闭一次。</translation>
        </message>
        <message>
            <source>Flash encryption key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flash encryption would be on without a key in any block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget the unit's key</source>
            <translation>丢弃产品密钥</translation>
        </message>
        <message>
            <source>Freeze the read protection</source>
            <translation>固定读保护</translation>
        </message>
        <message>
            <source>From now on only this unit's signed or encrypted firmware starts.</source>
            <translation>从此只有本产品签名或加密的固件能启动。</translation>
        </message>
        <message>
            <source>Give %1 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give 64 hexadecimal digits, or leave it out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a device such as /dev/ttyUSB0 or COM3, or socket://host:port.</source>
            <translation>请输入如 /dev/ttyUSB0 或 COM3 的设备，或 socket://主机:端口。</translation>
        </message>
        <message>
            <source>Give a file of %1 or %2 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a file that begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a file that begins with -----BEGIN PUBLIC KEY-----.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a number, decimal or in 0x form.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a partition table in binary form, not encrypted, or make it again from its CSV.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a power of two from 64 KiB to 32 MiB.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a size such as 24K or 1M.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a size that fits the flash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a smaller value.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a whole number from %1 to %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give app, data or a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give bytes in hexadecimal, byte 0 first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give factory, test or ota_0 to ota_15.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give firmware of your own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give it 0x2000 bytes in the partition table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give it one; reports and batches show it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give it the name that the work order has.</source>
            <translation>请使用工单上的名称。</translation>
        </message>
        <message>
            <source>Give its MAC or its serial number; "device list" shows the units that there are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give one profile for each chip family.</source>
            <translation>每个芯片系列只需一个配置。</translation>
        </message>
        <message>
            <source>Give role and file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give six bytes as aa:bb:cc:dd:ee:ff.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the .bin file that the build made, not encrypted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the address at which the data lies in the flash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the line key that belongs to the backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the new one another name.</source>
            <translation>请为新批次取其他名称。</translation>
        </message>
        <message>
            <source>Give the offset of the primary bootloader.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the offset of the recovery bootloader.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the passphrase, for example with --passphrase-file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the signature (384 bytes, RSA-PSS with SHA-256 and a salt of 32 bytes) and the public key that belong together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Have another key made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Have it signed with the key whose public half the profile names.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hold the BOOT button while you press RESET, then repeat.</source>
            <translation>按住 BOOT 再按 RESET，然后重试。</translation>
        </message>
        <message>
            <source>If this firmware is silent by design, switch the check off (--boot-check skip).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Images are to be signed here and to come signed at once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install the program again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It can be met through its firmware only.</source>
            <translation>只能通过其固件访问。</translation>
        </message>
        <message>
            <source>It has no entries.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has six bytes in hexadecimal with colons between them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is not said where the data of %1 goes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is read-protected.</source>
            <translation>受读保护。</translation>
        </message>
        <message>
            <source>It may hold a secret, which a snapshot never carries.</source>
            <translation>可能含有机密，快照从不携带。</translation>
        </message>
        <message>
            <source>It must be %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It needs v%1.%2 or later.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its value is final.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>JTAG stays closed even where a hard switch were missed.</source>
            <translation>即使漏掉硬开关，JTAG 仍保持关闭。</translation>
        </message>
        <message>
            <source>Keep one of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the unit and show it to whoever made the firmware.</source>
            <translation>请保留产品并交给固件开发者。</translation>
        </message>
        <message>
            <source>Key discarded (%1)</source>
            <translation>密钥已丢弃（%1）</translation>
        </message>
        <message>
            <source>Key made and sealed (%1)</source>
            <translation>密钥已生成并封存（%1）</translation>
        </message>
        <message>
            <source>Key, key digest or user data, as KEY_PURPOSE_0 says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key, key digest or user data, as KEY_PURPOSE_1 says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key, key digest or user data, as KEY_PURPOSE_2 says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key, key digest or user data, as KEY_PURPOSE_3 says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key, key digest or user data, as KEY_PURPOSE_4 says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key, key digest or user data, as KEY_PURPOSE_5 says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known are: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave it empty to have it filled in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave it readable: a digest is no secret.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave the field out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave the offset empty to have it filled in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave the read protection out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lock keys and settings</source>
            <translation>锁定密钥和设置</translation>
        </message>
        <message>
            <source>Locked already</source>
            <translation>已锁定</translation>
        </message>
        <message>
            <source>Locked, proven to start</source>
            <translation>已锁定，已验证可启动</translation>
        </message>
        <message>
            <source>Locked, started</source>
            <translation>已锁定，已启动</translation>
        </message>
        <message>
            <source>Look it up by its label, or take it out of the batch.</source>
            <translation>请按标签查找，或移出批次。</translation>
        </message>
        <message>
            <source>Look up its label; a finished unit need not be plugged in again.</source>
            <translation>请查看标签；已完成的产品无需再插入。</translation>
        </message>
        <message>
            <source>MAC</source>
            <translation>MAC</translation>
        </message>
        <message>
            <source>Make a new batch for further units.</source>
            <translation>请为其余产品新建批次。</translation>
        </message>
        <message>
            <source>Make it larger or set the flag readonly.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make partitions smaller or use a larger flash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make partitions smaller.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make the firmware smaller or its partition larger.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make the image smaller, or its partition larger in the partition table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make the table again with its MD5 row.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marks a use of BLOCK3 as a key block; reserved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mend flashSize in the profile, or the partition table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mend its spelling; "chip show %1" lists them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mend the description; the schema stands beside it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mend the firmware or the profile.</source>
            <translation>请修正固件或配置。</translation>
        </message>
        <message>
            <source>Mend the firmware or the profile; nothing was changed on the unit.</source>
            <translation>请修正固件或配置；产品未作更改。</translation>
        </message>
        <message>
            <source>Mend the label, or use the partition table that belongs to the firmware.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mend the partition table or the size of the image.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mend the path in the profile, or make a key: fuseboard-cli key generate --type rsa3072 %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mend the text at the place named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move the partition behind the table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name a file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name at least one profile, one for each chip family.</source>
            <translation>请至少指定一个配置，每个芯片系列一个。</translation>
        </message>
        <message>
            <source>Name each field and block once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name each key once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name its partition.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name one profile a family.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name signingKeys or publicKeys, not both.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the private keys that sign (signingKeys), or the public keys of images that come signed (publicKeys).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Names must be unique.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No OTA entry is in use and there is no factory application: ota_0 starts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No OTA entry is in use: the factory application starts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No TCP port can be opened (%1).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No application is named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No block holds a flash key.</source>
            <translation>没有块含有闪存密钥。</translation>
        </message>
        <message>
            <source>No block holds the digest of a signing key that is readable, frozen and not revoked.</source>
            <translation>没有块含有可读、固定且未吊销的签名密钥摘要。</translation>
        </message>
        <message>
            <source>No board answers at this port.</source>
            <translation>此端口无电路板应答。</translation>
        </message>
        <message>
            <source>No bootloader is named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No flash has %1 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No key block can take %1: all are in use or frozen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No key block is left for %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No other application starts either. %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No partition table is named, so nothing says where the images go.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No partition table is named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No pseudo-terminal can be opened (%1).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No register at address 0x%1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No signature block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No step was carried out.</source>
            <translation>未执行任何步骤。</translation>
        </message>
        <message>
            <source>Nobody answers at this address: %1.</source>
            <translation>此地址无应答：%1。</translation>
        </message>
        <message>
            <source>Nobody can hide the digest of the signing key later; all keys are hidden already.</source>
            <translation>以后无人能隐藏签名密钥摘要；所有密钥已隐藏。</translation>
        </message>
        <message>
            <source>Nobody can put a key of his own into an unused slot.</source>
            <translation>任何人都不能在空槽中放入自己的密钥。</translation>
        </message>
        <message>
            <source>Nobody can read the flash key in %1.</source>
            <translation>无人能读取 %1 中的闪存密钥。</translation>
        </message>
        <message>
            <source>Nothing can be said.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is burned on a unit that would not start afterwards.</source>
            <translation>之后无法启动的产品不会烧写任何内容。</translation>
        </message>
        <message>
            <source>Nothing is half-applied; start again to go on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing more is done to the unit. Plug it in again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was burned. Check the machine's random number generator.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was burned. Set the unit aside and find out where the other key came from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was burned. Use a board with the usual crystal.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>OTA entry %1 with sequence %2 chooses slot %3 of %4.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only fields of block 0 can be burned last.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only firmware signed with your key starts.</source>
            <translation>只有用您的密钥签名的固件才能启动。</translation>
        </message>
        <message>
            <source>Only keys are hidden.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only noise on the line</source>
            <translation>线路只有噪声</translation>
        </message>
        <message>
            <source>Order 1 to %1 units.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other blocks cannot be burned together with a change of their coding.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other users of this machine may read or change the line key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pins 0 to 29, 32 and 33 can be chosen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plan with the unit on a port.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plug in the board that the work order names.</source>
            <translation>请插入工单指定的电路板。</translation>
        </message>
        <message>
            <source>Plug in the right board, or choose the profile for this one.</source>
            <translation>请插入正确的电路板，或选择适用的配置。</translation>
        </message>
        <message>
            <source>Plug it in again; if it happens twice, set it aside.</source>
            <translation>请重新插入；若再次发生，请隔离。</translation>
        </message>
        <message>
            <source>Plug it in again; it goes on where it stopped.</source>
            <translation>请重新插入；会从停止处继续。</translation>
        </message>
        <message>
            <source>Plug the board in again, use another cable or USB socket, then repeat.</source>
            <translation>请重新插入电路板，换线缆或 USB 口后重试。</translation>
        </message>
        <message>
            <source>Plug the board in again.</source>
            <translation>请重新插入电路板。</translation>
        </message>
        <message>
            <source>Plug the board in, or check the name of the port.</source>
            <translation>请插入电路板，或检查端口名称。</translation>
        </message>
        <message>
            <source>Plug the unit in again.</source>
            <translation>请重新插入产品。</translation>
        </message>
        <message>
            <source>Plug the unit in again; if it happens twice, set it aside.</source>
            <translation>请重新插入产品；若再次发生，请隔离。</translation>
        </message>
        <message>
            <source>Plug the unit in again; if it happens twice, set it aside: its chip is damaged.</source>
            <translation>请重新插入；若再次发生，请隔离：芯片已损坏。</translation>
        </message>
        <message>
            <source>Plug the unit in again; it goes on where it stopped.</source>
            <translation>请重新插入产品；会从停止处继续。</translation>
        </message>
        <message>
            <source>Plugged in at %1</source>
            <translation>插入 %1</translation>
        </message>
        <message>
            <source>Power the unit off and on, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press its reset button and start again while it prints, or check by its label that it starts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Profile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Programming times for a crystal of %1 MHz are not known.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Prove that it starts</source>
            <translation>验证能够启动</translation>
        </message>
        <message>
            <source>Prove that it will start</source>
            <translation>验证将能启动</translation>
        </message>
        <message>
            <source>Proven in an earlier run; flash and eFuses are unchanged since.</source>
            <translation>已在先前运行中验证；闪存和 eFuse 此后未变。</translation>
        </message>
        <message>
            <source>Put back the line key that belongs to this database.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put it back and take a board of this order.</source>
            <translation>请放回并取此订单的电路板。</translation>
        </message>
        <message>
            <source>Put it back there, or close that batch first.</source>
            <translation>请放回该批次，或先关闭该批次。</translation>
        </message>
        <message>
            <source>Put the file back from its copy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put the working folder on a local disk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>RD_DIS is frozen: nobody can hide a key digest.</source>
            <translation>RD_DIS 已固定：无人能隐藏密钥摘要。</translation>
        </message>
        <message>
            <source>RD_DIS is not write-protected: hiding the key digest would end the unit.</source>
            <translation>RD_DIS 未写保护：隐藏密钥摘要会使产品报废。</translation>
        </message>
        <message>
            <source>RD_DIS is write-protected: %1 can never be hidden.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read both sectors of the otadata partition.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read everything back</source>
            <translation>全部回读</translation>
        </message>
        <message>
            <source>Read registers overlap or lie outside the register file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read-protect it before RD_DIS is write-protected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the unit</source>
            <translation>正在读取产品</translation>
        </message>
        <message>
            <source>Record the session again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove "partition" there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove entries.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove it from the profile.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove it, or mend its spelling.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove it; the preset sets it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove it; the switches of the profile decide it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove keys.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove one of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the flag readonly.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Repeat coding is not supported.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Repeat; if it stays, check cable, power supply and the state of the unit's security settings.</source>
            <translation>请重试；若仍出现，请检查线缆、电源和产品的安全设置。</translation>
        </message>
        <message>
            <source>Restore the file, or have the profile approved anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restore the key from a backup or make another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Round the size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row %1 of the partition table begins with 0x%2 instead of 0x50aa.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row %1 of the table %2 refers to a row of %3 that is not there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run "store check"; if it finds nothing, please report this.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run %1 is not open; its result was not noted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run %1 is not open; the step "%2" was not noted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run %1 over %2 is noted as passed with a step that was not.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secure boot is off.</source>
            <translation>安全启动已关闭。</translation>
        </message>
        <message>
            <source>Secure boot is on but no key is named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secure boot is on, but no key digest is burned.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secure boot is on.</source>
            <translation>安全启动已开启。</translation>
        </message>
        <message>
            <source>Secure boot is on: only signed firmware starts.</source>
            <translation>安全启动已开启：只有签名的固件能启动。</translation>
        </message>
        <message>
            <source>Secure boot key (version 1) or key digest (version 2).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secure boot v2 with RSA takes 3072 bits only; make one with key generate --type rsa3072.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secure boot version 1 is on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secure boot version 2 is on (revision 3.0 and later).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secure boot version 2 needs revision v%1.%2 of the %3, and the profile lets older ones in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secure boot would be on without any key digest that the chip accepts; it would never start again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Segment %1 reaches beyond the end: %2 bytes from offset %3, but the data ends at %4.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Serial number</source>
            <translation>序列号</translation>
        </message>
        <message>
            <source>Serial number %1, batch "%2"</source>
            <translation>序列号 %1，批次“%2”</translation>
        </message>
        <message>
            <source>Set it aside with this message.</source>
            <translation>请连同此信息隔离。</translation>
        </message>
        <message>
            <source>Set lockDownload to false, or use a release preset.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set lockDownload to true, or use the development preset.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set minimumRevision to "v%1.%2" or higher.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set the size to 0x1000.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set the size to 0x2000.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set the unit aside.</source>
            <translation>请隔离此产品。</translation>
        </message>
        <message>
            <source>Set the unit aside: it can never be finished safely.</source>
            <translation>请隔离此产品：无法安全完成。</translation>
        </message>
        <message>
            <source>Set the unit aside: two units with one MAC must not leave the line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set the unit aside; bits of it may be worn out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign again with a key made for secure boot v2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign the image with a key that is not revoked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign the image with a key whose digest is burned, encrypt it where needed, and write it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign the image.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign the unsigned image with all keys again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign the unsigned image with the keys that you need.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signature %1 in the file belongs to other data: the image was changed after signing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signed, then encrypted for this unit alone, while the chip can still be checked.</source>
            <translation>签名后仅为此产品加密，此时芯片仍可检查。</translation>
        </message>
        <message>
            <source>Signing keys are named but secure boot is off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Slots count from 0; at most 16 are possible.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Software cannot send the chip into download mode.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start the firmware</source>
            <translation>启动固件</translation>
        </message>
        <message>
            <source>Start them on Linux or macOS.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Starts the application in %1 at 0x%2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop here; more units need another order.</source>
            <translation>请停止；更多产品需要新的订单。</translation>
        </message>
        <message>
            <source>Stop the batch and call whoever released it; nothing was burned.</source>
            <translation>请停止批次并联系放行者；未烧写任何内容。</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Store the unit's key</source>
            <translation>保存产品密钥</translation>
        </message>
        <message>
            <source>Subtypes of data are ota, phy, nvs, coredump, nvs_keys, efuse, undefined, fat, spiffs and littlefs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch secure boot on, or remove the keys.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch secure boot or flash encryption on, or leave the download mode open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch the protection on</source>
            <translation>开启保护</translation>
        </message>
        <message>
            <source>Switch the unit off and on, then repeat.</source>
            <translation>请将产品断电再上电后重试。</translation>
        </message>
        <message>
            <source>Take it out and plug in a board of this batch.</source>
            <translation>请取出并插入此批次的电路板。</translation>
        </message>
        <message>
            <source>Take it out of the batch; nothing was changed on it in this run.</source>
            <translation>请移出批次；本次运行未作更改。</translation>
        </message>
        <message>
            <source>Take it out of the batch; nothing was changed on it.</source>
            <translation>请移出批次；未作任何更改。</translation>
        </message>
        <message>
            <source>Take the snapshot again: fuseboard-cli device snapshot.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the unit out of the batch; nothing was changed on it.</source>
            <translation>请将产品移出批次；未作任何更改。</translation>
        </message>
        <message>
            <source>Take their rights away (chmod 600) and find out who had them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The %1 has its own address, not a partition.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The %1 has no eFuse called %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The %1 has no place for a key of the kind %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The %1 has no secure boot version 2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The %1 has no such block, or it stands twice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The BASIC interpreter in the ROM could read decrypted flash.</source>
            <translation>ROM 中的 BASIC 解释器可以读取解密的闪存。</translation>
        </message>
        <message>
            <source>The ESP32 encrypts only the first 16 MiB of its flash; this data ends at %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The ESP32 takes 32 bytes, or 24 with the 3/4 coding scheme.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The MAC %1 belongs to a unit with the chip %2; this one has %3.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The MD5 row of the partition table does not fit its entries.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The ROM erases whole sectors: choose a multiple of 0x1000.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The ROM trusts this key, and no other.</source>
            <translation>ROM 只信任此密钥。</translation>
        </message>
        <message>
            <source>The SHA-256 at the end of the image does not fit its contents.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The SPI controller does not finish a command to the flash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The application in %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup is damaged: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The backup is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The batch "%1" counts %2 units but has %3.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The batch "%1" is %2 and cannot become %3.</source>
            <translation>批次“%1”为 %2，不能变为 %3。</translation>
        </message>
        <message>
            <source>The batch "%1" is not released.</source>
            <translation>批次“%1”未放行。</translation>
        </message>
        <message>
            <source>The batch does not say chip and hash of each of its profiles.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The batch has no profile.</source>
            <translation>批次没有配置。</translation>
        </message>
        <message>
            <source>The batch needs a name of 1 to 200 characters.</source>
            <translation>批次名称须为 1 至 200 个字符。</translation>
        </message>
        <message>
            <source>The block belongs to another image, or the image was changed after signing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The block has an unknown version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The block is not a key block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The block is signed with ECDSA, which is not supported yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The block's own checksum is wrong: the block is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The blocks do not fit the emulator's file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The board is running its firmware instead of download mode.</source>
            <translation>电路板在运行固件，未进入下载模式。</translation>
        </message>
        <message>
            <source>The bootloader</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The bootloader is whole.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The built-in demonstration firmware is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The check sum of the token does not fit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The checksum of the image is wrong: %1 is stored, the data gives %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The chip decrypts its flash with it; read back here while it can still be read.</source>
            <translation>芯片用它解密闪存；趁仍可读时回读。</translation>
        </message>
        <message>
            <source>The chip has no block %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The chip refused %1: %2 (code 0x%3).</source>
            <translation>芯片拒绝 %1：%2（代码 0x%3）。</translation>
        </message>
        <message>
            <source>The coding can be changed on a blank chip only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The connection takes no more bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The contents of %1 do not have its size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The controller needs this register.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The copy is not known to be on stable storage.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data reaches beyond the address space of 4 GiB.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database cannot be opened: %1.</source>
            <translation>无法打开数据库：%1。</translation>
        </message>
        <message>
            <source>The database file is damaged. Keep it, and restore the last backup with "store restore".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database has schema %1; this program knows schemas up to %2.</source>
            <translation>数据库架构为 %1；本程序支持到 %2。</translation>
        </message>
        <message>
            <source>The database refused a statement: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The demonstration firmware has no data image.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk is full; free some space and try again.</source>
            <translation>磁盘已满；请释放空间后重试。</translation>
        </message>
        <message>
            <source>The disk reported a fault; check it before going on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The document is not a JSON object.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The download lock is not in the list of locks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The download mode cannot have the chip encrypt flash writes.</source>
            <translation>下载模式不能让芯片加密写入。</translation>
        </message>
        <message>
            <source>The download mode cannot read decrypted flash through the cache.</source>
            <translation>下载模式不能通过缓存读取解密的闪存。</translation>
        </message>
        <message>
            <source>The download mode cannot read flash through the decryption.</source>
            <translation>下载模式不能通过解密读取闪存。</translation>
        </message>
        <message>
            <source>The download mode cannot use the chip to encrypt chosen contents.</source>
            <translation>下载模式不能利用芯片加密任意内容。</translation>
        </message>
        <message>
            <source>The download mode cannot use the instruction cache.</source>
            <translation>下载模式不能使用指令缓存。</translation>
        </message>
        <message>
            <source>The download mode only writes flash: no registers, no reading, no code.</source>
            <translation>下载模式只能写闪存：无寄存器、无读取、无代码。</translation>
        </message>
        <message>
            <source>The download mode would be closed for good on a unit that protects nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The eFuse controller does not come to an end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The field has no write-protect bit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The field is not marked as key purpose.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The field lies outside its block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file cannot be read: %1.</source>
            <translation>无法读取文件：%1。</translation>
        </message>
        <message>
            <source>The file cannot be written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file cannot be written: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file exists already and was left as it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file has %1 bytes, more than the %2 that make sense here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file has no signature: no block in its last 4096 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is a database, but not one of this program.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is cut off or not signed: sign it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is damaged: build or download it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is not a database. Keep it, and restore the last backup with "store restore".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is not the one that the profile was approved with: its SHA-256 is %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is too short to hold an image and its signature.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first byte of a unit's address is even.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The flash address %1 is no multiple of 16.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The flash chip does not answer.</source>
            <translation>闪存芯片无应答。</translation>
        </message>
        <message>
            <source>The flash has %1 bytes; the profile needs %2.</source>
            <translation>闪存为 %1 字节；配置需要 %2。</translation>
        </message>
        <message>
            <source>The flash is encrypted.</source>
            <translation>闪存已加密。</translation>
        </message>
        <message>
            <source>The flash key cannot lie in this block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The flash key in %1 can be read.</source>
            <translation>%1 中的闪存密钥可读。</translation>
        </message>
        <message>
            <source>The flash key in %1 would stay readable for everybody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The flash was not verified as a whole.</source>
            <translation>闪存未整体验证。</translation>
        </message>
        <message>
            <source>The folder does not allow the write-ahead log that the database needs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The group of %1 is frozen, so the cache settings that flash encryption rests on stay.</source>
            <translation>%1 所在的组已固定，加密所依赖的缓存设置保持不变。</translation>
        </message>
        <message>
            <source>The group of %1 is not write-protected.</source>
            <translation>%1 所在的组未写保护。</translation>
        </message>
        <message>
            <source>The image carries no valid signature by any key of the profile.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The image ends early: %1 bytes are needed, %2 are there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The image is damaged in flash: write it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The image is for the chip number %1; %2 has number %3.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The image is good up to chip revision %1; this chip is %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The image is signed already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The image says that it has %1 segments; 1 to 16 are possible.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The image takes %1 bytes, but "%2" has room for %3.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The image wants chip revision %1 or newer; this chip is %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The input is larger than the %1 bytes that make sense here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key digest in the eFuses is read-protected, so the chip cannot compare it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key does not open with this passphrase.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key does not sign: its numbers do not belong together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key for %1 is empty, too short or made of one repeated byte; it was not stored.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key for %1 was discarded after it had been verified; it is not stored again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key for the region "%1" is not there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key has %1 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key is all zero or a simple pattern.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key is no random number and would protect nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key is not an RSA key of 3072 bits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key is protected by a passphrase.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key of %1 does not open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key of %1 is not the one that its fingerprint tells of.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key of SECURE_BOOT_DIGEST0 is no longer accepted.</source>
            <translation>不再接受 SECURE_BOOT_DIGEST0 的密钥。</translation>
        </message>
        <message>
            <source>The key of SECURE_BOOT_DIGEST1 is no longer accepted.</source>
            <translation>不再接受 SECURE_BOOT_DIGEST1 的密钥。</translation>
        </message>
        <message>
            <source>The key of SECURE_BOOT_DIGEST2 is no longer accepted.</source>
            <translation>不再接受 SECURE_BOOT_DIGEST2 的密钥。</translation>
        </message>
        <message>
            <source>The key of this unit is not known any more, so the unit cannot be finished.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key of this unit is not known, so it cannot be proven that it would start.</source>
            <translation>此产品的密钥未知，无法证明能够启动。</translation>
        </message>
        <message>
            <source>The last step of a unit was cut off on this port, and the unit here does not answer: most likely it is that unit and locked, but nothing proves it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The last step: from now on the serial port can neither read nor change the unit.</source>
            <translation>最后一步：此后串口既不能读取也不能更改产品。</translation>
        </message>
        <message>
            <source>The line has more than six fields.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The line key cannot be created.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The line key has %1 bytes instead of %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The line key is missing; without it the unit keys in the database do not open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The line key is not the one under which the backup seals its keys.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The line key is not the one under which this database seals its keys.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list holds something that is not a text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list holds something that is not an object.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The member has the wrong type.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The member is not known here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name is longer than 16 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The number is not whole or out of range.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The numbers of the key in the block contradict each other.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The offset "%1" lies outside the address space.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The offset %1 is no multiple of %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The offset %1 lies before the end of the partition table at %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The otadata is damaged and there is no factory application: all slots are tried.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The otadata is damaged: the factory application starts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The otadata is erased instead of encrypted, which an encrypted unit reads as damage. %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The otadata partition is smaller than two sectors.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The other end closed the connection.</source>
            <translation>对方关闭了连接。</translation>
        </message>
        <message>
            <source>The page about the simulator describes every fault.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition "%1" is not meant for an image of the role "%2".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition %1 ends behind the end of the flash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition ends at %1, but the flash has only %2 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition has no room: it would begin at 0x%1 and have %2 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition overlaps the one before it, which ends at %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table does not decrypt.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table has %1 entries; its 0xC00 bytes hold %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table has no MD5 row, which bootloaders demand.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table has no application partition.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table has no end mark.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table has no partition "%1" for this image.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table has two MD5 rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table is damaged. %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table is damaged: its MD5 is wrong.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table is encrypted, but flash encryption is off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table is good.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table is missing: the flash is erased there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table is not hexadecimal, or too long.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table lies unencrypted in the flash of a unit that decrypts its flash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The partition table was encrypted for another FLASH_CRYPT_CONFIG.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The port cannot be opened: %1.</source>
            <translation>无法打开端口：%1。</translation>
        </message>
        <message>
            <source>The port cannot be opened: it is in use, or you may not use it.</source>
            <translation>无法打开端口：已被占用或没有权限。</translation>
        </message>
        <message>
            <source>The port cannot run at %1 baud.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The port takes no more bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The port vanished while it was in use.</source>
            <translation>使用中端口消失。</translation>
        </message>
        <message>
            <source>The preset "%1" and the flash encryption switch contradict each other.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The preset "%1" and the secure boot switch contradict each other.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The profile asks for it.</source>
            <translation>配置要求如此。</translation>
        </message>
        <message>
            <source>The profile has no name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The profile is for %1, but this unit is an %2.</source>
            <translation>配置适用于 %1，但此产品是 %2。</translation>
        </message>
        <message>
            <source>The profile or a file it names has changed since the batch was made.</source>
            <translation>批次创建后，配置或其引用的文件已更改。</translation>
        </message>
        <message>
            <source>The profile wants that nobody but the chip knows it.</source>
            <translation>配置要求只有芯片知道密钥。</translation>
        </message>
        <message>
            <source>The public key in the block is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recorded session failed here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recorded session goes another way: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recording cannot be used: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recording cannot be written: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The register lies outside the register file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The revision in the token does not fit its eFuses.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same key is in use already: unit %1, %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same key is named twice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same proof on what the unit really holds.</source>
            <translation>对产品实际内容进行同样的验证。</translation>
        </message>
        <message>
            <source>The sealed record does not open: another key, another place, or changed bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The serial download mode is open to everybody with a cable.</source>
            <translation>任何有线缆的人都能使用串口下载模式。</translation>
        </message>
        <message>
            <source>The serial number prefix "%1" has characters that labels and scanners do not carry.</source>
            <translation>序列号前缀“%1”含有标签和扫描枪不支持的字符。</translation>
        </message>
        <message>
            <source>The serial port can no longer read or change the unit.</source>
            <translation>串口不能再读取或更改产品。</translation>
        </message>
        <message>
            <source>The serial port cannot read decrypted flash through the cache.</source>
            <translation>串口不能通过缓存读取解密的闪存。</translation>
        </message>
        <message>
            <source>The serial port cannot read the flash decrypted; without it flash encryption protects nothing.</source>
            <translation>串口不能读取解密后的闪存；否则加密毫无作用。</translation>
        </message>
        <message>
            <source>The serial port cannot use the chip to encrypt chosen contents.</source>
            <translation>串口不能利用芯片加密任意内容。</translation>
        </message>
        <message>
            <source>The signature block of %1 cannot be used. %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The signature is good.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The signature of %1 is wrong. %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The signature was not made by the key in the block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The signature was not made by this key over this image.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The signing key is not there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The size %1 of an application partition is no multiple of %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The size is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The size is zero, or the partition reaches beyond the address space.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The snapshot does not say what %1 holds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The step "%1" was not carried out.</source>
            <translation>步骤“%1”未执行。</translation>
        </message>
        <message>
            <source>The table is damaged: make it again from its CSV.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The token does not fit the chip it names.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The token is too short.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The type is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The unit belongs to the batch "%1".</source>
            <translation>此产品属于批次“%1”。</translation>
        </message>
        <message>
            <source>The unit calls itself %1 and %2 at once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The unit cannot pass: the step "%1" was not carried out and read back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The unit does not answer at %1 baud any more.</source>
            <translation>产品在 %1 波特下不再应答。</translation>
        </message>
        <message>
            <source>The unit gave no answer to %1.</source>
            <translation>产品对 %1 无应答。</translation>
        </message>
        <message>
            <source>The unit has a key for %1 already, and it is another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The unit has no power.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The unit has the chip %1; the batch "%2" is for %3.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The unit is in secure download mode: registers and flash cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The unit is locked: its download mode only tells its security flags.</source>
            <translation>产品已锁定：下载模式只显示安全标志。</translation>
        </message>
        <message>
            <source>The unit shows on its console that it starts.</source>
            <translation>产品在控制台显示启动。</translation>
        </message>
        <message>
            <source>The unit was started and did not come up: "%1".</source>
            <translation>产品已启动但未成功：“%1”。</translation>
        </message>
        <message>
            <source>The unit was started and its console showed no application.</source>
            <translation>产品已启动，但控制台没有显示应用。</translation>
        </message>
        <message>
            <source>The unit would not start afterwards: %1</source>
            <translation>之后产品将无法启动：%1</translation>
        </message>
        <message>
            <source>The unit would not start: %1</source>
            <translation>产品将无法启动：%1</translation>
        </message>
        <message>
            <source>The unit's MD5 answer is not readable.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The unit's answer to %1 is not readable.</source>
            <translation>产品对 %1 的应答无法识别。</translation>
        </message>
        <message>
            <source>The value 0 burns nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The value does not fit the field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The working folder cannot be used: %1.</source>
            <translation>无法使用工作文件夹：%1。</translation>
        </message>
        <message>
            <source>There are fewer error registers than named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are no blocks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a batch "%1" already.</source>
            <translation>批次“%1”已存在。</translation>
        </message>
        <message>
            <source>There is more than one otadata partition.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no application partition that the bootloader would try.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no batch "%1".</source>
            <translation>没有批次“%1”。</translation>
        </message>
        <message>
            <source>There is no database in this folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no demonstration firmware for %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no key to discard without flash encryption.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no record of the unit "%1".</source>
            <translation>没有产品“%1”的记录。</translation>
        </message>
        <message>
            <source>There is no slot %1 among %2 slots.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no such port.</source>
            <translation>没有此端口。</translation>
        </message>
        <message>
            <source>There is no timing for the usual crystal.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is none, or it is damaged.</source>
            <translation>不存在或已损坏。</translation>
        </message>
        <message>
            <source>This board is an %1; the order is for %2.</source>
            <translation>此电路板是 %1；订单要求 %2。</translation>
        </message>
        <message>
            <source>This cannot be undone; a digest block must stay readable.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This chip is %1, which has no use for %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This chip is %1; secure boot does not work reliably on it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This chip is %1; secure boot version 2 does not work on it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This chip is not known to this version (%1).</source>
            <translation>此版本不支持该芯片（%1）。</translation>
        </message>
        <message>
            <source>This connection cannot restart the unit, so its start cannot be watched.</source>
            <translation>此连接无法重启产品，因此无法观察启动。</translation>
        </message>
        <message>
            <source>This family takes 32 or 64 bytes, the ESP32-C2 also 16.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is a multicast address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no firmware image: it begins with %1 instead of 0xe9.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no private key in PEM form.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no public key in PEM form.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not JSON: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not a 32-bit number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not a SHA-256 digest.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not a snapshot of a unit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not a token of eFuses that were read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not an MD5.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not the name of a port.</source>
            <translation>这不是端口名称。</translation>
        </message>
        <message>
            <source>This unit has silicon %1; the profile needs %2 or newer.</source>
            <translation>此产品的芯片版本为 %1；配置需要 %2 或更新。</translation>
        </message>
        <message>
            <source>This unit is locked already: it no longer tells who it is, and nothing can be changed on it.</source>
            <translation>此产品已锁定：不再显示身份，也无法更改。</translation>
        </message>
        <message>
            <source>This unit starts nothing any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This unit stores its keys in another coding (CODING_SCHEME is %1), which takes no 256-bit key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This unit was burned elsewhere. Take it out of the batch; nothing was changed on it.</source>
            <translation>此产品曾在别处烧写。请移出批次；未作任何更改。</translation>
        </message>
        <message>
            <source>This unit's download mode is closed for ever by its eFuses.</source>
            <translation>此产品的下载模式已被 eFuse 永久关闭。</translation>
        </message>
        <message>
            <source>Time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two blocks would have the purpose %1; the chip uses only one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two chip descriptions share an identity.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two fields overlap.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two images go to the same place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two key purposes share a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two of the key files hold the same key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two partitions have this name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two profiles are for %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two profiles of the batch are for the same chip.</source>
            <translation>批次中有两个配置用于同一芯片。</translation>
        </message>
        <message>
            <source>Types are app, data, bootloader and partition_table, and numbers for your own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use "host-kept".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use 0 or 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use a fixture with reset lines, or allow units to pass without this check (--boot-check auto).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use a key from a random number generator.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use a power of two, for example "4M".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use a shorter cable or a lower rate, and check that nothing else uses the port.</source>
            <translation>请用更短的线缆或更低的速率，并确认没有其他程序占用端口。</translation>
        </message>
        <message>
            <source>Use a shorter cable or a lower rate, then repeat.</source>
            <translation>请用更短的线缆或更低的速率后重试。</translation>
        </message>
        <message>
            <source>Use a table for this flash size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use another unit, or a purpose that needs no read protection.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use another unit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use one of: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the TCP transport instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the key that sealed it, or restore the record from a backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the newer program that wrote it; the database was left as it is.</source>
            <translation>请使用写入它的较新程序；数据库未作更改。</translation>
        </message>
        <message>
            <source>Use up to 24 letters, digits, dots, dashes and underscores.</source>
            <translation>请使用最多 24 个字母、数字、点、连字符和下划线。</translation>
        </message>
        <message>
            <source>User data, or custom MAC, calibration and anti-rollback version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Verified keys are hidden and frozen; settings can no longer be changed.</source>
            <translation>已验证的密钥隐藏并固定；设置不能再更改。</translation>
        </message>
        <message>
            <source>Virtual devices cannot be started on this system.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WR_DIS and RD_DIS must be fields of block 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What BLOCK_KEY0 is for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What BLOCK_KEY1 is for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What BLOCK_KEY2 is for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What BLOCK_KEY3 is for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What BLOCK_KEY4 is for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What BLOCK_KEY5 is for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the unit sends is not readable.</source>
            <translation>产品发送的内容无法识别。</translation>
        </message>
        <message>
            <source>What was read from the flash is not what the chip has there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With this coding %1 ends after %2 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Work order %1, made %2 UTC</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Would not start with this firmware</source>
            <translation>用此固件无法启动</translation>
        </message>
        <message>
            <source>Write %1</source>
            <translation>写入 %1</translation>
        </message>
        <message>
            <source>Write a new otadata.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write an application with a secure version of at least %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write an encrypted blank otadata.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it as 4096, 0x1000, 4K or 1M.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it as major.minor, for example "v3.0".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the image again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the image.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the partition table again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the partition table at 0x%1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the unencrypted image, or burn one more bit of %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the unencrypted table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Written and compared while the chip can still be checked.</source>
            <translation>在芯片仍可检查时写入并比较。</translation>
        </message>
        <message>
            <source>Written, but did not start</source>
            <translation>已写入，但未启动</translation>
        </message>
        <message>
            <source>Written, proven to start</source>
            <translation>已写入，已验证可启动</translation>
        </message>
        <message>
            <source>Written, started</source>
            <translation>已写入，已启动</translation>
        </message>
        <message>
            <source>Wrong board for this batch</source>
            <translation>电路板与批次不符</translation>
        </message>
        <message>
            <source>a list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a parameter is invalid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a parameter of the compression is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a reason that is not documented</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a whole number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an object</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an unknown purpose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another rate is set</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>chip id %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>closed registers, no security summary</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>empty</source>
            <translation>空</translation>
        </message>
        <message>
            <source>failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hidden</source>
            <translation>隐藏</translation>
        </message>
        <message>
            <source>it cannot be created</source>
            <translation>无法创建</translation>
        </message>
        <message>
            <source>it is a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is not a recording of this version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>key blocks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>line %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>line %1, column %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>magic value 0x%1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no reason given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ordered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>otadata has %1 bytes; it takes %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>other bytes are written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>other lines are set</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>other users may read the database and that cannot be changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>out of memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>passed</source>
            <translation>合格</translation>
        </message>
        <message>
            <source>passed first time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>readable data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>receiving failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sending failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>set aside</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the address of the program for RAM is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the checksum is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the checksum of the compressed data is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the command is not known, not allowed, or out of order</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the command was understood and its result is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the compressed data are damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the description is too long</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the encoding of the description is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the flash cannot be read there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the flash did not take the data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the format is invalid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the length of a flash read is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the lock that was begun on this port and not confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the parameter is not allowed on this unit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the size of the program for RAM is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is not enough storage</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this line is no event</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>true or false</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>write protection of %1</source>
            <translation>%1 的写保护</translation>
        </message>
    </context>
</TS>
