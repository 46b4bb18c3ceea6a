// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QStringList>

#include <vector>

namespace fb::ui {

/** A port that this machine has. */
struct FoundPort
{
    QString name;        ///< "/dev/ttyUSB0", "COM3"
    QString description; ///< "CP2102 USB to UART Bridge"; empty where unknown
};

/** Serial ports with a device behind them, USB first. */
[[nodiscard]] std::vector<FoundPort> serialPorts();
/** Empty where `text` may be a port's name; else what is wrong with it, in a sentence. */
[[nodiscard]] QString portFault(const QString &text);

/** Chosen and found ports with a tick each. The order of ticking is the order of the slots. */
class PortListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    PortListModel(const QStringList &chosen, const std::vector<FoundPort> &found, QObject *parent = nullptr);

    [[nodiscard]] const QStringList &chosen() const { return m_chosen; }
    /** Ticked at once; a port that is there already is only ticked. */
    void add(const QString &name);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void announce();
    std::vector<FoundPort> m_rows;
    QStringList m_chosen;
};

} // namespace fb::ui
