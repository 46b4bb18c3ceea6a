// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTranslator>

#include <memory>
#include <vector>

namespace fb::ui {

/** Languages of the program; a change at run time reaches every widget as QEvent::LanguageChange. */
class Languages : public QObject
{
    Q_OBJECT
public:
    explicit Languages(QObject *parent = nullptr);
    ~Languages() override;

    [[nodiscard]] static QStringList codes();                 ///< "en", "de", "zh_CN"
    [[nodiscard]] static QString ownName(const QString &code); ///< "Deutsch"
    /** The nearest language we have; empty or unknown means the system's, English at last. */
    [[nodiscard]] static QString nearest(const QString &wanted);

    /** Takes what nearest() answers. */
    void use(const QString &wanted);
    [[nodiscard]] const QString &current() const { return m_current; }

Q_SIGNALS:
    void changed();

private:
    void install(std::unique_ptr<QTranslator> translator);
    std::vector<std::unique_ptr<QTranslator>> m_installed;
    void load(const QString &code);
    QString m_current;
};

} // namespace fb::ui
