// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/plan.h"

#include "provision/plan_checks.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace fb::provision {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

Error cannotFinish(const Error &cause, const QString &step)
{
    return {errors::CannotFinish, tr("%1 is not possible on this unit any more: %2").arg(step, cause.message()),
            tr("Take it out of the batch; nothing was changed on it in this run."), cause.where()};
}

/** Builds the steps in order, carrying the eFuse state forward as each burn would leave it. */
class Builder
{
public:
    Builder(const PreparedProfile &prepared, const Snapshot &snapshot, const KeyFacts &facts, Plan &plan)
        : m_prepared(prepared), m_profile(prepared.profile), m_snapshot(snapshot), m_facts(facts), m_plan(plan), m_state(snapshot.eFuses)
    {
    }

    Result<void> run()
    {
        addCheck();
        addSeal();
        FB_CHECK(addFlash());
        add(Action::ProveBoot, QStringLiteral("boot.prove.predicted"), tr("Prove that it will start"), tr("Nothing is burned on a unit that would not start afterwards.")).predicted = true;
        for (const KeyAssignment &key : m_plan.keys.keys)
            FB_CHECK(addKey(key));
        FB_CHECK(addSettings());
        FB_CHECK(addEnables());
        FB_CHECK(addProtections());
        FB_CHECK(addReadProtectionLock());
        add(Action::ReadBack, QStringLiteral("evidence.read_back"), tr("Read everything back"), tr("A unit passes by what was read from it, not by what was sent."));
        add(Action::ProveBoot, QStringLiteral("boot.prove.read_back"), tr("Prove that it starts"), tr("The same proof on what the unit really holds."));
        add(Action::ConsoleCheck, QStringLiteral("boot.console"), tr("Start the firmware"), tr("The unit shows on its console that it starts."));
        FB_CHECK(addDownloadLock());
        addDiscard();
        m_plan.predicted = m_state;
        return {};
    }

private:
    Step &add(Action action, const QString &id, const QString &title, const QString &reason)
    {
        Step step;
        step.action = action;
        step.record.index = static_cast<int>(m_plan.steps.size());
        step.record.id = id;
        step.record.title = title;
        step.record.reason = reason;
        m_plan.steps.push_back(std::move(step));
        return m_plan.steps.back();
    }

    void addCheck()
    {
        Step &step = add(Action::CheckUnit, QStringLiteral("unit.check"), tr("Check the unit"), tr("Chip, revision, flash and what is burned already must fit the profile."));
        step.record.outcome = StepOutcome::Done;
        step.record.readBack = {{QStringLiteral("chip"), m_snapshot.chip->id},
                                {QStringLiteral("revision"), m_snapshot.eFuses.revisionText()},
                                {QStringLiteral("flashSize"), static_cast<qint64>(m_snapshot.flashSize)},
                                {QStringLiteral("blank"), m_snapshot.eFuses.isVirgin()}};
    }

    void addSeal()
    {
        if (!needsFlashKey(m_prepared))
            return;
        Step &step = add(Action::SealKeys, QStringLiteral("key.seal"), tr("Store the unit's key"), tr("A key that is burned must never be lost, so it is stored safely first."));
        if (m_facts.sealed || m_facts.discarded)
            step.record.outcome = StepOutcome::AlreadyTrue;
    }

    bool isWritten(const TargetRegion &region) const
    {
        const auto length = static_cast<std::uint32_t>(region.contents.size());
        const RegionMd5 *found = m_snapshot.region(region.address, length);
        return found && found->md5 == region.md5;
    }

    Result<void> addFlash()
    {
        if (!m_facts.keys && needsFlashKey(m_prepared))
            return addProvenFlash();
        for (std::size_t i = 0; i < m_plan.flash.size(); ++i) {
            const TargetRegion &region = m_plan.flash[i];
            Step &step = addFlashStep(region.name);
            step.region = static_cast<int>(i);
            if (!isWritten(region))
                continue;
            step.record.outcome = StepOutcome::AlreadyTrue;
            step.record.readBack = {{QStringLiteral("md5"), toHex(region.md5)}};
        }
        return {};
    }

    Step &addFlashStep(const QString &name)
    {
        return add(Action::WriteFlash, QStringLiteral("flash.write.") + name, tr("Write %1").arg(name),
                   m_profile.flashEncryption ? tr("Signed, then encrypted for this unit alone, while the chip can still be checked.") : tr("Written and compared while the chip can still be checked."));
    }

