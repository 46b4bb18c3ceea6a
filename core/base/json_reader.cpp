// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_reader.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cmath>
#include <utility>

namespace fb {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::json", text);
}

QString lineAndColumn(const QByteArray &text, int offset)
{
    const QByteArray before = text.left(offset);
    return tr("line %1, column %2").arg(before.count('\n') + 1).arg(offset - before.lastIndexOf('\n'));
}

const char *nameOf(QJsonValue::Type type)
{
    switch (type) {
    case QJsonValue::Bool: return QT_TRANSLATE_NOOP("fb::json", "true or false");
    case QJsonValue::Double: return QT_TRANSLATE_NOOP("fb::json", "a whole number");
    case QJsonValue::String: return QT_TRANSLATE_NOOP("fb::json", "a text");
    case QJsonValue::Array: return QT_TRANSLATE_NOOP("fb::json", "a list");
    case QJsonValue::Object: return QT_TRANSLATE_NOOP("fb::json", "an object");
    default: return "?";
    }
}

} // namespace

Result<QJsonObject> parseJsonObject(ByteView text, const QString &where)
{
    const QByteArray bytes = toQByteArray(text);
    QJsonParseError fault{};
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &fault);
    if (fault.error != QJsonParseError::NoError)
        return Error(errors::JsonMalformed, tr("This is not JSON: %1.").arg(fault.errorString()),
                     tr("Mend the text at the place named."), where + QStringLiteral(", ") + lineAndColumn(bytes, fault.offset));
    if (!document.isObject())
        return Error(errors::JsonWrongType, tr("The document is not a JSON object."), {}, where);
    return document.object();
}

JsonReader::JsonReader(const QJsonObject &object, QString where) : m_object(object), m_where(std::move(where)) {}

QString JsonReader::where(const char *name) const
{
    return m_where + QStringLiteral("/") + QLatin1String(name);
}

bool JsonReader::has(const char *name) const
{
    return m_object.contains(QLatin1String(name));
}

void JsonReader::ignore(const char *name)
{
    m_seen << QLatin1String(name);
}

void JsonReader::fail(const Error &error)
{
    if (!m_error)
        m_error = error;
}

QJsonValue JsonReader::take(const char *name, QJsonValue::Type type, bool required)
{
    m_seen << QLatin1String(name);
    QJsonValue value = m_object.value(QLatin1String(name));
    if (value.isUndefined()) {
        if (required)
            fail({errors::JsonMissing, tr("A member is missing."), tr("Add \"%1\".").arg(QLatin1String(name)), where(name)});
        return value;
    }
    if (value.type() != type && !(type == QJsonValue::Double && value.isString())) {
        fail({errors::JsonWrongType, tr("The member has the wrong type."), tr("It must be %1.").arg(tr(nameOf(type))), where(name)});
        return QJsonValue::Undefined;
    }
    return value;
}

QString JsonReader::string(const char *name)
{
    return take(name, QJsonValue::String, true).toString();
}

QString JsonReader::stringOr(const char *name, const QString &fallback)
{
    return take(name, QJsonValue::String, false).toString(fallback);
}

bool JsonReader::boolOr(const char *name, bool fallback)
{
    return take(name, QJsonValue::Bool, false).toBool(fallback);
}

qint64 JsonReader::integer(const char *name, qint64 low, qint64 high)
{
    const QJsonValue value = take(name, QJsonValue::Double, true);
    if (value.isUndefined())
        return low;
    std::optional<qint64> number;
    if (value.isString())
        number = parseNumber(value.toString());
    else if (const double d = value.toDouble(); std::floor(d) == d && std::abs(d) < 9.0e15)
        number = static_cast<qint64>(d);
    if (!number || *number < low || *number > high) {
        fail({errors::JsonWrongType, tr("The number is not whole or out of range."),
              tr("Give a whole number from %1 to %2.").arg(low).arg(high), where(name)});
        return low;
    }
    return *number;
}

qint64 JsonReader::integerOr(const char *name, qint64 low, qint64 high, qint64 fallback)
{
    return has(name) ? integer(name, low, high) : fallback;
}

QJsonObject JsonReader::object(const char *name)
{
    return take(name, QJsonValue::Object, true).toObject();
}

QJsonObject JsonReader::objectOr(const char *name)
{
    return take(name, QJsonValue::Object, false).toObject();
}

QJsonArray JsonReader::array(const char *name)
{
    return take(name, QJsonValue::Array, true).toArray();
}

QJsonArray JsonReader::arrayOr(const char *name)
{
    return take(name, QJsonValue::Array, false).toArray();
}

QStringList JsonReader::strings(const char *name)
{
    QStringList list;
    for (const QJsonValue &value : arrayOr(name)) {
        if (!value.isString())
            fail({errors::JsonWrongType, tr("The list holds something that is not a text."), {}, where(name)});
        list << value.toString();
    }
    return list;
}

Result<void> JsonReader::finish()
{
    if (m_error)
        return *m_error;
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        if (!m_seen.contains(it.key()))
            return Error(errors::JsonUnknown, tr("The member is not known here."), tr("Remove it, or mend its spelling."),
                         m_where + QStringLiteral("/") + it.key());
    }
    return {};
}

std::optional<qint64> parseNumber(const QString &text)
{
    QString digits = text.trimmed();
    qint64 factor = 1;
    if (digits.endsWith(u'K', Qt::CaseInsensitive))
        factor = 1024;
    else if (digits.endsWith(u'M', Qt::CaseInsensitive))
        factor = 1024LL * 1024;
    if (factor != 1)
        digits.chop(1);
    const bool hex = digits.startsWith(QLatin1String("0x"), Qt::CaseInsensitive);
    bool ok = false;
    const qint64 value = hex ? digits.mid(2).toLongLong(&ok, 16) : digits.toLongLong(&ok, 10);
    if (!ok || (factor > 1 && std::abs(value) > (1LL << 40)))
        return std::nullopt;
    return value * factor;
}

} // namespace fb
