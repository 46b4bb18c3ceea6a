// SPDX-License-Identifier: GPL-3.0-or-later
#include "vector_steps.h"

#include "efuse/field_text.h"
#include "testdata.h"

#include <algorithm>

namespace fb::test {

namespace {

using efuse::KeyBurn;
using efuse::State;

QList<QStringList> commandsOf(const QStringList &words)
{
    static const QStringList names{QStringLiteral("burn-key"), QStringLiteral("burn-key-digest"), QStringLiteral("burn-efuse"),
                                   QStringLiteral("burn-custom-mac"), QStringLiteral("burn-bit"), QStringLiteral("burn-block-data"),
                                   QStringLiteral("write-protect-efuse"), QStringLiteral("read-protect-efuse"), QStringLiteral("set-flash-voltage")};
    QList<QStringList> commands;
    for (const QString &word : words) {
        if (names.contains(word))
            commands.append(QStringList());
        commands.last() << word;
    }
    return commands;
}

class Translator
{
public:
    Translator(const State &before, const State &after) : m_before(before), m_after(after), m_chip(before.chip()) {}

    TranslatedStep run(const QStringList &words)
    {
        for (const QStringList &command : commandsOf(words))
            translate(command);
        return std::move(m_step);
    }

private:
    void translate(const QStringList &command)
    {
        const QString &name = command.first();
        QStringList arguments;
        QStringList options;
        for (qsizetype i = 1; i < command.size(); ++i)
            (options.isEmpty() && !command[i].startsWith(QStringLiteral("--")) ? arguments : options) << command[i];
        if (name == QStringLiteral("burn-key") || name == QStringLiteral("burn-key-digest"))
            keys(arguments, options, name.endsWith(QStringLiteral("digest")));
        else if (name == QStringLiteral("burn-efuse"))
            fields(arguments);
        else if (name == QStringLiteral("burn-custom-mac"))
            note(efuse::addCustomMac(m_step.request, m_chip, arguments.value(0)));
        else if (name == QStringLiteral("burn-bit"))
            bits(arguments);
        else if (name == QStringLiteral("burn-block-data"))
            blockData(arguments, options);
        else if (name == QStringLiteral("write-protect-efuse"))
            m_step.request.writeProtect << arguments;
        else if (name == QStringLiteral("read-protect-efuse"))
            m_step.request.readProtect << arguments;
        else
            voltage(arguments.value(0));
    }

    void note(const Result<void> &result)
    {
        if (!result.ok())
            m_step.refused = result.error().toLine();
    }

    void keys(QStringList arguments, const QStringList &options, bool digest)
    {
        const bool purposes = !m_chip.block(1)->isKey; // a family with purpose fields names one for each key
        if (digest && !purposes)
            arguments.prepend(QStringLiteral("secure_boot_v2"));
        while (!arguments.isEmpty()) {
            KeyBurn key;
            key.block = arguments.takeFirst();
            const QString file = arguments.takeFirst();
            key.purpose = purposes ? arguments.takeFirst() : QString();
            const chip::KeyPurpose *purpose = m_chip.purpose(purposes ? key.purpose : key.block);
            const bool open = options.contains(QStringLiteral("--no-protect-key"));
            key.readProtect = purpose && purpose->readProtected && !open && !options.contains(QStringLiteral("--no-read-protect"));
            key.writeProtect = !open && !options.contains(QStringLiteral("--no-write-protect"));
            key.data = digest ? digestIn(*m_chip.block(key.block)) : SecretBytes(ByteView(vectorBytes(file)));
            if (digest && purposes && !(purpose && purpose->isDigest))
                m_step.refused = QStringLiteral("not a purpose for digests");
            m_step.request.keys.push_back(std::move(key));
        }
    }

