<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
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
            <translation>„%1“ liest sich anders zurück, als geschrieben wurde.</translation>
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
            <translation>%1 kann nicht mehr geändert werden.</translation>
        </message>
        <message>
            <source>%1 can still be changed, so flash encryption can be switched off again.</source>
            <translation>%1 ist noch änderbar, also kann die Flash-Verschlüsselung wieder abgeschaltet werden.</translation>
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
            <translation>%1 liest sich nicht so zurück, wie es gebrannt wurde.</translation>
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
            <translation>%1 enthält die Prüfsumme eines Signierschlüssels, lesbar und fest.</translation>
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
            <translation>%1 ist an diesem Gerät %2; das tut weder das Werk noch dieses Profil.</translation>
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
            <translation>%1 ist nicht %2. %3</translation>
        </message>
        <message>
            <source>%1 is not a setting that every unit shares.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is not possible on this unit any more: %2</source>
            <translation>%1 ist an diesem Gerät nicht mehr möglich: %2</translation>
        </message>
        <message>
            <source>%1 is not signed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is not write-protected: its key can be spoilt.</source>
            <translation>%1 ist nicht schreibgeschützt: Sein Schlüssel kann verdorben werden.</translation>
        </message>
        <message>
            <source>%1 is not write-protected: the key could be turned into another kind.</source>
            <translation>%1 ist nicht schreibgeschützt: Der Schlüssel könnte umgewidmet werden.</translation>
        </message>
        <message>
            <source>%1 is read-protected but can still be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is set.</source>
            <translation>%1 ist gesetzt.</translation>
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
            <translation>%1 ist schreibgeschützt.</translation>
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
            <translation>%1 liest %2 statt %3.</translation>
        </message>
        <message>
            <source>%1 restricts the serial download mode.</source>
            <translation>%1 schränkt den seriellen Download-Modus ein.</translation>
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
            <translation>%1: begonnen, das Ende wurde nie vermerkt</translation>
        </message>
        <message>
            <source>%1: end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: failed</source>
            <translation>%1: fehlgeschlagen</translation>
        </message>
        <message>
            <source>%1: not possible</source>
            <translation>%1: nicht möglich</translation>
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
            <translation>Ein Debugger könnte entschlüsselten Speicher lesen und beliebigen Code ausführen.</translation>
        </message>
        <message>
            <source>A debugger on USB could read decrypted memory and run any code.</source>
            <translation>Ein Debugger an USB könnte entschlüsselten Speicher lesen und beliebigen Code ausführen.</translation>
        </message>
        <message>
            <source>A debugger on the pins could read decrypted memory and run any code.</source>
            <translation>Ein Debugger an den Pins könnte entschlüsselten Speicher lesen und beliebigen Code ausführen.</translation>
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
            <translation>Ein gebrannter Schlüssel darf nie verloren gehen, also wird er zuerst sicher abgelegt.</translation>
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
            <translation>Ein Gerät ist gut nach dem, was gelesen, nicht nach dem, was gesendet wurde.</translation>
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
            <translation>Alle %1 Geräte der Charge „%2“ sind gefertigt.</translation>
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
            <translation>Ein anderes Programm hält die Datenbank; schließen Sie es und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Another program uses the database.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another unit answers now.</source>
            <translation>Jetzt antwortet ein anderes Gerät.</translation>
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
            <translation>Bitten Sie die Leitung der Linie um die Freigabe.</translation>
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
            <translation>Platine antwortet nicht</translation>
        </message>
        <message>
            <source>Boot check</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring back the files as they were, or make a new batch.</source>
            <translation>Stellen Sie die Dateien wieder her, oder legen Sie eine neue Charge an.</translation>
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
            <translation>Prüfsumme des Signierschlüssels brennen</translation>
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
            <translation>Sicherheitseinstellungen brennen</translation>
        </message>
        <message>
            <source>Burn the unit's key</source>
            <translation>Schlüssel des Geräts brennen</translation>
        </message>
        <message>
            <source>Burned already, not by us</source>
            <translation>Schon gebrannt, nicht von uns</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot be finished</source>
            <translation>Kann nicht fertiggestellt werden</translation>
        </message>
        <message>
            <source>Check cable and fixture and plug it in again; it goes on where it stopped.</source>
            <translation>Prüfen Sie Kabel und Aufnahme und stecken Sie es wieder ein; es geht dort weiter, wo es anhielt.</translation>
        </message>
        <message>
            <source>Check cable and fixture, then plug it in again.</source>
            <translation>Prüfen Sie Kabel und Aufnahme, dann stecken Sie sie wieder ein.</translation>
        </message>
        <message>
            <source>Check cable and power, bring the unit into download mode, then repeat.</source>
            <translation>Prüfen Sie Kabel und Strom, bringen Sie das Gerät in den Download-Modus, dann wiederholen Sie es.</translation>
        </message>
        <message>
            <source>Check cable and power, hold the BOOT button while you press RESET, then repeat.</source>
            <translation>Prüfen Sie Kabel und Strom, halten Sie BOOT, während Sie RESET drücken, dann wiederholen Sie es.</translation>
        </message>
        <message>
            <source>Check each profile before the batch is made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check host and port, and that the fixture or virtual board is running.</source>
            <translation>Prüfen Sie Rechner und Port, und ob die Aufnahme oder virtuelle Platine läuft.</translation>
        </message>
        <message>
            <source>Check power, cable and seat, then plug it in again.</source>
            <translation>Prüfen Sie Strom, Kabel und Sitz, dann stecken Sie sie wieder ein.</translation>
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
            <translation>Prüfen Sie, dass es den Ordner gibt und Sie darin schreiben dürfen.</translation>
        </message>
        <message>
            <source>Check that you may write to the database file and its folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the board's flash chip, or mend flashSize in the profile.</source>
            <translation>Prüfen Sie den Flash-Chip der Platine, oder berichtigen Sie flashSize im Profil.</translation>
        </message>
        <message>
            <source>Check the disk and make another copy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the fixture and its network, then repeat.</source>
            <translation>Prüfen Sie die Aufnahme und ihr Netz, dann wiederholen Sie es.</translation>
        </message>
        <message>
            <source>Check the fixture, then repeat.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the folder, its rights and the free space.</source>
            <translation>Prüfen Sie den Ordner, seine Rechte und den freien Platz.</translation>
        </message>
        <message>
            <source>Check the module, its flash wiring and its supply voltage.</source>
            <translation>Prüfen Sie das Modul, seine Flash-Leitungen und die Spannung.</translation>
        </message>
        <message>
            <source>Check the passphrase; upper and lower case count.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the path and that you may read it.</source>
            <translation>Prüfen Sie den Pfad und ob Sie ihn lesen dürfen.</translation>
        </message>
        <message>
            <source>Check the path of the backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the path, its rights and the free space.</source>
            <translation>Prüfen Sie den Pfad, seine Rechte und den freien Platz.</translation>
        </message>
        <message>
            <source>Check the power supply and the cable, then plug the unit in again; if it happens twice, its flash is bad.</source>
            <translation>Prüfen Sie Versorgung und Kabel, dann stecken Sie das Gerät wieder ein; geschieht es wieder, ist sein Flash schlecht.</translation>
        </message>
        <message>
            <source>Check the supply and plug it in again; if it happens twice, set it aside.</source>
            <translation>Prüfen Sie die Versorgung und stecken Sie es wieder ein; geschieht es wieder, sondern Sie es aus.</translation>
        </message>
        <message>
            <source>Check the unit</source>
            <translation>Gerät prüfen</translation>
        </message>
        <message>
            <source>Check the working folder (--data).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chip</source>
            <translation>Chip</translation>
        </message>
        <message>
            <source>Chip damaged by an interrupted burn</source>
            <translation>Chip durch unterbrochenes Brennen beschädigt</translation>
        </message>
        <message>
            <source>Chip did not take what was burned</source>
            <translation>Chip hat das Gebrannte nicht angenommen</translation>
        </message>
        <message>
            <source>Chip too old for this product</source>
            <translation>Chip zu alt für dieses Produkt</translation>
        </message>
        <message>
            <source>Chip, revision, flash and what is burned already must fit the profile.</source>
            <translation>Chip, Revision, Flash und schon Gebranntes müssen zum Profil passen.</translation>
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
            <translation>Wählen Sie eine kleinere Rate und bringen Sie das Gerät wieder in den Download-Modus.</translation>
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
            <translation>Schließen Sie andere Programme mit diesem Anschluss, dann stecken Sie die Platine wieder ein.</translation>
        </message>
        <message>
            <source>Close the download mode</source>
            <translation>Download-Modus schließen</translation>
        </message>
        <message>
            <source>Close the other program that has the port open; on Linux your user needs the group dialout.</source>
            <translation>Schließen Sie das andere Programm mit diesem Anschluss; unter Linux braucht Ihr Benutzer die Gruppe dialout.</translation>
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
            <translation>Verbinden</translation>
        </message>
        <message>
            <source>Connection lost</source>
            <translation>Verbindung verloren</translation>
        </message>
        <message>
            <source>Copy the token again, from "EFSR" to its end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Debug ports and read-out close; keys get their purposes.</source>
            <translation>Debug-Anschlüsse und Auslesen schließen; Schlüssel bekommen ihren Zweck.</translation>
        </message>
        <message>
            <source>Direct boot would start code that no bootloader has checked.</source>
            <translation>Direktstart würde Code starten, den kein Bootloader geprüft hat.</translation>
        </message>
        <message>
            <source>Do not change boards while one is being worked on.</source>
            <translation>Wechseln Sie keine Platine, solange sie bearbeitet wird.</translation>
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
            <translation>Jeder Flash-Block bekommt seine eigene Variante des Schlüssels.</translation>
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
            <translation>Flash-Chip zu klein</translation>
        </message>
        <message>
            <source>Flash does not keep what is written</source>
            <translation>Flash behält nicht, was geschrieben wird</translation>
        </message>
        <message>
            <source>Flash encryption is off.</source>
            <translation>Die Flash-Verschlüsselung ist aus.</translation>
        </message>
        <message>
            <source>Flash encryption is on and cannot be switched off.</source>
            <translation>Die Flash-Verschlüsselung ist an und kann nicht abgeschaltet werden.</translation>
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
            <translation>Die Flash-Verschlüsselung ist an.</translation>
        </message>
        <message>
            <source>Flash encryption is on; for development it can be switched off once.</source>
            <translation>Die Flash-Verschlüsselung ist an; zum Entwickeln kann sie einmal abgeschaltet werden.</translation>
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
            <translation>Schlüssel des Geräts vergessen</translation>
        </message>
        <message>
            <source>Freeze the read protection</source>
            <translation>Leseschutz festschreiben</translation>
        </message>
        <message>
            <source>From now on only this unit's signed or encrypted firmware starts.</source>
            <translation>Ab jetzt startet nur die signierte oder verschlüsselte Firmware dieses Geräts.</translation>
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
            <translation>Nennen Sie ein Gerät wie /dev/ttyUSB0 oder COM3, oder socket://rechner:port.</translation>
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
            <translation>Geben Sie ihr den Namen vom Auftrag.</translation>
        </message>
        <message>
            <source>Give its MAC or its serial number; "device list" shows the units that there are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give one profile for each chip family.</source>
            <translation>Geben Sie ein Profil je Chipfamilie an.</translation>
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
            <translation>Geben Sie der neuen einen anderen Namen.</translation>
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
            <translation>Halten Sie BOOT, während Sie RESET drücken, dann wiederholen Sie es.</translation>
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
            <translation>Es ist nur über seine Firmware erreichbar.</translation>
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
            <translation>Es ist lesegeschützt.</translation>
        </message>
        <message>
            <source>It may hold a secret, which a snapshot never carries.</source>
            <translation>Es kann ein Geheimnis enthalten, das eine Aufnahme nie trägt.</translation>
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
            <translation>JTAG bleibt zu, selbst wenn ein fester Schalter vergessen wurde.</translation>
        </message>
        <message>
            <source>Keep one of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the unit and show it to whoever made the firmware.</source>
            <translation>Behalten Sie das Gerät und zeigen Sie es dem Hersteller der Firmware.</translation>
        </message>
        <message>
            <source>Key discarded (%1)</source>
            <translation>Schlüssel verworfen (%1)</translation>
        </message>
        <message>
            <source>Key made and sealed (%1)</source>
            <translation>Schlüssel erzeugt und versiegelt (%1)</translation>
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
            <translation>Schlüssel und Einstellungen sperren</translation>
        </message>
        <message>
            <source>Locked already</source>
            <translation>Schon gesperrt</translation>
        </message>
        <message>
            <source>Locked, proven to start</source>
            <translation>Gesperrt, Start nachgewiesen</translation>
        </message>
        <message>
            <source>Locked, started</source>
            <translation>Gesperrt, gestartet</translation>
        </message>
        <message>
            <source>Look it up by its label, or take it out of the batch.</source>
            <translation>Suchen Sie es nach seinem Etikett, oder nehmen Sie es aus der Charge.</translation>
        </message>
        <message>
            <source>Look up its label; a finished unit need not be plugged in again.</source>
            <translation>Sehen Sie auf sein Etikett; ein fertiges Gerät muss nicht noch einmal eingesteckt werden.</translation>
        </message>
        <message>
            <source>MAC</source>
            <translation>MAC</translation>
        </message>
        <message>
            <source>Make a new batch for further units.</source>
            <translation>Legen Sie für weitere Geräte eine neue Charge an.</translation>
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
            <translation>Beheben Sie Firmware oder Profil.</translation>
        </message>
        <message>
            <source>Mend the firmware or the profile; nothing was changed on the unit.</source>
            <translation>Beheben Sie Firmware oder Profil; am Gerät wurde nichts geändert.</translation>
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
            <translation>Nennen Sie mindestens ein Profil, eines je Chipfamilie.</translation>
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
            <translation>Kein Block enthält einen Flash-Schlüssel.</translation>
        </message>
        <message>
            <source>No block holds the digest of a signing key that is readable, frozen and not revoked.</source>
            <translation>Kein Block enthält eine lesbare, feste und nicht widerrufene Prüfsumme eines Signierschlüssels.</translation>
        </message>
        <message>
            <source>No board answers at this port.</source>
            <translation>An diesem Anschluss antwortet keine Platine.</translation>
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
            <translation>Kein Schritt wurde ausgeführt.</translation>
        </message>
        <message>
            <source>Nobody answers at this address: %1.</source>
            <translation>Unter dieser Adresse antwortet niemand: %1.</translation>
        </message>
        <message>
            <source>Nobody can hide the digest of the signing key later; all keys are hidden already.</source>
            <translation>Niemand kann später die Prüfsumme des Signierschlüssels verbergen; alle Schlüssel sind schon verborgen.</translation>
        </message>
        <message>
            <source>Nobody can put a key of his own into an unused slot.</source>
            <translation>Niemand kann einen eigenen Schlüssel in einen freien Platz legen.</translation>
        </message>
        <message>
            <source>Nobody can read the flash key in %1.</source>
            <translation>Niemand kann den Flash-Schlüssel in %1 lesen.</translation>
        </message>
        <message>
            <source>Nothing can be said.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is burned on a unit that would not start afterwards.</source>
            <translation>Auf einem Gerät, das danach nicht starten würde, wird nichts gebrannt.</translation>
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
            <translation>Nur mit Ihrem Schlüssel signierte Firmware startet.</translation>
        </message>
        <message>
            <source>Only keys are hidden.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only noise on the line</source>
            <translation>Nur Rauschen auf der Leitung</translation>
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
            <translation>Stecken Sie die Platine ein, die der Auftrag nennt.</translation>
        </message>
        <message>
            <source>Plug in the right board, or choose the profile for this one.</source>
            <translation>Stecken Sie die richtige Platine ein, oder wählen Sie das Profil für diese.</translation>
        </message>
        <message>
            <source>Plug it in again; if it happens twice, set it aside.</source>
            <translation>Stecken Sie es noch einmal ein; geschieht es wieder, sondern Sie es aus.</translation>
        </message>
        <message>
            <source>Plug it in again; it goes on where it stopped.</source>
            <translation>Stecken Sie es wieder ein; es geht dort weiter, wo es anhielt.</translation>
        </message>
        <message>
            <source>Plug the board in again, use another cable or USB socket, then repeat.</source>
            <translation>Stecken Sie die Platine wieder ein, nehmen Sie ein anderes Kabel oder eine andere USB-Buchse, dann wiederholen Sie es.</translation>
        </message>
        <message>
            <source>Plug the board in again.</source>
            <translation>Stecken Sie die Platine wieder ein.</translation>
        </message>
        <message>
            <source>Plug the board in, or check the name of the port.</source>
            <translation>Stecken Sie die Platine ein, oder prüfen Sie den Namen des Anschlusses.</translation>
        </message>
        <message>
            <source>Plug the unit in again.</source>
            <translation>Stecken Sie das Gerät noch einmal ein.</translation>
        </message>
        <message>
            <source>Plug the unit in again; if it happens twice, set it aside.</source>
            <translation>Stecken Sie das Gerät noch einmal ein; geschieht es wieder, sondern Sie es aus.</translation>
        </message>
        <message>
            <source>Plug the unit in again; if it happens twice, set it aside: its chip is damaged.</source>
            <translation>Stecken Sie das Gerät noch einmal ein; geschieht es wieder, sondern Sie es aus: Sein Chip ist beschädigt.</translation>
        </message>
        <message>
            <source>Plug the unit in again; it goes on where it stopped.</source>
            <translation>Stecken Sie das Gerät wieder ein; es geht dort weiter, wo es anhielt.</translation>
        </message>
        <message>
            <source>Plugged in at %1</source>
            <translation>Eingesteckt an %1</translation>
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
            <translation>Nachweisen, dass es startet</translation>
        </message>
        <message>
            <source>Prove that it will start</source>
            <translation>Nachweisen, dass es starten wird</translation>
        </message>
        <message>
            <source>Proven in an earlier run; flash and eFuses are unchanged since.</source>
            <translation>In einem früheren Lauf nachgewiesen; Flash und eFuses sind seither unverändert.</translation>
        </message>
        <message>
            <source>Put back the line key that belongs to this database.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put it back and take a board of this order.</source>
            <translation>Legen Sie sie zurück und nehmen Sie eine Platine dieses Auftrags.</translation>
        </message>
        <message>
            <source>Put it back there, or close that batch first.</source>
            <translation>Legen Sie es dorthin zurück, oder schließen Sie jene Charge zuerst ab.</translation>
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
            <translation>RD_DIS ist fest: Niemand kann eine Schlüssel-Prüfsumme verbergen.</translation>
        </message>
        <message>
            <source>RD_DIS is not write-protected: hiding the key digest would end the unit.</source>
            <translation>RD_DIS ist nicht schreibgeschützt: Die Schlüssel-Prüfsumme zu verbergen würde das Gerät beenden.</translation>
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
            <translation>Alles zurücklesen</translation>
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
            <translation>Gerät lesen</translation>
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
            <translation>Wiederholen Sie es; bleibt es so, prüfen Sie Kabel, Versorgung und die Sicherheitseinstellungen des Geräts.</translation>
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
            <translation>Secure Boot ist aus.</translation>
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
            <translation>Secure Boot ist an.</translation>
        </message>
        <message>
            <source>Secure boot is on: only signed firmware starts.</source>
            <translation>Secure Boot ist an: Nur signierte Firmware startet.</translation>
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
            <translation>Seriennummer</translation>
        </message>
        <message>
            <source>Serial number %1, batch "%2"</source>
            <translation>Seriennummer %1, Charge „%2“</translation>
        </message>
        <message>
            <source>Set it aside with this message.</source>
            <translation>Sondern Sie es mit dieser Meldung aus.</translation>
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
            <translation>Sondern Sie das Gerät aus.</translation>
        </message>
        <message>
            <source>Set the unit aside: it can never be finished safely.</source>
            <translation>Sondern Sie das Gerät aus: Es kann nie sicher fertiggestellt werden.</translation>
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
            <translation>Signiert, dann für dieses Gerät allein verschlüsselt, solange der Chip noch prüfbar ist.</translation>
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
            <translation>Firmware starten</translation>
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
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop here; more units need another order.</source>
            <translation>Hören Sie hier auf; weitere Geräte brauchen einen neuen Auftrag.</translation>
        </message>
        <message>
            <source>Stop the batch and call whoever released it; nothing was burned.</source>
            <translation>Halten Sie die Charge an und rufen Sie, wer sie freigegeben hat; es wurde nichts gebrannt.</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Store the unit's key</source>
            <translation>Schlüssel des Geräts sichern</translation>
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
            <translation>Schutz einschalten</translation>
        </message>
        <message>
            <source>Switch the unit off and on, then repeat.</source>
            <translation>Schalten Sie das Gerät aus und ein, dann wiederholen Sie es.</translation>
        </message>
        <message>
            <source>Take it out and plug in a board of this batch.</source>
            <translation>Nehmen Sie sie heraus und stecken Sie eine Platine dieser Charge ein.</translation>
        </message>
        <message>
            <source>Take it out of the batch; nothing was changed on it in this run.</source>
            <translation>Nehmen Sie es aus der Charge; in diesem Lauf wurde nichts geändert.</translation>
        </message>
        <message>
            <source>Take it out of the batch; nothing was changed on it.</source>
            <translation>Nehmen Sie es aus der Charge; es wurde nichts geändert.</translation>
        </message>
        <message>
            <source>Take the snapshot again: fuseboard-cli device snapshot.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the unit out of the batch; nothing was changed on it.</source>
            <translation>Nehmen Sie das Gerät aus der Charge; es wurde nichts geändert.</translation>
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
            <translation>Der BASIC-Interpreter im ROM könnte entschlüsselten Flash lesen.</translation>
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
            <translation>Das ROM vertraut diesem Schlüssel und keinem anderen.</translation>
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
            <translation>Die Charge „%1“ ist %2 und kann nicht %3 werden.</translation>
        </message>
        <message>
            <source>The batch "%1" is not released.</source>
            <translation>Die Charge „%1“ ist nicht freigegeben.</translation>
        </message>
        <message>
            <source>The batch does not say chip and hash of each of its profiles.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The batch has no profile.</source>
            <translation>Die Charge hat kein Profil.</translation>
        </message>
        <message>
            <source>The batch needs a name of 1 to 200 characters.</source>
            <translation>Die Charge braucht einen Namen von 1 bis 200 Zeichen.</translation>
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
            <translation>Die Platine läuft in ihrer Firmware statt im Download-Modus.</translation>
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
            <translation>Der Chip entschlüsselt damit seinen Flash; hier zurückgelesen, solange es noch geht.</translation>
        </message>
        <message>
            <source>The chip has no block %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The chip refused %1: %2 (code 0x%3).</source>
            <translation>Der Chip lehnte %1 ab: %2 (Code 0x%3).</translation>
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
            <translation>Die Datenbank lässt sich nicht öffnen: %1.</translation>
        </message>
        <message>
            <source>The database file is damaged. Keep it, and restore the last backup with "store restore".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database has schema %1; this program knows schemas up to %2.</source>
            <translation>Die Datenbank hat Schema %1; dieses Programm kennt Schemata bis %2.</translation>
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
            <translation>Der Datenträger ist voll; schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
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
            <translation>Der Download-Modus kann den Chip keine Schreibvorgänge verschlüsseln lassen.</translation>
        </message>
        <message>
            <source>The download mode cannot read decrypted flash through the cache.</source>
            <translation>Der Download-Modus kann entschlüsselten Flash nicht über den Cache lesen.</translation>
        </message>
        <message>
            <source>The download mode cannot read flash through the decryption.</source>
            <translation>Der Download-Modus kann den Flash nicht durch die Entschlüsselung lesen.</translation>
        </message>
        <message>
            <source>The download mode cannot use the chip to encrypt chosen contents.</source>
            <translation>Der Download-Modus kann den Chip nicht beliebige Inhalte verschlüsseln lassen.</translation>
        </message>
        <message>
            <source>The download mode cannot use the instruction cache.</source>
            <translation>Der Download-Modus kann den Befehls-Cache nicht benutzen.</translation>
        </message>
        <message>
            <source>The download mode only writes flash: no registers, no reading, no code.</source>
            <translation>Der Download-Modus schreibt nur noch Flash: keine Register, kein Lesen, kein Code.</translation>
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
            <translation>Die Datei kann nicht gelesen werden: %1.</translation>
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
            <translation>Der Flash-Chip antwortet nicht.</translation>
        </message>
        <message>
            <source>The flash has %1 bytes; the profile needs %2.</source>
            <translation>Der Flash hat %1 Byte; das Profil braucht %2.</translation>
        </message>
        <message>
            <source>The flash is encrypted.</source>
            <translation>Der Flash ist verschlüsselt.</translation>
        </message>
        <message>
            <source>The flash key cannot lie in this block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The flash key in %1 can be read.</source>
            <translation>Der Flash-Schlüssel in %1 ist lesbar.</translation>
        </message>
        <message>
            <source>The flash key in %1 would stay readable for everybody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The flash was not verified as a whole.</source>
            <translation>Der Flash wurde nicht als Ganzes geprüft.</translation>
        </message>
        <message>
            <source>The folder does not allow the write-ahead log that the database needs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The group of %1 is frozen, so the cache settings that flash encryption rests on stay.</source>
            <translation>Die Gruppe von %1 ist fest, also bleiben die Cache-Einstellungen, auf denen die Verschlüsselung ruht.</translation>
        </message>
        <message>
            <source>The group of %1 is not write-protected.</source>
            <translation>Die Gruppe von %1 ist nicht schreibgeschützt.</translation>
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
            <translation>Der Schlüssel von SECURE_BOOT_DIGEST0 wird nicht mehr angenommen.</translation>
        </message>
        <message>
            <source>The key of SECURE_BOOT_DIGEST1 is no longer accepted.</source>
            <translation>Der Schlüssel von SECURE_BOOT_DIGEST1 wird nicht mehr angenommen.</translation>
        </message>
        <message>
            <source>The key of SECURE_BOOT_DIGEST2 is no longer accepted.</source>
            <translation>Der Schlüssel von SECURE_BOOT_DIGEST2 wird nicht mehr angenommen.</translation>
        </message>
        <message>
            <source>The key of this unit is not known any more, so the unit cannot be finished.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The key of this unit is not known, so it cannot be proven that it would start.</source>
            <translation>Der Schlüssel dieses Geräts ist nicht bekannt, also ist nicht nachweisbar, dass es starten würde.</translation>
        </message>
        <message>
            <source>The last step of a unit was cut off on this port, and the unit here does not answer: most likely it is that unit and locked, but nothing proves it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The last step: from now on the serial port can neither read nor change the unit.</source>
            <translation>Der letzte Schritt: Ab jetzt kann der serielle Anschluss das Gerät weder lesen noch ändern.</translation>
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
            <translation>Die Gegenseite hat die Verbindung geschlossen.</translation>
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
            <translation>Der Anschluss lässt sich nicht öffnen: %1.</translation>
        </message>
        <message>
            <source>The port cannot be opened: it is in use, or you may not use it.</source>
            <translation>Der Anschluss lässt sich nicht öffnen: Er ist belegt, oder Sie dürfen ihn nicht benutzen.</translation>
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
            <translation>Der Anschluss verschwand während der Arbeit.</translation>
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
            <translation>Das Profil verlangt es.</translation>
        </message>
        <message>
            <source>The profile has no name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The profile is for %1, but this unit is an %2.</source>
            <translation>Das Profil ist für %1, aber dieses Gerät ist ein %2.</translation>
        </message>
        <message>
            <source>The profile or a file it names has changed since the batch was made.</source>
            <translation>Das Profil oder eine Datei daraus hat sich geändert, seit die Charge angelegt wurde.</translation>
        </message>
        <message>
            <source>The profile wants that nobody but the chip knows it.</source>
            <translation>Das Profil will, dass nur der Chip ihn kennt.</translation>
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
            <translation>Derselbe Nachweis an dem, was das Gerät wirklich enthält.</translation>
        </message>
        <message>
            <source>The sealed record does not open: another key, another place, or changed bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The serial download mode is open to everybody with a cable.</source>
            <translation>Der serielle Download-Modus steht jedem mit einem Kabel offen.</translation>
        </message>
        <message>
            <source>The serial number prefix "%1" has characters that labels and scanners do not carry.</source>
            <translation>Der Anfang der Seriennummern „%1“ hat Zeichen, die Etiketten und Scanner nicht tragen.</translation>
        </message>
        <message>
            <source>The serial port can no longer read or change the unit.</source>
            <translation>Über den seriellen Anschluss kann das Gerät nicht mehr gelesen oder geändert werden.</translation>
        </message>
        <message>
            <source>The serial port cannot read decrypted flash through the cache.</source>
            <translation>Der serielle Anschluss kann entschlüsselten Flash nicht über den Cache lesen.</translation>
        </message>
        <message>
            <source>The serial port cannot read the flash decrypted; without it flash encryption protects nothing.</source>
            <translation>Der serielle Anschluss kann den Flash nicht entschlüsselt lesen; ohne dies schützt die Verschlüsselung nichts.</translation>
        </message>
        <message>
            <source>The serial port cannot use the chip to encrypt chosen contents.</source>
            <translation>Der serielle Anschluss kann den Chip nicht beliebige Inhalte verschlüsseln lassen.</translation>
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
            <translation>Der Schritt „%1“ wurde nicht ausgeführt.</translation>
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
            <translation>Das Gerät gehört zur Charge „%1“.</translation>
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
            <translation>Das Gerät antwortet bei %1 Baud nicht mehr.</translation>
        </message>
        <message>
            <source>The unit gave no answer to %1.</source>
            <translation>Das Gerät antwortete nicht auf %1.</translation>
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
            <translation>Das Gerät ist gesperrt: Sein Download-Modus nennt nur die Sicherheitsmerkmale.</translation>
        </message>
        <message>
            <source>The unit shows on its console that it starts.</source>
            <translation>Das Gerät zeigt auf seiner Konsole, dass es startet.</translation>
        </message>
        <message>
            <source>The unit was started and did not come up: "%1".</source>
            <translation>Das Gerät wurde gestartet und kam nicht hoch: „%1“.</translation>
        </message>
        <message>
            <source>The unit was started and its console showed no application.</source>
            <translation>Das Gerät wurde gestartet, und seine Konsole zeigte keine Anwendung.</translation>
        </message>
        <message>
            <source>The unit would not start afterwards: %1</source>
            <translation>Das Gerät würde danach nicht starten: %1</translation>
        </message>
        <message>
            <source>The unit would not start: %1</source>
            <translation>Das Gerät würde nicht starten: %1</translation>
        </message>
        <message>
            <source>The unit's MD5 answer is not readable.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The unit's answer to %1 is not readable.</source>
            <translation>Die Antwort des Geräts auf %1 ist nicht lesbar.</translation>
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
            <translation>Der Arbeitsordner ist nicht benutzbar: %1.</translation>
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
            <translation>Es gibt schon eine Charge „%1“.</translation>
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
            <translation>Es gibt keine Charge „%1“.</translation>
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
            <translation>Zum Gerät „%1“ gibt es keine Aufzeichnung.</translation>
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
            <translation>Diesen Anschluss gibt es nicht.</translation>
        </message>
        <message>
            <source>There is no timing for the usual crystal.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is none, or it is damaged.</source>
            <translation>Es gibt keine, oder sie ist beschädigt.</translation>
        </message>
        <message>
            <source>This board is an %1; the order is for %2.</source>
            <translation>Diese Platine ist ein %1; der Auftrag ist für %2.</translation>
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
            <translation>Dieser Chip ist dieser Version nicht bekannt (%1).</translation>
        </message>
        <message>
            <source>This connection cannot restart the unit, so its start cannot be watched.</source>
            <translation>Diese Verbindung kann das Gerät nicht neu starten, also ist sein Start nicht zu beobachten.</translation>
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
            <translation>Das ist kein Name eines Anschlusses.</translation>
        </message>
        <message>
            <source>This unit has silicon %1; the profile needs %2 or newer.</source>
            <translation>Dieses Gerät hat Silizium %1; das Profil braucht %2 oder neuer.</translation>
        </message>
        <message>
            <source>This unit is locked already: it no longer tells who it is, and nothing can be changed on it.</source>
            <translation>Dieses Gerät ist schon gesperrt: Es sagt nicht mehr, wer es ist, und nichts daran kann geändert werden.</translation>
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
            <translation>Dieses Gerät wurde anderswo gebrannt. Nehmen Sie es aus der Charge; es wurde nichts geändert.</translation>
        </message>
        <message>
            <source>This unit's download mode is closed for ever by its eFuses.</source>
            <translation>Der Download-Modus dieses Geräts ist durch eFuses für immer geschlossen.</translation>
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
            <translation>Zwei Profile der Charge sind für denselben Chip.</translation>
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
            <translation>Nehmen Sie ein kürzeres Kabel oder eine kleinere Rate, und prüfen Sie, dass nichts anderes den Anschluss benutzt.</translation>
        </message>
        <message>
            <source>Use a shorter cable or a lower rate, then repeat.</source>
            <translation>Nehmen Sie ein kürzeres Kabel oder eine kleinere Rate, dann wiederholen Sie es.</translation>
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
            <translation>Nehmen Sie das neuere Programm, das sie schrieb; die Datenbank blieb, wie sie ist.</translation>
        </message>
        <message>
            <source>Use up to 24 letters, digits, dots, dashes and underscores.</source>
            <translation>Nehmen Sie bis zu 24 Buchstaben, Ziffern, Punkte, Striche und Unterstriche.</translation>
        </message>
        <message>
            <source>User data, or custom MAC, calibration and anti-rollback version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Verified keys are hidden and frozen; settings can no longer be changed.</source>
            <translation>Geprüfte Schlüssel sind verborgen und fest; Einstellungen sind nicht mehr änderbar.</translation>
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
            <translation>Was das Gerät sendet, ist nicht lesbar.</translation>
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
            <translation>Würde mit dieser Firmware nicht starten</translation>
        </message>
        <message>
            <source>Write %1</source>
            <translation>%1 schreiben</translation>
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
            <translation>Geschrieben und verglichen, solange der Chip noch prüfbar ist.</translation>
        </message>
        <message>
            <source>Written, but did not start</source>
            <translation>Geschrieben, aber nicht gestartet</translation>
        </message>
        <message>
            <source>Written, proven to start</source>
            <translation>Geschrieben, Start nachgewiesen</translation>
        </message>
        <message>
            <source>Written, started</source>
            <translation>Geschrieben, gestartet</translation>
        </message>
        <message>
            <source>Wrong board for this batch</source>
            <translation>Falsche Platine für diese Charge</translation>
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
            <translation>leer</translation>
        </message>
        <message>
            <source>failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hidden</source>
            <translation>verborgen</translation>
        </message>
        <message>
            <source>it cannot be created</source>
            <translation>er kann nicht angelegt werden</translation>
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
            <translation>gut</translation>
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
            <translation>Schreibschutz von %1</translation>
        </message>
    </context>
</TS>
