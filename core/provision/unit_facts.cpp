// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/unit_facts.h"

#include "provision/executor.h"

#include <QJsonArray>

namespace fb::provision {

namespace {

bool isDone(const StepRecord &step)
{
    return step.outcome == StepOutcome::Done || step.outcome == StepOutcome::AlreadyTrue;
}

std::vector<RegionMd5> regionsFrom(const QJsonObject &readBack)
{
    std::vector<RegionMd5> regions;
    for (const QJsonValue &value : readBack.value(QLatin1String("regions")).toArray()) {
        const QJsonObject object = value.toObject();
        RegionMd5 region;
        region.name = object.value(QLatin1String("name")).toString();
        region.address = static_cast<std::uint32_t>(object.value(QLatin1String("address")).toInteger());
        region.length = static_cast<std::uint32_t>(object.value(QLatin1String("length")).toInteger());
        if (fromHex(object.value(QLatin1String("md5")).toString(), region.md5))
            regions.push_back(std::move(region));
    }
    return regions;
}

void take(KeyFacts &facts, const StepRecord &step)
{
    const QString block = step.readBack.value(QLatin1String("block")).toString();
    const bool isKeyBurn = step.id.startsWith(QLatin1String("efuse.burn.")) && !block.isEmpty();
    if (isKeyBurn && !isDone(step))
        facts.openBurns << block;
    if (step.id == steps::BurnFlashKey && isDone(step) && step.readBack.value(QLatin1String("equal")).toBool())
        facts.verifiedBlock = block;
    if (step.id == steps::Protect) {
        for (const QJsonValue &name : step.readBack.value(QLatin1String("blocksGivenUp")).toArray())
            facts.givenUp << name.toString();
    }
    if (step.id == steps::ReadBack && isDone(step))
        facts.provenFlash = regionsFrom(step.readBack);
    if (step.id == steps::DiscardKey && isDone(step))
        facts.discarded = true;
}

} // namespace

const KeyFacts &UnitFacts::keyFacts()
{
    facts.keys = keysKnown ? &keys : nullptr;
    return facts;
}

KeyFacts factsOf(const std::vector<JournalEntry> &history)
{
    KeyFacts facts;
    for (const JournalEntry &entry : history)
        take(facts, entry.step);
    return facts;
}

UnitFacts factsOfNewUnit(const PreparedProfile &prepared)
{
    UnitFacts unit;
    unit.keysKnown = true;
    unit.keys = randomUnitKeys(prepared);
    return unit;
}

Result<UnitFacts> lookUp(const QString &mac, const PreparedProfile &prepared, const std::vector<JournalEntry> &history, KeyStore &keys)
{
    UnitFacts unit;
    unit.facts = factsOf(history);
    unit.keysKnown = true;
    if (!needsFlashKey(prepared))
        return unit;
    FB_TRY(std::optional<SecretBytes> flash, keys.find(mac, FlashKeyPurpose));
    FB_TRY(std::optional<SecretBytes> nvs, keys.find(mac, NvsKeyPurpose));
    unit.facts.sealed = flash.has_value() && (nvs.has_value() || !needsNvsKey(prepared));
    // A key that was burned and is gone cannot be replaced: a random one would only be refused later.
    unit.keysKnown = flash.has_value() || unit.facts.verifiedBlock.isEmpty();
    unit.keys = randomUnitKeys(prepared);
    if (flash)
        unit.keys.flash = *std::move(flash);
    if (nvs)
        unit.keys.nvs = *std::move(nvs);
    return unit;
}

} // namespace fb::provision
