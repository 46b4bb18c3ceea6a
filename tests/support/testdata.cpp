// SPDX-License-Identifier: GPL-3.0-or-later
#include "testdata.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace fb::test {

namespace {

Bytes counterStream(const QString &seed, std::size_t length)
{
    Bytes out;
    for (quint64 block = 0; out.size() < length; ++block) {
        QByteArray input = seed.toUtf8();
        for (int i = 0; i < 8; ++i)
            input.append(static_cast<char>(block >> (8 * i)));
        const Bytes digest = toBytes(viewOf(QCryptographicHash::hash(input, QCryptographicHash::Sha256)));
        out.insert(out.end(), digest.begin(), digest.end());
    }
    out.resize(length);
    return out;
}

Bytes hexBytes(const QJsonValue &value)
{
    Bytes out;
    (void)fromHex(value.toString(), out);
    return out;
}

void applyPatch(Bytes &bytes, const QJsonObject &patch)
{
    const auto at = static_cast<std::size_t>(patch.value(QLatin1String("at")).toInteger());
    if (patch.contains(QLatin1String("xor"))) {
        bytes[at] ^= static_cast<std::uint8_t>(patch.value(QLatin1String("xor")).toInt());
    } else if (patch.contains(QLatin1String("set"))) {
        const Bytes set = hexBytes(patch.value(QLatin1String("set")));
        std::copy(set.begin(), set.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    } else if (patch.contains(QLatin1String("truncate"))) {
        bytes.resize(static_cast<std::size_t>(patch.value(QLatin1String("truncate")).toInteger()));
    } else if (patch.contains(QLatin1String("append"))) {
        const Bytes more = hexBytes(patch.value(QLatin1String("append")));
        bytes.insert(bytes.end(), more.begin(), more.end());
    }
}

Bytes unpatched(const QJsonObject &source)
{
    const auto length = static_cast<std::size_t>(source.value(QLatin1String("length")).toInteger());
    if (source.contains(QLatin1String("file")))
        return readAll(sharedPath(QStringLiteral("vectors/") + source.value(QLatin1String("file")).toString()));
    if (source.contains(QLatin1String("stream")))
        return counterStream(source.value(QLatin1String("stream")).toString(), length);
    if (source.contains(QLatin1String("fill")))
        return Bytes(length, static_cast<std::uint8_t>(source.value(QLatin1String("fill")).toInt()));
    if (source.contains(QLatin1String("hex")))
        return hexBytes(source.value(QLatin1String("hex")));
    Bytes joined;
    for (const QJsonValue &part : source.value(QLatin1String("parts")).toArray()) {
        const Bytes bytes = vectorBytes(part);
        joined.insert(joined.end(), bytes.begin(), bytes.end());
    }
    return joined;
}

} // namespace

QString sourceFolder()
{
    return QStringLiteral(FUSEBOARD_SOURCE_DIR);
}

QString sharedPath(const QString &relative)
{
    const QString candidates[] = {sourceFolder() + QStringLiteral("/tests/") + relative,
                                  sourceFolder() + QStringLiteral("/../shared/") + relative,
                                  qEnvironmentVariable("FUSEBOARD_SHARED") + QStringLiteral("/") + relative};
    for (const QString &path : candidates) {
        if (QFileInfo::exists(path))
            return QFileInfo(path).absoluteFilePath();
    }
    return {};
}

Bytes readAll(const QString &path)
{
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return toBytes(viewOf(file.readAll()));
}

Bytes vectorBytes(const QJsonValue &source)
{
    if (source.isString())
        return readAll(sharedPath(QStringLiteral("vectors/") + source.toString()));
    const QJsonObject object = source.toObject();
    Bytes bytes = unpatched(object);
    for (const QJsonValue &patch : object.value(QLatin1String("patch")).toArray())
        applyPatch(bytes, patch.toObject());
    return bytes;
}

QList<QJsonObject> vectorCases(const QString &group)
{
    const Bytes text = readAll(sharedPath(QStringLiteral("vectors/manifest.json")));
    QList<QJsonObject> cases;
    for (const QJsonValue &value : QJsonDocument::fromJson(toQByteArray(text)).object().value(QLatin1String("cases")).toArray()) {
        if (value.toObject().value(QLatin1String("group")).toString() == group)
            cases << value.toObject();
    }
    return cases;
}

} // namespace fb::test