    /** The key is gone, so ciphertext cannot be made again: only what an earlier run verified counts. */
    Result<void> addProvenFlash()
    {
        for (const FlashRegion &region : m_prepared.regions) {
            const auto sameAddress = [&](const RegionMd5 &proven) { return proven.address == region.address; };
            const auto proven = std::find_if(m_facts.provenFlash.begin(), m_facts.provenFlash.end(), sameAddress);
            const RegionMd5 *found = proven == m_facts.provenFlash.end() ? nullptr : m_snapshot.region(proven->address, proven->length);
            if (!found || found->md5 != proven->md5)
                return Error(errors::CannotFinish, tr("\"%1\" would have to be written anew, but the key of this unit was forgotten as its profile wanted.").arg(region.name),
                             tr("Set the unit aside."), m_snapshot.mac());
            addFlashStep(region.name).record.outcome = StepOutcome::AlreadyTrue;
        }
        return {};
    }

    Result<void> addKey(const KeyAssignment &key)
    {
        const QString id = key.digest ? QStringLiteral("efuse.burn.digest.%1").arg(key.slot) : QStringLiteral("efuse.burn.flash_key");
        Step &step = add(Action::BurnEFuses, id, key.digest ? tr("Burn the digest of the signing key") : tr("Burn the unit's key"),
                         key.digest ? tr("The ROM trusts this key, and no other.") : tr("The chip decrypts its flash with it; read back here while it can still be read."));
        step.record.irreversible = true;
        step.record.readBack = {{QStringLiteral("block"), key.block->name}};
        step.verifiesFlashKey = !key.digest;
        if (key.burned) {
            step.record.outcome = StepOutcome::AlreadyTrue;
            return {};
        }
        if (efuse::isWeakKey(key.bits.view()))
            return Error(efuse::errors::WeakKey, tr("The key is no random number and would protect nothing."), tr("Have another key made."), key.block->name);
        if (!m_state.isWritable(*key.block))
            return Error(errors::CannotFinish, tr("%1 is write-protected and holds no key.").arg(key.block->name), tr("Take the unit out of the batch; nothing was changed on it."), key.block->name);
        efuse::BlockBurn cycle;
        cycle.block = key.block->id;
        cycle.bits = missingBits(key);
        step.burn.cycles.push_back(std::move(cycle));
        m_state = efuse::predict(m_state, step.burn);
        step.expected = m_state;
        return {};
    }

    SecretBytes missingBits(const KeyAssignment &key) const
    {
        SecretBytes bits = key.bits.clone();
        const ByteView there = m_state.block(key.block->id);
        for (std::size_t i = 0; i < bits.size() && i < there.size(); ++i)
            bits.mutableView()[i] = static_cast<std::uint8_t>(bits.mutableView()[i] & ~there[i]);
        return bits;
    }

    /** Stages the request on the state as it will be then; a step that has nothing to burn is true already. */
    Result<void> addBurn(Action action, const QString &id, const QString &title, const QString &reason, const efuse::BurnRequest &request)
    {
        Result<efuse::BurnPlan> staged = efuse::stage(m_state, request);
        if (!staged.ok())
            return cannotFinish(staged.error(), title);
        Step &step = add(action, id, title, reason);
        step.record.irreversible = true;
        if (staged->isEmpty()) {
            step.record.outcome = StepOutcome::AlreadyTrue;
            return {};
        }
        step.burn = *std::move(staged);
        m_state = efuse::predict(m_state, step.burn);
        step.expected = m_state;
        return {};
    }

    Result<void> addSettings()
    {
        efuse::BurnRequest request;
        for (const KeyAssignment &key : m_plan.keys.keys) {
            if (!key.block->purposeField.isEmpty() && !isHalfPurpose(key))
                request.fields.push_back({key.block->purposeField, purposeWanted(key)});
        }
        for (const DesiredFuses::Setting &setting : m_plan.desired.settings)
            request.fields.push_back({setting.field, setting.value});
        if (request.fields.empty() && !hasHalfPurpose())
            return {};
        FB_CHECK(addBurn(Action::BurnEFuses, QStringLiteral("efuse.burn.settings"), tr("Burn the security settings"), tr("Debug ports and read-out close; keys get their purposes."), request));
        return completePurposes(m_plan.steps.back());
    }

    std::uint64_t purposeNow(const KeyAssignment &key) const { return m_snapshot.eFuses.value(QStringView(key.block->purposeField)); }
    std::uint64_t purposeWanted(const KeyAssignment &key) const { return static_cast<std::uint64_t>(m_prepared.chip->purpose(key.purpose)->id); }