    SecretBytes digestIn(const chip::EfuseBlock &block) const
    {
        const ByteView data = m_after.block(block.id);
        const ByteView there = m_before.block(block.id);
        return std::equal(data.begin(), data.end(), there.begin()) ? SecretBytes(ByteView(vectorBytes(QStringLiteral("efuse/keys/d32.bin")))) : SecretBytes(data);
    }

    void fields(const QStringList &arguments)
    {
        if (arguments.size() == 1) {
            // Ours always takes a value. Where the vendor's accepts none, it means the next bit of a counter.
            const bool counter = m_chip.controller == chip::EfuseController::Common;
            m_step.skipped = counter ? QString() : QStringLiteral("a value is always needed");
            note(efuse::addFieldText(m_step.request, m_chip, arguments[0], QStringLiteral("1")));
            return;
        }
        for (qsizetype i = 0; i + 1 < arguments.size(); i += 2)
            note(efuse::addFieldText(m_step.request, m_chip, arguments[i], arguments[i + 1]));
    }

    /** Bits beside those that are burned already, as the whole contents of the block's own field. */
    void bits(QStringList arguments)
    {
        const chip::EfuseBlock &block = *m_chip.block(arguments.takeFirst());
        Bytes data = toBytes(m_before.block(block.id).first(m_before.dataSize(block)));
        for (const QString &number : arguments) {
            const int bit = number.toInt();
            if (bit >= static_cast<int>(data.size()) * 8) {
                m_step.refused = QStringLiteral("bit outside the block");
                return;
            }
            data[static_cast<std::size_t>(bit / 8)] |= static_cast<std::uint8_t>(1 << (bit % 8));
            if (block.id == 0)
                addBlock0Bit(bit);
        }
        if (block.id != 0)
            m_step.request.byteFields.emplace_back(wholeField(block), data);
    }

    void addBlock0Bit(int bit)
    {
        for (const chip::EfuseField &field : m_chip.fields) {
            if (field.block == 0 && field.bit == bit && field.width == 1)
                m_step.request.fields.push_back({field.name, 1});
        }
    }

    QString wholeField(const chip::EfuseBlock &block) const
    {
        for (const chip::EfuseField &field : m_chip.fields) {
            if (field.block == block.id && field.width == block.words * 32)
                return field.name;
        }
        return {};
    }

    void blockData(const QStringList &arguments, const QStringList &options)
    {
        const chip::EfuseBlock &block = *m_chip.block(arguments[0]);
        Bytes data = vectorBytes(arguments[1]);
        const auto offset = static_cast<std::size_t>(options.value(1).toInt());
        if (options.contains(QStringLiteral("--offset")) && offset == 0)
            m_step.skipped = QStringLiteral("ours has no trouble with offset 0");
        data.insert(data.begin(), offset, std::uint8_t{0});
        if (!options.isEmpty())
            data.resize(m_before.dataSize(block));
        m_step.request.byteFields.emplace_back(wholeField(block), data);
    }

    void voltage(const QString &value)
    {
        QStringList names{QStringLiteral("XPD_SDIO_FORCE"), QStringLiteral("XPD_SDIO_REG"), QStringLiteral("XPD_SDIO_TIEH")};
        names = names.first(value == QStringLiteral("OFF") ? 1 : value == QStringLiteral("1.8V") ? 2 : 3);
        const qsizetype burned = m_before.value(u"XPD_SDIO_FORCE") + m_before.value(u"XPD_SDIO_REG") + m_before.value(u"XPD_SDIO_TIEH");
        if (burned > names.size())
            m_step.skipped = QStringLiteral("a verb of the vendor's tool alone");
        for (const QString &name : names)
            m_step.request.fields.push_back({name, 1});
    }

    const State &m_before;
    const State &m_after;
    const chip::Chip &m_chip;
    TranslatedStep m_step;
};

} // namespace

TranslatedStep translateStep(const State &before, const State &after, const QStringList &words)
{
    return Translator(before, after).run(words);
}

} // namespace fb::test
