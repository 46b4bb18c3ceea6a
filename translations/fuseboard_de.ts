<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
    <context>
        <name>fb::ui::BatchChooser</name>
        <message>
            <source>Choose a batch</source>
            <translation>Charge wählen</translation>
        </message>
        <message>
            <source>Only released batches can be worked on. Scanning a work order does the same.</source>
            <translation>Nur freigegebene Chargen können bearbeitet werden. Einen Auftrag zu scannen bewirkt dasselbe.</translation>
        </message>
        <message>
            <source>Released batches</source>
            <translation>Freigegebene Chargen</translation>
        </message>
        <message>
            <source>There is no released batch. Create one under Batches and release it.</source>
            <translation>Es gibt keine freigegebene Charge. Legen Sie unter „Chargen“ eine an und geben Sie sie frei.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Choose</source>
            <translation>Wählen</translation>
        </message>
        <message numerus="yes">
            <source>Work order %1  ·  %2  ·  %n unit(s)</source>
            <translation>
                <numerusform>Auftrag %1  ·  %2  ·  %n Stück</numerusform>
                <numerusform>Auftrag %1  ·  %2  ·  %n Stück</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>fb::ui::BatchForm</name>
        <message>
            <source>Add…</source>
            <translation>Hinzufügen …</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
        <message>
            <source>New batch</source>
            <translation>Neue Charge</translation>
        </message>
        <message>
            <source>It begins as a draft: nothing is made before you release it.</source>
            <translation>Sie beginnt als Entwurf: Nichts wird gefertigt, bevor Sie sie freigeben.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Create draft</source>
            <translation>Entwurf anlegen</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Work order</source>
            <translation>Auftrag</translation>
        </message>
        <message>
            <source>Number of units</source>
            <translation>Stückzahl</translation>
        </message>
        <message>
            <source>Serial numbers begin with</source>
            <translation>Seriennummern beginnen mit</translation>
        </message>
        <message>
            <source>Profiles, one a chip family</source>
            <translation>Profile, eines je Chipfamilie</translation>
        </message>
        <message>
            <source>Add profile files</source>
            <translation>Profildateien hinzufügen</translation>
        </message>
        <message>
            <source>Remove all profiles</source>
            <translation>Alle Profile entfernen</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>Profile</translation>
        </message>
        <message>
            <source>Profiles (*.json)</source>
            <translation>Profile (*.json)</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>Noch keine</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::BatchModel</name>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Work order</source>
            <translation>Auftrag</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>Gut</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlerhaft</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>Ausgesondert</translation>
        </message>
        <message>
            <source>Chips</source>
            <translation>Chips</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Angelegt</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::BatchPanel</name>
        <message>
            <source>Work order</source>
            <translation>Auftrag</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>Profile</translation>
        </message>
        <message>
            <source>Chips</source>
            <translation>Chips</translation>
        </message>
        <message>
            <source>Serial numbers</source>
            <translation>Seriennummern</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>Gut</translation>
        </message>
        <message>
            <source>First pass</source>
            <translation>Auf Anhieb gut</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlerhaft</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>Ausgesondert</translation>
        </message>
        <message>
            <source>Units per hour</source>
            <translation>Stück pro Stunde</translation>
        </message>
        <message>
            <source>Time per unit</source>
            <translation>Zeit je Stück</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Angelegt</translation>
        </message>
        <message>
            <source>Work on it</source>
            <translation>Bearbeiten</translation>
        </message>
        <message>
            <source>Release…</source>
            <translation>Freigeben …</translation>
        </message>
        <message>
            <source>Hold…</source>
            <translation>Anhalten …</translation>
        </message>
        <message>
            <source>Close…</source>
            <translation>Abschließen …</translation>
        </message>
        <message>
            <source>Open report</source>
            <translation>Bericht öffnen</translation>
        </message>
        <message>
            <source>Open the report of this batch</source>
            <translation>Bericht dieser Charge öffnen</translation>
        </message>
        <message>
            <source>Work on this batch at the line</source>
            <translation>Diese Charge an der Linie bearbeiten</translation>
        </message>
        <message>
            <source>Release this batch</source>
            <translation>Diese Charge freigeben</translation>
        </message>
        <message>
            <source>Hold this batch</source>
            <translation>Diese Charge anhalten</translation>
        </message>
        <message>
            <source>Close this batch</source>
            <translation>Diese Charge abschließen</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::BatchesPage</name>
        <message>
            <source>Batches</source>
            <translation>Chargen</translation>
        </message>
        <message>
            <source>Orders of units, and how far each has come</source>
            <translation>Aufträge über Geräte und wie weit jeder ist</translation>
        </message>
        <message>
            <source>New batch…</source>
            <translation>Neue Charge …</translation>
        </message>
        <message>
            <source>Create a batch</source>
            <translation>Charge anlegen</translation>
        </message>
        <message>
            <source>No batches yet</source>
            <translation>Noch keine Chargen</translation>
        </message>
        <message>
            <source>A batch says how many units of which profile may be made. Create one, then release it to the line.</source>
            <translation>Eine Charge sagt, wie viele Geräte nach welchem Profil gefertigt werden dürfen. Legen Sie eine an und geben Sie sie für die Linie frei.</translation>
        </message>
        <message>
            <source>Create a batch…</source>
            <translation>Charge anlegen …</translation>
        </message>
        <message>
            <source>Release “%1”?</source>
            <translation>„%1“ freigeben?</translation>
        </message>
        <message numerus="yes">
            <source>The line may then make %n unit(s) with these profiles, and not one more.</source>
            <translation>
                <numerusform>Die Linie darf dann %n Gerät mit diesen Profilen fertigen, keines mehr.</numerusform>
                <numerusform>Die Linie darf dann %n Geräte mit diesen Profilen fertigen, keines mehr.</numerusform>
            </translation>
        </message>
        <message>
            <source>Release</source>
            <translation>Freigeben</translation>
        </message>
        <message>
            <source>Hold “%1”?</source>
            <translation>„%1“ anhalten?</translation>
        </message>
        <message>
            <source>No further unit is started until it is released again. Units that are being made are finished.</source>
            <translation>Kein weiteres Gerät wird begonnen, bis die Charge wieder freigegeben ist. Begonnene Geräte werden fertiggestellt.</translation>
        </message>
        <message>
            <source>Hold</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Close “%1” for good?</source>
            <translation>„%1“ endgültig abschließen?</translation>
        </message>
        <message>
            <source>A closed batch is never worked on again; units still missing need a new batch. Its records stay.</source>
            <translation>Eine abgeschlossene Charge wird nie wieder bearbeitet; fehlende Geräte brauchen eine neue Charge. Ihre Aufzeichnungen bleiben.</translation>
        </message>
        <message>
            <source>Close for good</source>
            <translation>Endgültig abschließen</translation>
        </message>
        <message>
            <source>Leave it as it is</source>
            <translation>So lassen</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::DeviceModel</name>
        <message>
            <source>Serial number</source>
            <translation>Seriennummer</translation>
        </message>
        <message>
            <source>MAC</source>
            <translation>MAC</translation>
        </message>
        <message>
            <source>Chip</source>
            <translation>Chip</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>Charge</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>Zuletzt gesehen</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::DeviceView</name>
        <message>
            <source>Locked for release</source>
            <translation>Für den Versand gesperrt</translation>
        </message>
        <message>
            <source>Last run</source>
            <translation>Letzter Lauf</translation>
        </message>
        <message>
            <source>eFuses</source>
            <translation>eFuses</translation>
        </message>
        <message>
            <source>each cell a bit; hover for the field</source>
            <translation>jede Zelle ein Bit; zeigen Sie darauf für das Feld</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>Felder</translation>
        </message>
        <message>
            <source>■ burned    □ not burned    ▨ hidden or not shown</source>
            <translation>■ gebrannt    □ nicht gebrannt    ▨ verborgen oder nicht gezeigt</translation>
        </message>
        <message>
            <source>No eFuses have been read from this unit yet.</source>
            <translation>Von diesem Gerät wurden noch keine eFuses gelesen.</translation>
        </message>
        <message>
            <source>No partition table has been read from this unit yet.</source>
            <translation>Von diesem Gerät wurde noch keine Partitionstabelle gelesen.</translation>
        </message>
        <message>
            <source>Nothing on record yet.</source>
            <translation>Noch nichts aufgezeichnet.</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Field, value or meaning</source>
            <translation>Feld, Wert oder Bedeutung</translation>
        </message>
        <message>
            <source>Search eFuse fields</source>
            <translation>eFuse-Felder suchen</translation>
        </message>
        <message>
            <source>eFuse fields</source>
            <translation>eFuse-Felder</translation>
        </message>
        <message>
            <source>Flash regions</source>
            <translation>Flash-Bereiche</translation>
        </message>
        <message>
            <source>eFuse blocks as a picture; the same is under Fields as a table</source>
            <translation>eFuse-Blöcke als Bild; dasselbe steht unter „Felder“ als Tabelle</translation>
        </message>
        <message>
            <source>not read</source>
            <translation>nicht gelesen</translation>
        </message>
        <message>
            <source>locked</source>
            <translation>gesperrt</translation>
        </message>
        <message>
            <source>not locked</source>
            <translation>nicht gesperrt</translation>
        </message>
        <message>
            <source>No run has ended on this unit yet.</source>
            <translation>Auf diesem Gerät ist noch kein Lauf beendet worden.</translation>
        </message>
        <message>
            <source>Flash, %1</source>
            <translation>Flash, %1</translation>
        </message>
        <message>
            <source>Flash</source>
            <translation>Flash</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::DevicesPage</name>
        <message>
            <source>Devices</source>
            <translation>Geräte</translation>
        </message>
        <message>
            <source>Every unit that this database knows</source>
            <translation>Alle Geräte, die diese Datenbank kennt</translation>
        </message>
        <message>
            <source>%1 known</source>
            <comment>units</comment>
            <translation>%1 bekannt</translation>
        </message>
        <message>
            <source>%1 found</source>
            <comment>units</comment>
            <translation>%1 gefunden</translation>
        </message>
        <message>
            <source>Back to all devices</source>
            <translation>Zurück zu allen Geräten</translation>
        </message>
        <message>
            <source>Back to all devices (Esc)</source>
            <translation>Zurück zu allen Geräten (Esc)</translation>
        </message>
        <message>
            <source>Serial number, MAC, batch or chip</source>
            <translation>Seriennummer, MAC, Charge oder Chip</translation>
        </message>
        <message>
            <source>Search devices</source>
            <translation>Geräte suchen</translation>
        </message>
        <message>
            <source>No devices yet</source>
            <translation>Noch keine Geräte</translation>
        </message>
        <message>
            <source>A unit appears here as soon as the line has met it for the first time.</source>
            <translation>Ein Gerät erscheint hier, sobald die Linie ihm zum ersten Mal begegnet ist.</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Nichts gefunden</translation>
        </message>
        <message>
            <source>No unit has “%1” in its serial number, MAC, batch or chip.</source>
            <translation>Kein Gerät hat „%1“ in Seriennummer, MAC, Charge oder Chip.</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Facts</name>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>bootloader</source>
            <translation>Bootloader</translation>
        </message>
        <message>
            <source>partition table</source>
            <translation>Partitionstabelle</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Figures</name>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>done</source>
            <translation>fertig</translation>
        </message>
        <message>
            <source>passed</source>
            <translation>gut</translation>
        </message>
        <message>
            <source>left to make</source>
            <translation>noch offen</translation>
        </message>
        <message>
            <source>first pass</source>
            <translation>auf Anhieb gut</translation>
        </message>
        <message>
            <source>units per hour</source>
            <translation>Stück pro Stunde</translation>
        </message>
        <message>
            <source>to finish</source>
            <translation>bis zum Ende</translation>
        </message>
        <message>
            <source>Work order %1</source>
            <translation>Auftrag %1</translation>
        </message>
        <message>
            <source>profile %1</source>
            <translation>Profil %1</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::FlashBar</name>
        <message>
            <source>not used</source>
            <translation>nicht belegt</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::FlashPartModel</name>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>not read</source>
            <translation>nicht gelesen</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>Bereich</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Encrypted</source>
            <translation>Verschlüsselt</translation>
        </message>
        <message>
            <source>MD5 as read</source>
            <translation>MD5 wie gelesen</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::FuseFieldModel</name>
        <message>
            <source>hidden</source>
            <translation>verborgen</translation>
        </message>
        <message>
            <source>hidden, fixed</source>
            <translation>verborgen, fest</translation>
        </message>
        <message>
            <source>open</source>
            <translation>offen</translation>
        </message>
        <message>
            <source>fixed</source>
            <translation>fest</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Feld</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Raw</source>
            <translation>Roh</translation>
        </message>
        <message>
            <source>Block : bit</source>
            <translation>Block : Bit</translation>
        </message>
        <message>
            <source>Access</source>
            <translation>Zugriff</translation>
        </message>
        <message>
            <source>Meaning</source>
            <translation>Bedeutung</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::FuseMap</name>
        <message>
            <source>hidden</source>
            <translation>verborgen</translation>
        </message>
        <message>
            <source>hidden, protected</source>
            <translation>verborgen, geschützt</translation>
        </message>
        <message>
            <source>not shown</source>
            <translation>nicht gezeigt</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>leer</translation>
        </message>
        <message>
            <source>factory</source>
            <translation>ab Werk</translation>
        </message>
        <message>
            <source>settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>readable, open</source>
            <translation>lesbar, offen</translation>
        </message>
        <message>
            <source>readable, protected</source>
            <translation>lesbar, geschützt</translation>
        </message>
        <message>
            <source>hidden by read protection</source>
            <translation>durch Leseschutz verborgen</translation>
        </message>
        <message>
            <source>Block %1, bit %2, width %3</source>
            <translation>Block %1, Bit %2, Breite %3</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::LinePage</name>
        <message>
            <source>Batch…</source>
            <translation>Charge …</translation>
        </message>
        <message>
            <source>Choose a batch</source>
            <translation>Charge wählen</translation>
        </message>
        <message>
            <source>Ports…</source>
            <translation>Anschlüsse …</translation>
        </message>
        <message>
            <source>Ports of the slots</source>
            <translation>Anschlüsse der Plätze</translation>
        </message>
        <message>
            <source>Scan a work order</source>
            <translation>Auftrag scannen</translation>
        </message>
        <message>
            <source>The barcode on the work order chooses the batch. Without a scanner, choose it from the list.</source>
            <translation>Der Strichcode auf dem Auftrag wählt die Charge. Ohne Scanner wählen Sie sie aus der Liste.</translation>
        </message>
        <message>
            <source>Choose a batch…</source>
            <translation>Charge wählen …</translation>
        </message>
        <message>
            <source>No ports yet</source>
            <translation>Noch keine Anschlüsse</translation>
        </message>
        <message>
            <source>Each fixture is a slot, and each slot a port: tell once which ports this station has.</source>
            <translation>Jede Aufnahme ist ein Platz und jeder Platz ein Anschluss: Sagen Sie einmal, welche Anschlüsse diese Station hat.</translation>
        </message>
        <message>
            <source>Add ports…</source>
            <translation>Anschlüsse hinzufügen …</translation>
        </message>
        <message>
            <source>Slots</source>
            <translation>Plätze</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>Cancel all slots</source>
            <translation>Alle Plätze abbrechen</translation>
        </message>
        <message>
            <source>Start all slots</source>
            <translation>Alle Plätze starten</translation>
        </message>
        <message>
            <source>Stop all slots (Esc). A burn that has begun is finished first.</source>
            <translation>Alle Plätze anhalten (Esc). Ein begonnenes Brennen wird zuerst beendet.</translation>
        </message>
        <message>
            <source>Start all slots (F5)</source>
            <translation>Alle Plätze starten (F5)</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>Linie</translation>
        </message>
        <message>
            <source>No batch chosen</source>
            <translation>Keine Charge gewählt</translation>
        </message>
        <message>
            <source>Slot %1 is being worked on: leave its board in place.</source>
            <translation>Platz %1 ist in Arbeit: Lassen Sie die Platine stecken.</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::LineSession</name>
        <message>
            <source>No batch has the work order %1. Check the sheet, or ask for the batch to be created.</source>
            <translation>Keine Charge hat den Auftrag %1. Prüfen Sie den Zettel, oder lassen Sie die Charge anlegen.</translation>
        </message>
        <message>
            <source>Boards are being made for %1. Wait until they are done, then scan again.</source>
            <translation>Es werden Platinen für %1 gefertigt. Warten Sie, bis sie fertig sind, und scannen Sie dann noch einmal.</translation>
        </message>
        <message>
            <source>Choose a batch first.</source>
            <translation>Wählen Sie zuerst eine Charge.</translation>
        </message>
        <message>
            <source>Add the ports of your fixtures first.</source>
            <translation>Fügen Sie zuerst die Anschlüsse Ihrer Aufnahmen hinzu.</translation>
        </message>
        <message>
            <source>It is starting already.</source>
            <translation>Es startet bereits.</translation>
        </message>
        <message>
            <source>This batch is not released. Release it under Batches.</source>
            <translation>Diese Charge ist nicht freigegeben. Geben Sie sie unter „Chargen“ frei.</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::MainWindow</name>
        <message>
            <source>The working folder cannot be opened</source>
            <translation>Der Arbeitsordner kann nicht geöffnet werden</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>Linie</translation>
        </message>
        <message>
            <source>Batches</source>
            <translation>Chargen</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Geräte</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Fuseboard</source>
            <translation>Fuseboard</translation>
        </message>
        <message>
            <source>Stop the boards and close?</source>
            <translation>Platinen anhalten und schließen?</translation>
        </message>
        <message>
            <source>Boards that are being made stop where they are; a burn that has begun is finished first. Started again, they go on from there.</source>
            <translation>Platinen in Arbeit halten an, wo sie sind; ein begonnenes Brennen wird zuerst beendet. Neu gestartet geht es von dort weiter.</translation>
        </message>
        <message>
            <source>Go on working</source>
            <translation>Weiterarbeiten</translation>
        </message>
        <message>
            <source>Stop and close</source>
            <translation>Anhalten und schließen</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Notice</name>
        <message>
            <source>That did not work</source>
            <translation>Das hat nicht geklappt</translation>
        </message>
        <message>
            <source>Understood</source>
            <translation>Verstanden</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::PictureTaker</name>
        <message>
            <source>The folder for the pictures cannot be made.</source>
            <translation>Der Ordner für die Bilder kann nicht angelegt werden.</translation>
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation>Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>The picture cannot be written.</source>
            <translation>Das Bild kann nicht geschrieben werden.</translation>
        </message>
        <message>
            <source>Check the folder, its rights and the free space.</source>
            <translation>Prüfen Sie den Ordner, seine Rechte und den freien Platz.</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::PortListModel</name>
        <message>
            <source>Type the name of a port.</source>
            <translation>Geben Sie den Namen eines Anschlusses ein.</translation>
        </message>
        <message>
            <source>A port's name has no spaces.</source>
            <translation>Der Name eines Anschlusses hat keine Leerzeichen.</translation>
        </message>
        <message>
            <source>A network port is written socket://host:4000.</source>
            <translation>Ein Netzwerkanschluss wird socket://rechner:4000 geschrieben.</translation>
        </message>
        <message>
            <source>Slot %1:  %2</source>
            <translation>Platz %1:  %2</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::PortsEditor</name>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>Ports of the slots</source>
            <translation>Anschlüsse der Plätze</translation>
        </message>
        <message>
            <source>Tick the ports in the order of your fixtures: the first is slot 1. Type the name of any other port, or socket://host:port.</source>
            <translation>Haken Sie die Anschlüsse in der Reihenfolge Ihrer Aufnahmen an: Der erste ist Platz 1. Geben Sie jeden anderen Anschluss mit Namen ein, oder socket://rechner:port.</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>Anschlüsse</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Use these ports</source>
            <translation>Diese Anschlüsse verwenden</translation>
        </message>
        <message>
            <source>Name of another port</source>
            <translation>Name eines anderen Anschlusses</translation>
        </message>
        <message>
            <source>Add this port</source>
            <translation>Diesen Anschluss hinzufügen</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Preview</name>
        <message>
            <source>a new key for each board</source>
            <translation>ein neuer Schlüssel je Platine</translation>
        </message>
        <message>
            <source>digest of the signing key</source>
            <translation>Prüfsumme des Signierschlüssels</translation>
        </message>
        <message>
            <source>Running firmware that this key has not signed</source>
            <translation>Firmware starten, die dieser Schlüssel nicht signiert hat</translation>
        </message>
        <message>
            <source>Reading the flash in plain text</source>
            <translation>Den Flash im Klartext lesen</translation>
        </message>
        <message>
            <source>Debugging by JTAG</source>
            <translation>Fehlersuche über JTAG</translation>
        </message>
        <message>
            <source>Adding another hidden key later</source>
            <translation>Später einen weiteren verborgenen Schlüssel hinzufügen</translation>
        </message>
        <message>
            <source>Reading eFuses and flash over the cable</source>
            <translation>eFuses und Flash über das Kabel lesen</translation>
        </message>
        <message>
            <source>no longer writable</source>
            <translation>nicht mehr schreibbar</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Security</name>
        <message>
            <source>Locked for release: only your signed firmware runs, and nothing can be read out.</source>
            <translation>Für den Versand gesperrt: Nur Ihre signierte Firmware läuft, und nichts kann ausgelesen werden.</translation>
        </message>
        <message>
            <source>Open: anybody can read and change the firmware.</source>
            <translation>Offen: Jeder kann die Firmware lesen und ändern.</translation>
        </message>
        <message>
            <source>Partly locked: the flash is encrypted, but firmware is not checked.</source>
            <translation>Teilweise gesperrt: Der Flash ist verschlüsselt, aber Firmware wird nicht geprüft.</translation>
        </message>
        <message>
            <source>Partly locked: firmware is checked, but the flash can be read.</source>
            <translation>Teilweise gesperrt: Firmware wird geprüft, aber der Flash ist lesbar.</translation>
        </message>
        <message numerus="yes">
            <source>Almost locked: %n rule(s) of release mode are not met.</source>
            <translation>
                <numerusform>Fast gesperrt: %n Regel für den Versand ist nicht erfüllt.</numerusform>
                <numerusform>Fast gesperrt: %n Regeln für den Versand sind nicht erfüllt.</numerusform>
            </translation>
        </message>
        <message>
            <source>Locked: the unit shows nothing over the cable, and no earlier reading is on record.</source>
            <translation>Gesperrt: Das Gerät zeigt über das Kabel nichts, und keine frühere Lesung ist aufgezeichnet.</translation>
        </message>
        <message>
            <source>Nothing has been read from this unit yet.</source>
            <translation>Von diesem Gerät wurde noch nichts gelesen.</translation>
        </message>
        <message>
            <source>Read on %1, before download mode was secured. %2 of %3 rules.</source>
            <translation>Gelesen am %1, bevor der Download-Modus gesichert wurde. %2 von %3 Regeln.</translation>
        </message>
        <message>
            <source>Read on %1. %2 of %3 rules.</source>
            <translation>Gelesen am %1. %2 von %3 Regeln.</translation>
        </message>
        <message>
            <source>The serial download mode is restricted.</source>
            <translation>Der serielle Download-Modus ist eingeschränkt.</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>For this station; they take effect at once</source>
            <translation>Für diese Station; sie wirken sofort</translation>
        </message>
        <message>
            <source>Look and language</source>
            <translation>Aussehen und Sprache</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Farben</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Station</source>
            <translation>Station</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Name of this station</source>
            <translation>Name dieser Station</translation>
        </message>
        <message>
            <source>Shown at the lower left, so that photographs and reports say which station they are from.</source>
            <translation>Steht unten links, damit Fotos und Berichte sagen, von welcher Station sie sind.</translation>
        </message>
        <message>
            <source>Working folder</source>
            <translation>Arbeitsordner</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open the working folder</source>
            <translation>Arbeitsordner öffnen</translation>
        </message>
        <message>
            <source>The database, the records of every unit and the sealed keys lie here. Start the program with --data to use another folder.</source>
            <translation>Hier liegen die Datenbank, die Aufzeichnungen zu jedem Gerät und die versiegelten Schlüssel. Starten Sie das Programm mit --data für einen anderen Ordner.</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Über</translation>
        </message>
        <message>
            <source>Fuseboard %1 with Qt %2. Free software under the GNU General Public License, version 3 or later; it comes without any warranty.</source>
            <translation>Fuseboard %1 mit Qt %2. Freie Software unter der GNU General Public License, Version 3 oder später; ohne jede Gewährleistung.</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::SlotText</name>
        <message>
            <source>Working</source>
            <translation>In Arbeit</translation>
        </message>
        <message>
            <source>%1, %2 left</source>
            <translation>%1, noch %2</translation>
        </message>
        <message>
            <source>No port</source>
            <translation>Kein Anschluss</translation>
        </message>
        <message>
            <source>This fixture is not connected: check its cable.</source>
            <translation>Diese Aufnahme ist nicht verbunden: Prüfen Sie das Kabel.</translation>
        </message>
        <message>
            <source>Empty</source>
            <translation>Leer</translation>
        </message>
        <message>
            <source>Plug in a board</source>
            <translation>Platine einstecken</translation>
        </message>
        <message>
            <source>PASS</source>
            <translation>GUT</translation>
        </message>
        <message>
            <source>FAIL</source>
            <translation>FEHLER</translation>
        </message>
        <message>
            <source>Press the board down and start it again.</source>
            <translation>Drücken Sie die Platine fest und starten Sie noch einmal.</translation>
        </message>
        <message>
            <source>SET ASIDE</source>
            <translation>AUSSONDERN</translation>
        </message>
        <message>
            <source>Put it in the purple bin.</source>
            <translation>Legen Sie sie in die violette Kiste.</translation>
        </message>
        <message>
            <source>STOPPED</source>
            <translation>ANGEHALTEN</translation>
        </message>
        <message>
            <source>Start it again: it goes on where it stopped.</source>
            <translation>Starten Sie noch einmal: Es geht dort weiter, wo es anhielt.</translation>
        </message>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 und %n weiterer</numerusform>
                <numerusform>%1 und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 and %2</source>
            <comment>a list and its last element</comment>
            <translation>%1 und %2</translation>
        </message>
        <message numerus="yes">
            <source>Slot(s) %1 need a hand: read the tile(s)</source>
            <translation>
                <numerusform>Platz %1 braucht Hilfe: Lesen Sie die Kachel</numerusform>
                <numerusform>Plätze %1 brauchen Hilfe: Lesen Sie die Kacheln</numerusform>
            </translation>
        </message>
        <message>
            <source>Put the board of slot %1 in the purple bin</source>
            <translation>Legen Sie die Platine von Platz %1 in die violette Kiste</translation>
        </message>
        <message numerus="yes">
            <source>Slot(s) %1 done: change the board(s), then scan the slot number(s)</source>
            <translation>
                <numerusform>Platz %1 ist fertig: Platine wechseln, dann Platznummer scannen</numerusform>
                <numerusform>Plätze %1 sind fertig: Platinen wechseln, dann Platznummern scannen</numerusform>
            </translation>
        </message>
        <message>
            <source>Leave the boards in place</source>
            <translation>Lassen Sie die Platinen stecken</translation>
        </message>
        <message>
            <source>Leave the boards in place, the next is done in %1</source>
            <translation>Lassen Sie die Platinen stecken, die nächste ist in %1 fertig</translation>
        </message>
        <message>
            <source>Put the board of slot %1 in the purple bin, then press Start</source>
            <translation>Legen Sie die Platine von Platz %1 in die violette Kiste, dann drücken Sie Start</translation>
        </message>
        <message numerus="yes">
            <source>Mend slot(s) %1 as the tile(s) say, then press Start</source>
            <translation>
                <numerusform>Beheben Sie Platz %1, wie die Kachel es sagt, dann drücken Sie Start</numerusform>
                <numerusform>Beheben Sie die Plätze %1, wie die Kacheln es sagen, dann drücken Sie Start</numerusform>
            </translation>
        </message>
        <message>
            <source>Press Start: stopped boards go on where they stopped</source>
            <translation>Drücken Sie Start: Angehaltene Platinen machen dort weiter, wo sie anhielten</translation>
        </message>
        <message>
            <source>All done: change the boards, then press Start</source>
            <translation>Alles fertig: Platinen wechseln, dann Start drücken</translation>
        </message>
        <message>
            <source>Plug in the boards, then press Start or scan a slot number</source>
            <translation>Platinen einstecken, dann Start drücken oder eine Platznummer scannen</translation>
        </message>
        <message>
            <source>Slot %1</source>
            <translation>Platz %1</translation>
        </message>
        <message>
            <source>Opening the working folder</source>
            <translation>Der Arbeitsordner wird geöffnet</translation>
        </message>
        <message>
            <source>Scan a work order, or choose a batch</source>
            <translation>Scannen Sie einen Auftrag, oder wählen Sie eine Charge</translation>
        </message>
        <message>
            <source>Add the ports of your fixtures</source>
            <translation>Fügen Sie die Anschlüsse Ihrer Aufnahmen hinzu</translation>
        </message>
        <message>
            <source>Reading and checking the profile</source>
            <translation>Das Profil wird gelesen und geprüft</translation>
        </message>
        <message>
            <source>This batch is not released: release it, or scan another work order</source>
            <translation>Diese Charge ist nicht freigegeben: Geben Sie sie frei, oder scannen Sie einen anderen Auftrag</translation>
        </message>
        <message>
            <source>The order is complete: scan the next work order</source>
            <translation>Der Auftrag ist fertig: Scannen Sie den nächsten</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::SlotTile</name>
        <message>
            <source>Slot %1</source>
            <translation>Platz %1</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::StartQuestion</name>
        <message numerus="yes">
            <source>Lock up to %n board(s) at a time for “%1”?</source>
            <translation>
                <numerusform>Jeweils %n Platine für „%1“ sperren?</numerusform>
                <numerusform>Jeweils bis zu %n Platinen für „%1“ sperren?</numerusform>
            </translation>
        </message>
        <message>
            <source>Burned fuses can never be undone: each board is then good for this product only.</source>
            <translation>Gebrannte Fuses sind endgültig: Jede Platine taugt dann nur noch für dieses Produkt.</translation>
        </message>
        <message>
            <source>Keep as they are</source>
            <translation>Nichts ändern</translation>
        </message>
        <message>
            <source>Burn and lock</source>
            <translation>Brennen und sperren</translation>
        </message>
        <message>
            <source>What changes</source>
            <translation>Was sich ändert</translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n weitere</numerusform>
                <numerusform>%n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>What becomes impossible</source>
            <translation>Was unmöglich wird</translation>
        </message>
        <message>
            <source>Proof that it will boot</source>
            <translation>Nachweis, dass sie startet</translation>
        </message>
        <message>
            <source>The boot model proves each board before its first fuse is burned; a board that would not boot is left as it is.</source>
            <translation>Das Startmodell prüft jede Platine vor dem ersten Brennen; eine Platine, die nicht starten würde, bleibt, wie sie ist.</translation>
        </message>
        <message>
            <source>Type “%1” to go on:</source>
            <translation>Tippen Sie „%1“, um fortzufahren:</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Words</name>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 min %2 s</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>%1 MB</source>
            <translation>%1 MB</translation>
        </message>
        <message>
            <source>%1 KB</source>
            <translation>%1 KB</translation>
        </message>
        <message>
            <source>%1 B</source>
            <translation>%1 B</translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>Entwurf</translation>
        </message>
        <message>
            <source>Released</source>
            <translation>Freigegeben</translation>
        </message>
        <message>
            <source>Held</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Abgeschlossen</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>Gut</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlerhaft</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>Ausgesondert</translation>
        </message>
        <message>
            <source>Begun</source>
            <translation>Begonnen</translation>
        </message>
    </context>
</TS>