    /** A cut in the middle of the purpose's bits; staging would take it for another purpose. */
    bool isHalfPurpose(const KeyAssignment &key) const
    {
        return !key.block->purposeField.isEmpty() && purposeNow(key) != 0 && purposeNow(key) != purposeWanted(key);
    }

    bool hasHalfPurpose() const
    {
        const std::vector<KeyAssignment> &keys = m_plan.keys.keys;
        return std::any_of(keys.begin(), keys.end(), [this](const KeyAssignment &key) { return isHalfPurpose(key); });
    }

    Result<void> completePurposes(Step &step)
    {
        for (const KeyAssignment &key : m_plan.keys.keys) {
            if (!isHalfPurpose(key))
                continue;
            const chip::EfuseField &field = *m_prepared.chip->field(key.block->purposeField);
            if (!m_state.isWritable(field))
                return Error(errors::CannotFinish, tr("%1 is frozen with the wrong purpose.").arg(key.block->name), tr("Set the unit aside."), field.name);
            addBits(step, field, purposeWanted(key) & ~purposeNow(key));
        }
        return {};
    }

    void addBits(Step &step, const chip::EfuseField &field, std::uint64_t bits)
    {
        efuse::BlockBurn cycle;
        cycle.block = field.block;
        cycle.bits = SecretBytes(static_cast<std::size_t>(m_prepared.chip->block(field.block)->words) * 4);
        for (int bit = 0; bit < field.width; ++bit) {
            if ((bits >> bit) & 1)
                cycle.bits.mutableView()[static_cast<std::size_t>(field.bit + bit) / 8] |= static_cast<std::uint8_t>(1U << ((field.bit + bit) % 8));
        }
        efuse::BurnPlan single;
        single.cycles.push_back(std::move(cycle));
        m_state = efuse::predict(m_state, single);
        step.expected = m_state;
        step.burn.cycles.push_back(std::move(single.cycles.front()));
        step.record.outcome = StepOutcome::Planned;
    }

    Result<void> addEnables()
    {
        efuse::BurnRequest request;
        for (const DesiredFuses::Setting &setting : m_plan.desired.enables)
            request.fields.push_back({setting.field, setting.value});
        if (request.fields.empty())
            return {};
        return addBurn(Action::BurnEFuses, QStringLiteral("efuse.burn.enables"), tr("Switch the protection on"), tr("From now on only this unit's signed or encrypted firmware starts."), request);
    }

    Result<void> addProtections()
    {
        efuse::BurnRequest request;
        request.writeProtect = m_plan.desired.writeProtect;
        std::uint64_t hidden = 0;
        for (const KeyAssignment &key : m_plan.keys.keys) {
            request.writeProtect << key.block->name;
            if (!key.block->purposeField.isEmpty())
                request.writeProtect << key.block->purposeField;
            if (!key.digest)
                request.readProtect << key.block->name;
        }
        // A block that a cut left behind may show part of the flash key.
        if (needsFlashKey(m_prepared)) {
            for (const chip::EfuseBlock *block : m_plan.keys.damaged)
                hidden |= block->readProtectBit ? std::uint64_t(1) << *block->readProtectBit : 0;
        }
        if (hidden != 0)
            request.fields.push_back({QStringLiteral("RD_DIS"), hidden | m_state.value(u"RD_DIS")});
        if (request.writeProtect.isEmpty() && request.readProtect.isEmpty() && request.fields.empty())
            return {};
        FB_CHECK(addBurn(Action::BurnEFuses, QStringLiteral("efuse.protect"), tr("Lock keys and settings"), tr("Verified keys are hidden and frozen; settings can no longer be changed."), request));
        noteDamaged(m_plan.steps.back());
        return {};
    }

    void noteDamaged(Step &step) const
    {
        QJsonArray names;
        for (const chip::EfuseBlock *block : m_plan.keys.damaged)
            names.append(block->name);
        if (!names.isEmpty())
            step.record.readBack.insert(QStringLiteral("blocksGivenUp"), names);
    }

    Result<void> addReadProtectionLock()
    {
        if (!m_plan.desired.lockReadProtection)
            return {};
        efuse::BurnRequest request;
        request.writeProtect << QStringLiteral("RD_DIS");
        return addBurn(Action::BurnEFuses, QStringLiteral("efuse.lock.read_protection"), tr("Freeze the read protection"),
                       tr("Nobody can hide the digest of the signing key later; all keys are hidden already."), request);
    }

    Result<void> addDownloadLock()
    {
        if (!m_plan.desired.downloadLock)
            return {};
        efuse::BurnRequest request;
        request.fields.push_back({m_plan.desired.downloadLock->field, m_plan.desired.downloadLock->value});
        return addBurn(Action::LockDownload, QStringLiteral("efuse.lock.download"), tr("Close the download mode"), tr("The last step: from now on the serial port can neither read nor change the unit."), request);
    }

