<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>fb::ui::BatchChooser</name>
        <message numerus="yes">
            <source>Work order %1  ·  %2  ·  %n unit(s)</source>
            <translation>
                <numerusform>Work order %1  ·  %2  ·  %n unit</numerusform>
                <numerusform>Work order %1  ·  %2  ·  %n units</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>fb::ui::BatchesPage</name>
        <message numerus="yes">
            <source>The line may then make %n unit(s) with these profiles, and not one more.</source>
            <translation>
                <numerusform>The line may then make %n unit with these profiles, and not one more.</numerusform>
                <numerusform>The line may then make %n units with these profiles, and not one more.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Security</name>
        <message numerus="yes">
            <source>Almost locked: %n rule(s) of release mode are not met.</source>
            <translation>
                <numerusform>Almost locked: %n rule of release mode is not met.</numerusform>
                <numerusform>Almost locked: %n rules of release mode are not met.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>fb::ui::SlotText</name>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 and %n more</numerusform>
                <numerusform>%1 and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Slot(s) %1 need a hand: read the tile(s)</source>
            <translation>
                <numerusform>Slot %1 needs a hand: read its tile</numerusform>
                <numerusform>Slots %1 need a hand: read their tiles</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Slot(s) %1 done: change the board(s), then scan the slot number(s)</source>
            <translation>
                <numerusform>Slot %1 is done: change the board, then scan the slot number</numerusform>
                <numerusform>Slots %1 are done: change the boards, then scan the slot numbers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Mend slot(s) %1 as the tile(s) say, then press Start</source>
            <translation>
                <numerusform>Mend slot %1 as its tile says, then press Start</numerusform>
                <numerusform>Mend slots %1 as their tiles say, then press Start</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>fb::ui::StartQuestion</name>
        <message numerus="yes">
            <source>Lock up to %n board(s) at a time for “%1”?</source>
            <translation>
                <numerusform>Lock %n board at a time for “%1”?</numerusform>
                <numerusform>Lock up to %n boards at a time for “%1”?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
</TS>