    void addDiscard()
    {
        if (m_profile.keyCustody != KeyCustody::HostDiscarded || !needsFlashKey(m_prepared))
            return;
        Step &step = add(Action::DiscardKeys, QStringLiteral("key.discard"), tr("Forget the unit's key"), tr("The profile wants that nobody but the chip knows it."));
        if (m_facts.discarded)
            step.record.outcome = StepOutcome::AlreadyTrue;
    }

    const PreparedProfile &m_prepared;
    const Profile &m_profile;
    const Snapshot &m_snapshot;
    const KeyFacts &m_facts;
    Plan &m_plan;
    efuse::State m_state;
};

/** With the key: the model's word counts. Without it, only a plan that changes nothing may go without proof. */
Result<void> proveBoot(const PreparedProfile &prepared, const KeyFacts &facts, Plan &plan)
{
    if (needsFlashKey(prepared) && !facts.keys) {
        if (plan.conforms())
            return {};
        return Error(errors::CannotFinish, QCoreApplication::translate("fb::provision", "The key of this unit is not known, so it cannot be proven that it would start."),
                     QCoreApplication::translate("fb::provision", "Set the unit aside."));
    }
    const boot::FlashView flash = viewOfFlash(plan.flash, prepared.profile.flashSize);
    plan.boot = boot::boot({*plan.predicted, flash, needsFlashKey(prepared) ? &facts.keys->flash : nullptr});
    if (plan.boot.outcome == boot::Outcome::Boots)
        return {};
    return Error(errors::WouldNotBoot, QCoreApplication::translate("fb::provision", "The unit would not start afterwards: %1").arg(plan.boot.sentence()),
                 QCoreApplication::translate("fb::provision", "Mend the firmware or the profile; nothing was changed on the unit."));
}

} // namespace

QString nameOf(Action action)
{
    switch (action) {
    case Action::CheckUnit: return QStringLiteral("check");
    case Action::SealKeys: return QStringLiteral("key");
    case Action::WriteFlash: return QStringLiteral("flash");
    case Action::ProveBoot: return QStringLiteral("prove");
    case Action::BurnEFuses: return QStringLiteral("burn");
    case Action::ReadBack: return QStringLiteral("read-back");
    case Action::ConsoleCheck: return QStringLiteral("console");
    case Action::LockDownload: return QStringLiteral("lock");
    case Action::DiscardKeys: return QStringLiteral("discard");
    }
    return {};
}

bool changesUnit(Action action)
{
    return action == Action::WriteFlash || action == Action::BurnEFuses || action == Action::LockDownload;
}

bool Plan::conforms() const
{
    return std::none_of(steps.begin(), steps.end(), [](const Step &step) { return changesUnit(step.action) && step.record.outcome == StepOutcome::Planned; });
}

QJsonObject Plan::toJson() const
{
    QJsonArray list;
    for (const Step &step : steps) {
        QJsonObject json = step.record.toJson();
        json.insert(QStringLiteral("kind"), nameOf(step.action));
        list.append(json);
    }
    return {{QStringLiteral("conforms"), conforms()}, {QStringLiteral("steps"), list}, {QStringLiteral("boot"), boot.toJson()}};
}

Result<Plan> plan(const PreparedProfile &prepared, const Snapshot &snapshot, const KeyFacts &facts)
{
    FB_CHECK(checkUnit(prepared, snapshot));
    Plan result;
    result.desired = desiredFuses(prepared.profile, *prepared.chip, prepared.keyDigests.size());
    FB_TRY(result.keys, layOutKeys(prepared, snapshot, facts));
    FB_CHECK(checkForeignBits(result.desired, result.keys, snapshot.eFuses));
    if (facts.keys || !needsFlashKey(prepared)) {
        static const UnitKeys none;
        FB_TRY(result.flash, unitFlash(prepared, facts.keys ? *facts.keys : none));
    }
    FB_CHECK(Builder(prepared, snapshot, facts, result).run());
    if (const std::vector<Shortfall> lacking = shortfalls(result.desired, *result.predicted, true); !lacking.empty())
        return Error(errors::CannotFinish, tr("%1 would not become %2.").arg(lacking.front().what, lacking.front().wanted), tr("Take the unit out of the batch; nothing was changed on it."), snapshot.mac());
    FB_CHECK(proveBoot(prepared, facts, result));
    return result;
}

} // namespace fb::provision
